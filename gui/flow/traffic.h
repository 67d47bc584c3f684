#pragma once

// What moves on the edges: turns hops into tokens, decides each edge's level of detail, and counts what is
// not drawn.
//
// Thread: GUI thread only.

#include "flow/flow_model.h"
#include "flow/layout.h"
#include "flow/lod.h"
#include "flow/token_pool.h"

#include <QHash>

#include <cstdint>
#include <optional>
#include <vector>

namespace pk::gui {

class Traffic
{
public:
    static constexpr std::size_t poolCapacity = 2048;
    static constexpr double tokenPitch = 17; ///< from one token to the next, pixels at interface scale 1

    struct Way
    {
        QString edge;
        double travelMs = 1000;
        double spacingMs = 60; ///< between two tokens that just do not touch
        double ratePerS = 0;
        Lod lod = Lod::Tokens;
        int perDot = 1; ///< of the hops that come, one in so many is drawn
        std::int64_t perHop = 1; ///< records that such a hop stands for: details may be told of a sample
        int skipped = 0; ///< since the last dot
        double lastStartMs = -1e9; ///< long ago
        std::int64_t recordsPerDot() const { return perDot * perHop; } ///< "1 dot = N"
        Hop lastHop; ///< a real record for who clicks a ribbon; offset -1: none yet
    };

    Traffic();

    /// The edges of a new layout; tokens on edges that remain go on.
    void setEdges(const FlowGraph &graph, const FlowLayout &layout);
    /// New rates; returns the edges that are now drawn differently.
    std::vector<std::size_t> setRates(const FlowGraph &graph, const FlowLayout &layout);
    void addHops(const std::vector<Hop> &hops, double nowMs);
    /// Records that passed without a hop that told of them.
    void addNotDrawn(std::int64_t records) { m_notDrawn += records; }
    void advance(double nowMs);

    /// Forgets what moves, when nobody sees it.
    void clear() { m_pool.clear(); }

    const Way &way(std::size_t edge) const { return m_ways[edge]; }
    const TokenPool &pool() const { return m_pool; }
    bool hasRibbons() const;
    /// There is an edge on which a dot stands for several records.
    bool isSampled() const;
    /// The newest record of an edge that is drawn as a ribbon.
    std::optional<Hop> ribbonSample(const QString &edge) const;
    std::int64_t notDrawn() const { return m_notDrawn; }
    std::int64_t arrived() const { return m_arrived; }

    /// Progress of a token on its way, 0..1; below 0 when it has not started.
    static double progress(const MovingToken &token, double nowMs);

private:
    std::vector<Way> m_ways; ///< parallel to FlowLayout::edges
    QHash<QString, std::uint32_t> m_byEdge;
    TokenPool m_pool;
    std::int64_t m_notDrawn = 0;
    std::int64_t m_arrived = 0;
};

} // namespace pk::gui
