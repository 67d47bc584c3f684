#include "pages/inspector/key_math.h"

#include "base/hash.h"
#include "bridge/text.h"
#include "theme/painting.h"
#include "views/themed.h"

namespace pk::gui {

namespace {

constexpr int kLine = 19;
constexpr std::uint32_t kWithoutSign = 0x7fffffff;

QString hex(std::uint32_t value)
{
    return QStringLiteral("0x%1").arg(value, 8, 16, QLatin1Char('0'));
}

} // namespace

KeyMath::KeyMath(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    onTheme(this, [this] { updateGeometry(); });
}

void KeyMath::setKey(const std::string &key, int partitions)
{
    const std::uint32_t hash = murmur2(key);
    const std::uint32_t positive = hash & kWithoutSign;
    m_lines = {{QStringLiteral("murmur2(\"%1\")").arg(toQString(key)), hex(hash)},
               {QStringLiteral("%1 & %2").arg(hex(hash), hex(kWithoutSign)), QString::number(positive)},
               {QStringLiteral("%1 % %2").arg(positive).arg(partitions),
                QString::number(murmur2Partition(key, partitions))}};
    QStringList lines;
    for (const auto &[left, right] : m_lines)
        lines << left + QStringLiteral(" = ") + right;
    setAccessibleName(lines.join(QStringLiteral("; ")));
    setToolTip(lines.join(QLatin1Char('\n')));
    updateGeometry();
    update();
}

QSize KeyMath::sizeHint() const
{
    return QSize(px(240), static_cast<int>(m_lines.size()) * px(kLine) + 2 * px(7));
}

QSize KeyMath::minimumSizeHint() const
{
    return QSize(px(160), sizeHint().height());
}

void KeyMath::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    drawBox(painter, rect(), px(9), color(Token::Surface2));
    const QFont font = Theme::instance().font(TextRole::Mono);
    QFont bold = font;
    bold.setWeight(QFont::DemiBold);
    const int results = textWidth(font, QStringLiteral("0x00000000")) + px(20);
    const int equals = textWidth(font, QStringLiteral("=")) + px(10);
    QRect line(px(12), px(7), width() - px(24), px(kLine));
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        const bool last = i + 1 == m_lines.size();
        const QRect left = line.adjusted(0, 0, -results - equals, 0);
        painter.setFont(font);
        painter.setPen(color(Token::Muted));
        painter.drawText(left, Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(m_lines[i].first, Qt::ElideMiddle, left.width()));
        painter.drawText(line.adjusted(0, 0, -results, 0), Qt::AlignRight | Qt::AlignVCenter,
                         QStringLiteral("="));
        painter.setFont(last ? bold : font);
        painter.setPen(color(Token::Text));
        painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, m_lines[i].second);
        line.translate(0, px(kLine));
    }
}

} // namespace pk::gui
