#pragma once

// Lag above, ownership below, on one time axis; a rebalance is a band that crosses both, so that one sees
// that every gap raises the lag.
//
// Thread: GUI thread.

#include "pages/groups/group_facts.h"
#include "pages/groups/lag_chart.h"
#include "pages/groups/ownership_lanes.h"

#include <QWidget>

namespace pk::gui {

class LagTimeline final : public QWidget
{
    Q_OBJECT

public:
    explicit LagTimeline(QWidget *parent = nullptr);

    void setSpan(std::int64_t us);
    void setGroup(const GroupFacts &group, SnapshotPtr snapshot);
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

    std::int64_t m_spanUs = 120'000'000;
    GroupFacts m_group;
    SnapshotPtr m_snapshot; ///< keeps the course alive
    std::vector<LagLayer> m_layers;
    NiceScale m_scale;
    TimeAxis m_axis;
    Lanes m_lanes;
    QRectF m_chartPlace;
    LagChart *m_chart;
};

} // namespace pk::gui
