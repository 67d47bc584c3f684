#pragma once

// A session file: everything that a journal recorded, in one SQLite file that can be saved, sent and opened
// again. Events lie in chunks of the binary form of event_codec.h; each chunk is one database transaction, so
// a process that is killed leaves a file that opens and lacks at most its last, unwritten chunk.
//
// Thread: belongs to the thread that opened it. Several may have the same file open, one of them to write
// events. Errors: NotFound, Corrupt (no session, a newer format), BadInput (there is a file already), and
// those of the database. A damaged chunk is no error: the others are read, and damage() tells which events
// are lost.

#include "base/database.h"
#include "base/result.h"
#include "journal/event.h"
#include "journal/event_source.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pk::journal {

/// What the header says.
struct SessionInfo
{
    std::int64_t formatVersion = 0;
    std::string product; ///< who wrote it, for example "Pelatihan Kafka 0.1.0"
    std::int64_t createdUs = 0;
    std::map<std::string, std::string> values; ///< seed, environment and the like
    bool closed = false; ///< ended in order; false also while it is being written
};

/// A run of events that the file should hold and does not.
struct LostRange
{
    std::uint64_t first = 0;
    std::uint64_t last = 0;

    bool operator==(const LostRange &) const = default;
};

class SessionFile final : public EventSource
{
public:
    static constexpr std::int64_t kFormatVersion = 1;
    /// The most events that one chunk takes.
    static constexpr std::size_t kChunkEvents = 4096;

    /// A new file; one that holds something already is left alone.
    static Result<std::unique_ptr<SessionFile>> create(const QString &path,
                                                       const std::map<std::string, std::string> &values = {});
    /// `mode` ReadWrite allows snapshots to be added.
    static Result<std::unique_ptr<SessionFile>> open(const QString &path, OpenMode mode = OpenMode::ReadOnly);
    ~SessionFile() override;

    const SessionInfo &info() const { return m_info; }
    /// Names of the writers, by their number in the events.
    Result<std::map<std::uint32_t, std::string>> writers() const;

    std::uint64_t firstSeq() const override;
    std::uint64_t lastSeq() const override;
    Result<void> forEach(std::uint64_t afterSeq, std::uint64_t upToSeq, const Visitor &visit) const override;
    using EventSource::forEach;
    Result<std::vector<Event>> read(std::uint64_t afterSeq, std::size_t max) const;
    /// What was found missing or damaged so far: between chunks when the file was opened, inside them when
    /// they were read. Reading the whole file once finds all.
    std::vector<LostRange> damage() const;
    /// The same for a person, and whether the file has no end; empty when it holds all.
    QString damageText() const;

    /// Writes one chunk and the new writers in one transaction. REQUIRES: consecutive numbers, following the
    /// last.
    Result<void> append(std::span<const std::span<const Event>> parts,
                        std::span<const std::pair<std::uint32_t, std::string>> newWriters);
    /// Marks the file as complete and folds the write-ahead log into it, so that one file is all of it.
    Result<void> close();

    Result<void> saveSnapshot(std::uint64_t seq, std::string_view state);
    /// Numbers of the snapshots in the file, ascending.
    Result<std::vector<std::uint64_t>> snapshots() const;
    /// NotFound when there is none; Corrupt when it is damaged.
    Result<std::string> loadSnapshot(std::uint64_t seq) const;

private:
    struct Chunk
    {
        std::uint64_t first;
        std::uint64_t last;
        std::uint32_t checksum;
    };

    explicit SessionFile(std::unique_ptr<Database> db, QString path);
    Result<void> readHeader();
    Result<void> readChunkList();
    std::optional<std::vector<Event>> readChunk(const Chunk &chunk) const;
    void noteLost(LostRange range) const;

    std::unique_ptr<Database> m_db;
    QString m_path;
    SessionInfo m_info;
    std::vector<Chunk> m_chunks; // ascending, not overlapping
    mutable std::vector<LostRange> m_lost; // ascending
};

} // namespace pk::journal
