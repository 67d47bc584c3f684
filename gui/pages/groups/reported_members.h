#pragma once

// Which of the members that a real cluster lists for a group are ours, and which other processes have.
//
// Thread: free functions without state.

#include "pages/groups/group_facts.h"

namespace pk::gui {

/// Adds what the cluster reports of the group, if it does, to what is known here of its members.
void addReport(const Snapshot &snapshot, GroupFacts &group);

QString hostText(const broker::GroupMember &member);
/// "load-0@10.0.0.7"
QString clientText(const broker::GroupMember &member);
/// All that the cluster says of who it is.
QString clientHelp(const broker::GroupMember &member);

} // namespace pk::gui
