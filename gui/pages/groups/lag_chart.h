#pragma once

// The group's lag over time, piled up: below what is quickly read, above it the partitions that are late.
// Only the areas and the lines behind them: axes, labels and bands are drawn by what holds it.
//
// Thread: GUI thread. Mouse events go through it.

#include "pages/groups/lag_layers.h"
#include "pages/groups/time_axis.h"

#include <QChartView>

#include <array>
#include <vector>

class QAreaSeries;
class QChart;
class QLineSeries;
class QValueAxis;

namespace pk::gui {

/// The line above a layer.
QPen layerPen(std::size_t layer, const QBrush &ink);

class LagChart final : public QChartView
{
    Q_OBJECT

public:
    explicit LagChart(QWidget *parent = nullptr);

    void setPiles(const std::vector<LagPile> &piles, const std::vector<LagLayer> &layers,
                  const TimeAxis &axis, const NiceScale &scale);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void applyTheme();

    /// From here on, in parts of the width, it was that late.
    struct Stretch
    {
        double from = 0;
        Delay delay = Delay::None;
    };
    QBrush colorsOf(const std::vector<Stretch> &stretches, double opacity) const;

    struct Layer
    {
        QLineSeries *lower;
        QLineSeries *upper;
        QAreaSeries *area;
        std::vector<Stretch> stretches;
        bool busy = false; ///< it goes up and down so often that a hairline must do
    };
    QChart *m_chart;
    QValueAxis *m_time;
    QValueAxis *m_records;
    std::array<Layer, maxLagLayers> m_layers;
};

} // namespace pk::gui
