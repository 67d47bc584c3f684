#pragma once

// The records that are moving: a fixed number of plain structs. When the pool is full a record is not drawn,
// and the caller counts it.
//
// Thread: GUI thread only.

#include "flow/flow_model.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace pk::gui {

struct MovingToken
{
    std::uint32_t id = 0; ///< unique while the canvas lives
    std::uint32_t edge = 0; ///< in FlowLayout::edges
    Operation operation = Operation::Insert;
    float durationMs = 1000;
    double startMs = 0; ///< may lie ahead: then it is not visible yet
};

class TokenPool
{
public:
    explicit TokenPool(std::size_t capacity);

    /// False when the pool is full.
    [[nodiscard]] bool add(std::uint32_t edge, const Hop &hop, double startMs, double durationMs);
    /// Removes those that have arrived and returns how many.
    std::size_t removeArrived(double nowMs);
    /// Moves the tokens to new edge numbers; those for which it gives a negative number are removed.
    void renumberEdges(const std::function<int(std::uint32_t)> &newEdge);
    void clear();

    const std::vector<MovingToken> &tokens() const { return m_tokens; }
    const Hop &hop(std::size_t index) const { return m_hops[index]; }
    std::size_t size() const { return m_tokens.size(); }
    std::size_t capacity() const { return m_capacity; }
    /// Over 70 % full, until it is under 50 % again.
    bool isCrowded() const { return m_crowded; }

private:
    void removeAt(std::size_t index);
    void updateCrowded();

    std::size_t m_capacity;
    std::vector<MovingToken> m_tokens;
    std::vector<Hop> m_hops; ///< parallel to m_tokens
    std::uint32_t m_nextId = 1;
    bool m_crowded = false;
};

} // namespace pk::gui
