#pragma once

// A Kafka consumer that takes records only when it is told to: each assigned partition has its own queue, and
// back pressure is not taking from it. Meanwhile serve() keeps the group membership alive.
//
// Thread: belongs to one thread; the listener is called on it, inside serve(), take(),
// commit() and close(). Ownership: Messages must be destroyed before their Consumer.

#include "base/result.h"
#include "broker/client_config.h"
#include "broker/message.h"
#include "domain/position.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace pk::broker {

/// Start at the partition's first kept offset.
inline constexpr std::int64_t kBeginning = -2;
/// Start where the group committed, else where auto.offset.reset says.
inline constexpr std::int64_t kCommitted = -1000;

inline constexpr int kServeEveryMs = 40;

struct StartOffset
{
    TopicPartition partition;
    std::int64_t offset = kCommitted;
};

struct CommitOffset
{
    TopicPartition partition;
    std::int64_t offset = -1; ///< the next one to read
    std::string metadata;
};

/// Who is told of a group's decisions. `revoked` runs before the partitions are given up: the place to flush
/// and commit; with `lost` they belong to somebody else already, and committing is too late.
struct ConsumerListener
{
    /// May change the start offsets or take partitions out of the list.
    std::function<void(std::vector<StartOffset> &)> assigned;
    std::function<void(const std::vector<TopicPartition> &, bool lost)> revoked;
    /// Errors of a partition or of the client. OutOfRange: retention took what was to be read next, and the
    /// partition stands still until it is assigned anew.
    std::function<void(const Error &)> failed;
    /// Which partition an OutOfRange is of; before `failed`.
    std::function<void(const TopicPartition &)> outOfRange;
    /// The coordinator's answer to commitAsync(), for each partition; with an error it is not committed.
    std::function<void(const CommitOffset &, const std::optional<Error> &)> committed;
};

class Consumer
{
public:
    static Result<std::unique_ptr<Consumer>> create(const ClientConfig &config, ConsumerListener listener);
    /// Leaves the group as close() does, unless abandon() was called.
    ~Consumer();

    /// Joins the group of its configuration.
    Result<void> subscribe(const std::vector<std::string> &topics);
    /// Reads these partitions, in place of earlier ones, without a group membership; the configuration must
    /// name a group all the same. The listener's `assigned` is called as well.
    Result<void> assign(std::vector<StartOffset> partitions);

    /// Callbacks, rebalances and liveness. REQUIRES: at least 20 calls a second while the consumer is open;
    /// whoever waits for kServeEveryMs in between keeps to that.
    void serve();
    /// Appends up to `max` records of one partition that have arrived; does not wait.
    std::size_t take(const TopicPartition &partition, std::size_t max, std::vector<Message> &out);
    /// The same from all partitions in turn, beginning with another one at each call.
    std::size_t takeAny(std::size_t max, std::vector<Message> &out);
    /// Waits until a record may have arrived or there is something to serve, at most `timeoutMs`.
    void wait(int timeoutMs);

    /// Where a reader at `position` really stands. Transaction markers and aborted records have offsets, too,
    /// and are never handed out: when all that was taken lies before `position`, and the log goes on with
    /// nothing else, this is the offset behind them; otherwise `position` itself.
    std::int64_t pastMarkers(const TopicPartition &partition, std::int64_t position) const;
    /// The group's generation and this member of it, for Producer::sendOffsets(): opaque bytes.
    std::string groupMetadata() const;

    std::vector<TopicPartition> assignment() const;

    /// Waits for the coordinator's answer, a few seconds at most: then it is not known whether they are
    /// committed.
    Result<void> commit(std::span<const CommitOffset> offsets);
    /// Does not wait: the answer comes to the listener's `committed`.
    Result<void> commitAsync(std::span<const CommitOffset> offsets);
    /// What the group has committed, with metadata; offset -1 where there is nothing.
    Result<std::vector<CommitOffset>> committed(std::span<const TopicPartition> partitions, int timeoutMs);
    struct Watermarks
    {
        std::int64_t begin = 0;
        std::int64_t end = 0;
    };
    Result<Watermarks> watermarks(const TopicPartition &partition, int timeoutMs);
    /// In the order asked; an error when any of them is not known. The end is where the next record goes,
    /// also behind a transaction that is still open.
    Result<std::vector<Watermarks>> watermarksOf(const std::vector<TopicPartition> &partitions,
                                                 int timeoutMs);

    /// How many partitions the cluster's topics have. One that is not there is left out, and is not made.
    Result<std::map<std::string, int>> partitionCounts(int timeoutMs);

    /// Leaves the group in order: revoked() runs, then LeaveGroup is sent.
    void close();
    /// From here on the destructor does what a crash does: no revoked(), no LeaveGroup; the group notices by
    /// time-out.
    void abandon();

private:
    Consumer();
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace pk::broker
