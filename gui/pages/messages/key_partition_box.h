#pragma once

// How a message's partition follows from its key: the computation of the Java client, step by step, or why
// this message's partition does not come from its key.
//
// Thread: GUI thread.

#include <QWidget>

#include <string>

namespace pk::gui {

class Pill;
class TextLabel;

class KeyPartitionBox final : public QWidget
{
    Q_OBJECT

public:
    explicit KeyPartitionBox(QWidget *parent = nullptr);

    void show(bool hasKey, const std::string &key, int partition, int partitions);

protected:
    void changeEvent(QEvent *event) override;

private:
    class Lines;
    void write();

    bool m_hasKey = false;
    std::string m_key;
    int m_partition = 0;
    int m_partitions = 0;
    TextLabel *m_title;
    Pill *m_pill;
    TextLabel *m_how;
    Lines *m_lines;
    TextLabel *m_note;
};

} // namespace pk::gui
