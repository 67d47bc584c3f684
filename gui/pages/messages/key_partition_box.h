#pragma once

// How a message's partition follows from its key: the computation of the Java client, step by step, or why
// this message's partition does not come from its key.
//
// Thread: GUI thread.

#include "bridge/message_cache.h"

#include <QWidget>

#include <memory>
#include <string>

namespace pk::gui {

class Pill;
class TextLabel;

class KeyPartitionBox final : public QWidget
{
    Q_OBJECT

public:
    explicit KeyPartitionBox(QWidget *parent = nullptr);

    void show(const std::string &topic, std::shared_ptr<const FullMessage> message, int partitions);

protected:
    void changeEvent(QEvent *event) override;

private:
    class Lines;
    void write();

    std::string m_topic;
    std::shared_ptr<const FullMessage> m_message; ///< null: none was shown yet
    int m_partitions = 0;
    TextLabel *m_title;
    Pill *m_pill;
    TextLabel *m_how;
    Lines *m_lines;
    TextLabel *m_note;
};

} // namespace pk::gui
