#pragma once

// Records that any other producer wrote into a topic: taken from there as they are and sent on to the raw
// topic. A JSON object without an event id gets one of its place, time and text, so that it is the same event
// however often it is read.
//
// It reads without a consumer group; positions are kept by partition, with the hash of the record that was
// read last. Where that one does not lie there any more, the topic was made anew and is read from its
// beginning; where retention has overtaken a position, reading goes on at the first kept record. Both is
// told.
//
// Thread: see Source. Errors: the broker's; NotFound where there is no such topic.

#include "broker/cluster_backend.h"
#include "extract/source.h"
#include "sources/foreign_object.h"
#include "sources/position_store.h"
#include "sources/source_end.h"

#include <deque>
#include <map>
#include <set>

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
    static Result<std::unique_ptr<TopicSource>> create(TopicOptions options,
                                                       std::unique_ptr<broker::ClusterBackend> cluster);

    Result<bool> ready() override;
    Result<bool> next(extract::SourceRecord &record) override;
    Result<void> settled(std::int64_t count) override { return m_tracker.settled(count); }
    std::optional<Error> takeNotice() override;
    bool repeatable() const override { return false; }
    std::string_view name() const override { return "topic"; }

private:
    TopicSource(TopicOptions options, std::unique_ptr<broker::ClusterBackend> cluster,
                std::unique_ptr<PositionStore> store);
    /// How far a partition was read.
    struct Reached
    {
        std::int64_t next = 0;
        std::string lastSha256; ///< of the value before it; empty: not known

        static Reached parse(std::string_view text); ///< as it is stored
        std::string text() const;
    };
    Result<std::vector<TopicPartition>> partitions();
    Result<std::set<TopicPartition>> newLogs(const std::vector<TopicPartition> &partitions,
                                             const std::vector<broker::Consumer::Watermarks> &marks) const;
    Result<void> begin();
    Result<bool> beginAgain();
    Result<bool> isAtEnd();
    void copyHeaders(const broker::Message &message, extract::SourceRecord &record) const;

    const TopicOptions m_options;
    const std::string m_identity; ///< of the topic, whoever reads it
    std::unique_ptr<broker::ClusterBackend> m_cluster;
    std::unique_ptr<PositionStore> m_store;
    PositionTracker m_tracker;
    std::map<std::string, Reached> m_reached; ///< by part of the store: by what was given, settled or not
    std::map<TopicPartition, std::int64_t> m_next; ///< offsets to read next, also past transaction markers
    std::deque<Error> m_notices;
    transform::Document m_document;
    std::optional<Error> m_failure;
    std::int64_t m_nextLookMs = 0;
    std::int64_t m_lastRecordMs;
    bool m_ended = false;
    std::unique_ptr<broker::Consumer> m_consumer;
    std::vector<broker::Message> m_messages; // the newest first; destroyed before the consumer
};

} // namespace pk::sources
