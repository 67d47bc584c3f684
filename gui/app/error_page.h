#pragma once

// The content of the errors' sheet: what went wrong since it was last cleared, newest first, with its time
// and whether it lasts.
//
// Thread: GUI thread.

#include "views/saying.h"

#include <QDateTime>
#include <QList>
#include <QWidget>

namespace pk::gui {

struct ErrorNote
{
    Saying sentence;
    QString condition; ///< what lasts until it is over; empty: nothing does
    QDateTime at;
    QDateTime ended; ///< of a condition; invalid while it lasts. Of others when they were no longer so
    QString subject = {}; ///< what can be said to be settled

    bool lasts() const { return !condition.isEmpty() && !ended.isValid(); }
};

/// "10:42:07 · over since 10:42:31", with the day where it is not that of `now`.
QString timeText(const ErrorNote &note, const QDateTime &now);

class ErrorPage : public QWidget
{
    Q_OBJECT

public:
    ErrorPage(const QList<ErrorNote> &errors, const QDateTime &now, QWidget *parent = nullptr);
};

} // namespace pk::gui
