#pragma once

// The delivery ledger: what became of every raw record that was acknowledged since the follower started; what
// the topics and the warehouse hold of earlier runs does not count. Computed from the delivery reports, the
// follower and the warehouse (its audit, and the rows that the audit says were written), never from the
// stages' own counters.
//
//   acked = applied + superseded + duplicate_events + dead_lettered + filtered + lost
//
// Of a run that was interrupted some still wait in the topics, and are not lost: acked = … + lost + waiting.
//
// Thread: REQUIRES a stopped pipeline; reads the warehouse with the Database it is given.

#include "base/database.h"
#include "base/result.h"
#include "broker/cluster_backend.h"
#include "pipeline/pipeline.h"
#include "pipeline/waiting.h"
#include "warehouse/warehouse.h"

#include <cstdint>
#include <string>
#include <vector>

namespace pk::pipeline {

struct Ledger
{
    std::int64_t acked = 0;
    std::int64_t applied = 0;
    std::int64_t superseded = 0;
    std::int64_t duplicateEvents = 0;
    std::int64_t deadLettered = 0;
    std::int64_t filtered = 0;
    std::int64_t lost = 0;
    std::int64_t waiting = 0; ///< in the raw or the enriched topic, for whoever runs next
    std::int64_t duplicates = 0; ///< effects in the warehouse beyond the first of each raw record
    std::int64_t redelivered = 0; ///< extra copies in the topics, absorbed
    std::int64_t outOfOrder = 0; ///< per key and partition, a lower version behind a higher one
    std::int64_t foreign = 0; ///< records in the raw topics that this run did not acknowledge
    std::int64_t astray = 0; ///< acknowledged in topics of which these books know nothing
    /// Acknowledged at an offset that another one has had: their log was deleted, and one of these books is
    /// of both.
    std::int64_t overwritten = 0;
    /// Acknowledged without an offset, where others have written, too: which ones they are nobody knows.
    std::int64_t unplaced = 0;
    /// Outputs of others: they name no record of a raw topic, or one that something else was made of.
    std::int64_t unknownOrigin = 0;
    std::int64_t conflicting = 0; ///< raw records with more than one kind of terminal outcome
    bool alone = true; ///< no other cluster's loader has written to the warehouse meanwhile
    bool payloadsMatch = true; ///< the payloads in the audit are those in the enriched topics
    std::vector<Position> lostPositions; ///< at most 1,000

    bool balanced() const
    {
        return acked == applied + superseded + duplicateEvents + deadLettered + filtered + lost + waiting;
    }
    /// Whether every promise holds: nothing lost, nothing doubled, the books closed and about everything.
    bool holds() const
    {
        return balanced() && lost == 0 && duplicates == 0 && conflicting == 0 && astray == 0
            && overwritten == 0 && unplaced == 0 && alone && payloadsMatch;
    }
    /// The promise that does not hold, as a sentence for a person; empty when all do.
    QString problem() const;
};

/// The books of a run whose source and follower ran in this process. What the warehouse held `before` is of
/// earlier runs: where a topic was made anew since, it names the same offsets. `waiting` is what an
/// interrupted run has left; without it, what has come to no end is lost.
Result<Ledger> verify(const Pipeline &pipeline, broker::ClusterBackend &backend, Database &warehouse,
                      const warehouse::Mark &before = {}, const Waiting *waiting = nullptr);

} // namespace pk::pipeline
