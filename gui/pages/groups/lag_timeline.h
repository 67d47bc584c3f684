#pragma once

// Lag above, ownership below, on one time axis; a rebalance is a band that crosses both, so that one sees
// that every gap raises the lag. A young past fills the axis too: it begins short and grows up to its span.
//
// Thread: GUI thread.

#include "pages/groups/group_facts.h"
#include "pages/groups/lag_layers.h"
#include "pages/groups/ownership_lanes.h"

#include <QTimer>
#include <QWidget>

namespace pk::gui {

class LagChart;

class LagTimeline final : public QWidget
{
    Q_OBJECT

public:
    explicit LagTimeline(QWidget *parent = nullptr);

    /// How much of the past is shown at most.
    void setSpan(std::int64_t us);
    /// Where there is little height, the lanes come before the chart's.
    void setLow(bool low);
    /// What it needs so, whichever it is now.
    int heightWhen(bool low) const;
    void setGroup(const GroupFacts &group, SnapshotPtr snapshot);
    /// Why the chart is empty: one without an area is not broken. Empty: there is something to see.
    QString explanation() const;
    QSize minimumSizeHint() const override;
    QSize sizeHint() const override { return minimumSizeHint(); }

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange();
    void feedChart();
    QString textAt(const QPointF &position) const;
    const GroupCourse &course() const;
    void paintBands(QPainter &painter) const;
    void paintScale(QPainter &painter) const;
    void paintTimes(QPainter &painter) const;
    void paintLegend(QPainter &painter) const;
    void paintExplanation(QPainter &painter) const;

    bool m_low = false;
    std::size_t m_moments = 0; ///< that the chart shows
    std::int64_t m_largest = 0; ///< lag of them
    std::int64_t m_spanUs = 120'000'000;
    GroupFacts m_group;
    SnapshotPtr m_snapshot; ///< keeps the course alive
    std::vector<LagLayer> m_layers;
    NiceScale m_scale;
    TimeAxis m_axis;
    Lanes m_lanes;
    QRectF m_chartPlace;
    LagChart *m_chart;
    QTimer m_feed; ///< the chart is drawn in a turn of its own, not together with all the figures of the page
};

/// Where an axis begins that shows what is known since `firstUs`, up to `spanUs` of it.
std::int64_t axisBegin(std::int64_t firstUs, std::int64_t nowUs, std::int64_t spanUs);

} // namespace pk::gui
