#pragma once

// The group's lag over time, piled up: below what is quickly read, above it the partitions that are late.
// Only the areas and the lines behind them: axes, labels and bands are drawn by what holds it.
//
// Thread: GUI thread. Mouse events go through it.

#include "pages/groups/group_facts.h"
#include "pages/groups/time_axis.h"

#include <QChartView>

#include <array>

class QAreaSeries;
class QChart;
class QLineSeries;
class QValueAxis;

namespace pk::gui {

/// One layer of the pile, the lowest first.
struct LagLayer
{
    std::vector<TopicPartition> partitions;
    Delay delay = Delay::Short;
    std::int64_t lag = 0; ///< now
};

/// At most the two partitions that are latest have layers of their own; the first holds all others.
std::vector<LagLayer> lagLayers(const GroupFacts &group);

/// The pile at one moment: the upper edge of each layer.
struct LagPile
{
    std::int64_t us = 0;
    std::vector<std::int64_t> tops;

    std::int64_t total() const { return tops.empty() ? 0 : tops.back(); }
};

/// At most `most` moments since `fromUs`; of several that fall together, the highest pile.
std::vector<LagPile> lagPiles(const GroupCourse &course, const std::vector<LagLayer> &layers,
                              std::int64_t fromUs, std::size_t most);

class LagChart final : public QChartView
{
    Q_OBJECT

public:
    static constexpr std::size_t maxLayers = 3;

    explicit LagChart(QWidget *parent = nullptr);

    void setPiles(const std::vector<LagPile> &piles, const std::vector<LagLayer> &layers,
                  const TimeAxis &axis, const NiceScale &scale);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void applyTheme();

    struct Layer
    {
        QLineSeries *lower;
        QLineSeries *upper;
        QAreaSeries *area;
        Delay delay = Delay::Short;
    };
    QChart *m_chart;
    QValueAxis *m_time;
    QValueAxis *m_records;
    std::array<Layer, maxLayers> m_layers;
};

} // namespace pk::gui
