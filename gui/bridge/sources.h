#pragma once

// The sources a window can choose. The generator follows the wall clock and continues its sequence where the
// warehouse, or the generator before it, has ended, so that reopening a window repeats no order.
//
// Thread: value types and free functions; a source runs on its stage's thread.

#include "base/database.h"
#include "extract/generator_options.h"
#include "pipeline/options.h"

#include <QString>

#include <atomic>
#include <cstdint>
#include <memory>

namespace pk::gui {

struct SourceChoice
{
    enum class Kind { Generator, Csv };

    Kind kind = Kind::Generator;
    extract::GeneratedDatasets datasets = extract::GeneratedDatasets::Orders; ///< of the generator
    QString file; ///< of Csv
    QString mapping; ///< what the file's columns mean; empty: the known mapping that fits them
    std::uint64_t seed = 1;
    int dirtyPercent = 5;
};

/// The next order or activity number; shared by the generators that follow one another.
using SequenceCounter = std::shared_ptr<std::atomic<std::int64_t>>;

/// The number after the greatest one in the warehouse.
Result<std::int64_t> nextSequenceIn(Database &warehouse);

/// Errors: a file that cannot be read or whose columns no mapping knows. A generator that crashed goes on
/// with new orders: what it had not had acknowledged is gone, as with any event stream that keeps nothing.
Result<pipeline::SourceFactory> makeSource(const SourceChoice &choice, const SequenceCounter &sequence);

} // namespace pk::gui
