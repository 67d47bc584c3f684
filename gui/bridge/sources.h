#pragma once

// The sources a window can choose. Most work on the campus database, an SQLite file of the window's own or
// one on a server: its changes are captured, or it is polled, or read through its API (campus_source.h). The
// generator follows the wall clock and continues its sequence where the warehouse, or the generator before
// it, has ended, so that reopening a window repeats no order.
//
// A new source is a Kind (source_choice.h), a function in sources.cpp, and its nodes in flow_source.cpp.
//
// Thread: value types and free functions; a source runs on its stage's thread.

#include "api/api_thread.h"
#include "base/database.h"
#include "bridge/source_choice.h"
#include "broker/cluster_backend.h"
#include "environment/environment_choice.h"
#include "kampus/workload_thread.h"
#include "pipeline/options.h"

#include <QString>

#include <atomic>
#include <cstdint>
#include <memory>

namespace pk::gui {

/// The number after the greatest one that a generator has in the warehouse: those of others are not its own
/// (extract/number_series.h).
Result<std::int64_t> nextSequenceIn(Database &warehouse);

/// Where sources find and keep what is theirs.
struct SourcePlaces
{
    QString folder;
    broker::ClusterBackend *cluster = nullptr; ///< that the records go to
    std::int64_t ratePerSecond = 0; ///< of the campus, where it works by itself
    SequenceCounter sequence;
    std::shared_ptr<api::ApiThread> api; ///< of the campus, where it answers already
    environment::EnvironmentChoice environment = {}; ///< of the cluster

    bool tellAgain = false; ///< the campus tells all its rows once more
    bool emptyTopics = false; ///< the cluster is new: what was published before is gone with the one before

    QString campusDatabase() const; ///< the window's own
    QString databaseOf(const SourceChoice &choice) const; ///< that one, or the server's
    QString bridgeStore(const QString &server) const; ///< empty: of the window's own database
    QString positions() const;
};

/// A source, ready to be started.
struct PreparedSource
{
    pipeline::SourceFactory factory; ///< empty when it is a campus with change capture
    std::optional<pipeline::CampusOptions> campus;
    // What works beside it; to be kept as long as the source runs.
    std::shared_ptr<kampus::WorkloadThread> workload; ///< the campus, while it is only read
    std::shared_ptr<api::ApiThread> api;
};

/// What the choice means there: on Compose a campus without a server is that whose changes Compose's Maxwell
/// captures, and everywhere else it is the window's own.
SourceChoice sourceIn(const environment::EnvironmentChoice &environment, SourceChoice choice);

/// Errors: a file that cannot be read or whose columns no mapping knows; an address that is none; a topic
/// that is not there. A generator that crashed goes on with new orders: what it had not had acknowledged is
/// gone, as with any event stream that keeps nothing.
Result<PreparedSource> prepareSource(const SourceChoice &choice, const SourcePlaces &places);

/// Whether the source keeps what it has told: its rows, as they are now, can be told once more. A generator
/// keeps nothing, a file is read from its beginning anyway, a topic is gone with its cluster.
bool canReplay(const SourceChoice &choice);
/// It tells all its rows once more when it is prepared next. Not while it runs. REQUIRES: canReplay().
Result<void> forgetPosition(const SourceChoice &choice, const SourcePlaces &places);

} // namespace pk::gui
