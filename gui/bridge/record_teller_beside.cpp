// The part of RecordTeller that looks for what no message names: the change event before a record, the record
// that was made of a change event, and the copy of what was put aside.

#include "bridge/record_teller.h"
#include "cdc/store.h"
#include "domain/headers.h"

#include <algorithm>

namespace pk::gui {

namespace {

/// Dead letters keep their partition; one that the journal did not name is looked for among so many.
constexpr std::int64_t kLookedThrough = 500;
/// What a change event became is looked for so far, and then taken to be nowhere.
constexpr std::int64_t kSearchedAtMost = 4'000;
constexpr std::int64_t kBeforeTheFirst = 100; ///< other writers are between the ranges of the journal, too

} // namespace

/// The change event that it was made of. What the journal does not know any more, the event itself says.
void RecordTeller::readChange(const StorySources &sources, Kept &kept, RecordStory &story)
{
    if (!story.change) {
        const auto refused = story.changeAt();
        const std::string at = refused ? refused->toString() : std::string(story.header(header::cdcPosition));
        kept.change.follow(at, sources.run.bridgeGroup);
    }
    if (kept.change.at().offset < 0)
        return;
    if (sources.journal) {
        if (auto read = kept.change.read(*sources.journal); !read)
            story.journalError = read.error();
    }
    if (kept.change.ackedUs() == 0 && kept.changeMs == 0 && !story.brokerError) {
        if (const MessagePtr message = fetchOne(sources, kept.change.at()).message)
            kept.changeMs = message->timestampMs;
    }
    story.changeUs = kept.change.ackedUs() > 0 ? kept.change.ackedUs() : kept.changeMs * 1000;
    story.bridgeUs = kept.change.takenUs();
}

/// What the bridge made of this change event: from there on the story is that record's.
void RecordTeller::readMade(const StorySources &sources, Kept &kept, RecordStory &story)
{
    ChangeTrail &trail = kept.change;
    trail.follow(kept.asked.toString(), sources.run.bridgeGroup, rawTopicOf(kept.asked.topic));
    if (sources.journal) {
        if (auto read = trail.read(*sources.journal); !read)
            story.journalError = read.error();
    }
    if (kept.message && !kept.row)
        kept.row = ChangedRow::read(kept.asked, *kept.message);
    ChangeStory &change = story.change.emplace();
    if (kept.row)
        change.transaction = kept.row->transaction();
    if (trail.isRefused()) {
        change.standing = BridgeStanding::Refused;
        if (!kept.aside)
            findAside(sources, kept, story, kept.asked, deadLetterTopic(kept.asked.topic));
    } else if (kept.trail.known().rawAt.offset >= 0) {
        change.standing = BridgeStanding::Made;
    } else if (trail.isPassedOver()) {
        change.standing = BridgeStanding::PassedOver;
    } else if (trail.takenUs() > 0 || trail.isPassed()) {
        change.standing = BridgeStanding::Taken;
        if (kept.row)
            followRow(sources, kept, story);
    }
}

/// The bridge's store says whether the row waits. If not, its record is in the raw topic, or about to be.
void RecordTeller::followRow(const StorySources &sources, Kept &kept, RecordStory &story)
{
    ChangeStory &change = *story.change;
    if (!kept.row->leadsToARecord()) {
        change.standing = BridgeStanding::Unused;
        return;
    }
    const auto store = bridgeStore(sources);
    const auto needs = store ? kept.row->needs(**store) : Result<BridgeNeeds>(store.error());
    if (needs && *needs != BridgeNeeds::Nothing) {
        change.standing = BridgeStanding::Held;
        change.needs = *needs;
        kept.change.noteNotMade(); // the journal was read before
        kept.searched.clear();
        return;
    }
    // Before the search, which may else end shortly before the record comes.
    const auto pending = needs ? cdc::pendingEvents(**store, 1) : needs.error();
    const bool isDone = pending && pending->empty() && kept.change.isPassed();
    if (!pending)
        m_bridgeStore.reset();
    const auto everywhere = searchMade(sources, kept);
    if (!everywhere)
        story.brokerError = everywhere.error();
    else if (kept.trail.known().rawAt.offset >= 0)
        change.standing = BridgeStanding::Made;
    else if (isDone && *everywhere)
        change.standing = BridgeStanding::NotFound;
}

/// Goes on where it stopped the last time. True: there is nothing left to look through.
Result<bool> RecordTeller::searchMade(const StorySources &sources, Kept &kept)
{
    auto fetch = fetcher(sources);
    if (!fetch)
        return fetch.error();
    const std::string topic(rawTopicOf(kept.asked.topic));
    const auto &known = sources.run.topicPartitions;
    const auto own = known ? known->find(topic) : std::map<std::string, int, std::less<>>::const_iterator();
    const int partitions = known && own != known->end() ? own->second : sources.run.partitions;
    bool everywhere = true;
    for (int p = 0; p < partitions; ++p) {
        auto searched = kept.searched.find(p);
        const auto from = kept.change.madeFrom().find(p);
        // What the bridge had taken before the journal began lies anywhere, what the journal does not tell of
        // yet at the end: the newest are looked through.
        const bool isKnown = kept.change.takenUs() > 0 && from != kept.change.madeFrom().end();
        if (searched == kept.searched.end() && isKnown) {
            const std::int64_t first = std::max<std::int64_t>(0, from->second - kBeforeTheFirst);
            searched = kept.searched.try_emplace(p, Searched{first, first}).first;
        }
        const bool begins = searched == kept.searched.end();
        if (!begins && searched->second.next >= searched->second.first + kSearchedAtMost)
            continue;
        auto fetched = begins ? (*fetch)->newest({topic, p}, kLookedThrough)
                              : (*fetch)->range({topic, p}, searched->second.next, kLookedThrough);
        if (!fetched)
            return fetched.error();
        for (const FullMessage &raw : fetched->messages) {
            if (!kept.row->isIn(raw))
                continue;
            kept.trail.learn(
                {{topic, p, raw.offset}, {}, {}, std::string(headerOf(raw, header::correlationId))});
            return true;
        }
        // What retention has taken is behind it, too.
        std::int64_t next = std::max(fetched->begin, fetched->next);
        if (begins)
            kept.searched[p] = {next, next};
        else
            searched->second.next = next = std::max(next, searched->second.next);
        everywhere = everywhere && next >= fetched->end;
    }
    return everywhere;
}

Result<Database *> RecordTeller::bridgeStore(const StorySources &sources)
{
    if (!m_bridgeStore || m_bridgePath != sources.run.bridgeStore) {
        m_bridgeStore.reset();
        auto opened = openSqlite(sources.run.bridgeStore, OpenMode::ReadOnly);
        if (!opened)
            return opened.error();
        m_bridgeStore = std::move(*opened);
        m_bridgePath = sources.run.bridgeStore;
    }
    return m_bridgeStore.get();
}

void RecordTeller::findAside(const StorySources &sources, Kept &kept, RecordStory &story,
                             const Position &input, const std::string &topic)
{
    auto fetch = fetcher(sources);
    if (!fetch || input.offset < 0)
        return;
    auto fetched = (*fetch)->newest({topic, input.partition}, kLookedThrough);
    if (!fetched)
        return;
    for (FullMessage &message : fetched->messages) {
        const Position at{topic, input.partition, message.offset};
        const auto note = asideNoteOf(at, message);
        if (!note || note->input != input)
            continue;
        kept.trail.learn({{}, {}, at, {}});
        story.asideAt = at;
        kept.aside = std::make_shared<const FullMessage>(std::move(message));
        return;
    }
}

} // namespace pk::gui
