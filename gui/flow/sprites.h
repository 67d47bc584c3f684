#pragma once

// Tokens, their tails and the chevrons of ribbons, painted once in every colour they take on their way, so
// that a frame only copies small pictures. Sizes are device pixels.
//
// Thread: GUI thread only.

#include "theme/theme.h"

#include "flow/flow_model.h"

#include <QColor>
#include <QPixmap>
#include <QRect>

#include <utility>
#include <vector>

namespace pk::gui {

class SpriteAtlas
{
public:
    static constexpr int colourSteps = 6; ///< from an edge's first colour to its last
    static constexpr int tailLength = 8;
    static constexpr int directions = 32;

    using Ramp = std::pair<QRgb, QRgb>;

    /// Paints anew when something differs from the last time.
    void rebuild(const std::vector<Ramp> &ramps, double scale, const QColor &outline);

    QRect token(std::size_t ramp, int step, Operation operation) const;
    QRect tail(std::size_t ramp, int step, int piece) const;
    QRect chevron(std::size_t ramp, int step, int direction) const;
    const QPixmap &pixmap() const { return m_pixmap; }
    int cell() const { return m_cell; }

private:
    void paintRow(class QPainter &painter, int row, const QColor &colour) const;
    QRect at(std::size_t ramp, int step, int column) const;

    std::vector<Ramp> m_ramps;
    double m_scale = 0;
    QColor m_outline;
    int m_cell = 1; ///< side of one sprite
    QPixmap m_pixmap;
};

} // namespace pk::gui
