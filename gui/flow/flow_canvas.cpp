#include "flow/flow_canvas.h"

#include "flow/accessibility.h"
#include "flow/changed_parts.h"
#include "flow/edge_painter.h"
#include "flow/flow_export.h"
#include "flow/hit_test.h"
#include "flow/legend_painter.h"
#include "flow/scene_painter.h"

#include <QEvent>
#include <QResizeEvent>

#include <algorithm>
#include <utility>

namespace pk::gui {

namespace {

constexpr int figuresEveryMs = 140;
constexpr int paintingMs = 5; // so long at a time: records move on, and keys are heard, between the parts
constexpr int dropReportEveryMs = 1000;
constexpr double zoomStep = 1.25;

} // namespace

FlowCanvas::FlowCanvas(QWidget *parent)
    : QWidget(parent)
{
    installFlowAccessibility();
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    m_figuresPause.setSingleShot(true);
    m_dropReport.setSingleShot(true);
    m_dropReport.setInterval(dropReportEveryMs);
    connect(&m_clock, &FrameClock::ticked, this, &FlowCanvas::onTick);
    connect(&m_figuresPause, &QTimer::timeout, this, [this] {
        if (!m_layers.isClean())
            refreshSoon();
    });
    connect(&m_dropReport, &QTimer::timeout, this, [this] {
        m_dropsReported = m_traffic.notDrawn();
        Q_EMIT droppedInDrawingChanged(m_dropsReported);
    });
    connect(&Theme::instance(), &Theme::changed, this, &FlowCanvas::onThemeChanged);
    onThemeChanged();
}

void FlowCanvas::setGraph(FlowGraph graph)
{
    const bool same = sameLayout(graph, m_graph);
    const FlowGraph before = std::exchange(m_graph, std::move(graph));
    if (same)
        applyFigures(before);
    else
        relayout();
    refreshSoon();
    updateClock();
}

void FlowCanvas::applyFigures(const FlowGraph &before)
{
    for (const NodeBox &box : m_layout.nodes) {
        const Node &was = before.nodes[box.index];
        const Node &is = m_graph.nodes[box.index];
        if (!sameStatics(was, is))
            m_layers.invalidateStatics(reachOf(box, m_layout.unit));
        else if (was != is)
            for (const QRectF &part : changedParts(context(), box, was))
                m_layers.invalidateFigures(part);
    }
    std::vector<std::size_t> changed = m_traffic.setRates(m_graph, m_layout);
    for (std::size_t i = 0; i < m_layout.edges.size(); ++i)
        if (const std::size_t index = m_layout.edges[i].index;
            before.edges[index].backPressure != m_graph.edges[index].backPressure)
            changed.push_back(i);
    invalidateEdges(changed);
    if (std::exchange(m_areas.legendLook.sampled, m_traffic.isSampled()) != m_traffic.isSampled())
        m_layers.invalidateLegend();
    refreshLabels();
    if (changed.empty())
        return;
    placeTokens(); // there may be no frame any more that would take the chevrons of a ribbon away
    update(m_tokens.changedRegion());
}

void FlowCanvas::invalidateEdges(const std::vector<std::size_t> &changed)
{
    constexpr std::size_t fewEdges = 8; // beyond, their rectangles would cover one another many times
    constexpr int strips = 8; // each painted well within a frame
    if (changed.size() > fewEdges) {
        const double width = m_layout.size.width() / strips;
        for (int i = 0; i < strips; ++i)
            m_layers.invalidateStatics({i * width, 0, width, m_layout.size.height()});
        return;
    }
    const double around = 20 * m_layout.unit;
    for (const std::size_t i : changed)
        m_layers.invalidateStatics(
            m_layout.edges[i].path.boundingRect().adjusted(-around, -around, around, around));
}

/// Where a label stands, and where one stood that may have been wider or is gone.
void FlowCanvas::refreshLabels()
{
    const PaintContext ctx = context();
    const std::vector<QRectF> before = std::exchange(m_labels, {});
    for (std::size_t i = 0; i < m_layout.bundles.size(); ++i) {
        m_labels.push_back(bundleLabelRect(ctx, m_layout.bundles[i]));
        const QRectF stood = i < before.size() ? before[i] : QRectF();
        if (const QRectF both = m_labels.back() | stood; !both.isEmpty())
            m_layers.invalidateFigures(both.adjusted(-2, -2, 2, 2));
    }
    m_onCards.resize(m_layout.nodes.size());
    for (const NodeBox &box : m_layout.nodes) {
        if (m_graph.nodes[box.index].kind != NodeKind::Topic)
            continue;
        QStringList texts = bundleTextsOnCard(ctx, box.index);
        if (std::exchange(m_onCards[box.index], texts) != texts)
            m_layers.invalidateFigures(box.box);
    }
}

void FlowCanvas::addHops(const std::vector<Hop> &hops)
{
    if (!isSeen() || hops.empty())
        return;
    m_traffic.addHops(hops, m_clock.nowMs());
    reportDropsSoon();
    updateClock();
}

void FlowCanvas::addNotDrawn(std::int64_t records)
{
    if (!isSeen())
        return;
    m_traffic.addNotDrawn(records);
    reportDropsSoon();
}

void FlowCanvas::reportDropsSoon()
{
    if (m_traffic.notDrawn() != m_dropsReported && !m_dropReport.isActive())
        m_dropReport.start();
}

void FlowCanvas::forgetRecords()
{
    m_traffic.clear();
    placeTokens();
    update(m_tokens.changedRegion());
    updateClock();
}

void FlowCanvas::setPaused(bool paused)
{
    m_paused = paused;
    updateClock();
}

void FlowCanvas::setRemoteMode(bool remote)
{
    if (remote == m_remote)
        return;
    m_remote = remote;
    updateClock();
    m_layers.invalidateAll();
    refreshSoon();
}

void FlowCanvas::setReducedMotion(bool reduced)
{
    m_reducedMotion = reduced;
    placeTokens();
    updateClock();
    update();
}

void FlowCanvas::setManualClock()
{
    m_clock.setManual(true);
    updateClock();
}

PaintQuality FlowCanvas::quality() const
{
    return m_remote ? PaintQuality::Flat : PaintQuality::Full;
}

PaintContext FlowCanvas::context() const
{
    return {m_graph,
            m_layout,
            m_traffic,
            Theme::instance(),
            *m_faces,
            quality(),
            m_camera.view().scale * devicePixelRatioF()};
}

void FlowCanvas::onThemeChanged()
{
    m_faces.emplace(Theme::instance());
    relayout();
    updateGeometry();
    update();
}

void FlowCanvas::relayout()
{
    const Theme &theme = Theme::instance();
    const bool covered = m_seenRight > m_seenLeft;
    const int top = theme.px(m_topMargin);
    const double legendWidth = covered ? std::min(m_seenRight, width()) - m_seenLeft : width();
    auto [fitted, look, legend] =
        layOutWithLegend(m_graph, QSizeF(width(), height() - top), theme, *m_faces, legendWidth, m_scroll);
    m_areas.legendLook = look;
    m_areas.diagram = QRectF(0, top, width(), std::max(1.0, height() - legend - top));
    m_areas.legend = QRectF(0, m_areas.diagram.bottom(), width(), legend);
    if (covered) {
        m_areas.legend.setLeft(m_seenLeft);
        m_areas.legend.setRight(std::min(m_seenRight, width()));
    }
    m_layout = std::move(fitted.layout);
    m_fittedScale = fitted.scale;
    m_traffic.setEdges(m_graph, m_layout);
    m_areas.legendLook.sampled = m_traffic.isSampled();
    m_camera.setStage(m_areas.diagram, m_layout.size, fitted.scale, fitted.readable);
    m_annotationToken = 0;
    viewChanged();
    m_labels.clear();
    refreshLabels();
}

void FlowCanvas::viewChanged()
{
    m_layers.invalidateAll();
    m_tokens.prepare(context(), m_camera.view(), devicePixelRatioF(), m_camera.isMoving());
    placeTokens();
    update();
}

void FlowCanvas::placeTokens()
{
    m_tokens.place(context(), m_clock.nowMs(),
                   m_reducedMotion ? TokenLayer::Motion::Steps
                       : m_remote  ? TokenLayer::Motion::NoTails
                                   : TokenLayer::Motion::Full);
}

void FlowCanvas::refreshLayers()
{
    m_layers.setSize(size(), devicePixelRatioF());
    if (!m_layers.isClean())
        update(m_layers.refresh(context(), m_camera.view(), m_areas, QDeadlineTimer(paintingMs)));
}

void FlowCanvas::refreshSoon()
{
    if (!isSeen() || m_figuresPause.isActive())
        return;
    refreshLayers();
    m_figuresPause.start(m_layers.isClean() ? figuresEveryMs : 0);
}

void FlowCanvas::onTick(double nowMs)
{
    m_traffic.advance(nowMs);
    if (m_camera.advance(nowMs))
        viewChanged();
    else
        placeTokens();
    if (m_spotlightMoving) {
        m_spotlightMoving = nowMs - m_spotlightStartMs < Camera::moveMs;
        update();
    }
    QRegion region = m_tokens.changedRegion();
    const QRegion annotation = annotationRegion();
    region += annotation;
    region += std::exchange(m_annotationBefore, annotation);
    update(region);
    updateClock();
}

bool FlowCanvas::isSeen() const
{
    return isVisible() && !window()->isMinimized();
}

void FlowCanvas::updateClock()
{
    const bool records = m_traffic.pool().size() > 0;
    const bool ribbons = m_traffic.hasRibbons() && !m_paused && !m_reducedMotion;
    m_clock.setIntervalMs(m_reducedMotion ? FrameClock::stepIntervalMs
                              : m_remote  ? FrameClock::remoteIntervalMs
                                          : FrameClock::localIntervalMs);
    m_clock.setRunning(isSeen() && (records || ribbons || m_camera.isMoving() || m_spotlightMoving));
}

void FlowCanvas::zoomIn()
{
    m_camera.zoomBy(zoomStep, m_areas.diagram.center());
    viewChanged();
}

void FlowCanvas::zoomOut()
{
    m_camera.zoomBy(1 / zoomStep, m_areas.diagram.center());
    viewChanged();
}

void FlowCanvas::fit()
{
    setCamera({});
}

void FlowCanvas::setCamera(const QRectF &diagramRect)
{
    m_camera.lookAt(diagramRect, m_clock.nowMs(), !m_reducedMotion && isSeen());
    if (!m_camera.isMoving())
        viewChanged();
    updateClock();
}

void FlowCanvas::setSpotlight(const QString &id)
{
    if (id == m_spotlight)
        return;
    m_spotlight = id;
    m_spotlightMoving = !m_reducedMotion && isSeen();
    m_spotlightStartMs = m_reducedMotion ? m_clock.nowMs() - Camera::moveMs : m_clock.nowMs();
    updateClock();
    update();
}

FlowTarget FlowCanvas::targetAt(QPointF widgetPoint) const
{
    if (!m_areas.diagram.contains(widgetPoint))
        return {};
    const ViewTransform view = m_camera.view();
    return pk::gui::targetAt(context(), m_tokens, view.toDiagram(widgetPoint), 4 / view.scale);
}

QRectF FlowCanvas::rectOf(const FlowTarget &target) const
{
    const QRectF rect = pk::gui::rectOf(context(), m_tokens, target);
    return rect.isNull() ? QRectF() : m_camera.view().toWidget(rect);
}

void FlowCanvas::mark(const FlowTarget &target)
{
    m_marked = target;
    update();
}

std::vector<FocusFile> FlowCanvas::focusFiles() const
{
    return pk::gui::focusFiles(context(), m_tokens);
}

QString FlowCanvas::describe(const FlowTarget &target) const
{
    return pk::gui::describe(m_graph, target);
}

QImage FlowCanvas::renderPng(QSize size, double scale) const
{
    return pk::gui::renderPng({m_graph, m_traffic, Theme::instance(), m_clock.nowMs()}, size, scale);
}

QByteArray FlowCanvas::renderSvg(QSize size) const
{
    return pk::gui::renderSvg({m_graph, m_traffic, Theme::instance(), m_clock.nowMs()}, size);
}

QByteArray FlowCanvas::renderPdf(QSize size) const
{
    return pk::gui::renderPdf({m_graph, m_traffic, Theme::instance(), m_clock.nowMs()}, size);
}

void FlowCanvas::setSeen(int left, int right)
{
    if (left == m_seenLeft && right == m_seenRight)
        return;
    m_seenLeft = left;
    m_seenRight = right;
    relayout();
}

void FlowCanvas::setTopMargin(int base)
{
    m_topMargin = base;
    relayout();
}

QSize FlowCanvas::minimumSizeHint() const
{
    const Theme &theme = Theme::instance();
    return {theme.px(320), theme.px(200)};
}

QSize FlowCanvas::sizeHint() const
{
    return measure(m_graph, Theme::instance().scale()).preferred.toSize()
        + QSize(0, Theme::instance().px(36));
}

void FlowCanvas::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    relayout();
}

void FlowCanvas::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    window()->installEventFilter(this);
    refreshLayers();
    updateClock();
}

bool FlowCanvas::eventFilter(QObject *object, QEvent *event)
{
    if (object == window() && event->type() == QEvent::WindowStateChange) {
        refreshSoon();
        updateClock();
    }
    return QWidget::eventFilter(object, event);
}

void FlowCanvas::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    forgetRecords(); // what moved has arrived when it is seen again
}

void FlowCanvas::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::LocaleChange)
        relayout();
}

} // namespace pk::gui
#include "moc_flow_canvas.cpp"
