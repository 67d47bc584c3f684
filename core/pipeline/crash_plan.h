#pragma once

// Crash points: places in the stages where a crash can be asked for, to see what each delivery semantics
// makes of it.
//
// Thread: hit() from any stage thread.

#include "base/result.h"
#include "domain/pipeline_names.h"

#include <QString>

#include <array>
#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pk::pipeline {

enum class CrashPoint {
    SourceRead,
    SourceAcked,
    TransformTaken,
    TransformCommittedBeforeProduce,
    TransformProduced,
    TransformDlqProduced,
    TransformTxnOpen,
    LoadTaken,
    LoadCommittedBeforeWrite,
    LoadMidTransaction,
    LoadWrittenBeforeCommit,
    LoadBeforeOutbox,
    BridgeTaken,
    BridgeWritten,
    BridgeEmitted,
    ReplicaTaken,
    ReplicaMidTransaction,
    ReplicaWrittenBeforeCommit,
    LakeTaken,
    LakeFilesWritten,
    LakeBeforeManifest,
};

std::string_view toString(CrashPoint point);
std::vector<CrashPoint> allCrashPoints();
StageKind stageOf(CrashPoint point);
/// Whether a stage under these semantics ever passes the point.
bool existsUnder(CrashPoint point, Semantics semantics);

struct CrashOrder
{
    CrashPoint point = CrashPoint::SourceRead;
    std::int64_t at = 1; ///< the N-th record that passes it, once
};
/// Reads POINT[@N].
Result<CrashOrder> parseCrashOrder(const QString &text);

class CrashPlan
{
public:
    explicit CrashPlan(std::optional<CrashOrder> order = {}, bool killProcess = false)
        : m_order(order)
        , m_killProcess(killProcess)
    {
    }
    /// One record passes the point. True, once, when the stage is to crash now. With killProcess it does not
    /// return: the process kills itself by SIGKILL.
    bool hit(CrashPoint point);
    /// Whether the next hit() of this point is the crash: what must be done before it is done now.
    bool isDue(CrashPoint point) const
    {
        return concerns(point) && m_passed.load(std::memory_order_relaxed) + 1 == m_order->at;
    }
    std::string text() const { return m_order ? std::string(toString(m_order->point)) : std::string(); }
    /// How many records have passed the point of a crash that has not happened; empty when it has, or none
    /// was asked for.
    std::optional<std::int64_t> passedInVain() const
    {
        const std::int64_t passed = m_passed.load(std::memory_order_relaxed);
        return m_order && passed < m_order->at ? std::optional(passed) : std::nullopt;
    }
    bool concerns(CrashPoint point) const { return m_order && m_order->point == point; }

private:
    const std::optional<CrashOrder> m_order;
    const bool m_killProcess;
    std::atomic<std::int64_t> m_passed{0};
};

} // namespace pk::pipeline
