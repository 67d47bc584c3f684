#pragma once

// What a snapshot says of members, groups and topics, in the inspector's words.
//
// Thread: free functions; GUI thread, for the language.

#include "bridge/snapshot.h"
#include "pages/inspector/inspector_view.h"
#include "pages/inspector/link_rows.h"

#include <optional>

namespace pk::gui {

/// The number with its digits in groups; what is not known yet (below 0) is 0.
QString count(std::int64_t number);

/// The stage whose members are in the group; empty: none of ours.
std::optional<StageKind> stageOf(const RunInfo &run, std::string_view group);
const pipeline::MemberStatus *memberOf(const RunInfo &run, std::string_view name);

InspectorState memberState(const Snapshot &now, const pipeline::MemberStatus &member);
/// The worst of its members' states.
InspectorState stageState(const Snapshot &now, StageKind stage, bool isReadElsewhere = false);
/// That of whatever writes into the first topics.
InspectorState sourceState(const Snapshot &now);
/// Raw records that the transform put into dead letters; other stages have theirs.
std::int64_t refusedByTransform(const journal::State &state);
/// The newest error of a member of that stage, or of the one named; one that lasts comes before all others.
StageError lastErrorOf(const Snapshot &snapshot, StageKind stage, const std::string &member = {});

/// For the head of who works in the group.
InspectorHead::Place placeOfGroup(const std::string &group);
/// "P0", "P2" … of a topic for each partition of it that the member has.
QString assignmentText(const Snapshot &snapshot, const std::string &group, const std::string &member);
/// One line a member of the stage, with what it has and its rate.
std::vector<LinkRows::Row> memberRows(const Snapshot &snapshot, StageKind stage, const std::string &group);
/// One line a partition that the group reads; `member` empty: of all.
std::vector<LinkRows::Row> lagRows(const Snapshot &snapshot, const std::string &group,
                                   const std::string &member = {});
/// One line: the stage that writes the topic; none where no stage does.
std::vector<LinkRows::Row> writerRows(const RunInfo &run, const std::string &topic);
/// One line a group that reads the topic; `partition` -1: its sum.
std::vector<LinkRows::Row> readerRows(const Snapshot &snapshot, const std::string &topic, int partition = -1);
std::vector<float> historyOf(const Snapshot &snapshot, const std::string &meter);

} // namespace pk::gui
