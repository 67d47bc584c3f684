#pragma once

// The source stage: asks its Source for records, produces them to the raw topics and keeps what the broker
// acknowledged.
//
// Thread: see Stage. acked() may be read when the stage is joined; the counters at any time.

#include "base/bitmap.h"
#include "pipeline/sender.h"
#include "pipeline/stage.h"

#include <optional>

namespace pk::pipeline {

class SourceStage final : public Stage
{
public:
    /// Its number tells sources apart that follow one another in one pipeline.
    SourceStage(Shared shared, SourceFactory factory, int number = 0);

    std::int64_t produced() const { return m_produced.load(std::memory_order_relaxed); }
    std::int64_t ackedCount() const { return m_ackedCount.load(std::memory_order_relaxed); }
    /// Bad input lines whose dead letters are acknowledged.
    std::int64_t rejected() const { return m_rejected.load(std::memory_order_relaxed); }
    bool exhausted() const { return m_exhausted.load(std::memory_order_acquire); }

    /// Every record it gave is acknowledged. REQUIRES: joined.
    bool allAcked() const { return m_ackedPrefix == m_sequence; }
    /// The acknowledged offsets per raw partition, from the delivery reports. REQUIRES: joined.
    const std::map<TopicPartition, Bitmap> &acked() const { return m_acked; }

private:
    enum class Emit { Done, Exhausted, Crashed, Failed };

    SessionEnd session(const std::stop_token &stop) override;
    SessionEnd runFreely(const std::stop_token &stop);
    bool isDue();
    bool awaitTurn(const std::stop_token &stop);
    Emit emitOne();
    Result<void> produceRecord();
    Result<void> produceReject();
    void onDelivery(const broker::Delivery &delivery);
    void serveCredit();
    void noteAcked(std::int64_t sequence);
    Result<void> settle();
    SessionEnd afterRefusal();
    void dropUnsent();

    const SourceFactory m_factory;
    std::optional<Sender> m_sender; // of the running session
    std::unique_ptr<extract::Source> m_source;
    extract::SourceRecord m_record;
    std::int64_t m_sequence = 0; ///< of the next record the source gives
    std::int64_t m_ackedPrefix = 0; ///< all records before this one are acknowledged
    std::int64_t m_refusedPrefix = -1; ///< where it stood at the last refusal
    int m_refusals = 0; ///< in a row at that place
    Bitmap m_ackedSequences;
    std::map<TopicPartition, Bitmap> m_acked;
    std::map<std::uint64_t, std::pair<std::string, std::string>>
        m_sampled; ///< sequence → correlation id, key
    std::int64_t m_paceStartUs = 0;
    std::int64_t m_paced = 0;
    std::int64_t m_pacedRate = 0;
    Position m_lastAcked;
    std::int64_t m_lastFlushUs = 0;
    bool m_crashNow = false;

    std::atomic<std::int64_t> m_produced{0};
    std::atomic<std::int64_t> m_ackedCount{0};
    std::atomic<std::int64_t> m_rejected{0};
    std::atomic<bool> m_exhausted{false};
};

} // namespace pk::pipeline
