#pragma once

// The card with all topics: name, partitions, messages, rate and its course.
//
// Thread: GUI thread.

#include "pages/messages/topic_model.h"
#include "views/card.h"

class QListView;

namespace pk::gui {

class IconButton;

class TopicList final : public Card
{
    Q_OBJECT

public:
    explicit TopicList(QWidget *parent = nullptr);

    void setTopics(const std::vector<TopicEntry> &topics);
    /// Does not emit topicChosen().
    void setCurrent(const QString &topic);

Q_SIGNALS:
    void topicChosen(const QString &topic);
    void newTopicWanted();

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();

    TopicModel m_model;
    QListView *m_view;
    IconButton *m_new;
    bool m_isFilling = false;
    QString m_current;
    std::size_t m_count = 0;
};

} // namespace pk::gui
