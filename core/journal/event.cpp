#include "journal/event.h"

#include <array>

namespace pk::journal {

namespace {

constexpr std::array<std::string_view, kEventKindCount> kKindNames = {
    "acked",      "taken",       "applied",     "filtered",  "dead_lettered", "duplicate",
    "superseded", "observed",    "committed",   "log_start", "joined",        "left",
    "expelled",   "assigned",    "revoked",     "lost",      "batch_commit",  "batch_rollback",
    "txn_begin",  "txn_commit",  "txn_abort",   "error",     "fault",         "guard",
    "crash",      "restart",     "broker_down", "broker_up", "leader_moved",  "command",
    "step",       "config",      "sampled",     "record",    "step_applied",  "row",
    "recovered",  "txn_unknown", "reset",
};
static_assert(kKindNames.back() == "reset");

constexpr std::array<std::string_view, kHopCount> kHopNames = {
    "none",          "produced", "acked",     "taken",      "step_done", "enriched",
    "dead_lettered", "filtered", "committed", "load_taken", "stored",    "load_committed",
};
static_assert(kHopNames.back() == "load_committed");

template <typename Enum, std::size_t size>
std::optional<Enum> find(const std::array<std::string_view, size> &names, std::string_view name)
{
    for (std::size_t i = 0; i < size; ++i) {
        if (names[i] == name)
            return static_cast<Enum>(i);
    }
    return std::nullopt;
}

} // namespace

std::string_view toString(EventKind kind)
{
    const auto index = static_cast<std::size_t>(kind);
    return index < kKindNames.size() ? kKindNames[index] : std::string_view();
}

std::string_view toString(Hop hop)
{
    const auto index = static_cast<std::size_t>(hop);
    return index < kHopNames.size() ? kHopNames[index] : std::string_view();
}

std::optional<EventKind> eventKindFromString(std::string_view name)
{
    return find<EventKind>(kKindNames, name);
}

std::optional<Hop> hopFromString(std::string_view name)
{
    return find<Hop>(kHopNames, name);
}

} // namespace pk::journal
