#pragma once

// The source stage: asks its Source for records, produces them to the raw topics and keeps what the broker
// acknowledged.
//
// Thread: see Stage. acked() may be read when the stage is joined; the counters at any time.

#include "base/bitmap.h"
#include "pipeline/pace.h"
#include "pipeline/sender.h"
#include "pipeline/source_member.h"

#include <optional>

namespace pk::pipeline {

class SourceStage final : public SourceMember
{
public:
    SourceStage(Shared shared, SourceFactory factory, int number = 0);

    std::int64_t produced() const { return m_produced.load(std::memory_order_relaxed); }
    std::int64_t ackedCount() const { return m_ackedCount.load(std::memory_order_relaxed); }
    /// Bad input lines whose dead letters are acknowledged.
    std::int64_t rejected() const { return m_rejected.load(std::memory_order_relaxed); }

    SourceCounts counts() const override { return {produced(), ackedCount(), rejected()}; }
    bool exhausted() const override { return m_exhausted.load(std::memory_order_acquire); }
    bool allAcked() const override { return m_ackedPrefix == m_sequence; }
    const AckedRecords &acked() const override { return m_acked; }

private:
    enum class Emit { Done, Exhausted, Crashed, Failed };
    enum class Turn { Now, Later, Failed };
    struct Sampled
    {
        std::string correlationId;
        std::string key;
        std::string eventType;
    };

    SessionEnd session(const std::stop_token &stop) override;
    SessionEnd runFreely(const std::stop_token &stop);
    bool isDue();
    Turn awaitTurn(const std::stop_token &stop);
    Turn awaitSource();
    void tellNotices();
    bool keepPosition(bool now = false);
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
    std::int64_t m_firstSequence = 0; ///< of the records that the source of this session has given
    std::int64_t m_keptUs = 0;
    std::int64_t m_ackedPrefix = 0; ///< all records before this one are acknowledged
    std::int64_t m_refusedPrefix = -1; ///< where it stood at the last refusal
    int m_refusals = 0; ///< in a row at that place
    Bitmap m_ackedSequences;
    AckedRecords m_acked;
    std::map<std::uint64_t, Sampled> m_sampled; ///< by sequence: detail events wait for the delivery report
    Pace m_pace;
    Position m_lastAcked;
    std::int64_t m_lastFlushUs = 0;
    bool m_hitCrashPoint = false;

    std::atomic<std::int64_t> m_produced{0};
    std::atomic<std::int64_t> m_ackedCount{0};
    std::atomic<std::int64_t> m_rejected{0};
    std::atomic<bool> m_exhausted{false};
};

} // namespace pk::pipeline
