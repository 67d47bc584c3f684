#include "base/clock.h"
#include "base/sql.h"
#include "bridge/past_logs.h"
#include "bridge/semantics_text.h"
#include "bridge/session.h"
#include "bridge/text.h"
#include "warehouse/schema.h"
#include "warehouse/warehouse.h"

#include <QCoreApplication>

#include <utility>

// The delivery semantics of a session. They belong to the warehouse, so a change is one of the warehouse,
// too.

namespace pk::gui {

namespace {

constexpr const char *kMovedBy = "semantics"; ///< whom the audit names

Result<warehouse::SemanticsSwitch> doublesIn(const QString &path, Semantics wanted)
{
    const auto warehouse = warehouse::openWarehouseForReading(path);
    return warehouse ? warehouse::previewSwitch(**warehouse, wanted) : warehouse.error();
}

Result<void> removeOlderRows(Database &warehouse, Semantics wanted)
{
    const auto doubles = warehouse::previewSwitch(warehouse, wanted);
    if (!doubles || doubles->sql.empty())
        return doubles ? Result<void>() : doubles.error();
    Transaction transaction(warehouse);
    if (auto begun = transaction.begin(); !begun)
        return begun;
    if (auto removed = warehouse.exec(doubles->sql); !removed)
        return removed;
    return transaction.commit();
}

/// The naive modes go on where Kafka says; from now on the warehouse says it, and must know what they did. Of
/// a commit that another warehouse's loader has made it knows nothing: all that the topics hold is read.
Result<void> takeOverOffsets(Database &warehouse, broker::ClusterBackend &backend, Session::CommitOf commitOf)
{
    std::vector<std::string> topics;
    for (const Dataset dataset : {Dataset::Orders, Dataset::Activities})
        topics.emplace_back(enrichedTopic(dataset));
    const auto logs = readPastLogs(backend, topics);
    if (!logs)
        return logs.error();
    std::vector<TopicPartition> partitions;
    for (const auto &log : *logs)
        partitions.push_back(log.first);
    if (partitions.empty())
        return {};
    const std::string group(kLoaderGroup);
    const auto committed = backend.committed(group, partitions);
    if (!committed)
        return committed.error();
    for (const broker::CommitOffset &commit : *committed) {
        const std::int64_t next =
            commitOf == Session::CommitOf::Another ? logs->at(commit.partition).begin : commit.offset;
        if (next < 0)
            continue;
        const auto moved = warehouse::resetOffset(warehouse, backend.info().id, group, commit.partition, next,
                                                  kMovedBy, SystemClock().nowMs());
        if (!moved)
            return moved.error();
    }
    return {};
}

} // namespace

std::optional<Semantics> Session::semanticsOf(const QString &path)
{
    const auto warehouse = warehouse::openWarehouseForReading(path);
    if (!warehouse)
        return std::nullopt;
    const auto meta = warehouse::readMeta(**warehouse);
    return meta && meta->has_value() ? (*meta)->semantics : std::nullopt;
}

Result<void> Session::bindWarehouse(Semantics wanted, bool removeDoubles, CommitOf commitOf)
{
    const auto present = semanticsOf(m_warehousePath);
    if (!present || *present == wanted)
        return {};
    auto warehouse = warehouse::openWarehouse(m_warehousePath, *present);
    if (!warehouse)
        return warehouse.error();
    if (isNaive(*present) && !isNaive(wanted)) {
        if (removeDoubles) {
            if (auto removed = removeOlderRows(**warehouse, wanted); !removed)
                return removed;
        }
        if (auto taken = takeOverOffsets(**warehouse, *m_backend, commitOf); !taken)
            return taken;
    }
    return warehouse::switchSemantics(**warehouse, wanted);
}

/// Every start means those of the options. A warehouse that holds something more than once is left as it is.
Result<void> Session::adoptSemantics()
{
    const auto present = semanticsOf(m_warehousePath);
    if (!present || *present == m_options.semantics)
        return {};
    const auto doubles = doublesIn(m_warehousePath, m_options.semantics);
    if (!doubles)
        return doubles.error();
    if (!doubles->standsInTheWay())
        return bindWarehouse(m_options.semantics, false);
    const DoublesFound found = doublesOf(std::exchange(m_options.semantics, *present), *doubles);
    Q_EMIT doublesFound(found);
    Q_EMIT failed(Command::SetSemantics,
                  toText(found) + QLatin1Char(' ')
                      + QCoreApplication::translate(
                            "bridge", "So it goes on with %1, as before; the settings show what can be done.")
                            .arg(nameOf(*present)));
    return {};
}

/// On a cluster without transactions it goes on with what comes closest; says so, or nothing.
Result<QString> Session::fitSemantics()
{
    if (m_options.semantics != Semantics::Transactions || m_backend->supports(broker::Feature::Transactions))
        return QString();
    if (auto bound = bindWarehouse(Semantics::EffectivelyOnce, false); !bound)
        return bound.error();
    m_options.semantics = Semantics::EffectivelyOnce;
    return QCoreApplication::translate("bridge",
                                       "There are no transactions here: it goes on with effectively-once.");
}

void Session::setSemantics(Semantics wanted, bool removeDoubles)
{
    const Command command = Command::SetSemantics;
    if (!running(command))
        return;
    if (wanted == m_options.semantics) {
        Q_EMIT semanticsChanged(wanted, {});
        return;
    }
    if (wanted == Semantics::Transactions && !m_backend->supports(broker::Feature::Transactions)) {
        Q_EMIT failed(command, noTransactions());
        return;
    }
    if (!isFree(command))
        return;
    const auto doubles = doublesIn(m_warehousePath, wanted);
    if (!doubles) {
        Q_EMIT failed(command, doubles.error().toString());
        return;
    }
    if (doubles->standsInTheWay() && !removeDoubles) {
        ++m_refused;
        m_asked.erase(command);
        Q_EMIT doublesFound(doublesOf(wanted, *doubles));
        return;
    }
    note(journal::EventKind::Command, "semantics " + std::string(toString(wanted)));
    const auto bind = [this](Semantics semantics, bool remove) -> Result<void> {
        if (auto bound = bindWarehouse(semantics, remove); !bound)
            return bound;
        m_options.semantics = semantics;
        return {};
    };
    const auto ended = beginAnew([&] { return bind(wanted, removeDoubles); },
                                 [&, before = m_options.semantics] { return bind(before, false); });
    if (ended)
        Q_EMIT semanticsChanged(wanted, ended->sentence());
    else
        Q_EMIT failed(command, ended.error().toString());
}

} // namespace pk::gui
