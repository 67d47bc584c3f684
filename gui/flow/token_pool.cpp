#include "flow/token_pool.h"

#include <utility>

namespace pk::gui {

TokenPool::TokenPool(std::size_t capacity)
    : m_capacity(capacity)
{
    m_tokens.reserve(capacity);
    m_hops.reserve(capacity);
}

bool TokenPool::add(std::uint32_t edge, const Hop &hop, double startMs, double durationMs)
{
    if (m_tokens.size() == m_capacity)
        return false;
    m_tokens.push_back({m_nextId++, edge, hop.operation, static_cast<float>(durationMs), startMs});
    m_hops.push_back(hop);
    updateCrowded();
    return true;
}

std::size_t TokenPool::removeArrived(double nowMs)
{
    const std::size_t before = m_tokens.size();
    for (std::size_t i = 0; i < m_tokens.size();) {
        if (nowMs >= m_tokens[i].startMs + static_cast<double>(m_tokens[i].durationMs))
            removeAt(i);
        else
            ++i;
    }
    updateCrowded();
    return before - m_tokens.size();
}

void TokenPool::renumberEdges(const std::function<int(std::uint32_t)> &newEdge)
{
    for (std::size_t i = 0; i < m_tokens.size();) {
        const int edge = newEdge(m_tokens[i].edge);
        if (edge < 0) {
            removeAt(i);
            continue;
        }
        m_tokens[i].edge = static_cast<std::uint32_t>(edge);
        ++i;
    }
    updateCrowded();
}

void TokenPool::clear()
{
    m_tokens.clear();
    m_hops.clear();
    m_crowded = false;
}

void TokenPool::removeAt(std::size_t index)
{
    m_tokens[index] = m_tokens.back();
    m_hops[index] = std::move(m_hops.back());
    m_tokens.pop_back();
    m_hops.pop_back();
}

void TokenPool::updateCrowded()
{
    const std::size_t size = m_tokens.size();
    m_crowded = m_crowded ? size * 2 > m_capacity : size * 10 > m_capacity * 7;
}

} // namespace pk::gui
