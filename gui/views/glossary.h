#pragma once

// Kafka's words in a sentence each, for the tool tips of labels that use them.
//
// Thread: GUI thread, for the language.

#include <QString>

namespace pk::gui {

enum class Term {
    LogStart,
    LogEnd,
    Leader,
    Replicas,
    InSync,
    Retention,
    Lag,
    Transactions,
    RolledBack,
    Acknowledged,
    Produced,
    Filtered,
    DeadLetters,
    FollowUpEvents,
    AssignmentStrategy,
    JoinGroup,
    Rebalance,
};

QString meaningOf(Term term);

} // namespace pk::gui
