#pragma once

// The value of --topics: raw_orders:3,enriched_orders:3,…
//
// Thread: a free function.
// Errors: Usage, with a sentence about the entry that is wrong.

#include "base/result.h"

#include <string>
#include <vector>

namespace pk::cli {

struct TopicOption
{
    std::string name;
    int partitions = 3;

    bool operator==(const TopicOption &) const = default;
};

inline constexpr int kDefaultPartitions = 3;
inline constexpr int kMaxPartitions = 100;

Result<std::vector<TopicOption>> parseTopicList(const QString &text);
/// The topics of the pipeline, of both datasets and of the change events before them, each with
/// kDefaultPartitions.
std::vector<TopicOption> pipelineTopics();
/// The text that parseTopicList() would read.
QString toString(const std::vector<TopicOption> &topics);

} // namespace pk::cli
