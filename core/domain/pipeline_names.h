#pragma once

// The fixed vocabulary of the flow: datasets with their topics and keys, the consumer groups, the stages and
// the delivery semantics.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pk {

enum class Dataset { Orders, Activities };

inline constexpr std::string_view rawTopic(Dataset d)
{
    return d == Dataset::Orders ? "raw_orders" : "raw_activities";
}
inline constexpr std::string_view enrichedTopic(Dataset d)
{
    return d == Dataset::Orders ? "enriched_orders" : "enriched_activities";
}
inline constexpr std::string_view kDeadLetterSuffix = ".dlq";
inline constexpr std::string_view kFilteredSuffix = ".filtered";
inline std::string deadLetterTopic(std::string_view input)
{
    return std::string(input).append(kDeadLetterSuffix);
}
inline std::string filteredTopic(std::string_view input)
{
    return std::string(input).append(kFilteredSuffix);
}
/// The topics a dataset touches.
inline std::vector<std::string> topicsOf(Dataset dataset)
{
    const std::string raw(rawTopic(dataset));
    const std::string enriched(enrichedTopic(dataset));
    return {raw, enriched, deadLetterTopic(raw), filteredTopic(raw), deadLetterTopic(enriched)};
}
/// The change events of the campus database that a dataset's raw records are made of.
inline std::vector<std::string> cdcTopicsOf(Dataset dataset)
{
    return dataset == Dataset::Orders
        ? std::vector<std::string>{"producer.kampus.orders", "producer.kampus.order_items"}
        : std::vector<std::string>{"producer.kampus.students", "producer.kampus.activities"};
}
inline constexpr std::string_view kWarehouseEventsTopic = "warehouse_events";

inline constexpr std::string_view toString(Dataset d)
{
    return d == Dataset::Orders ? "orders" : "activities";
}

inline constexpr std::string_view kTransformGroup = "kampus-transform";
inline constexpr std::string_view kLoaderGroup = "kampus-loader";
inline constexpr std::string_view kBridgeGroup = "kampus-bridge";
inline constexpr std::string_view kReplicaGroup = "kampus-olap";
inline constexpr std::string_view kLakeGroup = "kampus-lake";

enum class StageKind { Source, Transform, Load, Bridge, Replica, Lake };
inline constexpr std::size_t kStageKinds = 6;

inline constexpr std::string_view toString(StageKind s)
{
    switch (s) {
    case StageKind::Source:
        return "source";
    case StageKind::Transform:
        return "transform";
    case StageKind::Load:
        return "load";
    case StageKind::Bridge:
        return "bridge";
    case StageKind::Replica:
        return "replica";
    case StageKind::Lake:
        return "lake";
    }
    return {};
}

/// What is promised when something dies in the middle.
enum class Semantics { AtMostOnce, AtLeastOnce, EffectivelyOnce, Transactions };

inline constexpr std::string_view toString(Semantics s)
{
    switch (s) {
    case Semantics::AtMostOnce:
        return "at-most-once";
    case Semantics::AtLeastOnce:
        return "at-least-once";
    case Semantics::EffectivelyOnce:
        return "effectively-once";
    case Semantics::Transactions:
        return "transactions";
    }
    return {};
}

inline std::optional<Semantics> semanticsFromString(std::string_view text)
{
    for (const Semantics s : {Semantics::AtMostOnce, Semantics::AtLeastOnce, Semantics::EffectivelyOnce,
                              Semantics::Transactions}) {
        if (toString(s) == text)
            return s;
    }
    return std::nullopt;
}

/// Naive modes key the warehouse by load_id alone, so that doubles can be seen.
inline constexpr bool isNaive(Semantics s)
{
    return s == Semantics::AtMostOnce || s == Semantics::AtLeastOnce;
}

} // namespace pk
