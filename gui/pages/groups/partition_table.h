#pragma once

// The group's partitions: who reads each, how far it is, how much waits. As high as its rows: the page
// scrolls, not the table.
//
// Thread: GUI thread. Ownership: shows a model that belongs to the page.

#include "bridge/snapshot.h"
#include "views/card.h"

class QTableView;

namespace pk::gui {

class IconButton;
class PartitionModel;

class PartitionTable final : public Card
{
    Q_OBJECT

public:
    explicit PartitionTable(PartitionModel &model, QWidget *parent = nullptr);

    void setTopics(const std::vector<std::string> &topics);
    void select(const TopicPartition &partition);

Q_SIGNALS:
    void partitionActivated(const QString &topic, int partition);
    void memberActivated(const QString &member);
    void topicActivated(const QString &topic);

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    class Legend;

    QString currentTopic() const;
    void retranslate();
    void fitColumns();
    void fitHeight();

    PartitionModel &m_model;
    QTableView *m_view;
    Legend *m_legend;
    IconButton *m_openTopic;
    std::vector<std::string> m_topics;
};

} // namespace pk::gui
