#pragma once

// What moves, as sprites at whole device pixels: placed once per frame, then copied by every paint event.
//
// Thread: GUI thread only.

#include "flow/paint_context.h"
#include "flow/sprites.h"
#include "flow/view_transform.h"

#include <QRegion>

#include <vector>

class QPainter;

namespace pk::gui {

class TokenLayer
{
public:
    /// Colours and sizes of a new layout, theme, zoom or screen. devicePixelRatio: of the widget. While the
    /// camera moves the sprites keep their size: painting them takes longer than a frame.
    void prepare(const PaintContext &context, const ViewTransform &view, double devicePixelRatio,
                 bool cameraMoves);
    enum class Motion { Full, NoTails, Steps };
    /// Where everything is at a time. Steps: records rest at three places of their way instead of moving.
    void place(const PaintContext &context, double nowMs, Motion motion);
    /// Paints what was placed. REQUIRES: the painter works in device pixels.
    void paint(QPainter &painter) const;

    /// Widget area of what was placed last and before.
    QRegion changedRegion() const;
    /// Position in the diagram of a token placed last; false when it is not visible.
    bool find(std::uint32_t tokenId, QPointF *position) const;

    struct Placed
    {
        std::uint32_t id = 0;
        std::size_t index = 0; ///< in the pool
        QPointF position; ///< in the diagram
    };
    const std::vector<Placed> &placed() const { return m_placed; }

private:
    struct Sprite
    {
        QPoint at;
        QRect source;
    };
    void placeToken(const PaintContext &context, std::size_t index, double nowMs, Motion motion);
    void placeChevrons(const PaintContext &context, std::size_t edge, double nowMs);
    void add(QPointF diagram, const QRect &source);
    void markTiles();

    SpriteAtlas m_atlas;
    std::vector<std::size_t> m_rampOfEdge;
    std::vector<Sprite> m_sprites;
    std::vector<Placed> m_placed;
    ViewTransform m_view;
    double m_ratio = 1;

    // Tiles touched now and in the frame before: one bit each, merged to few rectangles.
    int m_columns = 1;
    int m_rows = 1;
    std::vector<char> m_tiles;
    std::vector<char> m_tilesBefore;
};

} // namespace pk::gui
