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

std::size_t layerOf(const TopicPartition &partition, const std::vector<LagLayer> &layers)
{
    for (std::size_t i = 1; i < layers.size(); ++i) {
        const auto &own = layers[i].partitions;
        if (std::find(own.begin(), own.end(), partition) != own.end())
            return i;
    }
    return 0;
}

} // namespace

std::vector<LagLayer> lagLayers(const GroupFacts &group)
{
    std::vector<const PartitionFacts *> late;
    std::vector<LagLayer> layers(1);
    for (const PartitionFacts &partition : group.partitions) {
        if (partition.delay >= Delay::Long)
            late.push_back(&partition);
    }
    std::sort(late.begin(), late.end(), [](const auto *a, const auto *b) { return a->lag < b->lag; });
    if (late.size() >= LagChart::maxLayers)
        late.erase(late.begin(), late.end() - (LagChart::maxLayers - 1));
    for (const PartitionFacts *partition : late)
        layers.push_back({{partition->id}, partition->delay, partition->lag});
    for (const PartitionFacts &partition : group.partitions) {
        if (layerOf(partition.id, layers) == 0) {
            layers[0].partitions.push_back(partition.id);
            layers[0].lag += partition.lag;
        }
    }
    return layers;
}

std::vector<LagPile> lagPiles(const GroupCourse &course, const std::vector<LagLayer> &layers,
                              std::int64_t fromUs, std::size_t most)
{
    // All partitions are sampled at the same moments; one that came later has fewer.
    std::size_t longest = 0;
    for (const auto &[id, partition] : course.partitions)
        longest = std::max(longest, partition.samples.size());
    std::vector<LagPile> all(longest);
    for (LagPile &pile : all)
        pile.tops.resize(layers.size());
    for (const auto &[id, partition] : course.partitions) {
        const std::size_t layer = layerOf(id, layers);
        const std::size_t missing = longest - partition.samples.size();
        for (std::size_t i = 0; i < partition.samples.size(); ++i) {
            all[missing + i].us = partition.samples[i].us;
            for (std::size_t l = layer; l < layers.size(); ++l)
                all[missing + i].tops[l] += partition.samples[i].lag();
        }
    }
    // One moment before the beginning stays, so that the line begins at the edge.
    const auto first =
        std::find_if(all.begin(), all.end(), [fromUs](const LagPile &pile) { return pile.us >= fromUs; });
    if (first != all.begin())
        all.erase(all.begin(), first - 1);
    const std::size_t bucket =
        std::max<std::size_t>(1, (all.size() + most - 1) / std::max<std::size_t>(1, most));
    std::vector<LagPile> piles;
    for (std::size_t at = 0; at < all.size(); at += bucket) {
        const auto begin = all.begin() + static_cast<std::ptrdiff_t>(at);
        const auto end = all.begin() + static_cast<std::ptrdiff_t>(std::min(at + bucket, all.size()));
        piles.push_back(std::move(*std::max_element(
            begin, end, [](const LagPile &a, const LagPile &b) { return a.total() < b.total(); })));
    }
    return piles;
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
    QChartView::resizeEvent(event);
    m_chart->setPlotArea(QRectF(0, 0, width(), height()));
}

} // namespace pk::gui
