#pragma once

// Who had which partition when: one lane a partition, a bar for each time that a member read it, a gap where
// nobody did.
//
// Thread: GUI thread.

#include "pages/groups/group_facts.h"
#include "pages/groups/time_axis.h"

#include <QRectF>

class QPainter;

namespace pk::gui {

struct Lanes
{
    std::vector<TopicPartition> partitions;
    StageKind stage = StageKind::Load;
    bool withTopic = false; ///< several topics: the labels tell them apart
    double labelLeft = 0;
    double top = 0;
    double pitch = 20;

    double height() const { return pitch * static_cast<double>(partitions.size()); }
    QRectF lane(std::size_t i, const TimeAxis &axis) const
    {
        return {axis.left, top + pitch * static_cast<double>(i), axis.width, pitch - 2};
    }
    /// -1: none there.
    int laneAt(double y) const;
};

void paintLanes(QPainter &painter, const Lanes &lanes, const GroupCourse &course, const TimeAxis &axis);
/// What was so at that moment, in words; empty where nothing is known.
QString laneText(const Lanes &lanes, int lane, const GroupCourse &course, std::int64_t us);

} // namespace pk::gui
