#pragma once

// The partitions of a member, each a chip that opens it; of many the first few, and how many more.
//
// Thread: GUI thread.

#include "domain/position.h"

#include <QWidget>

#include <vector>

class QHBoxLayout;

namespace pk::gui {

class TextLabel;

class PartitionChips final : public QWidget
{
    Q_OBJECT

public:
    explicit PartitionChips(QWidget *parent = nullptr);

    void setPartitions(const std::vector<TopicPartition> &partitions);

Q_SIGNALS:
    void opened(const QString &topic, int partition);

private:
    void addChip(const TopicPartition &partition);
    void showRest(std::size_t count);

    std::vector<TopicPartition> m_partitions;
    QHBoxLayout *m_chips;
    TextLabel *m_more;
};

} // namespace pk::gui
