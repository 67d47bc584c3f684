// What the canvas does with mouse, wheel and keys.

#include "flow/flow_canvas.h"

#include "flow/hit_test.h"

#include <QAccessible>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace pk::gui {

namespace {

constexpr double dragThreshold = 5;

/// Among the lanes or members of its card; -1: it is neither.
int partIndex(const Node &node, const FlowTarget &target)
{
    const auto lane = std::find_if(node.lanes.begin(), node.lanes.end(),
                                   [&](const Lane &each) { return each.partition == target.partition; });
    if (target.kind == FlowTarget::Kind::Lane && lane != node.lanes.end())
        return static_cast<int>(lane - node.lanes.begin());
    const auto member = std::find_if(node.members.begin(), node.members.end(),
                                     [&](const Member &each) { return each.id == target.member; });
    if (target.kind == FlowTarget::Kind::Member && member != node.members.end())
        return static_cast<int>(member - node.members.begin());
    return -1;
}

} // namespace

bool FlowCanvas::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const FlowTarget target = targetAt(help->pos());
        const bool hasCard = target.kind == FlowTarget::Kind::Token; // it says the same
        if (target.isNone() || hasCard)
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), describeInParts(m_graph, target).join(QLatin1Char('\n')),
                               this, rectOf(target).toAlignedRect());
        return true;
    }
    return QWidget::event(event);
}

void FlowCanvas::setHovered(const FlowTarget &target)
{
    if (target.isSameAs(m_hovered))
        return;
    m_hovered = target;
    setCursor(target.isNone() ? Qt::ArrowCursor : Qt::PointingHandCursor);
    m_annotationBefore = annotationRegion();
    update();
}

/// Scrolls its card as far as the lane or member needs to be seen.
void FlowCanvas::reveal(const FlowTarget &target)
{
    const NodeBox *box = m_layout.node(target.node);
    const int part = box != nullptr && box->hidden > 0 ? partIndex(m_graph.nodes[box->index], target) : -1;
    if (part < 0)
        return;
    const std::size_t first = box->lanes.empty() ? box->members.front().index : box->lanes.front().index;
    const auto shown = static_cast<int>(std::max(box->lanes.size(), box->members.size()));
    m_scroll[box->id] = std::clamp(static_cast<int>(first), std::max(0, part - shown + 1), part);
    relayout();
}

void FlowCanvas::setFocused(const FlowTarget &target)
{
    m_focused = target;
    reveal(target);
    if (const QRectF place = rectOf(target); m_camera.isZoomedIn() && !m_camera.isMoving() && !place.isNull()
        && target.kind != FlowTarget::Kind::Token && !m_areas.diagram.contains(place)) {
        m_camera.centreOn(m_camera.view().toDiagram(place.center()));
        viewChanged();
    }
    m_annotationBefore = annotationRegion();
    update();
    QAccessibleInterface *self =
        QAccessible::isActive() ? QAccessible::queryAccessibleInterface(this) : nullptr;
    if (QAccessibleInterface *child = self ? self->focusChild() : nullptr) {
        QAccessibleEvent event(this, QAccessible::Focus);
        event.setChild(self->indexOfChild(child));
        QAccessible::updateAccessibility(&event);
    }
}

void FlowCanvas::select(const FlowTarget &target)
{
    m_selected = target;
    m_annotationBefore = annotationRegion();
    update();
}

void FlowCanvas::activate(const FlowTarget &target)
{
    select(target);
    switch (target.kind) {
    case FlowTarget::Kind::None:
        Q_EMIT selectionCleared();
        break;
    case FlowTarget::Kind::Node:
        Q_EMIT nodeActivated(target.node);
        break;
    case FlowTarget::Kind::Member:
        Q_EMIT memberActivated(target.node, target.member);
        break;
    case FlowTarget::Kind::Lane:
        Q_EMIT laneActivated(target.node, target.partition, target.offset);
        break;
    case FlowTarget::Kind::Token:
        Q_EMIT tokenActivated(target.hop);
        break;
    case FlowTarget::Kind::Edge:
        // A ribbon stands for its records: the newest one is shown.
        if (const std::optional<Hop> newest = m_traffic.ribbonSample(target.edge))
            Q_EMIT tokenActivated(*newest);
        else
            Q_EMIT edgeActivated(target.edge);
        break;
    }
}

void FlowCanvas::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    const bool byKeyboard =
        event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    if (byKeyboard && m_focused.isNone())
        setFocused(moveFocus(context(), m_tokens, {}, FocusMove::First));
    update();
}

void FlowCanvas::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    update();
}

void FlowCanvas::mousePressEvent(QMouseEvent *event)
{
    m_pressedAt = event->position();
    m_draggedTo = event->position();
    m_dragging = false;
    if (event->button() != Qt::LeftButton)
        QWidget::mousePressEvent(event);
}

void FlowCanvas::mouseMoveEvent(QMouseEvent *event)
{
    if (!(event->buttons() & (Qt::LeftButton | Qt::MiddleButton))) {
        setHovered(targetAt(event->position()));
        return;
    }
    m_dragging |= (event->position() - m_pressedAt).manhattanLength() > dragThreshold;
    if (m_dragging && m_camera.isZoomedIn()) {
        m_camera.panBy(event->position() - m_draggedTo);
        setCursor(Qt::ClosedHandCursor);
        viewChanged();
    }
    m_draggedTo = event->position();
}

void FlowCanvas::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || m_dragging) {
        m_dragging = false;
        setHovered(targetAt(event->position()));
        return;
    }
    if (const QRectF map = overview(); map.contains(event->position())) {
        const QPointF relative = event->position() - map.topLeft();
        m_camera.centreOn(relative * (m_layout.size.width() / map.width()));
        viewChanged();
        return;
    }
    const FlowTarget target = targetAt(event->position());
    m_focused = target;
    activate(target);
}

void FlowCanvas::leaveEvent(QEvent *event)
{
    QWidget::leaveEvent(event);
    setHovered({});
}

bool FlowCanvas::scrollParts(QPointF point, int steps)
{
    for (const NodeBox &box : m_layout.nodes) {
        if (box.hidden == 0 || !m_camera.view().toWidget(box.box).contains(point))
            continue;
        int &first = m_scroll[box.id];
        first = std::clamp(first + steps, 0, box.hidden);
        relayout();
        return true;
    }
    return false;
}

void FlowCanvas::wheelEvent(QWheelEvent *event)
{
    const int delta = event->angleDelta().y();
    const bool zoomWanted = event->modifiers().testFlag(Qt::ControlModifier);
    if (delta == 0 || (!zoomWanted && scrollParts(event->position(), delta > 0 ? -1 : 1))) {
        event->accept();
        return;
    }
    m_camera.zoomBy(std::pow(1.0015, delta), event->position());
    viewChanged();
    event->accept();
}

void FlowCanvas::keyPressEvent(QKeyEvent *event)
{
    const auto go = [&](FocusMove move) { setFocused(moveFocus(context(), m_tokens, m_focused, move)); };
    switch (event->key()) {
    case Qt::Key_Left:
        return go(FocusMove::Left);
    case Qt::Key_Right:
        return go(FocusMove::Right);
    case Qt::Key_Up:
        return go(FocusMove::Up);
    case Qt::Key_Down:
        return go(FocusMove::Down);
    case Qt::Key_Home:
        return go(FocusMove::First);
    case Qt::Key_End:
        return go(FocusMove::Last);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!m_focused.isNone())
            activate(m_focused);
        return;
    case Qt::Key_Escape:
        if (m_focused.isNone() && m_selected.isNone()) {
            event->ignore(); // there is nothing of the diagram to give up: others have something to close
            return;
        }
        setFocused({});
        activate({});
        return;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoomIn();
    case Qt::Key_Minus:
        return zoomOut();
    case Qt::Key_0:
        return fit();
    default: // space and all else belong to the window: play, pause, step
        event->ignore();
    }
}

void FlowCanvas::contextMenuEvent(QContextMenuEvent *event)
{
    if (event->reason() != QContextMenuEvent::Keyboard) {
        Q_EMIT contextMenuRequested(targetAt(event->pos()), event->globalPos());
        return;
    }
    const QPoint at = rectOf(m_focused).isNull() ? rect().center() : rectOf(m_focused).center().toPoint();
    Q_EMIT contextMenuRequested(m_focused, mapToGlobal(at));
}

} // namespace pk::gui
