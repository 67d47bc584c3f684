#pragma once

// How many records have passed between the stages, each time they did: a record that is read again after an
// offset reset passes again, where the state's sets of offsets stay as they are.
//
// Thread: belongs to one thread.

#include "domain/position.h"
#include "journal/event.h"

#include <cstdint>
#include <map>
#include <span>
#include <string>

namespace pk::gui {

class WayCounts
{
public:
    void apply(std::span<const journal::Event> events);

    using ByPartition = std::map<TopicPartition, std::int64_t>;
    const ByPartition &acked() const { return m_acked; } ///< by delivery reports of our producers
    const std::map<std::string, ByPartition> &taken() const { return m_taken; } ///< by group
    std::int64_t rows() const { return m_rows; } ///< messages that wrote rows
    /// All that the diagram would draw if each of them were told of in detail; what left the source database
    /// as a change event has passed there, too.
    std::int64_t passed() const { return m_passed; }
    std::int64_t absorbed() const { return m_absorbed; } ///< that the warehouse had already, or had newer

private:
    ByPartition m_acked;
    std::map<std::string, ByPartition> m_taken;
    std::int64_t m_rows = 0;
    std::int64_t m_absorbed = 0;
    std::int64_t m_passed = 0;
};

} // namespace pk::gui
