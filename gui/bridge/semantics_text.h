#pragma once

// What the delivery semantics promise, in words, and what stands in the way of a change.
//
// Thread: free functions; the texts are in the language of the moment.

#include "domain/pipeline_names.h"

#include <QMetaType>
#include <QStringList>

namespace pk::warehouse {
struct SemanticsSwitch;
}

namespace pk::gui {

/// Of which keys the warehouse holds more than one row, so that it cannot belong to `wanted` yet.
struct DoublesFound
{
    Semantics wanted = Semantics::EffectivelyOnce;
    qint64 count = 0; ///< of what is stored more than once: the same event
    QStringList keys; ///< the first of them
    qint64 versioned = 0; ///< keys with older versions beside the newest: no doubles
    QString sql; ///< keeps of each key the newest row
};
DoublesFound doublesOf(Semantics wanted, const warehouse::SemanticsSwitch &preview);
/// "Stored more than once: 2 (ORD-1, …). Keys with older versions beside the newest: 14."
QString toText(const DoublesFound &found);

/// "at-least-once": a term, the same in every language.
QString nameOf(Semantics semantics);
/// What happens to a record, and under which conditions.
QString promiseOf(Semantics semantics);
/// Why a cluster without transactions has none.
QString noTransactions();

} // namespace pk::gui

Q_DECLARE_METATYPE(pk::gui::DoublesFound)
