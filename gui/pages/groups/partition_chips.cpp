#include "pages/groups/partition_chips.h"

#include "bridge/text.h"
#include "views/pill.h"
#include "views/text_label.h"
#include "views/themed.h"

#include <QCoreApplication>
#include <QHBoxLayout>

#include <algorithm>

namespace pk::gui {

namespace {

constexpr std::size_t chipsShown = 3;

} // namespace

PartitionChips::PartitionChips(QWidget *parent)
    : QWidget(parent)
    , m_chips(new QHBoxLayout)
    , m_more(new TextLabel(TextRole::Small, Token::Muted, this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addLayout(m_chips);
    row->addWidget(m_more);
    onTheme(this, [this, row] {
        row->setSpacing(px(8));
        m_chips->setSpacing(px(6));
    });
}

void PartitionChips::setPartitions(const std::vector<TopicPartition> &partitions)
{
    if (partitions == m_partitions && m_chips->count() > 0)
        return;
    m_partitions = partitions;
    while (QLayoutItem *item = m_chips->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    const std::size_t shown = std::min(partitions.size(), chipsShown);
    std::for_each_n(partitions.begin(), shown, [this](const auto &partition) { addChip(partition); });
    showRest(partitions.size() - shown);
}

void PartitionChips::addChip(const TopicPartition &partition)
{
    const QString topic = toQString(partition.topic);
    const int number = partition.partition;
    auto *chip = new PillButton(TealAccent, this);
    chip->setObjectName(QStringLiteral("partition"));
    chip->setMark(Mark::None);
    chip->setText(QStringLiteral("P%1").arg(number));
    chip->setToolTip(QStringLiteral("%1 · P%2").arg(topic).arg(number));
    chip->setAccessibleName(chip->toolTip());
    connect(chip, &PillButton::clicked, this, [this, topic, number] { Q_EMIT opened(topic, number); });
    m_chips->addWidget(chip);
    chip->show();
}

void PartitionChips::showRest(std::size_t count)
{
    const bool none = m_partitions.empty();
    m_more->setText(none            ? QCoreApplication::translate("groups", "no partition")
                        : count > 0 ? QStringLiteral("+%1").arg(count)
                                    : QString());
    m_more->setVisible(!m_more->text().isEmpty());
    m_more->setToolTip(
        none ? QCoreApplication::translate("groups",
                                           "A partition is read by one member of a group. With more members "
                                           "than partitions, some have nothing to do.")
             : QString());
}

} // namespace pk::gui
