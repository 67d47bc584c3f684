#pragma once

// The live diagram: nodes, topics with their lanes, and every record on its way. It is given facts (setGraph)
// and movements (addHops) and says what a person pointed at; it never asks anything.
//
// Thread: GUI thread only.

#include "flow/camera.h"
#include "flow/flow_model.h"
#include "flow/focus_order.h"
#include "flow/frame_clock.h"
#include "flow/layers.h"
#include "flow/target.h"
#include "flow/token_layer.h"
#include "flow/traffic.h"

#include <QTimer>
#include <QWidget>

#include <optional>

namespace pk::gui {

class FlowCanvas final : public QWidget
{
    Q_OBJECT

public:
    explicit FlowCanvas(QWidget *parent = nullptr);

    /// The layout is made anew only when the structure has changed; else only changed figures are painted, at
    /// most seven times a second.
    void setGraph(FlowGraph graph);
    const FlowGraph &graph() const { return m_graph; }
    void addHops(const std::vector<Hop> &hops);
    /// Records that passed without a hop that told of them: they are counted as not drawn.
    void addNotDrawn(std::int64_t records);
    /// Those that move belong to topics that are gone.
    void forgetRecords();

    /// Paused: what moves arrives, then there are no more frames.
    void setPaused(bool paused);
    /// Fewer frames, no tails, no shadows: for remote desktops.
    void setRemoteMode(bool remote);
    /// Room above the diagram for what others lay over it, at interface scale 1.
    void setTopMargin(int base);
    /// Of its width, what nothing lies over, in pixels: the legend keeps to it.
    void setSeen(int left, int right);
    /// Records are shown in a few steps instead of moving.
    void setReducedMotion(bool reduced);

    /// Time for tests: after this only advance() makes frames.
    void setManualClock();
    void advance(double ms) { m_clock.advance(ms); }
    const FrameClock &clock() const { return m_clock; }

    /// Records that passed while the diagram was seen, without being drawn one by one.
    std::int64_t droppedInDrawing() const { return m_traffic.notDrawn(); }
    const Traffic &traffic() const { return m_traffic; }
    const FlowLayout &flowLayout() const { return m_layout; }
    ViewTransform view() const { return m_camera.view(); }
    double fittedScale() const { return m_fittedScale; } ///< of the whole diagram, before any zooming

    void zoomIn();
    void zoomOut();
    void fit();
    /// Leads to a part of the diagram (diagram coordinates); empty: all of it.
    void setCamera(const QRectF &diagramRect);
    /// Dims all but a node ("topic:raw_orders") or a lane ("topic:raw_orders/2"); empty: nothing is dimmed.
    void setSpotlight(const QString &id);

    FlowTarget targetAt(QPointF widgetPoint) const;
    QRectF rectOf(const FlowTarget &target) const; ///< in the widget; empty when not visible
    FlowTarget selected() const { return m_selected; }
    void select(const FlowTarget &target);
    FlowTarget focused() const { return m_focused; }
    /// A ring around what has just been stepped; none: there is none.
    void mark(const FlowTarget &target);
    FlowTarget marked() const { return m_marked; }
    std::vector<FocusFile> focusFiles() const;
    QString describe(const FlowTarget &target) const;
    void activate(const FlowTarget &target);

    QImage renderPng(QSize size, double scale) const;
    QByteArray renderSvg(QSize size) const;
    QByteArray renderPdf(QSize size) const;

    QSize minimumSizeHint() const override;
    QSize sizeHint() const override;

Q_SIGNALS:
    void nodeActivated(const QString &nodeId);
    void memberActivated(const QString &nodeId, const QString &memberId);
    void laneActivated(const QString &nodeId, int partition, qint64 offset); ///< offset -1: the lane itself
    void edgeActivated(const QString &edgeId);
    void tokenActivated(const pk::gui::Hop &hop);
    void selectionCleared();
    void contextMenuRequested(const pk::gui::FlowTarget &target, QPoint globalPosition);
    void droppedInDrawingChanged(qint64 records); ///< at most once a second

protected:
    bool event(QEvent *event) override;
    bool eventFilter(QObject *object, QEvent *event) override; ///< of the window: minimised or not
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void changeEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    PaintContext context() const;
    PaintQuality quality() const;
    void onThemeChanged();
    void relayout();
    void applyFigures(const FlowGraph &before);
    void refreshLabels();
    void viewChanged();
    void invalidateEdges(const std::vector<std::size_t> &changed);
    void refreshLayers();
    void refreshSoon();
    void reportDropsSoon();
    void onTick(double nowMs);
    void placeTokens();
    void updateClock();
    bool isSeen() const;

    void paintOverlays(QPainter &painter);
    void paintSpotlight(QPainter &painter, const PaintContext &context);
    const FlowTarget &annotated() const;
    QRegion annotationRegion();
    QRectF overview() const;

    void setHovered(const FlowTarget &target);
    void setFocused(const FlowTarget &target);
    void reveal(const FlowTarget &target);
    bool scrollParts(QPointF point, int steps);

    FlowGraph m_graph;
    FlowLayout m_layout;
    double m_fittedScale = 1;
    std::vector<QRectF> m_labels; ///< of the bundles, as they were painted last
    std::vector<QStringList> m_onCards; ///< by node: what is said there of bundles without a label
    Traffic m_traffic;
    FrameClock m_clock;
    Camera m_camera;
    Layers m_layers;
    TokenLayer m_tokens;
    CanvasAreas m_areas;
    std::optional<Faces> m_faces;
    ScrollPositions m_scroll;

    bool m_paused = false;
    bool m_remote = false;
    bool m_reducedMotion = false;
    int m_topMargin = 0;
    int m_seenLeft = 0; ///< of its width, what nothing lies over
    int m_seenRight = 0; ///< not more than the left one: all of it

    QTimer m_figuresPause; ///< since the last refresh of figures
    QTimer m_dropReport;
    std::int64_t m_dropsReported = 0;

    FlowTarget m_selected;
    FlowTarget m_focused;
    FlowTarget m_marked;
    FlowTarget m_hovered;
    FlowTarget m_noTarget;
    QRegion m_annotationBefore;
    QRectF m_annotationCard; ///< in the diagram; stays while the record moves
    std::uint32_t m_annotationToken = 0;

    QString m_spotlight;
    double m_spotlightStartMs = 0;
    bool m_spotlightMoving = false;

    QPointF m_pressedAt;
    QPointF m_draggedTo;
    bool m_dragging = false;
};

} // namespace pk::gui
