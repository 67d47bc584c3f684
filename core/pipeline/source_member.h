#pragma once

// The stage that makes records, as the pipeline sees it, whatever it takes them from. A new kind of source is
// another one of these and a line in source_member.cpp; most kinds are only another extract::Source inside a
// SourceStage.
//
// Thread: see Stage; counts() and exhausted() from anywhere.

#include "pipeline/acked_records.h"
#include "pipeline/stage.h"

#include <map>
#include <memory>

namespace pk::broker {
class ClusterBackend;
} // namespace pk::broker

namespace pk::pipeline {

struct SourceCounts
{
    std::int64_t produced = 0; ///< records handed to the raw topics
    std::int64_t acked = 0; ///< of them, those that the broker has
    std::int64_t rejected = 0; ///< bad input lines in the dead letters
    std::int64_t published = 0; ///< change events of a database
    std::int64_t transactions = 0; ///< of that database, which made them
    std::int64_t unpublished = 0; ///< changes of that database which are in its log alone
    std::int64_t inserts = 0; ///< these three: what the change events tell of
    std::int64_t updates = 0;
    std::int64_t deletes = 0;
    std::optional<kampus::CaptureState> capture =
        {}; ///< of the program that captures these; empty: none does

    /// What has come of it, in whichever topics.
    std::int64_t made() const { return acked + published; }
};

/// Conducted, it makes something for each credit: a record, or a transaction of a database with its changes.
class SourceMember : public Stage
{
public:
    virtual SourceCounts counts() const = 0;
    /// It has come to its end, and what it had to give is with the broker.
    virtual bool exhausted() const = 0;

    /// Conducted, it makes something when it is asked to; else it is at rest, and what others make comes.
    virtual bool isStepped() const { return true; }
    /// The acknowledged records of raw topics; none where it writes to other topics. REQUIRES: joined.
    virtual const AckedRecords &acked() const;
    /// Every record it gave is acknowledged. REQUIRES: joined.
    virtual bool allAcked() const { return true; }

protected:
    /// Its number tells sources apart that follow one another in one pipeline.
    SourceMember(Shared shared, int number)
        : Stage(std::move(shared), StageKind::Source, number)
    {
    }
};

/// The source that the options ask for. REQUIRES: the backend outlives it.
std::unique_ptr<SourceMember> makeSource(Shared shared, broker::ClusterBackend &backend);

} // namespace pk::pipeline
