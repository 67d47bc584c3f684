#pragma once

// Which source a person has chosen, and how it is set.
//
// Thread: value types and free functions.

#include "domain/pipeline_names.h"
#include "extract/generator_options.h"

#include <QString>

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace pk::gui {

struct SourceChoice
{
    enum class Kind {
        Generator,
        Csv,
        Campus, ///< the campus database and its change capture
        Polling, ///< the campus database, asked again and again
        Rest, ///< its API, or somebody's
        Topic, ///< that another program writes
    };

    /// How an API names its next page.
    enum class Paging { Cursor, Link, Page };

    Kind kind = Kind::Generator;
    extract::GeneratedDatasets datasets = extract::GeneratedDatasets::Orders; ///< not of Csv
    QString file; ///< of Csv
    QString mapping; ///< what the file's columns mean; empty: the known mapping that fits them
    QString
        database; ///< of Campus and Polling: mysql://USER@HOST:PORT/DB; empty: the window's own SQLite file
    bool ofCompose = false; ///< that database is Compose's own, and is meant there alone; see sourceIn()
    bool pollById = false; ///< of Polling: new rows alone; else by time, changed ones too
    QString url; ///< of Rest; empty: the campus's own API
    Paging paging = Paging::Cursor; ///< of Rest
    QString topic; ///< of Topic
    std::uint64_t seed = 1;
    int dirtyPercent = 5;
};

/// Of the campus's own API; where another program has it, any free one. Event ids of the API's objects hold
/// its address: as long as it stays, the same state is the same event.
inline constexpr std::uint16_t kCampusApiPort = 18'642;

/// What a window begins with.
SourceChoice firstSource();
/// Whether it takes its records from a campus database, the window's own or one on a server.
bool hasCampus(const SourceChoice &choice);
/// The address of that database; empty: it is the window's own, or there is none.
QString serverOf(const SourceChoice &choice);
/// Whether the real Maxwell captures the changes, and not its emulation.
bool isMaxwell(const SourceChoice &choice);
bool brings(const SourceChoice &choice, Dataset dataset);
std::vector<Dataset> datasetsOf(const SourceChoice &choice);
/// Whether they take their records from the same place, however they are set there.
bool isSamePlace(const SourceChoice &a, const SourceChoice &b);
/// As the journal keeps it: "csv FILE", "campus", …; and read from there again.
std::string toJournal(const SourceChoice &choice);
void readJournalled(std::string_view text, SourceChoice &choice);

/// The next order or activity number; shared by the generators that follow one another.
using SequenceCounter = std::shared_ptr<std::atomic<std::int64_t>>;

} // namespace pk::gui
