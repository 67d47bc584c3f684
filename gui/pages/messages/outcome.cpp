#include "pages/messages/outcome.h"

#include "bridge/text.h"
#include "domain/headers.h"
#include "views/format.h"
#include "views/link.h"

#include <QCoreApplication>
#include <QStringList>

namespace pk::gui {

namespace {

/// Whether the last stage that takes it has done with it.
bool isEnded(const journal::PartitionState &log, std::int64_t offset)
{
    return log.applied.contains(offset) || log.deadLettered.contains(offset) || log.filtered.contains(offset)
        || log.superseded.contains(offset) || log.duplicate.contains(offset);
}

} // namespace

Outcome outcomeOf(const journal::State &state, const TopicPartition &partition, std::int64_t offset)
{
    const bool raw = partition.topic.rfind("raw_", 0) == 0;
    const bool enriched = partition.topic.rfind("enriched_", 0) == 0;
    const auto found = state.partitions().find(partition);
    // Dead letters and filtered records keep the name of the topic that they came from.
    if (found == state.partitions().end() || partition.topic.find('.') != std::string::npos
        || (!raw && !enriched))
        return {};
    const journal::PartitionState &log = found->second;
    if (log.deadLettered.contains(offset))
        return {QCoreApplication::translate("messages", "dead letter"),
                QCoreApplication::translate("messages",
                                            "It could not be processed and lies in the dead-letter topic."),
                RoseAccent, Mark::Triangle};
    if (log.filtered.contains(offset))
        return {QCoreApplication::translate("messages", "filtered"),
                QCoreApplication::translate("messages",
                                            "A rule left it out on purpose; it lies in the filtered topic."),
                PlainAccent, Mark::Diamond};
    // Read again, it is no duplicate: its effect is there.
    if (enriched && log.applied.contains(offset))
        return {QCoreApplication::translate("messages", "in warehouse"),
                QCoreApplication::translate("messages", "Its row is in the warehouse, with this offset."),
                GreenAccent, Mark::Dot};
    if (log.superseded.contains(offset))
        return {QCoreApplication::translate("messages", "superseded"),
                QCoreApplication::translate("messages", "The warehouse already had a newer version of it."),
                PlainAccent, Mark::Square};
    if (log.duplicate.contains(offset))
        return {QCoreApplication::translate("messages", "duplicate"),
                QCoreApplication::translate("messages", "The warehouse already had exactly this event."),
                PlainAccent, Mark::Square};
    bool taken = false;
    bool committed = false;
    for (const auto &[name, group] : state.groups()) {
        const auto of = group.partitions.find(partition);
        if (of == group.partitions.end())
            continue;
        taken = taken || of->second.taken.contains(offset);
        committed = committed || of->second.committed.value.offset > offset;
    }
    if (taken && committed && raw)
        return {QCoreApplication::translate("messages", "transformed"),
                QCoreApplication::translate("messages",
                                            "The transform has written what came of it and committed."),
                VioletAccent, Mark::Dot};
    if (taken)
        return {QCoreApplication::translate("messages", "in work"),
                QCoreApplication::translate("messages", "A consumer has taken it and not committed it yet."),
                AmberAccent, Mark::Dot};
    if (committed)
        return {
            QCoreApplication::translate("messages", "processed earlier"),
            QCoreApplication::translate("messages",
                                        "The group has committed past it: another run or another program has "
                                        "processed it. What became of it is not known here."),
            PlainAccent, Mark::Dot};
    return {
        QCoreApplication::translate("messages", "waiting"),
        QCoreApplication::translate("messages", "No consumer has processed it yet: it is part of the lag."),
        AmberAccent, Mark::Square};
}

Outcome outcomeOf(const journal::State &state, const RecordStory &story)
{
    const Outcome here = outcomeOf(state, {story.asked.topic, story.asked.partition}, story.asked.offset);
    if (roleOf(story.asked.topic) != TopicRole::Raw || story.enrichedAt.offset < 0)
        return here;
    const Position &at = story.enrichedAt;
    Outcome further = outcomeOf(state, {at.topic, at.partition}, at.offset);
    const journal::PartitionState *log = nullptr;
    if (const auto found = state.partitions().find({at.topic, at.partition});
        found != state.partitions().end())
        log = &found->second;
    // Before the loader has done with it, the transform is as far as it has come.
    if (!log || !isEnded(*log, at.offset))
        return here;
    if (log->applied.contains(at.offset))
        further.explanation =
            QCoreApplication::translate("messages", "Its row is in the warehouse, with the offset %1 of %2.")
                .arg(placeText(at.partition, at.offset), toQString(at.topic));
    return further;
}

QString linkOfPosition(std::string_view headerName, std::string_view value)
{
    if (headerName != header::rawPosition && headerName != header::redriveOf)
        return {};
    const QStringList parts = toQString(value).split(QLatin1Char('/'));
    return parts.size() == 3 ? toString(Link::record(parts[0], parts[1].toInt(), parts[2].toLongLong()))
                             : QString();
}

} // namespace pk::gui
