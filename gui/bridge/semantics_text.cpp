#include "bridge/semantics_text.h"

#include "bridge/text.h"

#include <QCoreApplication>

namespace pk::gui {

QString nameOf(Semantics semantics)
{
    return toQString(toString(semantics));
}

QString promiseOf(Semantics semantics)
{
    switch (semantics) {
    case Semantics::AtMostOnce:
        return QCoreApplication::translate("bridge",
                                           "Commit first, then work. What a member has in hand when it "
                                           "crashes is never read again: it can be lost, but not doubled.");
    case Semantics::AtLeastOnce:
        return QCoreApplication::translate(
            "bridge",
            "Work first, then commit. After a crash the same records come once "
            "more and are inserted again: nothing is lost, but rows can stand "
            "there twice.");
    case Semantics::EffectivelyOnce:
        return QCoreApplication::translate("bridge",
                                           "Records may come twice, their effect in the warehouse does not: "
                                           "rows and offsets are one database "
                                           "transaction. This holds while acknowledged data are replicated, "
                                           "retention exceeds the outage, and "
                                           "the transform is deterministic.");
    case Semantics::Transactions:
        break;
    }
    return QCoreApplication::translate(
        "bridge",
        "Output, dead letters and offsets of the transform are one Kafka transaction, and the loader reads "
        "committed records only; otherwise like effectively-once, under the same conditions.");
}

QString noTransactions()
{
    return QCoreApplication::translate(
        "bridge",
        "Transactions need a real Kafka: this broker shows records of aborted "
        "transactions to everybody. Another environment is chosen at the badge "
        "in the top bar.");
}

} // namespace pk::gui
