#pragma once

// Reads a topic for a person to look at: assign(), so it joins no group, and it commits nothing. Of every
// message it keeps a small reference in the order (timestamp, partition, offset), of a single partition in
// that of its log; payloads are fetched when they are looked at. In a live tail, what arrives with a time far
// from now (old data that are written today) has the place of its arrival: it would be looked for in vain
// among the newest.
//
// What it cannot show it says: messages that retention took before they were read are counted, and so are
// older references that did not fit.
//
// Thread: two threads of its own, one reading on, one fetching payloads; all methods from any thread, and
// none waits but the destructor (see closeInBackground). Errors: open() when no client can be made; later
// ones in progress().

#include "base/clock.h"
#include "bridge/json_condition.h"
#include "bridge/message_cache.h"
#include "bridge/skipped_offsets.h"
#include "bridge/text_match.h"
#include "bridge/time_counts.h"
#include "broker/client_config.h"
#include "domain/position.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace pk::broker {
class Consumer;
class Message;
} // namespace pk::broker

namespace pk::gui {

/// One message of the index.
struct MessageRef
{
    std::int64_t timestampMs = -1;
    std::int64_t offset = -1;
    std::int32_t partition = -1;
    std::uint32_t bytes = 0; ///< of key and value
    std::int64_t arrivedMs = -1; ///< where this decides its place, and not its own time

    std::int64_t placeMs() const { return arrivedMs < 0 ? timestampMs : arrivedMs; }
    bool operator==(const MessageRef &) const = default;
};

struct ReadFrom
{
    /// Before what the log keeps an offset means its beginning, behind its end the last kNewestInstead.
    enum class Kind { Beginning, Offset, Time, Last, End };
    static constexpr std::int64_t kNewestInstead = 50;

    Kind kind = Kind::Beginning;
    std::int64_t value = 0; ///< an offset, milliseconds since 1970, or how many of each partition
};

/// Only messages with all of these are kept; an empty text asks for nothing. Case makes no difference but in
/// the header's name.
struct ReadFilter
{
    std::string value; ///< part of the value
    std::string key; ///< part of the key
    std::string headerName; ///< has a header of this name
    std::string headerValue; ///< whose value contains this
    std::optional<JsonCondition> field; ///< of the value
};

struct ReadRequest
{
    broker::ClusterInfo cluster;
    std::string topic;
    std::vector<int> partitions;
    ReadFrom from;
    ReadFilter filter;
    std::size_t maxIndexed = 2'000'000; ///< 32 bytes each
    std::size_t cacheBytes = 16 * 1024 * 1024;
    std::shared_ptr<const Clock> clock = std::make_shared<SystemClock>();

    /// What comes from now on is what it is about.
    bool isLiveTail() const { return from.kind == ReadFrom::Kind::Last || from.kind == ReadFrom::Kind::End; }
};

class TopicReader
{
public:
    static Result<std::unique_ptr<TopicReader>> open(ReadRequest request);
    ~TopicReader();

    /// What has happened to the index since the last call: so many references went at the front, then
    /// everything from `firstChanged` on is new. For a list that is held at `upTo`, size counts up to that
    /// one, and what is behind it is only counted.
    struct Change
    {
        std::size_t removedAtFront = 0;
        std::size_t firstChanged = 0;
        std::size_t size = 0;
        std::size_t behindLimit = 0;
    };
    Change takeChange(const std::optional<MessageRef> &upTo = {});
    std::size_t size() const;
    std::vector<MessageRef> refs(std::size_t first, std::size_t count) const;
    /// The place of the first reference that is not before this one; with the offset -1 it means a time.
    std::size_t placeOf(const MessageRef &ref) const;

    /// The time that was read, in equal parts of a round length.
    struct Histogram
    {
        using Part = TimeCounts::Count; ///< kept: in the index

        std::int64_t fromMs = -1; ///< -1: nothing was read
        std::int64_t toMs = -1;
        std::vector<Part> parts;
    };
    /// Of about so many parts at most.
    Histogram histogram(std::size_t most) const;

    /// A partition whose log does not hold the offset that reading was to begin at.
    struct Elsewhere
    {
        int partition = -1;
        std::int64_t begin = 0; ///< of what the log kept then
        std::int64_t end = 0;
        std::int64_t from = 0; ///< where reading began instead

        bool operator==(const Elsewhere &) const = default;
    };
    struct Progress
    {
        std::int64_t read = 0; ///< messages, those the filter left out too
        std::int64_t withoutField = 0; ///< of them, those that lack the field that the filter asks for
        std::string fieldsInstead; ///< what the first one of them has: JsonCondition::whatIsThere()
        std::int64_t leftOut = 0; ///< old references that did not fit any more
        std::int64_t behind = 0; ///< messages in the log that are not read yet
        std::int64_t oldestMs = -1; ///< of what was read; -1: nothing was
        std::int64_t newestMs = -1;
        bool byArrival = false; ///< some have the place of their arrival
        std::map<int, std::int64_t> begin; ///< first offset the log still keeps, by partition
        std::map<int, std::int64_t> end; ///< one past the last one
        std::int64_t deleted = 0; ///< never read: retention was faster
        std::vector<Elsewhere> elsewhere; ///< partitions that do not begin where they were asked to
        std::optional<Error> error; ///< the last one; reading goes on when the broker answers again
    };
    Progress progress() const;

    /// The message, when it was looked at lately; else null, and it is fetched. payloadsArrived() tells when
    /// to ask again, also where the broker did not answer.
    std::shared_ptr<const FullMessage> message(int partition, std::int64_t offset);
    /// The message when it is at hand; it is not fetched.
    std::shared_ptr<const FullMessage> cached(int partition, std::int64_t offset) const
    {
        return m_cache.peek(partition, offset);
    }
    bool payloadsArrived() { return m_cache.takeArrived(); }

private:
    explicit TopicReader(ReadRequest request);
    void readOn(const std::stop_token &stop, broker::Consumer &consumer);
    bool findStarts(broker::Consumer &consumer);
    void take(const std::vector<broker::Message> &batch);
    void stepPastMarkers(broker::Consumer &consumer);
    void lookAtLogs(broker::Consumer &consumer);
    bool isWanted(const broker::Message &message) const;
    std::int64_t arrivalOf(const broker::Message &message, std::int64_t nowMs) const;
    bool hasField(const broker::Message &message);
    void addToIndex(std::vector<MessageRef> &fresh);
    void fetchOn(const std::stop_token &stop, broker::Consumer &consumer);
    bool fetch(broker::Consumer &consumer, int partition, const std::vector<std::int64_t> &offsets,
               const std::stop_token &stop);
    void noteError(const Error &error);
    bool isOnePartition() const { return m_request.partitions.size() == 1; }

    const ReadRequest m_request;
    const TextMatch m_valueMatch; // with the two below: what the request's filter looks for
    const TextMatch m_keyMatch;
    const TextMatch m_headerMatch;
    std::map<int, std::int64_t> m_next; // of the reading thread: the offset expected next
    std::map<int, std::int64_t> m_firstToArrive; // of the reading thread: the log's end when reading began
    SkippedOffsets m_skipped; // of the reading thread: until the log is looked at, like the next
    std::int64_t m_withoutField = 0;
    std::string m_fieldsInstead;
    mutable std::mutex m_mutex;
    std::vector<MessageRef> m_refs; // this and all below guarded by m_mutex
    Change m_change;
    Progress m_progress;
    TimeCounts m_times; // of everything read, and of what the index keeps of it
    std::map<int, std::int64_t> m_published;
    MessageCache m_cache;
    std::unique_ptr<broker::Consumer> m_readConsumer; // used by their threads alone
    std::unique_ptr<broker::Consumer> m_fetchConsumer;
    std::jthread m_reading;
    std::jthread m_fetching;
};

/// A reader's end waits for its threads, up to seconds when its broker is down: on the GUI thread, end it
/// with this.
void closeInBackground(std::unique_ptr<TopicReader> reader);

} // namespace pk::gui
