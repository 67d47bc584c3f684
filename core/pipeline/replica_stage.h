#pragma once

// The OLAP replicas: Maxwell's change events into olap_<table> of the warehouse, with the offsets in the same
// transaction. Any number of members may share the group.
//
// Thread: see Stage.

#include "cdc/replica.h"
#include "pipeline/sink_stage.h"

#include <optional>

namespace pk::pipeline {

class ReplicaStage final : public SinkStage
{
public:
    ReplicaStage(Shared shared, int member);

private:
    Result<std::unique_ptr<Database>> openDatabase() override;
    QString databasePath() const override { return m_shared.options.warehousePath; }
    Result<void> openSession() override;
    void closeSession() override { m_replica.reset(); }
    Result<void> prepare(std::span<broker::Message> batch) override;
    Result<std::vector<Refusal>> apply(std::span<broker::Message> batch) override;

    std::optional<cdc::Replica> m_replica; // of the running session
};

} // namespace pk::pipeline
