#pragma once

// What keeps the run from its work, as the journal and the stages tell it: also what nobody has caused on
// purpose, such as a full disk.
//
// Thread: any; pure functions.

#include "base/bitmap.h"
#include "bridge/snapshot.h"
#include "domain/position.h"
#include "flow/flow_model.h"

#include <map>
#include <optional>
#include <string_view>

namespace pk::gui {

/// All members of the stage have stopped while the pipeline goes on: nobody reads for its group.
bool isWithoutMembers(const RunInfo &run, StageKind stage);

/// So long a broker may take for an answer.
inline constexpr std::int64_t kBrokerSilenceUs = 10'000'000;

/// What a group waits for whose members have no partitions yet, in Kafka's word.
QString joiningText(const Snapshot &snapshot, const std::string &group);
/// The newest error with that condition (pipeline::condition) that lasts for a member of the stage which
/// still works; empty: none does.
QString lastingError(const Snapshot &snapshot, StageKind stage, std::string_view condition);
/// Why the warehouse takes nothing, in plain words; empty: it does.
QString warehouseTrouble(const Snapshot &snapshot);
/// It has answered nothing for kBrokerSilenceUs.
bool isBrokerSilent(const RunInfo &run, std::int64_t nowMonotonicUs);
/// Every broker was stopped, or has ended.
bool areBrokersDown(const RunInfo &run);
struct BrokerCount
{
    int up = 0;
    int all = 0;

    bool operator==(const BrokerCount &) const = default;
};
/// By its addresses. Of a cluster of somebody else's it is not known which of them are down.
BrokerCount countBrokers(const RunInfo &run);
bool isBrokerDown(const RunInfo &run, int broker);
/// Too few nodes of a Kafka run to elect leaders: what the others led stands still.
bool isMajorityDown(const RunInfo &run);

/// Who leads the partition; kNoLeader: nobody that runs, -1: it is not known.
int leaderOf(const Snapshot &snapshot, const TopicPartition &partition);
/// Nothing where nobody who runs leads: how far the log goes is not known then.
std::optional<std::int64_t> knownLag(const Snapshot &snapshot, std::string_view group,
                                     const TopicPartition &partition);
/// Of all its partitions.
std::optional<std::int64_t> knownLag(const Snapshot &snapshot, std::string_view group);
/// A dash for what is not known.
QString lagFigure(std::optional<std::int64_t> lag);
/// Every broker was stopped, or none answers: who has no partitions waits for a broker, not for members.
bool isBrokerAway(const RunInfo &run, std::int64_t nowMonotonicUs);

/// By the embedded broker's guard of a topic that the stage writes to. Kafka has none.
bool isHeldByGuard(const Snapshot &snapshot, StageKind stage);

/// Offsets of raw topics.
using RawOffsets = std::map<TopicPartition, Bitmap>;
/// Records of which nothing has become: `stored` has no row of them, and they were neither refused nor
/// filtered. With the broker they are gone. What the loader has refused is known by its number alone.
std::int64_t unstoredRecords(const journal::State &state, const RunInfo &run, const RawOffsets &stored);

} // namespace pk::gui
