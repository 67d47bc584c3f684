#include "bridge/session.h"

#include "base/clock.h"
#include "bridge/run_trouble.h"
#include "bridge/semantics_text.h"
#include "bridge/sources.h"
#include "environment/profile.h"
#include "warehouse/warehouse.h"

#include <QCoreApplication>
#include <QDir>

#include <algorithm>

// The warehouse of a session, and how a run gives way to another one on the same cluster.

namespace pk::gui {

namespace {

constexpr int kDrainMs = 6'000; ///< what has not arrived by then waits in the topics

/// It would begin at Kafka's commit, whatever that warehouse holds.
QString whyNoOtherWarehouse()
{
    return QCoreApplication::translate(
        "bridge",
        "In this mode the loader goes on where Kafka's commit stands, so another warehouse would lack what "
        "came before. Choose effectively-once first.");
}

/// Without what it is written with, which the journal need not hold.
std::string nameOf(const QString &warehouse)
{
    return warehouse.section(u'?', 0, 0).toStdString();
}

} // namespace

/// The schema is made before the members race for it.
Result<void> Session::openWarehouse()
{
    if (auto adopted = adoptSemantics(); !adopted)
        return adopted;
    auto warehouse = warehouse::openWarehouse(m_warehousePath, m_options.semantics);
    if (!warehouse)
        return warehouse.error();
    const auto next = nextSequenceIn(**warehouse);
    if (!next)
        return next.error();
    // A warehouse that knows less: the numbers were used all the same.
    m_sequence->store(std::max(m_sequence->load(), *next));
    m_warehouseOpened = true;
    return {};
}

QString Session::ownWarehouse() const
{
    return m_options.warehousePath.isEmpty()
        ? QDir(m_options.dataFolder).filePath(QStringLiteral("warehouse.db"))
        : m_options.warehousePath;
}

/// A profile may name one that goes with its cluster.
QString Session::warehouseIn(const environment::EnvironmentChoice &environment) const
{
    if (environment.kind == environment::EnvironmentChoice::Kind::Profile) {
        const auto profile = environment::ProfileStore(m_options.profilesFolder).load(environment.profile);
        if (profile && !profile->warehouse.isEmpty())
            return profile->warehousePath();
    }
    return m_usualWarehouse;
}

/// Whether a run that comes from another environment may go on in that one.
Result<void> Session::fitsThere(const QString &warehouse) const
{
    if (warehouse == m_warehousePath)
        return {};
    if (isNaive(m_options.semantics))
        return Error{ErrorCode::Unsupported, whyNoOtherWarehouse(), {}};
    auto fits = fitsIn(warehouse);
    if (fits)
        return {};
    Error error = fits.error();
    error.message = QCoreApplication::translate("bridge", "The warehouse %1 cannot be used. %2")
                        .arg(QString::fromStdString(nameOf(warehouse)), error.message);
    return error;
}

/// The run may give way to another one on the same cluster.
bool Session::isFree(Command command)
{
    QString why;
    if (m_opener.to())
        why = QCoreApplication::translate(
            "bridge", "Another environment is being opened. Wait for it or give it up, then choose again.");
    else if (isBrokerAway(m_board.run(), monotonicUs()))
        why = QCoreApplication::translate(
            "bridge", "No broker answers. The run goes on by itself when one does; choose again then.");
    else if (m_source.kind == SourceChoice::Kind::Csv)
        why = QCoreApplication::translate(
            "bridge",
            "The file would be read again from its first line. Choose another source first, then this.");
    if (!why.isEmpty())
        Q_EMIT failed(command, why);
    return why.isEmpty();
}

/// How the run before has ended, or why it goes on as it was.
Result<RunEnd> Session::beginAnew(const std::function<Result<void>()> &change,
                                  const std::function<Result<void>()> &undo)
{
    const bool paused = isPauseWanted();
    setState(RunState::Stopping);
    RunEnd end = endRun(kDrainMs, true);
    m_leftUnread = m_leftUnread || !end.drained;
    setState(RunState::Starting);
    const auto begin = [this](const std::function<Result<void>()> &first) -> Result<void> {
        if (auto done = first(); !done)
            return done;
        return beginIncarnation();
    };
    const auto begun = begin(change);
    if (!begun) {
        if (const auto again = begin(undo); !again) {
            giveUpStart(StartStep::Pipeline, again.error());
            return begun.error();
        }
    }
    goOn(paused);
    return begun ? Result<RunEnd>(std::move(end)) : begun.error();
}

/// Whether a run with the present semantics may go on in that one. What a naive mode has stored there more
/// than once would make the run itself naive.
Result<void> Session::fitsIn(const QString &warehouse) const
{
    const Semantics semantics = m_options.semantics;
    const Semantics present = semanticsOf(warehouse).value_or(semantics);
    const auto opened = warehouse::openWarehouse(warehouse, present);
    if (!opened)
        return opened.error();
    if (!isNaive(present))
        return {};
    const auto found = warehouse::previewSwitch(**opened, semantics);
    if (!found)
        return found.error();
    if (!found->standsInTheWay())
        return {};
    return Error{ErrorCode::BadInput,
                 toText(doublesOf(semantics, *found)) + QLatin1Char(' ')
                     + QCoreApplication::translate(
                         "bridge",
                         "Remove the older rows of each key there, or choose an empty database. Nothing was "
                         "changed."),
                 {}};
}

void Session::setWarehouse(const QString &path)
{
    const Command command = Command::SetWarehouse;
    const QString wanted = path.isEmpty() ? ownWarehouse() : path;
    if (!running(command))
        return;
    if (wanted == m_warehousePath) {
        Q_EMIT warehouseChanged(wanted, {});
        return;
    }
    if (!isFree(command))
        return;
    if (isNaive(m_options.semantics)) {
        Q_EMIT failed(command, whyNoOtherWarehouse());
        return;
    }
    const Semantics semantics = m_options.semantics;
    if (auto fits = fitsIn(wanted); !fits) {
        Q_EMIT failed(command, fits.error().toString());
        return;
    }
    note(journal::EventKind::Command, "warehouse " + nameOf(wanted));
    const auto use = [this, semantics](const QString &warehouse) -> Result<void> {
        m_reader.reset();
        m_warehousePath = warehouse;
        if (auto bound = bindWarehouse(semantics, false, CommitOf::Another); !bound)
            return bound;
        return openWarehouse();
    };
    const auto ended = beginAnew([&] { return use(wanted); },
                                 [&, before = m_warehousePath] {
                                     m_options.semantics = semantics;
                                     return use(before);
                                 });
    if (!ended) {
        Q_EMIT failed(command, ended.error().toString());
        return;
    }
    m_usualWarehouse = wanted;
    Q_EMIT warehouseChanged(wanted, ended->sentence());
}

} // namespace pk::gui
