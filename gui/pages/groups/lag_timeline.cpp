#include "pages/groups/lag_timeline.h"

#include "bridge/text.h"
#include "flow/figures.h"
#include "pages/groups/lag_chart.h"
#include "theme/painting.h"
#include "views/pill.h"
#include "views/themed.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace pk::gui {

namespace {

constexpr int gutterBase = 58; // labels at the left
constexpr int legendBase = 116; // at the right
constexpr int bandLabelBase = 20; // above the chart
constexpr int timesBase = 24; // below the lanes
constexpr int lanesGapBase = 14; // between chart and lanes
constexpr int pitchBase = 20;
constexpr int chartBase = 84;
constexpr int lowChartBase = 46;
constexpr std::int64_t shortestUs = 4'000'000; ///< that the axis shows
constexpr int noLegendBase = 480; // below, the legend gives way
constexpr int besideMs = 50; ///< after the figures of the page
constexpr std::size_t mostMoments = 160;

QString clock(std::int64_t us)
{
    return QDateTime::fromMSecsSinceEpoch(us / 1000).toString(QStringLiteral("HH:mm:ss"));
}

/// The first moment of which anything is known; `nowUs` when there is none.
std::int64_t firstMoment(const GroupCourse &course, std::int64_t nowUs)
{
    std::int64_t first = nowUs;
    for (const auto &[id, partition] : course.partitions) {
        if (!partition.samples.empty())
            first = std::min(first, partition.samples.front().us);
        if (!partition.owners.empty())
            first = std::min(first, partition.owners.front().fromUs);
    }
    return course.rebalances.empty() ? first : std::min(first, course.rebalances.front().fromUs);
}

QBrush hatch()
{
    QColor line = color(Token::Amber);
    line.setAlphaF(0.55F);
    return QBrush(line, Qt::BDiagPattern);
}

} // namespace

std::int64_t axisBegin(std::int64_t firstUs, std::int64_t nowUs, std::int64_t spanUs)
{
    return std::max(nowUs - spanUs, std::min(firstUs, nowUs - shortestUs));
}

LagTimeline::LagTimeline(QWidget *parent)
    : QWidget(parent)
    , m_chart(new LagChart(this))
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    m_feed.setSingleShot(true);
    connect(&m_feed, &QTimer::timeout, this, &LagTimeline::feedChart);
    onTheme(this, [this] {
        updateGeometry();
        arrange();
    });
}

const GroupCourse &LagTimeline::course() const
{
    static const GroupCourse none;
    const GroupCourse *known = m_snapshot ? courseOf(*m_snapshot, m_group.name) : nullptr;
    return known != nullptr ? *known : none;
}

void LagTimeline::setSpan(std::int64_t us)
{
    m_spanUs = us;
    feedChart();
}

void LagTimeline::setLow(bool low)
{
    if (low == m_low)
        return;
    m_low = low;
    updateGeometry();
}

int LagTimeline::heightWhen(bool low) const
{
    const int lanes = static_cast<int>(std::max<std::size_t>(1, m_lanes.partitions.size()));
    return px(low ? lowChartBase : chartBase) + px(bandLabelBase + lanesGapBase + timesBase)
        + lanes * px(pitchBase);
}

void LagTimeline::setGroup(const GroupFacts &group, SnapshotPtr snapshot)
{
    const bool otherRows = group.partitions.size() != m_group.partitions.size();
    // The past is noted twice a second; the picture is not drawn more often, its figures are.
    const bool wasExplained = !explanation().isEmpty();
    const bool otherGroup = !m_snapshot || group.name != m_group.name;
    const bool otherPast = otherGroup || m_snapshot->courses != snapshot->courses;
    m_group = group;
    if (!otherPast && !otherRows) {
        m_layers = lagLayers(group);
        if (wasExplained != !explanation().isEmpty())
            update();
        update(QRect(static_cast<int>(m_axis.left + m_axis.width), 0, width(), height()));
        return;
    }
    m_snapshot = std::move(snapshot);
    m_lanes.partitions.clear();
    for (const PartitionFacts &partition : group.partitions)
        m_lanes.partitions.push_back(partition.id);
    m_lanes.stage = group.stage;
    if (otherRows) {
        updateGeometry();
        arrange();
    }
    if (otherGroup || otherRows)
        feedChart();
    else if (!m_feed.isActive())
        m_feed.start(besideMs);
    setAccessibleName(QCoreApplication::translate("groups", "Lag over time, now %1. Rebalances so far: %2.")
                          .arg(lagTextOf(group))
                          .arg(course().rebalanced));
}

QSize LagTimeline::minimumSizeHint() const
{
    return QSize(px(300), heightWhen(m_low));
}

void LagTimeline::arrange()
{
    const int legend = width() < px(noLegendBase) ? px(16) : px(legendBase);
    m_axis.left = px(gutterBase);
    m_axis.width = std::max(1, width() - px(gutterBase) - legend);
    m_lanes.labelLeft = px(8);
    m_lanes.pitch = px(pitchBase);
    m_lanes.top = height() - px(timesBase) - m_lanes.height();
    const double top = px(bandLabelBase);
    m_chartPlace =
        QRectF(m_axis.left, top, m_axis.width, std::max(1.0, m_lanes.top - px(lanesGapBase) - top));
    m_chart->setGeometry(m_chartPlace.toRect());
    update();
}

void LagTimeline::feedChart()
{
    m_feed.stop();
    if (!m_snapshot)
        return;
    const GroupCourse &past = course();
    m_axis.toUs = m_snapshot->wallUs;
    m_axis.fromUs = axisBegin(firstMoment(past, m_axis.toUs), m_axis.toUs, m_spanUs);
    m_layers = lagLayers(m_group);
    const std::vector<LagPile> piles = calmPiles(past, m_layers, m_axis.fromUs, mostMoments);
    m_moments = piles.size();
    m_largest = largestOf(piles);
    m_scale = niceScale(m_largest);
    m_chart->setPiles(piles, m_layers, m_axis, m_scale);
    update();
}

void LagTimeline::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

bool LagTimeline::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const QString text = textAt(help->pos());
    if (text.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), text, this);
    return true;
}

QString LagTimeline::textAt(const QPointF &position) const
{
    if (position.x() < m_axis.left || position.x() > m_axis.left + m_axis.width)
        return {};
    const std::int64_t us = m_axis.at(position.x());
    for (const Rebalance &band : course().rebalances) {
        const std::int64_t endUs = band.toUs == 0 ? m_axis.toUs : band.toUs;
        if (us >= band.fromUs && us <= endUs) {
            return QCoreApplication::translate(
                       "groups",
                       "Rebalance %1, %2 s: the members gave their partitions up and were given others. "
                       "Nobody read meanwhile, so the lag grew.")
                .arg(band.number)
                .arg(static_cast<double>(endUs - band.fromUs) / 1e6, 0, 'f', 1);
        }
    }
    if (const int lane = m_lanes.laneAt(position.y()); lane >= 0)
        return laneText(m_lanes, lane, course(), us);
    return {};
}

void LagTimeline::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintScale(painter);
    paintLanes(painter, m_lanes, course(), m_axis);
    paintBands(painter);
    paintTimes(painter);
    if (width() >= px(noLegendBase))
        paintLegend(painter);
    paintExplanation(painter);
}

QString LagTimeline::explanation() const
{
    if (m_moments < 2)
        return QCoreApplication::translate("groups", "The lag is noted from now on, twice a second.");
    // What is shown beside it is of now, and newer than what was noted.
    return m_largest == 0 && m_group.lag == 0 ? QCoreApplication::translate(
               "groups", "No lag so far: what was written has been read and committed.")
                                              : QString();
}

void LagTimeline::paintExplanation(QPainter &painter) const
{
    const QString text = explanation();
    if (text.isEmpty())
        return;
    painter.setFont(Theme::instance().font(TextRole::Small));
    painter.setPen(color(Token::Muted));
    // Above the line in the middle, which the chart draws over it.
    const QRectF upper(m_chartPlace.topLeft(), QSizeF(m_chartPlace.width(), m_chartPlace.height() / 2));
    painter.drawText(upper, Qt::AlignCenter | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(text, Qt::ElideRight, static_cast<int>(upper.width())));
}

void LagTimeline::paintBands(QPainter &painter) const
{
    QFont font = Theme::instance().font(TextRole::Caption);
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    double free = 0; // labels do not run into each other
    for (const Rebalance &band : course().rebalances) {
        const std::int64_t endUs = band.toUs == 0 ? m_axis.toUs : band.toUs;
        if (!m_axis.overlaps(band.fromUs, endUs))
            continue;
        const double left = m_axis.clampedX(band.fromUs);
        const double width = std::max<double>(px(3), m_axis.clampedX(endUs) - left);
        painter.fillRect(
            QRectF(left, m_chartPlace.top(), width, m_lanes.top + m_lanes.height() - m_chartPlace.top()),
            mixed(color(Token::Surface), color(Token::Amber), 0.16));
        painter.fillRect(QRectF(left, m_lanes.top, width, m_lanes.height() - 2), hatch());
        QString text = QCoreApplication::translate("groups", "rebalance · %1").arg(band.number);
        const auto leftOf = [&](double wide) {
            return std::clamp(left + width / 2 - wide / 2, m_axis.left,
                              std::max(m_axis.left, m_axis.left + m_axis.width - wide));
        };
        if (leftOf(textWidth(font, text)) < free)
            text = QString::number(band.number);
        const double textWide = textWidth(font, text);
        const double x = leftOf(textWide);
        if (x < free)
            continue;
        painter.setPen(color(Token::AmberText));
        painter.drawText(QRectF(x, 0, textWide, px(bandLabelBase)), Qt::AlignCenter, text);
        free = x + textWide + px(8);
    }
}

void LagTimeline::paintScale(QPainter &painter) const
{
    painter.setFont(Theme::instance().font(TextRole::MonoSmall));
    painter.setPen(color(Token::Muted));
    for (std::int64_t value = 0; value <= m_scale.top; value += m_scale.step) {
        const double y = m_chartPlace.bottom()
            - m_chartPlace.height() * static_cast<double>(value) / static_cast<double>(m_scale.top);
        painter.drawText(QRectF(0, y - px(8), m_axis.left - px(8), px(16)), Qt::AlignRight | Qt::AlignVCenter,
                         countText(value));
    }
}

void LagTimeline::paintTimes(QPainter &painter) const
{
    painter.setFont(Theme::instance().font(TextRole::MonoSmall));
    const double top = m_lanes.top + m_lanes.height();
    const double half = px(36);
    for (const std::int64_t us : m_axis.ticks(px(96))) {
        const double x = m_axis.x(us);
        painter.fillRect(QRectF(x, top, hairline(), px(4)), color(Token::Border));
        if (x - half < 0 || x + half > width())
            continue;
        painter.setPen(color(Token::Muted));
        painter.drawText(QRectF(x - half, top + px(5), 2 * half, px(16)), Qt::AlignCenter, clock(us));
    }
}

void LagTimeline::paintLegend(QPainter &painter) const
{
    const double left = m_axis.left + m_axis.width + px(14);
    const double right = width() - px(16);
    const auto rows = static_cast<double>(m_layers.size() > 1 ? m_layers.size() + 1 : 1);
    double y = std::max(0.0, m_chartPlace.bottom() - px(18) * rows);
    painter.setFont(Theme::instance().font(TextRole::Mono));
    // The line of its layer, before its name.
    const auto mark = [&](std::size_t layer, Delay delay) {
        painter.setPen(layerPen(layer, color(accentOf(delay).solid)));
        painter.drawLine(QPointF(left - px(13), y + px(9)), QPointF(left - px(3), y + px(9)));
    };
    const auto row = [&](const QString &name, const QString &lag, Token token) {
        painter.setPen(color(token));
        const QRectF place(left, y, right - left, px(18));
        painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter, name);
        painter.drawText(place, Qt::AlignRight | Qt::AlignVCenter, lag);
        y += px(18);
    };
    row(QCoreApplication::translate("groups", "lag"), lagTextOf(m_group), Token::Text);
    for (std::size_t i = m_layers.size(); i-- > 1;) {
        if (m_layers.size() == maxLagLayers)
            mark(i, m_layers[i].delay);
        row(partitionText(m_layers[i].partitions.front(), false), countText(m_layers[i].lag),
            accentOf(m_layers[i].delay).text);
    }
    if (m_layers.size() > 1)
        row(QCoreApplication::translate("groups", "rest"), countText(m_layers[0].lag),
            accentOf(m_layers[0].delay).text);

    painter.setFont(Theme::instance().font(TextRole::Small));
    y = m_lanes.top;
    const auto sign = [&](const QString &text, auto draw) {
        if (y + px(18) > m_lanes.top + m_lanes.height() + px(8))
            return;
        const double side = px(11);
        draw(QRectF(left, y + (px(18) - side) / 2, side, side));
        painter.setPen(color(Token::Muted));
        painter.drawText(QRectF(left + side + px(7), y, right - left, px(18)),
                         Qt::AlignLeft | Qt::AlignVCenter, text);
        y += px(20);
    };
    sign(QCoreApplication::translate("groups", "rebalance"), [&](const QRectF &place) {
        painter.fillRect(place, color(Token::AmberTint));
        painter.fillRect(place, hatch());
    });
    sign(QCoreApplication::translate("groups", "nobody"), [&](const QRectF &place) {
        drawBox(painter, place, px(2), color(Token::Surface2), color(Token::Border));
    });
    sign(QCoreApplication::translate("groups", "crash"),
         [&](const QRectF &place) { drawMark(painter, place, Mark::Triangle, color(Token::Rose)); });
}

} // namespace pk::gui
