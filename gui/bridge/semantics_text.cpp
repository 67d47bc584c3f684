#include "bridge/semantics_text.h"

#include "base/grouped.h"
#include "bridge/text.h"
#include "warehouse/warehouse.h"

#include <QCoreApplication>

#include <algorithm>

namespace pk::gui {

namespace {

constexpr std::size_t kKeysShown = 8;

} // namespace

DoublesFound doublesOf(Semantics wanted, const warehouse::SemanticsSwitch &preview)
{
    DoublesFound found;
    found.wanted = wanted;
    found.count = preview.doubledKeys;
    found.versioned = preview.versionedKeys;
    found.sql = QString::fromStdString(preview.sql);
    for (std::size_t i = 0; i < std::min(kKeysShown, preview.doubles.size()); ++i)
        found.keys << toQString(preview.doubles[i]);
    return found;
}

QString toText(const DoublesFound &found)
{
    QStringList sentences;
    if (found.count > 0) {
        QString keys = found.keys.join(QStringLiteral(", "));
        if (found.count > found.keys.size())
            keys += QStringLiteral(", …");
        sentences << QCoreApplication::translate("bridge", "Stored more than once: %1 (%2).")
                         .arg(grouped(found.count), keys);
    }
    if (found.versioned > 0)
        sentences << QCoreApplication::translate("bridge", "Keys with older versions beside the newest: %1.")
                         .arg(grouped(found.versioned));
    return sentences.join(QLatin1Char(' '));
}

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
