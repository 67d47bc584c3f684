#include "bridge/session.h"
#include "bridge/sources.h"
#include "warehouse/warehouse.h"

#include <QCoreApplication>
#include <QDir>

#include <algorithm>

// The warehouse of a session, and how a run gives way to another one on the same cluster.

namespace pk::gui {

namespace {

constexpr int kDrainMs = 6'000; ///< what has not arrived by then waits in the topics

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
    return {};
}

QString Session::ownWarehouse() const
{
    return m_options.warehousePath.isEmpty()
        ? QDir(m_options.dataFolder).filePath(QStringLiteral("warehouse.db"))
        : m_options.warehousePath;
}

/// No other change is under way.
bool Session::isFree(Command command)
{
    if (!m_openingTo)
        return true;
    Q_EMIT failed(
        command,
        QCoreApplication::translate(
            "bridge", "Another environment is being opened. Wait for it or give it up, then choose again."));
    return false;
}

/// How the run before has ended, or why it goes on as it was.
Result<RunEnd> Session::beginAnew(const std::function<Result<void>()> &change,
                                  const std::function<Result<void>()> &undo)
{
    const bool paused = m_state == RunState::Paused;
    setState(RunState::Stopping);
    RunEnd end = endRun(kDrainMs, true);
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

void Session::setWarehouse(const QString &path)
{
    const Command command = Command::SetWarehouse;
    const QString wanted = path.isEmpty() ? ownWarehouse() : path;
    if (!running(command) || wanted == m_warehousePath || !isFree(command))
        return;
    if (auto tested = warehouse::openWarehouse(wanted, m_options.semantics); !tested) {
        Q_EMIT failed(command, tested.error().toString());
        return;
    }
    note(journal::EventKind::Command, "warehouse " + nameOf(wanted));
    const auto use = [this](const QString &warehouse) {
        m_reader.reset();
        m_warehousePath = warehouse;
        return openWarehouse();
    };
    const auto ended =
        beginAnew([&] { return use(wanted); }, [&, before = m_warehousePath] { return use(before); });
    if (ended)
        Q_EMIT warehouseChanged(wanted, ended->sentence());
    else
        Q_EMIT failed(command, ended.error().toString());
}

} // namespace pk::gui
