#pragma once

// A banner in the inspector: what is wrong with the thing that is shown, or that it is being read.
//
// Thread: GUI thread.

#include "views/error_banner.h"

namespace pk::gui {

class NoteBox : public QWidget
{
    Q_OBJECT

public:
    struct Note
    {
        ErrorBanner::Severity severity = ErrorBanner::Severity::Error;
        QString sentence; ///< empty: nothing is shown
        QString detail;
        QString action;

        bool operator==(const Note &) const = default;
    };

    explicit NoteBox(QWidget *parent = nullptr);

    /// The same one again changes nothing.
    void setNote(const Note &note);
    const Note &note() const { return m_note; }

Q_SIGNALS:
    void actionRequested();

private:
    Note m_note;
    ErrorBanner *m_banner;
};

} // namespace pk::gui
