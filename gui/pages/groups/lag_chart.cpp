#include "pages/groups/lag_chart.h"

#include "views/themed.h"

#include <QAreaSeries>
#include <QChart>
#include <QGraphicsLayout>
#include <QLineSeries>
#include <QValueAxis>

#include <algorithm>

namespace pk::gui {

namespace {

constexpr double kSharpEdge = 1e-4; ///< two colours of a gradient cannot lie at the same place

} // namespace

QPen layerPen(std::size_t layer, const QBrush &ink)
{
    QPen pen(ink, 1.6 * Theme::instance().scale());
    pen.setCapStyle(Qt::FlatCap);
    if (isDashed(layer))
        pen.setDashPattern({3, 2});
    return pen;
}

LagChart::LagChart(QWidget *parent)
    : QChartView(parent)
    , m_chart(new QChart)
    , m_time(new QValueAxis)
    , m_records(new QValueAxis)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    setFrameShape(QFrame::NoFrame);
    setRenderHint(QPainter::Antialiasing);
    setBackgroundBrush(Qt::NoBrush);
    viewport()->setAutoFillBackground(false);
    m_chart->setMinimumSize(1, 1); // the view takes it over with the chart
    setChart(m_chart);
    m_chart->setBackgroundVisible(false);
    m_chart->legend()->hide();
    m_chart->setMargins({});
    m_chart->layout()->setContentsMargins(0, 0, 0, 0);
    m_chart->addAxis(m_time, Qt::AlignBottom);
    m_chart->addAxis(m_records, Qt::AlignLeft);
    for (QValueAxis *axis : {m_time, m_records}) {
        axis->setLabelsVisible(false);
        axis->setLineVisible(false);
    }
    m_time->setGridLineVisible(false);
    for (Layer &layer : m_layers) {
        layer.lower = new QLineSeries(this);
        layer.upper = new QLineSeries(this);
        layer.area = new QAreaSeries(layer.upper, layer.lower);
        m_chart->addSeries(layer.area);
        layer.area->attachAxis(m_time);
        layer.area->attachAxis(m_records);
    }
    onTheme(this, [this] { applyTheme(); });
}

void LagChart::applyTheme()
{
    m_records->setGridLineColor(color(Token::Border));
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        const Layer &layer = m_layers[i];
        layer.area->setBrush(colorsOf(layer.stretches, i == maxLagLayers - 1 ? 0.3 : 0.5));
        QPen pen = layerPen(i, colorsOf(layer.stretches, 1));
        if (layer.busy) { // a wider one than a hairline is filled like an area
            pen.setStyle(Qt::SolidLine);
            pen.setWidth(0);
        }
        layer.area->setPen(pen);
    }
}

/// Each stretch in the colour of how late it was then.
QBrush LagChart::colorsOf(const std::vector<Stretch> &stretches, double opacity) const
{
    const auto ink = [opacity](Delay delay) {
        QColor solid = color(accentOf(delay).solid);
        solid.setAlphaF(static_cast<float>(opacity));
        return solid;
    };
    if (stretches.size() < 2)
        return ink(stretches.empty() ? Delay::None : stretches.front().delay);
    QLinearGradient gradient(0, 0, std::max(1, width()), 0);
    gradient.setColorAt(0, ink(stretches.front().delay));
    for (std::size_t i = 1; i < stretches.size(); ++i) {
        gradient.setColorAt(std::max(0.0, stretches[i].from - kSharpEdge), ink(stretches[i - 1].delay));
        gradient.setColorAt(stretches[i].from, ink(stretches[i].delay));
    }
    return gradient;
}

void LagChart::setPiles(const std::vector<LagPile> &piles, const std::vector<LagLayer> &layers,
                        const TimeAxis &axis, const NiceScale &scale)
{
    m_time->setRange(0, static_cast<double>(axis.toUs - axis.fromUs));
    m_records->setRange(0, static_cast<double>(scale.top));
    m_records->setTickCount(static_cast<int>(scale.top / scale.step) + 1);
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        Layer &layer = m_layers[i];
        const bool used = i < layers.size();
        layer.area->setVisible(used);
        if (!used)
            continue;
        QList<QPointF> lower;
        QList<QPointF> upper;
        for (const LagPile &pile : piles) {
            const auto x = static_cast<double>(pile.us - axis.fromUs);
            lower.append({x, static_cast<double>(i > 0 ? pile.tops[i - 1] : 0)});
            upper.append({x, static_cast<double>(pile.tops[i])});
        }
        layer.busy = heightsCovered(piles, i, scale.top) > kMostHeightsDrawnFully;
        layer.lower->replace(lower);
        layer.upper->replace(upper);
        layer.stretches.clear();
        const auto span = static_cast<double>(std::max<std::int64_t>(1, axis.toUs - axis.fromUs));
        for (std::size_t at = 0; at < piles.size(); ++at) {
            const Delay delay = piles[at].delays[i];
            if (!layer.stretches.empty() && accentOf(layer.stretches.back().delay) == accentOf(delay))
                continue;
            const std::int64_t us = at > 0 ? (piles[at - 1].us + piles[at].us) / 2 : axis.fromUs;
            layer.stretches.push_back(
                {std::clamp(static_cast<double>(us - axis.fromUs) / span, 0.0, 1.0), delay});
        }
    }
    applyTheme();
}

void LagChart::resizeEvent(QResizeEvent *event)
{
    // First: the axes are laid out when the chart gets its new size.
    m_chart->setPlotArea(QRectF(0, 0, width(), height()));
    QChartView::resizeEvent(event);
    applyTheme(); // where the colours change lies elsewhere
}

} // namespace pk::gui
