#include "bridge/recorded_session.h"

#include "bridge/text.h"
#include "domain/pipeline_names.h"
#include "journal/session_file.h"
#include "transform/config.h"

#include <algorithm>
#include <charconv>
#include <limits>

namespace pk::gui {

namespace {

template <typename Number> Number numberIn(std::string_view text, Number otherwise)
{
    Number number = otherwise;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

std::string_view valueOf(const std::map<std::string, std::string> &values, const std::string &name)
{
    const auto found = values.find(name);
    return found != values.end() ? std::string_view(found->second) : std::string_view();
}

/// What was chosen meanwhile, from the commands that the journal keeps.
void takeCommand(RunInfo &run, const std::string &text, std::int64_t wallUs)
{
    constexpr std::string_view source = "source ";
    constexpr std::string_view rate = "rate ";
    const std::string_view words(text);
    if (words.starts_with(source)) {
        readJournalled(words.substr(source.size()), run.source);
        run.sourceSinceUs = wallUs;
    } else if (words.starts_with(rate)) {
        run.ratePerSecond = numberIn<std::int64_t>(words.substr(rate.size()), 0); // "max" is none
    }
}

std::optional<StageKind> stageOfWriter(std::string_view name)
{
    for (const StageKind stage :
         {StageKind::Source, StageKind::Bridge, StageKind::Transform, StageKind::Load}) {
        if (name.starts_with(toString(stage)))
            return stage;
    }
    return std::nullopt;
}

void addMembers(RunInfo &run, const std::map<std::uint32_t, std::string> &writers)
{
    for (const auto &[id, name] : writers) {
        if (const auto stage = stageOfWriter(name)) {
            pipeline::MemberStatus member;
            member.stage = *stage;
            member.name = name;
            member.status = pipeline::StageStatus::Running;
            member.joined = true;
            run.members.push_back(std::move(member));
        }
    }
    std::stable_sort(run.members.begin(), run.members.end(), [](const auto &a, const auto &b) {
        return std::tie(a.stage, a.name) < std::tie(b.stage, b.name);
    });
}

void takeProgress(RunInfo &run, const journal::State &state)
{
    for (const auto &[partition, log] : state.partitions()) {
        const bool raw = partition.topic.starts_with("raw_");
        pipeline::Progress &done = run.progress;
        if (partition.topic == rawTopic(Dataset::Orders) || partition.topic == rawTopic(Dataset::Activities))
            done.acked += log.acked.total();
        if (partition.topic == enrichedTopic(Dataset::Orders)
            || partition.topic == enrichedTopic(Dataset::Activities))
            done.transformed += log.acked.total();
        done.deadLettered += log.deadLettered.total();
        done.filtered += log.filtered.total();
        if (!raw)
            done.loaded += log.applied.total() + log.superseded.total() + log.duplicate.total();
    }
    // A session file does not say which of them an earlier source has made.
    run.progress.produced = run.progress.ackedOfSource = run.progress.acked;
}

/// How fast the source was, for want of what it was set to.
std::int64_t meanRate(const journal::EventSource &source)
{
    std::int64_t records = 0;
    std::int64_t firstUs = 0;
    std::int64_t lastUs = 0;
    (void)source.forEach([&](std::span<const journal::Event> events) {
        for (const journal::Event &event : events) {
            if (event.kind != journal::EventKind::Acked || !event.topic.starts_with("raw_"))
                continue;
            records += event.count;
            firstUs = firstUs == 0 ? event.wallUs : firstUs;
            lastUs = event.wallUs;
        }
        return true;
    });
    const std::int64_t tookUs = lastUs - firstUs;
    return tookUs > 0 ? std::max<std::int64_t>(1, (records * 1'000'000 + tookUs / 2) / tookUs) : 1;
}

RunInfo settingsOf(const journal::SessionInfo &info, const journal::State &state)
{
    RunInfo run;
    run.state = RunState::Stopped;
    run.recorded = true;
    run.environment = environment::EnvironmentChoice::fromId(toQString(valueOf(info.values, "environment")))
                          .value_or(run.environment);
    run.cluster.id = std::string(valueOf(info.values, "cluster"));
    run.incarnation = 1;
    run.transformGroup = kTransformGroup;
    run.loaderGroup = kLoaderGroup;
    run.bridgeGroup = kBridgeGroup;
    readJournalled(valueOf(info.values, "source"), run.source);
    run.source.seed = numberIn<std::uint64_t>(valueOf(info.values, "seed"), 0);
    run.semantics = semanticsFromString(valueOf(info.values, "semantics")).value_or(run.semantics);
    const auto partitions = state.config().find("partitions");
    run.partitions = partitions != state.config().end() ? numberIn(partitions->second.value, 0) : 0;
    if (run.partitions == 0) {
        for (const auto &[partition, log] : state.partitions())
            run.partitions = std::max(run.partitions, partition.partition + 1);
    }
    std::map<std::string, int, std::less<>> others;
    for (const auto &[key, count] : state.config()) {
        if (key.starts_with(pipeline::kPartitionsOf))
            others[key.substr(pipeline::kPartitionsOf.size())] = numberIn(count.value, run.partitions);
    }
    run.topicPartitions = std::make_shared<const std::map<std::string, int, std::less<>>>(std::move(others));
    for (const Dataset dataset : {Dataset::Orders, Dataset::Activities}) {
        if (auto config = transform::Config::shipped(dataset))
            run.transforms[dataset] = *config;
    }
    if (const auto orders = run.transforms.find(Dataset::Orders); orders != run.transforms.end())
        run.transformSteps = orders->second->stepNames();
    return run;
}

} // namespace

Result<RecordedSession> openRecordedSession(const QString &path, std::optional<int> afterS)
{
    auto file = journal::SessionFile::open(path);
    if (!file)
        return file.error();
    const auto writers = (*file)->writers();
    if (!writers)
        return writers.error();
    journal::JournalOptions options;
    options.keepInMemory = static_cast<std::size_t>((*file)->lastSeq()) + 1;
    auto journal = journal::Journal::open(options);
    if (!journal)
        return journal.error();

    std::int64_t untilUs = std::numeric_limits<std::int64_t>::max();
    journal::State state;
    std::vector<journal::Event> commands;
    const auto read = (*file)->forEach([&](std::span<const journal::Event> events) {
        if (afterS && state.partitions().empty() && (*journal)->lastSeq() == 0)
            untilUs = events.front().wallUs + std::int64_t{*afterS} * 1'000'000;
        for (const journal::Event &event : events) {
            if (event.wallUs > untilUs)
                return false;
            if (event.kind == journal::EventKind::Command)
                commands.push_back(event);
            const auto name = writers->find(event.writer);
            journal::Event copy = event;
            (*journal)->append((*journal)->writer(name != writers->end() ? name->second : std::string()),
                               std::move(copy));
            state.apply(std::span(&event, 1));
        }
        return true;
    });
    if (!read)
        return read.error();

    RecordedSession recorded{std::shared_ptr<journal::Journal>(std::move(*journal)),
                             settingsOf((*file)->info(), state)};
    recorded.run.sessionFile = path;
    recorded.run.reason = (*file)->damageText();
    recorded.run.ratePerSecond = meanRate(*recorded.journal);
    for (const journal::Event &command : commands)
        takeCommand(recorded.run, command.text, command.wallUs);
    addMembers(recorded.run, *writers);
    takeProgress(recorded.run, state);
    return recorded;
}

} // namespace pk::gui
