#pragma once

// One message, opened: its payload as a tree, as text and as bytes, its headers, where it came from and went,
// how its partition follows from its key, and the commands that show it elsewhere.
//
// Thread: GUI thread.

#include "bridge/command_text.h"
#include "bridge/record_story.h"
#include "bridge/snapshot.h"
#include "bridge/topic_reader.h"
#include "pages/messages/json_tree_model.h"
#include "views/link.h"

#include <QWidget>

#include <memory>
#include <optional>

class QPlainTextEdit;
class QScrollArea;
class QStackedWidget;
class QTabBar;
class QTreeView;

namespace pk::gui {

class CommandBox;
class EmptyState;
class ErrorBanner;
class IconButton;
class JsonDelegate;
class KeyPartitionBox;
class KeyValueRows;
class PathStrip;
class Pill;
class SegmentedControl;
class TextLabel;

class MessageDetail final : public QWidget
{
    Q_OBJECT

public:
    explicit MessageDetail(QWidget *parent = nullptr);

    /// A card of its own, or part of a drawer.
    void setFramed(bool framed);
    void showNothing();
    /// What is marked in the value.
    void setMatch(const QString &match);
    /// Without a message it is still being fetched.
    void show(const QString &topic, int partitions, const MessageRef &ref,
              std::shared_ptr<const FullMessage> message, const CommandTarget &target);
    /// What has become of the message may have changed. `story`: null as long as its way is not known.
    void setSnapshot(const Snapshot &snapshot, const RecordStory *story);
    /// The way of the record, as far as it is known.
    void setStory(const RecordStory &story);
    /// Null: none is shown, or its payload is not there.
    const FullMessage *message() const { return m_message.get(); }
    QString topic() const { return m_topic; }

Q_SIGNALS:
    void linkActivated(const pk::gui::Link &link);
    void reproduceWanted();
    /// A stop of the record's way was chosen.
    void stopWanted(const pk::gui::Link &link);

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *makePayload();
    QWidget *makeFacts();
    void write();
    void writePayload();
    void writeReason(const std::optional<AsideNote> &aside);
    void writeTab(int tab);
    void writeCommand();
    void retranslate();

    QString m_topic;
    int m_partitions = 0;
    MessageRef m_ref;
    std::shared_ptr<const FullMessage> m_message;
    CommandTarget m_target;
    JsonTreeModel m_tree;
    bool m_framed = true;

    QStackedWidget *m_pages; // nothing, or a message
    EmptyState *m_nothing;
    TextLabel *m_key;
    TextLabel *m_type;
    TextLabel *m_position;
    Pill *m_outcome;
    ErrorBanner *m_reason; ///< why it was put aside
    std::optional<AsideNote> m_aside; ///< as its story told it
    QTabBar *m_tabs;
    IconButton *m_again;
    IconButton *m_open;
    IconButton *m_copy;
    QStackedWidget *m_payload;
    EmptyState *m_noPayload;
    QTreeView *m_treeView;
    JsonDelegate *m_treeDelegate;
    QPlainTextEdit *m_raw;
    QPlainTextEdit *m_hex;
    KeyValueRows *m_headers;
    QWidget *m_way; ///< title, note and stops
    TextLabel *m_wayTitle;
    PathStrip *m_path;
    KeyPartitionBox *m_keyBox;
    KeyValueRows *m_facts;
    TextLabel *m_commandTitle;
    SegmentedControl *m_commandChoice;
    CommandBox *m_command;
};

} // namespace pk::gui
