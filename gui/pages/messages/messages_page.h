#pragma once

// Any topic, read for a person: the topics at the left, the messages of one in the middle, one message
// opened at the right (in a drawer where there is no room).
//
// Thread: GUI thread. Ownership: the controller outlives it. Hidden, it reads and repaints nothing.

#include "bridge/controller.h"
#include "bridge/record_lookup.h"
#include "bridge/topic_reader.h"
#include "pages/messages/topic_catalog.h"
#include "views/link.h"

#include <QWidget>

class QComboBox;
class QHBoxLayout;

namespace pk::gui {

class MessageDetail;
class MessageList;
class NewTopicSheet;
class ProduceSheet;
class Sheet;
class TopicList;

class MessagesPage final : public QWidget
{
    Q_OBJECT

public:
    explicit MessagesPage(Controller &controller, QWidget *parent = nullptr);

    /// A topic, one of its partitions, or a record.
    void open(const Link &link);
    /// Of the narrowest form, so that a window can become that narrow.
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void linkActivated(const pk::gui::Link &link);
    void inspectWanted(const pk::gui::Link &topic);

protected:
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void takeSnapshot(const SnapshotPtr &snapshot);
    void chooseTopic(const QString &name);
    const TopicEntry *entryOf(const QString &name) const;
    void followLink();
    void followTopic();
    void showMessage(const MessageRef &ref, std::shared_ptr<const FullMessage> message);
    void showNothing();
    void produceAgain();
    void askForStory();
    void fillTopicBox();
    void fit();
    void retranslate();

    Controller &m_controller;
    std::vector<TopicEntry> m_topics;
    qint64 m_topicsUs = 0; ///< when the topics were last brought up to date
    RecordLookup m_lookup;
    Position m_shown; ///< the message in the detail; without a topic: none
    RecordStoryPtr m_story; ///< its way, as last told; null: not yet
    int m_incarnation = 0;
    qint64 m_askedUs = 0; ///< when it was last asked for
    QString m_gone; ///< the topic that was shown until the cluster had it no more; empty: none
    Link m_link; ///< to be shown as soon as its topic is known

    QHBoxLayout *m_row;
    TopicList *m_topicList;
    QStringList m_topicNames; ///< as the box shows them
    QComboBox *m_topicBox;
    MessageList *m_list;
    MessageDetail *m_detail;
    Sheet *m_drawer;
    QWidget *m_inDrawer; ///< holds the detail while it is in the drawer
    ProduceSheet *m_produce;
    NewTopicSheet *m_newTopic;
};

} // namespace pk::gui
