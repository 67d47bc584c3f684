#pragma once

// The sources that take their records from a campus database: change data capture and polling, of the
// window's own SQLite file or of a database on a MySQL or MariaDB server, whose changes the real Maxwell
// captures. The window works in its own file, and in a server's database that Maxwell captures; one that is
// polled is read as it is.
//
// Thread: free functions; checkServer() and what opens a file block their caller.
// Errors: plain sentences that say what to do.

#include "bridge/sources.h"
#include "sources/polling_source.h"

namespace pk::gui {

/// Transactions a second of a campus that is only read, for what the rate is set to.
std::int64_t workloadRate(std::int64_t ratePerSecond);
/// The window's own campus at work by itself, so that there is something to read.
Result<std::shared_ptr<kampus::WorkloadThread>> startWorkload(const SourceChoice &choice,
                                                              const SourcePlaces &places);
Result<PreparedSource> prepareCampus(const SourceChoice &choice, const SourcePlaces &places);
/// How such a choice polls.
sources::PollingOptions pollingOptions(const SourceChoice &choice, const SourcePlaces &places);
Result<PreparedSource> preparePolling(const SourceChoice &choice, const SourcePlaces &places);
/// What the window's sources keep their positions under.
inline constexpr char kTarget[] = "window";

/// The variable of the environment that holds the password of such a choice's server.
const char *passwordVariableOf(SourceChoice::Kind kind);
/// "127.0.0.1:3306/kampus", without the user.
QString placeOfServer(const QString &address);
/// Why the real Maxwell cannot write there, in a sentence; empty: it can.
QString whyNoMaxwell(const environment::EnvironmentChoice &environment, const broker::ClusterInfo &cluster);
/// Whether that database can be what is chosen: it answers, and has what Maxwell or a poll needs. Seconds.
Result<void> checkServer(const SourceChoice &choice, const QString &password);

/// Whose changes lie in the change topics of this cluster: that server's; empty: the window's own database's.
Result<QString> changesOf(const SourcePlaces &places);
/// From now on that one's: it tells all its rows first, to a bridge that knows nothing yet, since what lies
/// there already is another's. REQUIRES: that bridge does not run.
Result<void> takeChangeTopics(const SourcePlaces &places, const QString &server);

} // namespace pk::gui
