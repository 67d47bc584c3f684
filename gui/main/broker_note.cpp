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
    connect(&controller, &Controller::brokerDied, this, &BrokerNote::tellEnd);
    connect(&controller, &Controller::recordsLost, this, [this](qint64 lost, const QString &unknown) {
        m_lost = lostText(lost, unknown);
        tellOutcome();
    });
    connect(&controller, &Controller::stateChanged, this, &BrokerNote::tellOutcome);
    // Of another source the rows would be something else; and once is enough.
    connect(&controller, &Controller::sourceChanged, this, &BrokerNote::withdrawOffer);
    connect(&controller, &Controller::commandSucceeded, this, [this](Command command) {
        if (command == Command::Replay)
            withdrawOffer();
    });
    connect(&controller, &Controller::switchEnded, this, &BrokerNote::withdraw);
}

/// What an earlier one has lost is not said of this one, whose records are counted first.
void BrokerNote::tellEnd()
{
    m_lost.reset();
    m_offers = false;
    const SnapshotPtr snapshot = m_controller.snapshot();
    const QStringList faults = snapshot ? activeFaults(snapshot->run) : QStringList();
    m_endedFaults = faults.isEmpty()
        ? QString()
        : QCoreApplication::translate("main", "What had been broken on purpose has ended with it: %1.")
              .arg(faults.join(QStringLiteral(", ")));
    m_note = m_window.showNote(
        QCoreApplication::translate("main",
                                    "The broker's process has ended, and all its topics with it. A fresh one "
                                    "is being started."),
        joined({QCoreApplication::translate("main", "The records that nobody had stored are being counted…"),
                m_endedFaults}));
}

/// When it is known how it goes on.
void BrokerNote::tellOutcome()
{
    const SnapshotPtr snapshot = m_controller.snapshot();
    const RunState state = m_controller.state();
    if (!m_lost || !snapshot || state == RunState::Starting || state == RunState::Restarting)
        return;
    const QString lost = *std::exchange(m_lost, std::nullopt);
    if (state == RunState::Failed || state == RunState::Stopped) {
        m_note = m_window.showNote(
            QCoreApplication::translate("main",
                                        "The broker's process has ended, and all its topics with it. The "
                                        "warehouse is kept."),
            joined({lost, m_endedFaults}));
        return;
    }
    m_offers = canReplay(m_controller.source());
    m_note = m_window.showNote(
        QCoreApplication::translate("main",
                                    "The broker's process has ended, and all its topics with it. A fresh one "
                                    "runs, with empty topics; the warehouse is kept."),
        joined({lost, m_endedFaults, m_offers ? replayText(snapshot->run.semantics) : QString()}),
        m_offers ? nameOf(Command::Replay) : QString(), [this] { m_controller.replaySource(); });
}

/// It is about a cluster that is left.
void BrokerNote::withdraw()
{
    m_lost.reset();
    m_offers = false;
    m_window.hideNote(m_note);
}

void BrokerNote::withdrawOffer()
{
    if (m_offers)
        withdraw();
}

} // namespace pk::gui
