#include "journal/event.h"

#include <array>

namespace pk::journal {

namespace {

constexpr std::array<std::string_view, kEventKindCount> kKindNames = {
    "acked",     "taken",        "applied",        "filtered",     "dead_lettered",
    "duplicate", "superseded",   "observed",       "committed",    "log_start",
    "joined",    "left",         "expelled",       "assigned",     "revoked",
    "lost",      "batch_commit", "batch_rollback", "txn_begin",    "txn_commit",
    "txn_abort", "error",        "fault",          "guard",        "crash",
    "restart",   "broker_down",  "broker_up",      "leader_moved", "command",
    "step",      "config",       "sampled",        "record",       {},
    {},          "recovered",    "txn_unknown",    "reset",        "passed_over",
};
static_assert(kKindNames.back() == "passed_over");

constexpr std::array<std::string_view, kHopCount> kHopNames = {
    "none",          "produced", "acked",     "taken",      {},       "enriched",
    "dead_lettered", "filtered", "committed", "load_taken", "stored", "load_committed",
};
static_assert(kHopNames.back() == "load_committed");

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

} // namespace pk::journal
