#pragma once

// Joins the row events of one topic into the events of the raw topics: for a source whose tables do not say
// which version a row is of and how many items an order has. Maxwell writes all its tables into one topic
// then, in the order in which they were committed (kafka_topic=producer.kampus,
// producer_partition_by=database).
//
// What the rows do not say, the log does:
//   - A transaction is complete with the row that carries `commit`. What it touched is told then, as the rows
//     are after it: an order with all its items. So nobody ever reads half a transaction.
//   - Versions are counted here, by the order's name, one more with each event. A row that was there before
//     the log begins at the second in which it was told, so that a new store does not begin below an old one.
//   - An order is told once all its items are known: it was inserted in this log, or its items were
//     bootstrapped. An activity waits for its student. While the items are bootstrapped nothing is told of
//     orders, since Maxwell sends what has changed them meanwhile only afterwards. An item that cannot be
//     read holds its order back until it comes readable.
//   - Ids are made of table, primary key, transaction and contents: what is told twice is the same event.
//   Rows
//     that a Maxwell sends again when it is started again are known by their place in the binlog, where it
//     sends that (output_binlog_position=true).
//
// One database and one partition: rows of others have no common order with them, and go to the dead letters.
//
// Thread: belongs to one thread, like the store.

#include "base/statements.h"
#include "cdc/row_joiner.h"
#include "transform/document.h"

#include <optional>
#include <utility>
#include <vector>

namespace pk::cdc {

namespace code {
inline constexpr std::string_view severalPartitions = "pk.cdc.SeveralPartitions";
inline constexpr std::string_view anotherDatabase = "pk.cdc.AnotherDatabase";
inline constexpr std::string_view noTransaction = "pk.cdc.NoTransaction";
} // namespace code

class OneTopic final : public RowJoiner
{
public:
    /// Of other datasets it tells nothing. REQUIRES: the store outlives it.
    OneTopic(Database &store, std::vector<Dataset> datasets)
        : m_store(store)
        , m_statements(store)
        , m_datasets(std::move(datasets))
    {
    }

    Result<Judgement> apply(const RowRecord &record) override;

private:
    /// How far the changes of a table have been read, or all of them.
    struct Place
    {
        std::string binlog; ///< "file:offset"; empty where Maxwell does not send it
        std::int64_t row = -1; ///< in its transaction
        std::int64_t ms = 0;
        std::optional<std::int64_t> xid;
    };
    /// A row event, and where it is.
    struct Change
    {
        const transform::MaxwellEnvelope &row;
        Table table;
        Place place;
    };
    /// A transaction that is complete, or a bootstrap.
    struct Moment
    {
        std::string_view database;
        std::string xid; ///< empty: a bootstrap
        std::string position;
        std::int64_t ms = 0;
        std::int64_t timestampMs = 0; ///< of what is told
    };
    /// What is to be told when its transaction is complete.
    struct Touched
    {
        std::int64_t seq = 0;
        Head head; ///< dataset and primary key; all of it where it ends
        std::string eventType;
        bool ends = false; ///< the row was deleted, or has another name since
    };
    struct KnownHead
    {
        Head head;
        bool whole = false; ///< all its parts are known
        bool inserted = false; ///< in this log
    };
    /// When something touched is told.
    enum class Due { AtCommit, Held, AfterBootstrap };

    bool concerns(Table table) const;
    /// Why it does not belong to the log that is read; a verdict of Taken: it does.
    Result<Judgement> belonging(const Change &change, std::int32_t partition);
    /// Empty: it goes on. Notes how far the log is read, and tells a transaction whose last row never came.
    Result<std::optional<Verdict>> moveOn(const Change &change, std::int64_t timestampMs);
    Result<Judgement> applyRow(const Change &change);
    Result<Judgement> applyHead(const Change &change);
    Result<Judgement> applyPart(const Change &change);
    Result<void> leaveFormerKeys(const Change &change, const Head &head);
    Result<void> noteBootstrap(const Change &change);
    /// Tells what is due, and holds back what cannot be told yet.
    Result<void> tellTouched(Due due, const Moment &moment);
    Result<void> tell(const Moment &moment, const Touched &touched, const KnownHead &known);

    // one_topic_rows.cpp
    Result<std::optional<Place>> placeOf(std::string_view table);
    Result<void> moveTo(std::string_view table, const Place &place);
    Result<std::optional<KnownHead>> headOf(Dataset dataset, std::string_view id);
    /// False: it is known like this already.
    Result<bool> keepHead(const Head &head, bool whole);
    Result<void> dropHead(Dataset dataset, std::string_view id);
    Result<bool> keepPart(Dataset dataset, std::string_view id, const Part &part);
    Result<void> keepUnreadable(Dataset dataset, std::string_view id, std::string_view owner);
    Result<bool> isUnreadable(Dataset dataset, std::string_view id);
    Result<void> dropPart(Dataset dataset, std::string_view id);
    Result<std::vector<std::string>> partsOf(const Head &head, bool withDeleted);
    /// To be told as it is then.
    Result<void> touch(Dataset dataset, std::string_view id, std::string_view eventType, bool bootstrap);
    /// To be told as it was, for the last time under this name.
    Result<void> touchEnd(const Head &head);
    /// The activities of a student that wait for it, and the last of the others.
    Result<void> touchActivitiesOf(std::string_view student, bool bootstrap);
    Result<std::vector<Touched>> touched(Due due);
    Result<void> hold(const Touched &touched);
    Result<void> forget(const Touched &touched);
    Result<std::int64_t> nextVersion(Dataset dataset, std::string_view name, std::int64_t first);
    Result<std::string> known(std::string_view name);
    Result<void> know(std::string_view name, std::string_view value);

    Database &m_store;
    Statements m_statements;
    const std::vector<Dataset> m_datasets;
    transform::Document m_document;
    std::optional<Unreadable> m_tooLarge; ///< found while telling: no topic takes it
};

} // namespace pk::cdc
