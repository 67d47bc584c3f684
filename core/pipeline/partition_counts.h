#pragma once

// How many partitions each topic has. Whoever made a topic has chosen, so it may be another number for each:
// who writes a record asks for those of the topic it goes to, not for its own.
//
// Thread: filled before the stages start; from then on only read, from any thread.

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace pk::pipeline {

class PartitionCounts
{
public:
    /// `usual`: of the topics that nothing else is known of.
    explicit PartitionCounts(int usual)
        : m_usual(std::max(usual, 1))
    {
    }

    void set(const std::string &topic, int count) { m_counts[topic] = std::max(count, 1); }
    std::int32_t of(std::string_view topic) const
    {
        const auto found = m_counts.find(topic);
        return found != m_counts.end() ? found->second : m_usual;
    }
    const std::map<std::string, int, std::less<>> &known() const { return m_counts; }

private:
    int m_usual;
    std::map<std::string, int, std::less<>> m_counts;
};

} // namespace pk::pipeline
