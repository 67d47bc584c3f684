#pragma once

// All that is known of one record: its message, the way it took, what each transform step did to it, and what
// it became in the warehouse or why it was put aside.
//
// Thread: value types; a story is not changed once it has been handed out.

#include "bridge/changed_row.h"
#include "bridge/message_cache.h"
#include "bridge/step_changes.h"
#include "domain/position.h"
#include "journal/event.h"
#include "transform/engine.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace pk::gui {

/// What a topic is for, by its name.
enum class TopicRole { Raw, Enriched, DeadLetters, Filtered, Other };
TopicRole roleOf(std::string_view topic);
/// Of a raw or enriched topic, or one of what was put aside from them.
std::optional<Dataset> datasetOf(std::string_view topic);
/// Of change data capture: its messages tell of rows of the source database.
bool isChangeTopic(std::string_view topic);
/// "raw_orders" of "raw_orders.dlq".
std::string_view inputOf(std::string_view topic);

/// Sent by hand behind where the transform begins.
bool isPastTransform(const Position &byHand);

/// One place the record came by.
struct Station
{
    journal::Hop hop = journal::Hop::None;
    int pass = 1; ///< greater when it came by again, after a crash or a reset
    Position at; ///< without a topic when it was in none
    std::int64_t wallUs = 0;
    std::string member; ///< whose work it was; empty for the source
    std::string text; ///< of Stored the action, of DeadLettered and Filtered the reason's code

    bool operator==(const Station &) const = default;
};

/// What one load did to the warehouse.
struct AuditEntry
{
    std::int64_t id = 0;
    std::string cluster;
    std::string entity; ///< "order", "activity"
    std::string key;
    std::int64_t version = 0;
    std::string action; ///< insert|update|unchanged|superseded|reset
    Position source;
    Position raw;
    std::string before; ///< JSON, empty when it was not kept
    std::string after;
    std::string payloadSha256;
    std::string correlationId;
    std::string batch;
    std::int64_t atMs = 0;

    bool operator==(const AuditEntry &) const = default;
};

struct StoredRow
{
    std::string table;
    std::string key;
    std::vector<std::pair<std::string, std::optional<std::string>>> columns; ///< none: NULL
    std::int64_t copies = 1; ///< rows with this key; above 1 only under the naive semantics

    /// Empty when there is no such column or it is NULL.
    std::string_view column(std::string_view name) const;
    bool operator==(const StoredRow &) const = default;
};

/// Why a record was put aside, from the headers of its copy.
struct AsideNote
{
    Position at; ///< of the copy
    Position input; ///< where it was taken
    std::string stage; ///< EXTRACT, TRANSFORMATION, LOAD
    std::string step;
    std::string code;
    std::string message; ///< English, with the offending value
};
std::optional<AsideNote> asideNoteOf(const Position &at, const FullMessage &copy);

/// Whether the message that was asked for could be read.
enum class Presence {
    There,
    Evicted, ///< retention has taken it
    NotYet, ///< the log does not reach so far
    NoRecord, ///< the offset is a transaction's marker, or that of an aborted record
    Uncommitted, ///< it lies behind the beginning of a transaction that is still open
    Unreadable, ///< the broker does not answer; see brokerError
    OtherCluster, ///< it was in a cluster that has ended
};
/// Asking again may tell something else.
inline bool canStillCome(Presence presence)
{
    return presence == Presence::NotYet || presence == Presence::Uncommitted
        || presence == Presence::Unreadable;
}

/// Where a change event stands with the bridge.
enum class BridgeStanding {
    Ahead, ///< not taken yet
    Taken, ///< what becomes of it is not known (yet)
    Held, ///< the bridge's store keeps it until other rows come
    Made, ///< it is in the story's raw record
    Refused, ///< put aside
    PassedOver, ///< the bridge knew it already, or something newer
    Unused, ///< no record is made of such a row
    NotFound, ///< done with; its record is gone from the log, or a newer row took its place before there was
              ///< one
};

/// Of a message of change data capture.
struct ChangeStory
{
    BridgeStanding standing = BridgeStanding::Ahead;
    BridgeNeeds needs = BridgeNeeds::Nothing; ///< of what is held
    std::string transaction; ///< of the source database; empty: not known

    /// The bridge is done with it, and there is no record to follow.
    bool endsInBridge() const { return standing >= BridgeStanding::PassedOver; }
    bool operator==(const ChangeStory &) const = default;
};

struct RecordStory
{
    Position asked;
    int incarnation = 0; ///< of the cluster that the positions belong to
    Presence presence = Presence::There;
    std::int64_t logStart = 0; ///< of its partition, when it was read
    std::shared_ptr<const FullMessage> message; ///< the one that was asked for
    std::shared_ptr<const FullMessage> raw; ///< as it came in; also from a copy that was put aside
    Position rawAt;
    Position enrichedAt;
    Position asideAt;
    std::optional<ChangeStory> change; ///< the one that was asked for is a change event
    std::int64_t changeUs = 0; ///< when its change event came into its topic, wall time; 0: not known
    std::int64_t bridgeUs = 0; ///< when the bridge took that event; 0: not known
    Position byHandAt; ///< where it was sent to by hand or as a fault; none: it came by a source
    std::string correlationId;
    std::int64_t sampledOneIn = 1; ///< above 1: the journal may know of it only within a batch
    std::vector<Station> stations; ///< by pass, then in the order of the flow
    std::shared_ptr<const transform::Trace> trace; ///< null: there is no raw message to run it on
    std::shared_ptr<const std::vector<StepChanges>> stepChanges; ///< of the trace; null without one
    bool traceConfirmed = false; ///< the enriched topic holds the very bytes that the trace ended with
    std::optional<AsideNote> aside;
    std::vector<AuditEntry> audit; ///< of this record, oldest first
    std::optional<StoredRow> row; ///< as it is now, perhaps written by another record
    bool rowIsOfCluster = false; ///< the one that wrote it lies in this cluster
    std::optional<Error> brokerError;
    std::optional<Error> journalError;
    std::optional<Error> warehouseError;

    /// The last station of this hop; null when it did not come by.
    const Station *station(journal::Hop hop) const;
    bool isAside() const;
    /// Sent by hand past the transform: whatever came before in its headers is another record's way.
    bool beginsLate() const { return isPastTransform(byHandAt); }
    /// It lies where nobody reads.
    bool isLaidAside() const { return beginsLate() && roleOf(asked.topic) != TopicRole::Enriched; }
    /// The change event that was asked for, or whose dead letter was; the record that is made of one has
    /// none.
    std::optional<Position> changeAt() const;
    /// Nothing more will happen to it by itself.
    bool isComplete() const;
    /// The value of a header of the message or of the raw one; empty when there is none.
    std::string_view header(std::string_view name) const;
};

using RecordStoryPtr = std::shared_ptr<const RecordStory>;

/// A row of the warehouse, and how it came to be what it is.
struct RowStory
{
    std::string table;
    std::string key;
    std::optional<StoredRow> row; ///< none: it is not there (any more)
    std::vector<AuditEntry> history; ///< of the key, newest first
    RecordStoryPtr record; ///< the one that wrote it last; null when that is not known
    std::optional<Error> error;
};
using RowStoryPtr = std::shared_ptr<const RowStory>;

} // namespace pk::gui
