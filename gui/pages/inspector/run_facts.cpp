#include "pages/inspector/run_facts.h"

#include "base/clock.h"
#include "bridge/flow_id.h"
#include "bridge/record_story.h"
#include "bridge/run_trouble.h"
#include "bridge/text.h"
#include "bridge/topic_stage.h"
#include "flow/palette.h"
#include "pages/inspector/texts.h"
#include "views/format.h"
#include "views/glossary.h"

#include <QCoreApplication>

#include <algorithm>

namespace pk::gui {

namespace {

using pipeline::MemberStatus;
using pipeline::StageStatus;

QString lagText(std::optional<std::int64_t> lag)
{
    return QCoreApplication::translate("inspector", "lag %1").arg(lagFigure(lag));
}

Token lagToken(std::int64_t lag)
{
    return lag > 1'000 ? Token::RoseText : lag > 0 ? Token::AmberText : Token::Muted;
}

/// How much a person has to worry: the greater, the more.
int gravity(const MemberStatus &member)
{
    switch (member.status) {
    case StageStatus::Failed:
        return 5;
    case StageStatus::Crashed:
        return 4;
    case StageStatus::Retrying:
        return 3;
    case StageStatus::Idle:
    case StageStatus::Starting:
        return 2;
    case StageStatus::Running:
        return member.joined ? 1 : 2;
    case StageStatus::Stopped:
        break;
    }
    return 0;
}

QString committedText(const journal::ConsumerState &consumer)
{
    const std::int64_t offset = consumer.committed.value.offset;
    return offset >= 0 ? QCoreApplication::translate("inspector", "committed %1").arg(offset)
                       : QCoreApplication::translate("inspector", "nothing committed yet");
}

const journal::GroupState *groupOf(const Snapshot &snapshot, const std::string &group)
{
    const auto found = snapshot.state.groups().find(group);
    return found != snapshot.state.groups().end() ? &found->second : nullptr;
}

} // namespace

QString count(std::int64_t number)
{
    return grouped(std::max<std::int64_t>(0, number));
}

std::optional<StageKind> stageOf(const RunInfo &run, std::string_view group)
{
    if (group == run.transformGroup)
        return StageKind::Transform;
    if (group == run.loaderGroup)
        return StageKind::Load;
    if (group == run.bridgeGroup)
        return StageKind::Bridge;
    return std::nullopt;
}

const MemberStatus *memberOf(const RunInfo &run, std::string_view name)
{
    const auto found = std::find_if(run.members.begin(), run.members.end(),
                                    [name](const MemberStatus &member) { return member.name == name; });
    return found != run.members.end() ? &*found : nullptr;
}

InspectorState memberState(const Snapshot &now, const MemberStatus &member)
{
    const RunInfo &run = now.run;
    switch (member.status) {
    case StageStatus::Failed:
        return {
            RoseAccent, QStringLiteral("error"), QCoreApplication::translate("inspector", "failed"), {}, {}};
    case StageStatus::Crashed:
        return {RoseAccent,
                QStringLiteral("crash"),
                QCoreApplication::translate("inspector", "crashed"),
                run.restartAfterCrashMs > 0
                    ? QCoreApplication::translate("inspector", "it starts again after %1 s")
                          .arg((run.restartAfterCrashMs + 999) / 1'000)
                    : QCoreApplication::translate("inspector", "it starts again by itself"),
                {}};
    case StageStatus::Retrying:
        return {AmberAccent,
                QStringLiteral("refresh"),
                QCoreApplication::translate("inspector", "retrying"),
                run.databaseLocked || run.databaseClosed
                    ? QCoreApplication::translate("inspector", "the warehouse does not answer")
                    : QCoreApplication::translate("inspector", "a record is tried again"),
                {}};
    case StageStatus::Stopped:
        return {
            PlainAccent, QStringLiteral("stop"), QCoreApplication::translate("inspector", "stopped"), {}, {}};
    case StageStatus::Idle:
    case StageStatus::Starting:
    case StageStatus::Running:
        break;
    }
    if (isBrokerAway(run, monotonicUs()))
        return {AmberAccent,
                QStringLiteral("refresh"),
                QCoreApplication::translate("inspector", "waiting"),
                QCoreApplication::translate("inspector", "no broker answers"),
                {}};
    if (!member.joined)
        return {AmberAccent,
                QStringLiteral("clock"),
                QCoreApplication::translate("inspector", "joining"),
                joiningText(now, member.group),
                {},
                Token::Muted,
                meaningOf(Term::JoinGroup)};
    if (run.state == RunState::Paused || member.onHold)
        return {AmberAccent,
                QStringLiteral("pause"),
                QCoreApplication::translate("inspector", "held"),
                member.group.empty()
                    ? QCoreApplication::translate("inspector", "nothing new comes from it until it goes on")
                    : QCoreApplication::translate("inspector", "it stays a member and takes nothing"),
                {}};
    return {GreenAccent, QStringLiteral("play"), QCoreApplication::translate("inspector", "running"), {}, {}};
}

InspectorState stageState(const Snapshot &now, StageKind stage, bool isReadElsewhere)
{
    const RunInfo &run = now.run;
    const MemberStatus *worst = nullptr;
    for (const MemberStatus &member : run.members) {
        if (member.stage == stage && (worst == nullptr || gravity(member) > gravity(*worst)))
            worst = &member;
    }
    if (worst == nullptr || (stage != StageKind::Source && isWithoutMembers(run, stage)))
        return {worst == nullptr ? PlainAccent : AmberAccent,
                QStringLiteral("stop"),
                isReadElsewhere ? QCoreApplication::translate("inspector", "no members here")
                                : QCoreApplication::translate("inspector", "no members"),
                isReadElsewhere ? QCoreApplication::translate("inspector", "another program reads")
                                : QCoreApplication::translate("inspector", "nobody reads, and the lag grows"),
                {}};
    InspectorState state = memberState(now, *worst);
    if (state.accent == GreenAccent && isHeldByGuard(now, stage))
        return {AmberAccent,
                QStringLiteral("pause"),
                QCoreApplication::translate("inspector", "held back"),
                QCoreApplication::translate("inspector", "by the embedded broker, not by Kafka"),
                {}};
    return state;
}

std::int64_t refusedByTransform(const journal::State &state)
{
    std::int64_t records = 0;
    for (const auto &[partition, log] : state.partitions()) {
        if (partition.topic == rawTopic(Dataset::Orders) || partition.topic == rawTopic(Dataset::Activities))
            records += log.deadLettered.total();
    }
    return records;
}

InspectorState sourceState(const Snapshot &now)
{
    return stageState(now, StageKind::Source);
}

StageError lastErrorOf(const Snapshot &snapshot, StageKind stage, const std::string &member)
{
    for (const MemberStatus &status : snapshot.run.members) {
        if (status.stage == stage && status.failure && (member.empty() || status.name == member))
            return {StageError::When::Lasts, status.failure->message};
    }
    StageError newest;
    const auto &errors = snapshot.state.errors();
    const std::string prefix(toString(stage));
    for (auto it = errors.rbegin(); it != errors.rend(); ++it) {
        const auto &[at, error] = *it;
        if (member.empty() ? error.member.compare(0, prefix.size(), prefix) != 0 : error.member != member)
            continue;
        if (stage == StageKind::Source && at.wallUs < snapshot.run.sourceSinceUs)
            continue; // another source's
        const QString text = QStringLiteral("%1  %2").arg(clockText(at.wallUs), toQString(error.text));
        // A member that has left takes its troubles with it.
        const MemberStatus *by = memberOf(snapshot.run, error.member);
        const bool works = by != nullptr && by->status != StageStatus::Stopped;
        if (works && snapshot.state.lasts(at, error))
            return {StageError::When::Lasts, text};
        if (newest.text.isEmpty())
            newest = {error.condition.empty() ? StageError::When::Once : StageError::When::Over, text};
    }
    return newest;
}

InspectorHead::Place placeOfGroup(const std::string &group)
{
    return {toQString(group), Link::of(Link::Kind::Group, toQString(group))};
}

QString assignmentText(const Snapshot &snapshot, const std::string &group, const std::string &member)
{
    const journal::GroupState *state = groupOf(snapshot, group);
    if (!state)
        return {};
    QStringList names;
    for (const auto &[partition, consumer] : state->partitions) {
        const QString name = QStringLiteral("P%1").arg(partition.partition);
        if (snapshot.state.owner(group, partition) == member && !snapshot.isReadElsewhere(group, partition)
            && !names.contains(name))
            names << name; // the range strategy gives a member the same ones of every topic
    }
    return names.join(QLatin1Char(' '));
}

std::vector<LinkRows::Row> memberRows(const Snapshot &snapshot, StageKind stage, const std::string &group)
{
    std::vector<LinkRows::Row> rows;
    for (const MemberStatus &member : snapshot.run.members) {
        if (member.stage != stage)
            continue;
        const InspectorState state = memberState(snapshot, member);
        LinkRows::Row row;
        row.title = toQString(member.name);
        row.detail = assignmentText(snapshot, group, member.name);
        if (state.accent != GreenAccent)
            row.detail += QStringLiteral(" %1").arg(state.word);
        row.figure = perSecondText(snapshot.rate(member.name));
        row.mark = state.accent == RoseAccent ? Mark::Triangle : Mark::Dot;
        row.token = state.accent.solid;
        if (stage != StageKind::Source)
            row.link = Link::of(Link::Kind::Member, toQString(group), row.title);
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<LinkRows::Row> lagRows(const Snapshot &snapshot, const std::string &group,
                                   const std::string &member)
{
    std::vector<LinkRows::Row> rows;
    const journal::GroupState *state = groupOf(snapshot, group);
    if (!state)
        return rows;
    for (const auto &[partition, consumer] : state->partitions) {
        const bool elsewhere = snapshot.isReadElsewhere(group, partition);
        const std::string owner = elsewhere ? std::string() : snapshot.state.owner(group, partition);
        if (!member.empty() && owner != member)
            continue;
        const auto lag = knownLag(snapshot, group, partition);
        LinkRows::Row row;
        row.title = QStringLiteral("%1 P%2").arg(toQString(partition.topic)).arg(partition.partition);
        row.detail = !member.empty() ? committedText(consumer)
            : elsewhere              ? QCoreApplication::translate("inspector", "another program")
            : owner.empty()          ? QCoreApplication::translate("inspector", "nobody")
                                     : toQString(owner);
        row.figure = lagFigure(lag);
        row.figureToken = lagToken(lag.value_or(0));
        row.mark = Mark::Dot;
        row.token = accentOf(stageOf(partition.topic)).solid;
        row.link = Link::partitionOf(toQString(partition.topic), partition.partition);
        row.help = QCoreApplication::translate(
            "inspector", "Lag: records in the log that the group has not committed yet.");
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<LinkRows::Row> writerRows(const RunInfo &run, const std::string &topic)
{
    LinkRows::Row row;
    row.mark = Mark::Dot;
    const auto stage = [&row](const QString &title, Token token, const QString &id) {
        row.title = title;
        row.token = token;
        row.link = Link::of(Link::Kind::Stage, id);
        return std::vector{row};
    };
    const TopicRole role = roleOf(topic);
    const bool captured = run.source.kind == SourceChoice::Kind::Campus;
    if (isChangeTopic(topic) ? role != TopicRole::Other : role == TopicRole::Raw && captured)
        return stage(QCoreApplication::translate("inspector", "The bridge"), Token::Blue, flow_id::bridge);
    if (isChangeTopic(topic))
        return stage(QCoreApplication::translate("inspector", "Change data capture"), Token::Blue,
                     flow_id::source);
    if (role == TopicRole::DeadLetters && roleOf(inputOf(topic)) == TopicRole::Enriched)
        return stage(QCoreApplication::translate("inspector", "The loader"), Token::Green,
                     flow_id::warehouse);
    switch (role) {
    case TopicRole::Raw:
        return stage(QCoreApplication::translate("inspector", "The source"), Token::Amber, flow_id::source);
    case TopicRole::Enriched:
    case TopicRole::DeadLetters:
    case TopicRole::Filtered:
        return stage(QCoreApplication::translate("inspector", "The transform"), Token::Violet,
                     flow_id::transform);
    case TopicRole::Other:
        break;
    }
    if (topic != kWarehouseEventsTopic)
        return {}; // whoever does is not of the pipeline
    row.title = QCoreApplication::translate("inspector", "The loader, from its outbox");
    row.token = Token::Green;
    row.link = Link::of(Link::Kind::Table, QStringLiteral("etl_outbox"));
    return {row};
}

std::vector<LinkRows::Row> readerRows(const Snapshot &snapshot, const std::string &topic, int partition)
{
    std::vector<LinkRows::Row> rows;
    for (const auto &[group, state] : snapshot.state.groups()) {
        std::optional<std::int64_t> lag = 0;
        bool reads = false;
        QString detail;
        for (const auto &[where, consumer] : state.partitions) {
            if (where.topic != topic || (partition >= 0 && where.partition != partition))
                continue;
            reads = true;
            const auto here = knownLag(snapshot, group, where);
            lag = lag && here ? std::optional(*lag + *here) : std::nullopt;
            if (partition >= 0)
                detail = committedText(consumer);
        }
        if (!reads)
            continue;
        LinkRows::Row row;
        row.title = toQString(group);
        row.detail = detail;
        row.figure = lagText(lag);
        row.figureToken = lagToken(lag.value_or(0));
        row.mark = Mark::Dot;
        row.token = stageOf(snapshot.run, group) == StageKind::Transform ? Token::Violet : Token::Green;
        row.link = Link::of(Link::Kind::Group, row.title);
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<float> historyOf(const Snapshot &snapshot, const std::string &meter)
{
    const auto found = snapshot.rates.find(meter);
    return found != snapshot.rates.end() ? found->second.history : std::vector<float>();
}

} // namespace pk::gui
