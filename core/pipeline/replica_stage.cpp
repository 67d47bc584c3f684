#include "pipeline/replica_stage.h"

#include "pipeline/controls.h"
#include "pipeline/database_fault.h"
#include "warehouse/loading.h"

#include <algorithm>

namespace pk::pipeline {

static constexpr int kReplicaBatch = 1'000;

ReplicaStage::ReplicaStage(Shared shared, int member)
    : SinkStage(std::move(shared), StageKind::Replica, member, {"LOAD", "replica"},
                {static_cast<std::size_t>(std::min(kReplicaBatch, shared.options.commitEvery)), 0},
                {CrashPoint::ReplicaTaken, CrashPoint::ReplicaWrittenBeforeCommit})
{
}

Result<std::unique_ptr<Database>> ReplicaStage::openDatabase()
{
    if (m_shared.controls.databaseClosed.load(std::memory_order_relaxed))
        return databaseClosed();
    return warehouse::openWarehouseForLoading(m_shared.options.warehousePath, m_shared.options.semantics);
}

Result<void> ReplicaStage::openSession()
{
    m_replica.emplace(*m_database, m_shared.cluster.id);
    return {};
}

Result<void> ReplicaStage::prepare(std::span<broker::Message> batch)
{
    if (m_shared.controls.databaseClosed.load(std::memory_order_relaxed))
        return databaseClosed();
    std::vector<cdc::ReplicaRecord> records;
    records.reserve(batch.size());
    for (const broker::Message &message : batch)
        records.push_back({message.position(), message.key(), message.value(), message.hasValue(),
                           epochOfOffsets({std::string(message.topic()), message.partition()})});
    return m_replica->prepare(records);
}

Result<std::vector<StoringStage::Refusal>> ReplicaStage::apply(std::span<broker::Message> batch)
{
    const auto judged = m_replica->apply();
    if (!judged)
        return judged.error();
    if (crashes(CrashPoint::ReplicaMidTransaction, batch.size()))
        return crashInside();
    std::vector<Refusal> refusals;
    for (std::size_t i = 0; i < judged->size(); ++i) {
        if ((*judged)[i].verdict == cdc::Verdict::Refused)
            refusals.push_back({i, (*judged)[i].why.code, (*judged)[i].why.message});
    }
    return refusals;
}

} // namespace pk::pipeline
