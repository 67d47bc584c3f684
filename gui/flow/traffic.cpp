#include "flow/traffic.h"

#include <algorithm>
#include <utility>

namespace pk::gui {

namespace {

constexpr double shortestTravelMs =
    140; ///< on an edge of a finger's width, so that a few records a second fit on it
constexpr double longestTravelMs = 1400;
constexpr double msPerPixel = 3.2;
/// Records of one batch start one after the other. Where each of them is drawn, they wait for their turn;
/// where dots stand for many, none is far behind.
constexpr double latestStartMs = 6000;
constexpr double latestDotMs = 1500;

} // namespace

Traffic::Traffic()
    : m_pool(poolCapacity)
{
}

void Traffic::setEdges(const FlowGraph &graph, const FlowLayout &layout)
{
    std::vector<Way> ways;
    QHash<QString, std::uint32_t> byEdge;
    for (const EdgeBox &box : layout.edges) {
        const Edge &edge = graph.edges[box.index];
        const auto known = m_byEdge.constFind(edge.id);
        Way way = known == m_byEdge.constEnd() ? Way{} : m_ways[known.value()];
        way.edge = edge.id;
        way.travelMs =
            std::clamp(box.path.length() / layout.unit * msPerPixel, shortestTravelMs, longestTravelMs);
        way.spacingMs = way.travelMs * tokenPitch * layout.unit / std::max(1.0, box.path.length());
        byEdge.insert(edge.id, static_cast<std::uint32_t>(ways.size()));
        ways.push_back(std::move(way));
    }
    m_pool.renumberEdges([&](std::uint32_t old) {
        const auto it = byEdge.constFind(m_ways[old].edge);
        return it == byEdge.constEnd() ? -1 : static_cast<int>(it.value());
    });
    m_ways = std::move(ways);
    m_byEdge = std::move(byEdge);
    setRates(graph, layout);
}

std::vector<std::size_t> Traffic::setRates(const FlowGraph &graph, const FlowLayout &layout)
{
    struct Look
    {
        Lod lod;
        int perDot;
    };
    const std::int64_t perHop = std::max<std::int64_t>(1, graph.detailedOneIn);
    std::vector<Look> looks;
    for (std::size_t i = 0; i < m_ways.size(); ++i) {
        const Way &way = m_ways[i];
        const double rate = graph.edges[layout.edges[i].index].ratePerS;
        const double most = 1000 / way.spacingMs;
        Lod lod = nextLod(way.lod, rate, most, m_pool.isCrowded());
        if (lod == Lod::Tokens && perHop > 1)
            lod = Lod::Sampled; // that no hop comes does not mean that nothing happened
        const double told = rate / static_cast<double>(perHop);
        looks.push_back({lod, lod == Lod::Sampled ? recordsPerDot(told, most, perHop == 1) : 1});
    }
    for (const Bundle &bundle : layout.bundles) { // one label says it of them all
        int perDot = 1;
        for (const std::size_t i : bundle.edges)
            perDot = std::max(perDot, looks[i].perDot);
        for (const std::size_t i : bundle.edges)
            looks[i].perDot = looks[i].lod == Lod::Sampled ? perDot : 1;
    }
    std::vector<std::size_t> changed;
    for (std::size_t i = 0; i < m_ways.size(); ++i) {
        Way &way = m_ways[i];
        const double rate = graph.edges[layout.edges[i].index].ratePerS;
        const auto [lod, perDot] = looks[i];
        if (lod != way.lod || perDot != way.perDot || perHop != way.perHop
            || (lod == Lod::Ribbon && ribbonWidth(rate) != ribbonWidth(way.ratePerS)))
            changed.push_back(i);
        way.lod = lod;
        way.perDot = perDot;
        way.perHop = perHop;
        way.ratePerS = rate;
    }
    return changed;
}

void Traffic::addHops(const std::vector<Hop> &hops, double nowMs)
{
    for (const Hop &hop : hops) {
        const auto it = m_byEdge.constFind(hop.edge);
        if (it == m_byEdge.constEnd()) {
            ++m_notDrawn;
            continue;
        }
        Way &way = m_ways[it.value()];
        const bool skip = way.lod == Lod::Ribbon || ++way.skipped < way.perDot;
        const double start = std::max(nowMs, way.lastStartMs + way.spacingMs);
        const double latest = nowMs + (way.lod == Lod::Tokens ? latestStartMs : latestDotMs);
        if (skip || start > latest || !m_pool.add(it.value(), hop, start, way.travelMs)) {
            ++m_notDrawn;
        } else {
            way.skipped = 0;
            way.lastStartMs = start;
        }
        if (way.lod == Lod::Ribbon)
            way.lastHop = hop;
    }
}

void Traffic::advance(double nowMs)
{
    m_arrived += static_cast<std::int64_t>(m_pool.removeArrived(nowMs));
}

bool Traffic::hasRibbons() const
{
    return std::any_of(m_ways.begin(), m_ways.end(), [](const Way &way) { return way.lod == Lod::Ribbon; });
}

bool Traffic::isSampled() const
{
    return std::any_of(m_ways.begin(), m_ways.end(),
                       [](const Way &way) { return way.lod == Lod::Sampled && way.recordsPerDot() > 1; });
}

std::optional<Hop> Traffic::ribbonSample(const QString &edge) const
{
    const auto it = m_byEdge.constFind(edge);
    if (it == m_byEdge.constEnd())
        return std::nullopt;
    const Way &way = m_ways[it.value()];
    return way.lod == Lod::Ribbon && way.lastHop.offset >= 0 ? std::optional(way.lastHop) : std::nullopt;
}

double Traffic::progress(const MovingToken &token, double nowMs)
{
    return (nowMs - token.startMs) / static_cast<double>(token.durationMs);
}

} // namespace pk::gui
