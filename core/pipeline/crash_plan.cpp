#include "pipeline/crash_plan.h"

#include <QCoreApplication>
#include <QStringList>

#include <csignal>

namespace pk::pipeline {

namespace {

constexpr std::array<std::pair<CrashPoint, std::string_view>, 21> kNames{{
    {CrashPoint::SourceRead, "source.read"},
    {CrashPoint::SourceAcked, "source.acked"},
    {CrashPoint::TransformTaken, "transform.taken"},
    {CrashPoint::TransformCommittedBeforeProduce, "transform.committed-before-produce"},
    {CrashPoint::TransformProduced, "transform.produced"},
    {CrashPoint::TransformDlqProduced, "transform.dlq-produced"},
    {CrashPoint::TransformTxnOpen, "transform.txn-open"},
    {CrashPoint::LoadTaken, "load.taken"},
    {CrashPoint::LoadCommittedBeforeWrite, "load.committed-before-write"},
    {CrashPoint::LoadMidTransaction, "load.mid-transaction"},
    {CrashPoint::LoadWrittenBeforeCommit, "load.written-before-commit"},
    {CrashPoint::LoadBeforeOutbox, "load.before-outbox"},
    {CrashPoint::BridgeTaken, "bridge.taken"},
    {CrashPoint::BridgeWritten, "bridge.written"},
    {CrashPoint::BridgeEmitted, "bridge.emitted"},
    {CrashPoint::ReplicaTaken, "replica.taken"},
    {CrashPoint::ReplicaMidTransaction, "replica.mid-transaction"},
    {CrashPoint::ReplicaWrittenBeforeCommit, "replica.written-before-commit"},
    {CrashPoint::LakeTaken, "lake.taken"},
    {CrashPoint::LakeFilesWritten, "lake.files-written"},
    {CrashPoint::LakeBeforeManifest, "lake.before-manifest"},
}};

} // namespace

std::string_view toString(CrashPoint point)
{
    for (const auto &[p, name] : kNames) {
        if (p == point)
            return name;
    }
    return {};
}

std::vector<CrashPoint> allCrashPoints()
{
    std::vector<CrashPoint> points;
    for (const auto &[point, name] : kNames)
        points.push_back(point);
    return points;
}

StageKind stageOf(CrashPoint point)
{
    return point <= CrashPoint::SourceAcked               ? StageKind::Source
        : point <= CrashPoint::TransformTxnOpen           ? StageKind::Transform
        : point <= CrashPoint::LoadBeforeOutbox           ? StageKind::Load
        : point <= CrashPoint::BridgeEmitted              ? StageKind::Bridge
        : point <= CrashPoint::ReplicaWrittenBeforeCommit ? StageKind::Replica
                                                          : StageKind::Lake;
}

bool existsUnder(CrashPoint point, Semantics semantics)
{
    switch (point) {
    case CrashPoint::TransformCommittedBeforeProduce:
    case CrashPoint::LoadCommittedBeforeWrite:
        return semantics == Semantics::AtMostOnce;
    case CrashPoint::TransformProduced:
    case CrashPoint::TransformDlqProduced:
        return semantics != Semantics::AtMostOnce;
    case CrashPoint::TransformTxnOpen:
        return semantics == Semantics::Transactions;
    case CrashPoint::LoadWrittenBeforeCommit:
        return semantics != Semantics::AtMostOnce;
    default:
        return true;
    }
}

Result<CrashOrder> parseCrashOrder(const QString &text)
{
    const QStringList parts = text.split(QLatin1Char('@'));
    CrashOrder order;
    bool valid = parts.size() <= 2;
    if (parts.size() == 2) {
        order.at = parts[1].toLongLong(&valid);
        valid = valid && order.at >= 1;
    }
    bool known = false;
    QStringList names;
    for (const auto &[point, name] : kNames) {
        names << QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
        if (names.last() == parts.first()) {
            order.point = point;
            known = true;
        }
    }
    if (!valid || !known) {
        return Error{
            ErrorCode::Usage,
            QCoreApplication::translate(
                "pipeline", "\"%1\" is no crash point. Write one of these, with @N for the N-th record: %2.")
                .arg(text, names.join(QStringLiteral(", "))),
            {}};
    }
    return order;
}

bool CrashPlan::hit(CrashPoint point)
{
    if (!concerns(point))
        return false;
    if (m_passed.fetch_add(1, std::memory_order_relaxed) + 1 != m_order->at)
        return false;
    if (m_killProcess)
        std::raise(SIGKILL);
    return true;
}

} // namespace pk::pipeline
