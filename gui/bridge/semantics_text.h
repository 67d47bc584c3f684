#pragma once

// What the delivery semantics promise, in words, and what stands in the way of a change.
//
// Thread: free functions; the texts are in the language of the moment.

#include "domain/pipeline_names.h"

#include <QMetaType>
#include <QStringList>

namespace pk::gui {

/// What the warehouse holds more than once, so that it cannot belong to `wanted` yet.
struct DoublesFound
{
    Semantics wanted = Semantics::EffectivelyOnce;
    qint64 count = 0;
    QStringList keys; ///< the first of them
    QString sql; ///< removes the older rows of each
};

/// "at-least-once": a term, the same in every language.
QString nameOf(Semantics semantics);
/// What happens to a record, and under which conditions.
QString promiseOf(Semantics semantics);
/// Why a cluster without transactions has none.
QString noTransactions();

} // namespace pk::gui

Q_DECLARE_METATYPE(pk::gui::DoublesFound)
