#include "pages/messages/time_bar.h"

#include "pages/messages/message_time.h"
#include "theme/painting.h"
#include "views/format.h"
#include "views/themed.h"

#include <QCoreApplication>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace pk::gui {

namespace {

constexpr int captionBase = 14; // the line above the bars

/// Of the highest bar. By the logarithm, so that after a burst a calm stream is still seen.
double shareOf(std::int64_t count, std::int64_t most)
{
    return std::log1p(static_cast<double>(count)) / std::log1p(static_cast<double>(most));
}

} // namespace

TimeBar::TimeBar(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("timeBar"));
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    onTheme(this, [this] { updateGeometry(); });
    retranslate();
}

QSize TimeBar::sizeHint() const
{
    return QSize(px(160), px(captionBase + 58));
}

std::size_t TimeBar::wantedParts() const
{
    return static_cast<std::size_t>(std::clamp(width() / px(12), 10, 200));
}

void TimeBar::setHistogram(TopicReader::Histogram histogram, bool filtered)
{
    m_histogram = std::move(histogram);
    m_filtered = filtered;
    update();
}

void TimeBar::setPlace(std::int64_t timeMs)
{
    if (timeMs == m_placeMs)
        return;
    m_placeMs = timeMs;
    update();
}

QRectF TimeBar::barsRect() const
{
    const int top = px(captionBase + 2);
    return QRectF(0, top, width(), height() - px(20) - top);
}

double TimeBar::xOf(std::int64_t timeMs) const
{
    const double span = static_cast<double>(m_histogram.toMs - m_histogram.fromMs);
    const double share = span > 0 ? static_cast<double>(timeMs - m_histogram.fromMs) / span : 0;
    return std::clamp(share, 0.0, 1.0) * width();
}

std::int64_t TimeBar::timeAt(double x) const
{
    const double share = std::clamp(x / std::max(1, width()), 0.0, 1.0);
    return m_histogram.fromMs
        + static_cast<std::int64_t>(share * static_cast<double>(m_histogram.toMs - m_histogram.fromMs));
}

QString TimeBar::timeText(std::int64_t timeMs) const
{
    return axisTime(timeMs, m_histogram.fromMs, m_histogram.toMs);
}

void TimeBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setFont(Theme::instance().font(TextRole::MonoSmall));
    const QRectF bars = barsRect();
    painter.fillRect(QRectF(0, bars.bottom(), width(), hairline()), color(Token::Border));
    if (m_histogram.parts.empty()) {
        painter.setPen(color(Token::Subtle));
        painter.drawText(QRect(0, static_cast<int>(bars.bottom()), width(), px(20)),
                         Qt::AlignLeft | Qt::AlignVCenter,
                         QCoreApplication::translate("messages", "nothing read yet"));
        return;
    }
    paintCaption(painter);
    const std::int64_t most = mostRead();
    const double step = bars.width() / static_cast<double>(m_histogram.parts.size());
    const double gap = std::min<double>(px(2), step / 4);
    for (std::size_t i = 0; i < m_histogram.parts.size(); ++i) {
        const auto &part = m_histogram.parts[i];
        if (part.read == 0)
            continue;
        const auto heightOf = [&](std::int64_t count) {
            return count == 0 ? 0.0 : std::max<double>(px(4), bars.height() * shareOf(count, most));
        };
        const double left = bars.left() + step * static_cast<double>(i);
        const double all = heightOf(part.read);
        drawBox(painter, QRectF(left, bars.bottom() - all, step - gap, all), px(2), color(Token::Consumed));
        const double kept = m_filtered ? heightOf(std::min(part.kept, part.read)) : px(2);
        if (kept > 0)
            painter.fillRect(QRectF(left, bars.bottom() - kept, step - gap, kept), color(Token::Blue));
    }
    if (m_placeMs >= 0) {
        const double x = std::clamp(xOf(m_placeMs), 1.0, width() - 2.0);
        const int wide = std::max(2, px(2));
        painter.fillRect(QRectF(x - wide / 2.0, bars.top(), wide, bars.height()), color(Token::Text));
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(color(Token::Text));
        painter.drawPolygon(QPolygonF{QPointF(x, bars.bottom() - px(5)), QPointF(x - px(5), bars.bottom()),
                                      QPointF(x + px(5), bars.bottom())});
    }
    const QRect line(0, static_cast<int>(bars.bottom()) + px(2), width(), px(18));
    painter.setPen(color(Token::Muted));
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, timeText(m_histogram.fromMs));
    painter.drawText(line, Qt::AlignHCenter | Qt::AlignVCenter,
                     timeText((m_histogram.fromMs + m_histogram.toMs) / 2));
    painter.setPen(color(Token::Text));
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, timeText(m_histogram.toMs));
    if (hasFocus())
        drawFocusRing(painter, rect(), px(6));
}

/// How to read the heights: without it a bar of twice the height would be taken for twice the messages.
void TimeBar::paintCaption(QPainter &painter) const
{
    painter.save();
    painter.setFont(Theme::instance().font(TextRole::Caption));
    painter.setPen(color(Token::Muted));
    const QString caption = QCoreApplication::translate("messages", "logarithmic scale · highest bar: %1")
                                .arg(grouped(mostRead()));
    painter.drawText(QRect(0, 0, width(), px(captionBase)), Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(caption, Qt::ElideRight, width()));
    painter.restore();
}

/// Of one bar.
std::int64_t TimeBar::mostRead() const
{
    std::int64_t most = 1;
    for (const auto &part : m_histogram.parts)
        most = std::max(most, part.read);
    return most;
}

void TimeBar::seekTo(std::int64_t timeMs)
{
    if (m_histogram.parts.empty())
        return;
    // Where nothing was written there is no place to go to: the nearest bar with messages it is.
    const auto &parts = m_histogram.parts;
    const auto filled = [](const TopicReader::Histogram::Part &part) { return part.read > 0; };
    const std::int64_t length =
        (m_histogram.toMs - m_histogram.fromMs) / static_cast<std::int64_t>(parts.size());
    const auto before = std::find_if(parts.begin(), parts.end(), filled) - parts.begin();
    const auto behind = std::find_if(parts.rbegin(), parts.rend(), filled) - parts.rbegin();
    const std::int64_t from = m_histogram.fromMs + before * length;
    setPlace(std::clamp(timeMs, from, std::max(from, m_histogram.toMs - behind * length)));
    Q_EMIT sought(m_placeMs);
}

void TimeBar::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        seekTo(timeAt(event->position().x()));
}

void TimeBar::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons() & Qt::LeftButton)
        seekTo(timeAt(event->position().x()));
}

void TimeBar::keyPressEvent(QKeyEvent *event)
{
    const std::int64_t step =
        std::max<std::int64_t>(1,
                               (m_histogram.toMs - m_histogram.fromMs)
                                   / std::max<std::int64_t>(1, static_cast<int>(m_histogram.parts.size())));
    const std::int64_t at = m_placeMs < 0 ? m_histogram.toMs : m_placeMs;
    switch (event->key()) {
    case Qt::Key_Left:
        seekTo(at - step);
        break;
    case Qt::Key_Right:
        seekTo(at + step);
        break;
    case Qt::Key_Home:
        seekTo(m_histogram.fromMs);
        break;
    case Qt::Key_End:
        seekTo(m_histogram.toMs);
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

bool TimeBar::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip || m_histogram.parts.empty())
        return QWidget::event(event);
    auto *help = static_cast<QHelpEvent *>(event);
    const std::size_t part = std::min(m_histogram.parts.size() - 1,
                                      static_cast<std::size_t>(std::max(0, help->pos().x()))
                                          * m_histogram.parts.size() / static_cast<std::size_t>(width()));
    const auto &at = m_histogram.parts[part];
    QToolTip::showText(help->globalPos(),
                       QCoreApplication::translate("messages",
                                                   "%1: messages read: %2, matching: %3\n"
                                                   "The height grows with the logarithm.")
                           .arg(timeText(timeAt(help->pos().x())), grouped(at.read), grouped(at.kept)),
                       this);
    return true;
}

void TimeBar::retranslate()
{
    setAccessibleName(QCoreApplication::translate("messages", "Messages over time"));
    setAccessibleDescription(QCoreApplication::translate(
        "messages",
        "The arrow keys go to earlier and later messages. The height of a bar grows "
        "with the logarithm of its messages."));
}

void TimeBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        update();
    }
    QWidget::changeEvent(event);
}

} // namespace pk::gui
