#include "flow/token_layer.h"

#include "flow/edge_painter.h"
#include "flow/lod.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace pk::gui {

namespace {

constexpr int tileSide = 24; ///< widget pixels; twice as wide, and most of what is copied did not change
constexpr double tailSpacing = 2.4;
constexpr double chevronSpacing = 22;
constexpr double chevronPixelsPerMs = 0.055;
constexpr int restingPlaces = 3;
constexpr std::size_t tailsUpTo = 300; ///< tokens; beyond, tails would only be noise

int colourStep(double t)
{
    return std::clamp(static_cast<int>(std::lround(t * (SpriteAtlas::colourSteps - 1))), 0,
                      SpriteAtlas::colourSteps - 1);
}

} // namespace

void TokenLayer::prepare(const PaintContext &context, const ViewTransform &view, double devicePixelRatio,
                         bool cameraMoves)
{
    std::vector<SpriteAtlas::Ramp> ramps;
    m_rampOfEdge.clear();
    for (std::size_t i = 0; i < context.layout.edges.size(); ++i) {
        const EdgeColours colours = edgeColours(context, i);
        const SpriteAtlas::Ramp ramp{colours.from.rgb(), colours.to.rgb()};
        const auto it = std::find(ramps.begin(), ramps.end(), ramp);
        m_rampOfEdge.push_back(static_cast<std::size_t>(it - ramps.begin()));
        if (it == ramps.end())
            ramps.push_back(ramp);
    }
    m_view = view;
    m_ratio = devicePixelRatio;
    if (!cameraMoves || m_atlas.pixmap().isNull())
        m_atlas.rebuild(ramps, context.layout.unit * view.scale * devicePixelRatio,
                        context.colour(Token::Canvas));
    const QRectF area = view.toWidget(QRectF(QPointF(), context.layout.size));
    m_columns = std::max(1, static_cast<int>(area.right()) / tileSide + 1);
    m_rows = std::max(1, static_cast<int>(area.bottom()) / tileSide + 1);
    const std::size_t tiles = static_cast<std::size_t>(m_columns) * static_cast<std::size_t>(m_rows);
    m_tiles.assign(tiles, 1);
    m_tilesBefore.assign(tiles, 1);
}

void TokenLayer::place(const PaintContext &context, double nowMs, Motion motion)
{
    m_sprites.clear();
    m_placed.clear();
    for (std::size_t edge = 0; edge < context.layout.edges.size(); ++edge)
        if (context.traffic.way(edge).lod == Lod::Ribbon)
            placeChevrons(context, edge, nowMs);
    const TokenPool &pool = context.traffic.pool();
    if (motion == Motion::Full && pool.size() > tailsUpTo)
        motion = Motion::NoTails;
    for (std::size_t i = 0; i < pool.size(); ++i)
        placeToken(context, i, nowMs, motion);
    markTiles();
}

void TokenLayer::placeToken(const PaintContext &context, std::size_t index, double nowMs, Motion motion)
{
    const MovingToken &token = context.traffic.pool().tokens()[index];
    double progress = Traffic::progress(token, nowMs);
    if (progress < 0 || progress >= 1)
        return;
    if (motion == Motion::Steps)
        progress = (std::floor(progress * restingPlaces) + 0.5) / restingPlaces;
    const EdgeBox &edge = context.layout.edges[token.edge];
    const double distance = progress * edge.path.length();
    const std::size_t ramp = m_rampOfEdge[token.edge];
    const int step = colourStep(distance / std::max(1.0, edge.curve));
    for (int piece = SpriteAtlas::tailLength - 1; motion == Motion::Full && piece >= 0; --piece) {
        const double behind = distance - context.px(7 + tailSpacing * piece);
        if (behind > 0)
            add(edge.path.at(behind), m_atlas.tail(ramp, step, piece));
    }
    const QPointF at = edge.path.at(distance);
    add(at, m_atlas.token(ramp, step, token.operation));
    m_placed.push_back({token.id, index, at});
}

void TokenLayer::placeChevrons(const PaintContext &context, std::size_t edge, double nowMs)
{
    const EdgeBox &box = context.layout.edges[edge];
    const double spacing = context.px(chevronSpacing);
    const double first = std::fmod(context.px(1) * nowMs * chevronPixelsPerMs, spacing);
    for (double at = first; at < box.path.length() - context.px(3); at += spacing) {
        const QPointF point = box.path.at(at);
        const int direction = static_cast<int>(std::lround(box.path.turnAt(at) * SpriteAtlas::directions))
            % SpriteAtlas::directions;
        add(point, m_atlas.chevron(m_rampOfEdge[edge], colourStep(at / std::max(1.0, box.curve)), direction));
    }
}

void TokenLayer::add(QPointF diagram, const QRect &source)
{
    const QPointF centre = m_view.toWidget(diagram) * m_ratio;
    m_sprites.push_back({QPoint(static_cast<int>(std::lround(centre.x())) - source.width() / 2,
                                static_cast<int>(std::lround(centre.y())) - source.height() / 2),
                         source});
}

void TokenLayer::paint(QPainter &painter) const
{
    const QPixmap &atlas = m_atlas.pixmap();
    for (const Sprite &sprite : m_sprites)
        painter.drawPixmap(sprite.at, atlas, sprite.source);
}

void TokenLayer::markTiles()
{
    m_tilesBefore.swap(m_tiles);
    std::fill(m_tiles.begin(), m_tiles.end(), char{0});
    const double side = tileSide * m_ratio;
    const auto tile = [side](double pixel, int count) {
        return std::clamp(static_cast<int>(pixel / side), 0, count - 1);
    };
    for (const Sprite &sprite : m_sprites) {
        const int right = tile(sprite.at.x() + sprite.source.width(), m_columns);
        const int bottom = tile(sprite.at.y() + sprite.source.height(), m_rows);
        for (int y = tile(sprite.at.y(), m_rows); y <= bottom; ++y)
            for (int x = tile(sprite.at.x(), m_columns); x <= right; ++x)
                m_tiles[static_cast<std::size_t>(y * m_columns + x)] = 1;
    }
}

QRegion TokenLayer::changedRegion() const
{
    QList<QRect> rects; // one per run of tiles in a row: sorted and disjoint, as QRegion wants them
    for (int y = 0; y < m_rows; ++y)
        for (int x = 0; x < m_columns;) {
            const auto touched = [&](int column) {
                const auto i = static_cast<std::size_t>(y * m_columns + column);
                return m_tiles[i] != 0 || m_tilesBefore[i] != 0;
            };
            int end = x;
            while (end < m_columns && touched(end))
                ++end;
            if (end > x)
                rects.push_back({x * tileSide, y * tileSide, (end - x) * tileSide, tileSide});
            x = end + 1;
        }
    QRegion region;
    region.setRects(rects.constData(), static_cast<int>(rects.size()));
    return region;
}

bool TokenLayer::find(std::uint32_t tokenId, QPointF *position) const
{
    const auto it =
        std::find_if(m_placed.begin(), m_placed.end(), [&](const Placed &p) { return p.id == tokenId; });
    if (it == m_placed.end())
        return false;
    *position = it->position;
    return true;
}

} // namespace pk::gui
