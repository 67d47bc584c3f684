#pragma once

// One part of the inspector: a title with a note and small widgets at its right, a body, and a line above. A
// section can be foldable: then its title opens and closes it.
//
// Thread: GUI thread. Ownership: what is added belongs to the section.

#include "theme/theme.h"

#include <QWidget>

class QHBoxLayout;
class QVBoxLayout;

namespace pk::gui {

class TextLabel;

class Section : public QWidget
{
    Q_OBJECT

public:
    explicit Section(QWidget *parent = nullptr);

    void setTitle(const QString &title);
    /// Beside the title, muted; what does not fit is shortened.
    void setNote(const QString &note, Token token = Token::Muted);
    /// Of the whole title line: what the term means.
    void setHelp(const QString &sentence);
    void addTrailing(QWidget *widget);
    /// Right after the title; the note then stands at the right end.
    void addBesideTitle(QWidget *widget);
    void setFoldable(bool open);
    bool isOpen() const;
    void setOpen(bool open);
    /// The body reaches from edge to edge: for code.
    void setWide(bool wide);

    QVBoxLayout *body() { return m_bodyLayout; }

Q_SIGNALS:
    void toggled(bool open); ///< by the person

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    class Title;

    void fit();

    Title *m_title;
    TextLabel *m_note;
    QHBoxLayout *m_line;
    QWidget *m_body;
    QVBoxLayout *m_bodyLayout;
    QVBoxLayout *m_column;
    bool m_wide = false;
};

/// The space at the left and right of everything in the inspector.
int inspectorMargin();

} // namespace pk::gui
