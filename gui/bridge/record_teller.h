#pragma once

// Puts a record's story together from the broker, the journal and the warehouse. What cannot change any more
// (messages, the trace) is kept for the records asked for lately, and the journal is read on from where it
// was left, so that asking again for a record under way costs little.
//
// Thread: belongs to one thread; answers may take seconds when the broker is down.
// Errors: within the stories: each source may fail without the others.

#include "bridge/change_trail.h"
#include "bridge/changed_row.h"
#include "bridge/message_fetch.h"
#include "bridge/record_rows.h"
#include "bridge/record_story.h"
#include "bridge/record_trail.h"
#include "bridge/snapshot.h"
#include "bridge/value_line.h"
#include "broker/cluster_backend.h"
#include "journal/journal.h"

#include <atomic>
#include <list>
#include <map>
#include <set>

namespace pk::gui {

/// Where to look: what runs at this moment.
struct StorySources
{
    RunInfo run;
    std::shared_ptr<const journal::Journal> journal; ///< may be null
};

struct NewestMessages
{
    TopicPartition partition;
    std::int64_t begin = 0;
    std::int64_t end = 0;
    std::vector<std::shared_ptr<const FullMessage>> messages; ///< newest first
    std::vector<int> replicas; ///< brokers; empty when not known
    std::vector<int> inSync;
    std::optional<Error> error;
};

struct TableNews
{
    TableSummary summary;
    std::optional<Error> error;
};

struct ValueLines
{
    int incarnation = 0; ///< of the cluster that the places belong to
    std::map<Position, ValueLine> lines; ///< one for each place that was asked for
};

/// What became of a raw message, told by the messages alone: cheap enough to be asked for all the time.
struct RecordChange
{
    int incarnation = 0;
    Position at; ///< of the result: enriched, or put aside
    Presence result = Presence::There;
    std::int64_t openFrom = -1; ///< of what is uncommitted: where that transaction begins
    Position rawAt; ///< without an offset when the result does not name it
    Presence raw = Presence::There; ///< not asked for when it was put aside, which keeps its bytes
    std::optional<AsideNote> aside;
    std::vector<ValueChange> changes; ///< when both are there

    /// Asking again would tell nothing new.
    bool isFinal() const;
};

class RecordTeller
{
public:
    explicit RecordTeller(const std::atomic<bool> &givenUp);
    ~RecordTeller();

    RecordStory tell(const StorySources &sources, const Position &position);
    RowStory tellRow(const StorySources &sources, const std::string &table, const std::string &key);
    NewestMessages newest(const StorySources &sources, const TopicPartition &partition, int count);
    TableNews table(const StorySources &sources, const std::string &name, int newest);
    ValueLines valueLines(const StorySources &sources, const std::vector<Position> &positions);
    RecordChange change(const StorySources &sources, const Position &result);

private:
    using MessagePtr = std::shared_ptr<const FullMessage>;
    /// A message, or why there is none.
    struct Fetched
    {
        MessagePtr message;
        Presence presence = Presence::There;
        std::int64_t openFrom = -1;
    };
    /// Of the log in which the record of a change event may lie.
    struct Searched
    {
        std::int64_t first = 0;
        std::int64_t next = 0; ///< it lies nowhere before
    };
    struct Kept
    {
        Position asked;
        MessagePtr message;
        MessagePtr raw;
        MessagePtr enriched;
        MessagePtr aside;
        std::shared_ptr<const transform::Trace> trace;
        std::shared_ptr<const std::vector<StepChanges>> stepChanges;
        bool tracedAgain = false; ///< with the time that the enriched message names
        std::set<Position> results; ///< of other records with the same correlation id
        RecordTrail trail;
        ChangeTrail change; ///< of a record that change data capture brought, or of such a change itself
        std::int64_t changeMs = 0; ///< as the change event itself says
        std::optional<ChangedRow> row; ///< what the change event says
        std::map<int, Searched> searched; ///< by partition of the topic of what was made of it
    };

    Kept &keptOf(const Position &position);
    void follow(const StorySources &sources);
    void readMessage(const StorySources &sources, Kept &kept, RecordStory &story);
    void readBeside(const StorySources &sources, Kept &kept, RecordStory &story);
    void readChange(const StorySources &sources, Kept &kept, RecordStory &story);
    void readMade(const StorySources &sources, Kept &kept, RecordStory &story);
    void followRow(const StorySources &sources, Kept &kept, RecordStory &story);
    Result<bool> searchMade(const StorySources &sources, Kept &kept);
    bool findResult(const StorySources &sources, Kept &kept);
    void findAside(const StorySources &sources, Kept &kept, RecordStory &story, const Position &input,
                   const std::string &topic);
    void readWarehouse(const StorySources &sources, Kept &kept, RecordStory &story);
    void trace(const StorySources &sources, Kept &kept, RecordStory &story);
    static Presence absenceOf(std::int64_t offset, const FetchedMessages &fetched);
    Fetched fetchOne(const StorySources &sources, const Position &position);
    Result<MessageFetch *> fetcher(const StorySources &sources);
    Result<Database *> warehouse(const StorySources &sources);
    Result<Database *> bridgeStore(const StorySources &sources);

    const std::atomic<bool> &m_givenUp;
    int m_incarnation = 0;
    std::list<Kept> m_kept; // lately asked for first
    std::unique_ptr<MessageFetch> m_fetch;
    std::unique_ptr<broker::ClusterBackend> m_cluster; // for what only metadata tell
    QString m_warehousePath;
    std::unique_ptr<Database> m_warehouse;
    QString m_bridgePath;
    std::unique_ptr<Database> m_bridgeStore;
};

} // namespace pk::gui
