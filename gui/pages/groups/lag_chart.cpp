#include "pages/groups/lag_chart.h"

#include "views/themed.h"

#include <QAreaSeries>
#include <QChart>
#include <QGraphicsLayout>
#include <QLineSeries>
#include <QValueAxis>

namespace pk::gui {

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
    for (Layer &layer : m_layers) {
        const QColor solid = color(accentOf(layer.delay).solid);
        QColor fill = solid;
        fill.setAlphaF(0.5F);
        layer.area->setBrush(fill);
        layer.area->setPen(QPen(solid, 1.6 * Theme::instance().scale()));
    }
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
        layer.lower->replace(lower);
        layer.upper->replace(upper);
        layer.delay = layers[i].delay;
    }
    applyTheme();
}

void LagChart::resizeEvent(QResizeEvent *event)
{
    // First: the axes are laid out when the chart gets its new size.
    m_chart->setPlotArea(QRectF(0, 0, width(), height()));
    QChartView::resizeEvent(event);
}

} // namespace pk::gui
