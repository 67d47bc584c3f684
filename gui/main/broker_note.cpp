#include "main/broker_note.h"

#include "bridge/sources.h"
#include "pages/flow/fault_sheet.h"
#include "views/format.h"

#include <QCoreApplication>

namespace pk::gui {

namespace {

/// Sentences of which some may be missing.
QString joined(QStringList sentences)
{
    sentences.removeAll(QString());
    return sentences.join(QLatin1Char(' '));
}

QString lostText(qint64 lost, const QString &unknown)
{
    if (!unknown.isEmpty())
        return QCoreApplication::translate("main",
                                           "How many acknowledged records are lost cannot be told: %1")
            .arg(unknown);
    if (lost == 0)
        return QCoreApplication::translate("main",
                                           "Nothing was lost: all that it had acknowledged was stored.");
    return QCoreApplication::translate(
               "main",
               "Records that it had acknowledged and nobody had stored yet are lost: %1. On a real "
               "Kafka their replicas on other brokers keep them. What was on its way and not acknowledged "
               "yet "
               "is gone too, and is not counted.")
        .arg(grouped(lost));
}

QString replayText(Semantics semantics)
{
    if (isNaive(semantics))
        return QCoreApplication::translate(
            "main",
            "The source still has its rows and can send them once more, as they "
            "are now. With these delivery semantics they are stored once more, too.");
    return QCoreApplication::translate(
        "main",
        "The source still has its rows and can send them once more, as they are "
        "now. Rows that are stored already keep their contents.");
}

} // namespace

BrokerNote::BrokerNote(Controller &controller, MainWindow &window)
    : QObject(&window)
    , m_controller(controller)
    , m_window(window)
{
    connect(&controller, &Controller::brokerDied, this, &BrokerNote::noteEnd);
    connect(&controller, &Controller::recordsLost, this, &BrokerNote::noteLoss);
    connect(&controller, &Controller::stateChanged, this, &BrokerNote::noteState);
    connect(&controller, &Controller::sourceChanged, this, [this] {
        m_canSendAgain = false; // of another source the rows would be something else
        withdrawOffer();
    });
    connect(&controller, &Controller::semanticsChanged, this,
            &BrokerNote::withdrawOffer); // it promises other things
    connect(&controller, &Controller::commandSucceeded, this, [this](Command command) {
        if (command == Command::Replay)
            withdrawOffer(); // once is enough
    });
    connect(&controller, &Controller::switchEnded, this, [this](const SwitchEnd &end) {
        if (end.kind == SwitchEnd::Kind::Done)
            withdraw(); // it is about a cluster that was left
    });
    connect(&window, &MainWindow::languageChanged, this, [this] {
        if (m_window.isNoteShown(m_note))
            m_isTold ? showOutcome() : showEnd();
    });
}

/// What an earlier one has lost is not said of this one, whose records are counted first.
void BrokerNote::noteEnd()
{
    ++m_counting;
    m_lost.reset();
    m_isTold = false;
    m_offers = false;
    m_canSendAgain = true;
    m_before = m_controller.snapshot();
    showEnd();
}

/// It may come late, when that cluster was left meanwhile.
void BrokerNote::noteLoss(qint64 lost, const QString &unknown)
{
    if (m_counting == 0 || --m_counting > 0)
        return;
    m_lost.emplace(lost, unknown);
    noteState(m_controller.state());
}

/// When it is known how it goes on, that is told.
void BrokerNote::noteState(RunState state)
{
    if (m_offers && state == RunState::Failed)
        withdrawOffer();
    const bool goesOn = state == RunState::Starting || state == RunState::Restarting
        || state == RunState::Stopping || !m_controller.snapshot();
    if (m_lost && !m_isTold && !goesOn)
        showOutcome();
}

void BrokerNote::showEnd()
{
    m_note = m_window.showNote(
        QCoreApplication::translate("main",
                                    "The broker's process has ended, and all its topics with it. A fresh one "
                                    "is being started."),
        joined({QCoreApplication::translate("main", "The records that nobody had stored are being counted…"),
                faultsText()}));
}

void BrokerNote::showOutcome()
{
    m_isTold = true;
    const QString lost = lostText(m_lost->first, m_lost->second);
    const RunState state = m_controller.state();
    if (state == RunState::Failed || state == RunState::Stopped) {
        m_note = m_window.showNote(
            QCoreApplication::translate("main",
                                        "The broker's process has ended, and all its topics with it. The "
                                        "warehouse is kept."),
            joined({lost, faultsText()}));
        return;
    }
    m_offers = m_canSendAgain && canReplay(m_controller.source());
    const QString offer = m_offers ? replayText(m_controller.snapshot()->run.semantics) : QString();
    m_note = m_window.showNote(
        QCoreApplication::translate("main",
                                    "The broker's process has ended, and all its topics with it. A fresh one "
                                    "runs, with empty topics; the warehouse is kept."),
        joined({lost, faultsText(), offer}), m_offers ? nameOf(Command::Replay) : QString(),
        [this] { m_controller.replaySource(); });
}

void BrokerNote::withdraw()
{
    m_counting = 0;
    m_lost.reset();
    m_offers = false;
    m_window.hideNote(m_note);
}

void BrokerNote::withdrawOffer()
{
    if (m_offers)
        withdraw();
}

/// Those that had been broken on purpose.
QString BrokerNote::faultsText() const
{
    const QStringList faults = m_before ? activeFaults(m_before->run) : QStringList();
    return faults.isEmpty()
        ? QString()
        : QCoreApplication::translate("main", "What had been broken on purpose has ended with it: %1.")
              .arg(faults.join(QStringLiteral(", ")));
}

} // namespace pk::gui
