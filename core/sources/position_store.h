#pragma once

// Where sources have come to, in one SQLite file: for each source and each of its parts (a table, a
// partition, an address) a text that only the source understands, and, of sources that are compared with
// their database afterwards, the states of rows that they told.
//
// A position is stored behind the broker's acknowledgement. After a crash in between, the same records are
// given again, with the same event ids.
//
// Thread: that of the store's owner. Errors: those of the database; Corrupt for a file of something else or
// of a newer version; Fenced when another program has opened the same source since.

#include "base/database.h"
#include "domain/pipeline_names.h"

#include <QString>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace pk::sources {

/// A state of a row: nobody changes a row without one of these.
struct RowState
{
    Dataset dataset = Dataset::Orders;
    std::int64_t id = 0;
    std::int64_t version = 0;
    std::string stamp; ///< its updated_at
    auto operator<=>(const RowState &) const = default;
};

using Positions = std::map<std::string, std::string>; ///< by part

class PositionStore
{
public:
    /// Takes the source over from whoever had it.
    static Result<std::unique_ptr<PositionStore>> open(const QString &path, const std::string &source);
    /// Whether this can be such a file; it is made where it is missing.
    static Result<void> check(const QString &path);
    /// What is kept of a source, without taking it over.
    struct Kept
    {
        Positions positions;
        std::set<RowState> told;
    };
    static Result<Kept> peek(const QString &path, const std::string &source);

    /// The source begins anew, as if it had never been read.
    static Result<void> forget(const QString &path, const std::string &source);

    const Positions &positions() const { return m_positions; }
    /// One transaction.
    Result<void> store(const Positions &moved, const std::vector<RowState> &told);

private:
    PositionStore(std::unique_ptr<Database> database, std::string source)
        : m_database(std::move(database))
        , m_source(std::move(source))
    {
    }
    Result<void> takeOver();
    static Result<Positions> read(Database &database, const std::string &source);

    std::unique_ptr<Database> m_database;
    const std::string m_source;
    std::int64_t m_owner = 0;
    Positions m_positions;
};

/// Which of the records that were given are settled, and how far that is.
///
/// Thread: that of the store.
class PositionTracker
{
public:
    explicit PositionTracker(PositionStore &store)
        : m_store(store)
    {
    }

    /// A record was just given, and stands at the end of this position.
    void gave(std::string part, std::string position, std::optional<RowState> told = {});
    /// A position that no record belongs to. It holds once all that was given before is settled.
    void moved(std::string part, std::string position);
    /// See extract::Source::settled().
    Result<void> settled(std::int64_t count);

private:
    struct Step
    {
        std::int64_t count = 0; ///< records given up to here
        std::string part;
        std::string position;
        std::optional<RowState> told;
    };

    PositionStore &m_store;
    std::vector<Step> m_steps;
    std::int64_t m_given = 0;
};

} // namespace pk::sources
