// The part of RecordTeller that looks for what no message names: the change event before a record, the record
// that was made of a change event, and the copy of what was put aside.

#include "bridge/record_teller.h"
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
    if (!story.change)
        kept.change.follow(story.header(header::cdcPosition));
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
    trail.follow(kept.asked.toString(), rawTopicOf(kept.asked.topic));
    if (sources.journal) {
        if (auto read = trail.read(*sources.journal); !read)
            story.journalError = read.error();
    }
    if (kept.message && !kept.row)
        kept.row = ChangedRow::read(kept.asked, *kept.message);
    ChangeStory &change = story.change.emplace();
    change.isTaken = trail.takenUs() > 0 || trail.isPassed();
    if (kept.row) {
        change.isRead = true;
        change.needs = kept.row->needs();
        change.transaction = kept.row->transaction();
    }
    if (trail.isRefused()) {
        if (!kept.aside)
            findAside(sources, kept, story, kept.asked, deadLetterTopic(kept.asked.topic));
    } else if (change.isTaken && change.needs != BridgeNeeds::Nothing
               && kept.trail.known().rawAt.offset < 0) {
        if (auto searched = searchMade(sources, kept); !searched)
            story.brokerError = searched.error();
    }
}

/// Goes on where it stopped the last time.
Result<void> RecordTeller::searchMade(const StorySources &sources, Kept &kept)
{
    auto fetch = fetcher(sources);
    if (!fetch)
        return fetch.error();
    const std::string topic(rawTopicOf(kept.asked.topic));
    const auto &known = sources.run.topicPartitions;
    const auto own = known ? known->find(topic) : std::map<std::string, int, std::less<>>::const_iterator();
    const int partitions = known && own != known->end() ? own->second : sources.run.partitions;
    for (int p = 0; p < partitions; ++p) {
        const auto from = kept.change.madeFrom().find(p);
        const bool told = kept.change.takenUs() > 0;
        if (told && from == kept.change.madeFrom().end())
            continue; // nothing was written there since
        const std::int64_t first = told ? std::max<std::int64_t>(0, from->second - kBeforeTheFirst) : 0;
        const auto begun = kept.searchedTo.find(p);
        const bool goesOn = begun != kept.searchedTo.end();
        const std::int64_t next = goesOn ? begun->second : first;
        if (told && next >= first + kSearchedAtMost)
            continue;
        // What the bridge had taken before the journal began lies anywhere: the newest are looked through.
        auto fetched = told || goesOn ? (*fetch)->range({topic, p}, next, kLookedThrough)
                                      : (*fetch)->newest({topic, p}, kLookedThrough);
        if (!fetched)
            return fetched.error();
        for (const FullMessage &raw : fetched->messages) {
            if (!kept.row->isIn(raw))
                continue;
            kept.trail.learn(
                {{topic, p, raw.offset}, {}, {}, std::string(headerOf(raw, header::correlationId))});
            return {};
        }
        kept.searchedTo[p] = std::max(fetched->next, next);
    }
    return {};
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
