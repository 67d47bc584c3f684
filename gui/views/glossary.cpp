#include "views/glossary.h"

#include <QCoreApplication>

namespace pk::gui {

QString meaningOf(Term term)
{
    switch (term) {
    case Term::LogStart:
        return QCoreApplication::translate(
            "glossary", "The oldest offset that is still there: retention has taken what was before it.");
    case Term::LogEnd:
        return QCoreApplication::translate("glossary", "The offset that the next message will get.");
    case Term::Leader:
        return QCoreApplication::translate(
            "glossary",
            "The broker that all reads and writes of this partition go to. If it fails, one of the "
            "replicas in sync becomes the leader, and the leader epoch grows by one.");
    case Term::Replicas:
        return QCoreApplication::translate("glossary", "The brokers that keep a copy of this partition.");
    case Term::InSync:
        return QCoreApplication::translate(
            "glossary",
            "The replicas that have everything the leader has (ISR). With acks=all a message counts "
            "as written when all of them have it.");
    case Term::Retention:
        return QCoreApplication::translate(
            "glossary", "How much or how long a partition keeps. What is older is deleted, read or not.");
    case Term::Lag:
        return QCoreApplication::translate(
            "glossary", "Messages that are in the log and that the group has not committed yet.");
    case Term::Transactions:
        return QCoreApplication::translate("glossary",
                                           "Rows and the next offset are written together, or not at all.");
    case Term::RolledBack:
        return QCoreApplication::translate(
            "glossary", "Transactions that were undone; their records are read and written again.");
    case Term::Acknowledged:
        return QCoreApplication::translate(
            "glossary",
            "Written messages that the broker has confirmed. Produced ones that are not confirmed "
            "yet are in flight.");
    case Term::Produced:
        return QCoreApplication::translate("glossary", "Messages handed to the producer, confirmed or not.");
    case Term::Filtered:
        return QCoreApplication::translate("glossary", "Records that a rule left out on purpose.");
    case Term::DeadLetters:
        return QCoreApplication::translate(
            "glossary",
            "Records that could not be processed. They lie in a topic of their own, with the reason.");
    case Term::FollowUpEvents:
        return QCoreApplication::translate(
            "glossary", "Messages about stored rows, noted in the same transaction and published after it.");
    case Term::AssignmentStrategy:
        return QCoreApplication::translate(
            "glossary",
            "How the partitions are shared out among the members. With range each "
            "member gets neighbouring partitions, the same ones of every topic.");
    case Term::JoinGroup:
        return QCoreApplication::translate("glossary",
                                           "With the request JoinGroup a consumer asks to become a member of "
                                           "its group. Of a group that begins "
                                           "the broker waits three seconds, so that all members can come, "
                                           "before it hands the partitions out; "
                                           "until then records pile up.");
    case Term::Rebalance:
        break;
    }
    return QCoreApplication::translate(
        "glossary",
        "The members share the partitions out anew, because one came, left or was silent too long.");
}

} // namespace pk::gui
