#pragma once

// Joins the row events of Maxwell into the events of the raw topics. An order and its items come as rows of
// two topics, in any order and from any partition; so do an activity and its student.
//
// What makes the order of arrival indifferent:
//   - An order's items are written together and carry the version in which that was done
//     (orders.items_version names it, or else orders.version; orders.item_count says how many there are).
//     They are kept by that version, so what an event of the order's version N says depends on nothing else
//     than rows of the database. A deleted item needs no work: it is no item of the next version.
//   - A version is told once, as soon as its items are there. Rows that come again, from a Maxwell that was
//     started again or by reading from an earlier offset, are older than what was told, or the same.
//   - Ids and headers of an event are made of the row's key, version and transaction: an event that is sent
//     twice is the same event.
//   - A deleted order is cancelled by the version after its last. A changed student is told by the last of
//   the
//     student's activities, once more.
//
// A change that raises no version (somebody corrects a row by hand) is told, too, where it is newer than what
// was told: by its second, and its transaction.
//
// It does not know: a version that somebody sets back, and a deleted primary key or order_id that is used
// again. The former is old for it, the key goes to the dead letters.
//
// Thread: belongs to one thread, like the store.

#include "base/statements.h"
#include "cdc/row_joiner.h"
#include "cdc/store.h"
#include "transform/document.h"

#include <variant>

namespace pk::cdc {

class Assembler final : public RowJoiner
{
public:
    /// REQUIRES: the store outlives it.
    explicit Assembler(Database &store)
        : m_store(store)
        , m_statements(store)
    {
    }

    Result<Judgement> apply(const RowRecord &record) override;

private:
    /// Which of two changes of one row is newer. Rows of a bootstrap are older than any change.
    struct Stamp
    {
        std::int64_t ms = -1;
        std::int64_t xid = -1;
        std::int64_t row = -1;
        auto operator<=>(const Stamp &) const = default;
    };
    /// A row event, and where it is.
    struct Change
    {
        const transform::MaxwellEnvelope &row;
        const RowRecord &record;
        Table table;
        Stamp stamp;
    };
    /// What is known of a head.
    struct Known
    {
        std::int64_t done = -1;
        bool deleted = false;
        Stamp stamp;
        Head head; ///< as it was told last; empty while nothing was
    };
    struct Waiting
    {
        Head head;
        bool aside = false; ///< the end of an earlier name: not what is told of this id from now on
        Stamp stamp;
        std::string eventType;
        std::string identity;
        std::string position;
        std::string xid;
        std::int64_t timestampMs = 0;
        std::int64_t seq = 0;
    };

    Result<Judgement> applyHead(const Change &change);
    Result<Judgement> applyPart(const Change &change);
    Result<void> leaveFormerKeys(const Change &change, const Head &head);
    Result<Judgement> judge(const Change &change, const Head &head, const Known *known);
    /// The parts of a version that was told already have changed: it is told once more.
    Result<void> tellAgain(const Change &change, const Part &part, const Known &known);
    Waiting waitingOf(const Change &change, Head head, std::string_view eventType) const;

    /// Tells whatever has all its parts now.
    Result<void> tellComplete(Dataset dataset, const std::string &owner);
    Result<void> tell(const Waiting &waiting, const std::vector<std::string> &parts);
    static std::int64_t number(Dataset dataset) { return static_cast<std::int64_t>(dataset); }

    // assembler_rows.cpp
    Result<std::optional<Known>> known(Dataset dataset, std::string_view id);
    Result<std::optional<Known>> toldWith(Dataset dataset, std::string_view owner);
    Result<std::optional<Known>> readKnown(std::string_view sql, Dataset dataset, std::string_view key);
    Result<void> remember(Dataset dataset, std::string_view id, const Known &known);
    Result<void> await(const Waiting &waiting);
    Result<std::vector<Waiting>> waitingFor(Dataset dataset, const std::string &owner);
    Result<std::vector<std::string>> partsOf(Dataset dataset, const PartsKey &key);
    Result<void> forgetParts(const std::string &order);
    Result<std::int64_t> oldestNeeded(const std::string &order, const Known *known);

    Database &m_store;
    Statements m_statements;
    transform::Document m_document;
    std::optional<Unreadable> m_tooLarge; ///< found while telling: no topic takes it
};

} // namespace pk::cdc
