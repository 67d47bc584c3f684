#pragma once

// Keeps replicas of the source's tables from Maxwell's messages: olap_<table> has the same rows with the same
// values.
//
// Which change of a row is newer: in one partition the one with the greater offset, so a topic that keeps the
// rows of a key together is simply followed. Where a key's changes lie in several partitions (the primary key
// was changed, or the topic has more partitions than before) or in several logs of one (the topic was made
// anew: its epoch is another one), their second and transaction decide. What is
// older than what is known of a row changes nothing, and a deleted row is remembered. So reading everything
// once more, from the beginning or from anywhere, ends at the same table.
//
// It does not know of rows that are gone without a message, because Maxwell did not run when they were
// deleted: a bootstrap tells only what is there. A column that the source has dropped keeps what it had.
//
// Thread: belongs to one thread, like the database.
// Errors: those of the database.

#include "cdc/replica_tables.h"
#include "cdc/row_joiner.h"
#include "transform/document.h"
#include "warehouse/row_inserter.h"

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace pk::cdc {

class Replica
{
public:
    /// `cluster`: whose offsets they are. REQUIRES: the database outlives it.
    Replica(Database &database, std::string cluster);

    /// Reads the records and makes the tables and columns that they need. The views must stay valid until
    /// they are applied. REQUIRES: no transaction is open.
    Result<void> prepare(std::span<const ReplicaRecord> records);
    /// What becomes of each of the prepared records. REQUIRES: a transaction is open; with an error it must
    /// be rolled back. It may be called again for the same records.
    Result<std::vector<Judgement>> apply();

private:
    /// What is known of a row, stored or since in this batch.
    struct RowState
    {
        bool known = false;
        bool stored = false; ///< there is a row in the replica
        bool gone = false;
        bool changed = false;
        ChangeStamp stamp;
        std::string cluster;
        std::int32_t partition = -1;
        std::int64_t offset = -1;
        std::int64_t epoch = 0;
        std::vector<Cell> key;
        const RowChange *latest = nullptr; ///< whose row it is, when it is there
    };
    using RowStates = std::map<std::string, RowState>; ///< by keyText()

    Result<void> readStates(const std::string &table, RowStates &states);
    bool isOld(const RowState &state, const RowChange &change) const;
    bool note(RowState &state, const RowChange &change, bool gone) const;
    Result<void> write(const std::string &table, const RowStates &states);
    Result<void> remove(const std::string &table, const RowChange &like, const RowState &state);
    Result<void> upsert(const std::string &table, const std::vector<const RowChange *> &rows);
    Result<void> remember(const std::string &table, const RowStates &states);
    Result<warehouse::RowInserter *> inserterFor(const std::string &table, const RowChange &like);

    Database &m_database;
    const std::string m_cluster;
    ReplicaTables m_tables;
    transform::Document m_document;
    std::vector<std::variant<RowChange, NoChange, Unreadable>> m_records;
    std::int64_t m_tableChanges = 0; ///< what the statements below were prepared for
    std::map<std::string, std::unique_ptr<Statement>> m_deletes; ///< by table
    std::map<std::string, warehouse::RowInserter> m_upserts; ///< by table and columns
    std::unique_ptr<Statement> m_select;
    std::optional<warehouse::RowInserter> m_remember;
};

} // namespace pk::cdc
