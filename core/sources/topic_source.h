#pragma once

// Records that any other producer wrote into a topic: taken from there as they are and sent on to the raw
// topic. A JSON object without an event id gets one of its topic, partition and offset, so that it is the
// same event however often it is read.
//
// It reads without a consumer group; positions are kept by partition. Where retention has overtaken a
// position it goes on at the first kept record at its next start.
//
// Thread: see Source. Errors: the broker's; NotFound where there is no such topic.

#include "broker/cluster_backend.h"
#include "extract/source.h"
#include "sources/foreign_object.h"
#include "sources/position_store.h"
#include "sources/source_end.h"

namespace pk::sources {

struct TopicOptions
{
    broker::ClusterAccess access; ///< of the cluster that has the topic
    std::string topic;
    Dataset dataset = Dataset::Orders;
    QString positions;
    std::string target; ///< as in PollingOptions
    SourceEnd end;
    MonotonicMs nowMs = machineMs;
};

class TopicSource final : public extract::Source
{
public:
    static Result<std::unique_ptr<TopicSource>> create(TopicOptions options);

    Result<bool> ready() override;
    Result<bool> next(extract::SourceRecord &record) override;
    Result<void> settled(std::int64_t count) override { return m_tracker.settled(count); }
    bool repeatable() const override { return false; }
    std::string_view name() const override { return "topic"; }

private:
    TopicSource(TopicOptions options, std::unique_ptr<broker::ClusterBackend> cluster,
                std::unique_ptr<PositionStore> store);
    Result<void> begin();
    Result<bool> isAtEnd();
    void copyHeaders(const broker::Message &message, extract::SourceRecord &record) const;

    const TopicOptions m_options;
    const std::string m_identity; ///< of the topic, whoever reads it
    std::unique_ptr<broker::ClusterBackend> m_cluster;
    std::unique_ptr<PositionStore> m_store;
    PositionTracker m_tracker;
    std::map<TopicPartition, std::int64_t> m_next; ///< offsets to read next
    transform::Document m_document;
    std::optional<Error> m_failure;
    std::int64_t m_nextLookMs = 0;
    std::int64_t m_lastRecordMs;
    bool m_ended = false;
    std::unique_ptr<broker::Consumer> m_consumer;
    std::vector<broker::Message> m_messages; // the newest first; destroyed before the consumer
};

} // namespace pk::sources
