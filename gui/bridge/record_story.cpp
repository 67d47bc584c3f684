#include "bridge/record_story.h"

#include "domain/headers.h"
#include "domain/pipeline_names.h"

#include <algorithm>

namespace pk::gui {

namespace {

constexpr std::string_view kDeadLetters = ".dlq";
constexpr std::string_view kFiltered = ".filtered";

bool endsWith(std::string_view text, std::string_view end)
{
    return text.size() > end.size() && text.substr(text.size() - end.size()) == end;
}

Position positionOf(const FullMessage &message, std::string_view headerName)
{
    const auto view = parsePosition(headerOf(message, headerName));
    return view ? Position{std::string(view->topic), view->partition, view->offset} : Position();
}

} // namespace

std::string_view inputOf(std::string_view topic)
{
    for (const std::string_view end : {kDeadLetters, kFiltered}) {
        if (endsWith(topic, end))
            return topic.substr(0, topic.size() - end.size());
    }
    return topic;
}

std::optional<Dataset> datasetOf(std::string_view topic)
{
    const std::string_view input = inputOf(topic);
    for (const Dataset dataset : {Dataset::Orders, Dataset::Activities}) {
        if (input == rawTopic(dataset) || input == enrichedTopic(dataset))
            return dataset;
    }
    return std::nullopt;
}

bool isChangeTopic(std::string_view topic)
{
    return topic.starts_with("producer.");
}

TopicRole roleOf(std::string_view topic)
{
    if (endsWith(topic, kDeadLetters))
        return TopicRole::DeadLetters;
    if (endsWith(topic, kFiltered))
        return TopicRole::Filtered;
    const auto dataset = datasetOf(topic);
    if (!dataset)
        return TopicRole::Other;
    return topic == rawTopic(*dataset) ? TopicRole::Raw : TopicRole::Enriched;
}

bool isPastTransform(const Position &byHand)
{
    return byHand.offset >= 0 && roleOf(byHand.topic) != TopicRole::Raw && !isRowTopic(byHand.topic);
}

std::string_view StoredRow::column(std::string_view name) const
{
    for (const auto &[column, value] : columns) {
        if (column == name && value)
            return *value;
    }
    return {};
}

std::optional<AsideNote> asideNoteOf(const Position &at, const FullMessage &copy)
{
    AsideNote note;
    note.at = at;
    note.code = headerOf(copy, "__connect.errors.exception.class.name");
    note.stage = headerOf(copy, "__connect.errors.stage");
    note.step = headerOf(copy, "__connect.errors.class.name");
    note.message = headerOf(copy, "__connect.errors.exception.message");
    const std::string place = std::string(headerOf(copy, "__connect.errors.topic")) + "/"
        + std::string(headerOf(copy, "__connect.errors.partition")) + "/"
        + std::string(headerOf(copy, "__connect.errors.offset"));
    const auto input = parsePosition(place); // a view of it
    note.input = input ? Position{std::string(input->topic), input->partition, input->offset}
                       : positionOf(copy, header::rawPosition);
    if (note.code.empty() && note.input.topic.empty())
        return std::nullopt;
    return note;
}

const Station *RecordStory::station(journal::Hop hop) const
{
    const auto found = std::find_if(stations.rbegin(), stations.rend(),
                                    [hop](const Station &station) { return station.hop == hop; });
    return found != stations.rend() ? &*found : nullptr;
}

bool RecordStory::isAside() const
{
    return aside || station(journal::Hop::DeadLettered) || station(journal::Hop::Filtered);
}

std::optional<Position> RecordStory::changeAt() const
{
    if (change)
        return asked;
    if (aside && isRowTopic(aside->input.topic))
        return aside->input;
    return std::nullopt;
}

bool RecordStory::isComplete() const
{
    if (canStillCome(presence) || warehouseError)
        return false;
    // Nobody goes on with it, also where it is the bridge's dead letter.
    if ((!datasetOf(asked.topic) && !change) || isLaidAside())
        return true;
    if (change && rawAt.offset < 0)
        return aside || !message || change->endsInBridge(); // what has no message any more tells no more
    if (isAside())
        return aside && station(journal::Hop::Committed);
    return !audit.empty() && station(journal::Hop::LoadCommitted);
}

std::string_view RecordStory::header(std::string_view name) const
{
    for (const auto &from : {message, raw}) {
        if (!from)
            continue;
        if (const std::string_view value = headerOf(*from, name); !value.empty())
            return value;
    }
    return {};
}

} // namespace pk::gui
