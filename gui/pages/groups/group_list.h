#pragma once

// The groups to choose from, with their state and lag, and a note on what this list cannot know.
//
// Thread: GUI thread. Ownership: shows a model that belongs to the page.

#include "views/card.h"

class QListView;

namespace pk::gui {

class GroupListModel;
class TextLabel;

class GroupList final : public Card
{
    Q_OBJECT

public:
    explicit GroupList(GroupListModel &model, QWidget *parent = nullptr);

    void setCurrent(const QString &group);
    /// What is not known of other programs' groups here, and why.
    void setNote(const QString &note);

Q_SIGNALS:
    void chosen(const QString &group);

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();

    GroupListModel &m_model;
    QListView *m_view;
    TextLabel *m_nameTitle;
    TextLabel *m_lagTitle;
    TextLabel *m_note;
};

} // namespace pk::gui
