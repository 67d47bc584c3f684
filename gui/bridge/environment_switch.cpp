#include "bridge/environment_switch.h"

#include "base/grouped.h"

#include <QCoreApplication>

namespace pk::gui {

QString RunEnd::trouble() const
{
    if (!answered) {
        return QCoreApplication::translate(
            "bridge",
            "No broker answered any more, so the run was left as it stood. What was acknowledged and not yet "
            "stored is kept in the topics; the next run on this Kafka goes on with it.");
    }
    if (!drained && embedded && isNaive(semantics)) {
        return QCoreApplication::translate("bridge",
                                           "Not every record reached the warehouse in time. What was left in "
                                           "the topics ends with the embedded broker.");
    }
    if (!drained && embedded) {
        return QCoreApplication::translate("bridge",
                                           "Not every record reached the warehouse in time. What was "
                                           "left in the topics ends with the embedded "
                                           "broker; the warehouse holds nothing twice.");
    }
    if (!drained) {
        return QCoreApplication::translate(
            "bridge",
            "Not every record reached the warehouse in time. The rest is kept in the topics; the next run on "
            "this Kafka goes on with it.");
    }
    if (semantics == Semantics::AtMostOnce && lost > 0)
        return QCoreApplication::translate("bridge", "Records were lost, as at-most-once may do.");
    if (semantics == Semantics::AtLeastOnce && doubled > 0 && lost == 0)
        return QCoreApplication::translate("bridge",
                                           "Records stand there twice, as may happen with at-least-once.");
    if (lost > 0 && doubled == 0)
        return QCoreApplication::translate("bridge", "Records that did not reach the warehouse: %1.")
            .arg(grouped(lost));
    if (!verified && !ledger.isEmpty())
        return !problem.isEmpty()
            ? problem
            : QCoreApplication::translate("bridge", "Not all that the source has sent was confirmed.");
    return {};
}

QString RunEnd::sentence() const
{
    const QString wrong = trouble();
    if (!wrong.isEmpty())
        return ledger.isEmpty() ? wrong : wrong + QLatin1Char(' ') + ledger;
    const QString good = ledger.isEmpty() && isNaive(semantics) // nobody has counted
        ? QCoreApplication::translate("bridge", "The run before has ended in order.")
        : QCoreApplication::translate("bridge", "The run before has ended in order, and nothing was lost.");
    return ledger.isEmpty() ? good : good + QLatin1Char(' ') + ledger;
}

} // namespace pk::gui
