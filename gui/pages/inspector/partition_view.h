#pragma once

// One partition: both ends of its log, who has committed how far, its leader and replicas, and its newest
// messages, which are read again as the log grows.
//
// Thread: GUI thread.

#include "pages/inspector/inspector_view.h"
#include "pages/inspector/link_rows.h"

#include <QElapsedTimer>

#include <memory>
#include <string>

namespace pk::gui {

class CommandSection;
class KeyValueRows;
class TextLabel;
struct FullMessage;
struct NewestMessages;

/// A message of the topic: its shape is what has happened, its colour the topic's stage.
LinkRows::Row messageRow(const FullMessage &message, const std::string &topic);

class PartitionView final : public InspectorView
{
    Q_OBJECT

public:
    PartitionView(Controller &controller, RecordLookup &lookup, QWidget *parent);

    void open(const Link &link) override;
    void refresh() override;
    void act(const QString &action) override;

private:
    void ask();
    void fill();
    void showNewest();

    std::string m_topic;
    int m_partition = 0;
    std::int64_t m_askedEnd = -1; ///< how far the log reached when its newest messages were asked for
    QElapsedTimer m_sinceAsked;
    std::shared_ptr<const NewestMessages> m_newest;
    Section *m_logSection;
    KeyValueRows *m_log;
    Section *m_readSection;
    LinkRows *m_readers;
    TextLabel *m_noReaders;
    Section *m_newestSection;
    LinkRows *m_messages;
    TextLabel *m_remark;
    CommandSection *m_commands;
};

} // namespace pk::gui
