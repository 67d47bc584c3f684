#pragma once

// What stands where there is nothing yet: an icon, a sentence that says why, and what can be done about it.
//
// Thread: GUI thread.

#include <QWidget>

class QPushButton;
class QVBoxLayout;

namespace pk::gui {

class TextLabel;

class EmptyState : public QWidget
{
    Q_OBJECT

public:
    explicit EmptyState(const QString &iconName, QWidget *parent = nullptr);

    void setIconName(const QString &name);
    /// A short title and one or two sentences; either may be empty.
    void setTexts(const QString &title, const QString &sentence);
    /// The button's text; empty hides it.
    void setAction(const QString &text);

Q_SIGNALS:
    void actionRequested();

protected:
    void resizeEvent(QResizeEvent *event) override; ///< in little room the words go before the picture

private:
    class Picture;

    Picture *m_picture;
    TextLabel *m_title;
    TextLabel *m_sentence;
    QPushButton *m_action;
};

} // namespace pk::gui
