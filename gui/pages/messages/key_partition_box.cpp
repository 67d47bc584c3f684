#include "pages/messages/key_partition_box.h"

#include "base/hash.h"
#include "bridge/key_partition.h"
#include "bridge/text.h"
#include "theme/painting.h"
#include "views/pill.h"
#include "views/text_label.h"
#include "views/themed.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>

#include <array>

namespace pk::gui {

class KeyPartitionBox::Lines final : public QWidget
{
public:
    explicit Lines(QWidget *parent)
        : QWidget(parent)
    {
        onTheme(this, [this] { setFixedHeight(px(3 * 18 + 14)); });
    }

    std::array<std::pair<QString, QString>, 3> lines;

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        drawBox(painter, rect(), px(8), color(Token::Surface2));
        painter.setFont(Theme::instance().font(TextRole::Mono));
        int y = px(7);
        for (const auto &[term, result] : lines) {
            const QRect line(px(12), y, width() - px(24), px(18));
            painter.setPen(color(Token::Muted));
            painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                             painter.fontMetrics().elidedText(term, Qt::ElideMiddle, line.width() - px(120)));
            painter.drawText(line.adjusted(0, 0, -px(96), 0), Qt::AlignRight | Qt::AlignVCenter,
                             QStringLiteral("="));
            painter.setPen(color(Token::Text));
            painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, result);
            y += px(18);
        }
    }
};

KeyPartitionBox::KeyPartitionBox(QWidget *parent)
    : QWidget(parent)
    , m_title(new TextLabel(TextRole::Strong, Token::Text, this))
    , m_pill(new Pill(BlueAccent, {}, this))
    , m_how(new TextLabel(TextRole::Small, Token::Muted, this))
    , m_lines(new Lines(this))
    , m_note(new TextLabel(TextRole::Small, Token::Muted, this))
{
    m_pill->setSmall(true);
    m_how->setElided(true);
    m_how->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_note->setWordWrap(true);
    auto *head = new QHBoxLayout;
    head->addWidget(m_title);
    head->addWidget(m_pill);
    head->addWidget(m_how, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(head);
    column->addWidget(m_lines);
    column->addWidget(m_note);
    onTheme(this, [head, column] {
        head->setSpacing(px(8));
        column->setSpacing(px(6));
    });
    write();
}

void KeyPartitionBox::show(const std::string &topic, std::shared_ptr<const FullMessage> message,
                           int partitions)
{
    m_topic = topic;
    m_message = std::move(message);
    m_partitions = partitions;
    write();
}

void KeyPartitionBox::write()
{
    m_title->setText(QCoreApplication::translate("messages", "Key → partition"));
    if (!m_message)
        return;
    m_pill->setText(QStringLiteral("P%1").arg(m_message->partition));
    m_how->setText(QCoreApplication::translate("messages", "murmur2, as the Java client"));
    m_how->setToolTip(QCoreApplication::translate("messages",
                                                  "Kafka's clients compute the partition from the key, so "
                                                  "that all messages of one key keep their order."));
    const KeyPartition how = keyPartition(m_topic, *m_message, m_partitions);
    m_lines->setVisible(how.isComputed);
    m_how->setVisible(how.isComputed);
    m_note->setVisible(!how.remark.isEmpty());
    m_note->setText(how.remark);
    if (!how.isComputed)
        return;
    const std::string &key = m_message->key;
    const std::uint32_t hash = murmur2(key);
    const int chosen = murmur2Partition(key, m_partitions);
    m_lines->lines = {{{QStringLiteral("murmur2(\"%1\")").arg(toQString(key)),
                        QStringLiteral("0x%1").arg(hash, 8, 16, QLatin1Char('0'))},
                       {QStringLiteral("& 0x7fffffff"), QString::number(hash & 0x7fffffffU)},
                       {QStringLiteral("% %1").arg(m_partitions), QString::number(chosen)}}};
    m_lines->setAccessibleName(QStringLiteral("%1: P%2").arg(m_title->text()).arg(chosen));
    m_lines->update();
}

void KeyPartitionBox::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        write();
    QWidget::changeEvent(event);
}

} // namespace pk::gui
