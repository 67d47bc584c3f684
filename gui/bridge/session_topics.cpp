#include "bridge/run_trouble.h"
#include "bridge/session.h"

#include "base/clock.h"
#include "bridge/text.h"

#include <QCoreApplication>

#include <algorithm>

// What a person may do with the cluster's topics while a session runs.

namespace pk::gui {

namespace {

using Kind = TopicChange::Kind;

/// As the journal keeps it.
std::string toJournal(const TopicChange &change)
{
    switch (change.kind) {
    case Kind::Make:
        return "make topic " + change.topic + " with " + std::to_string(change.partitions) + " partitions";
    case Kind::Set:
        return "topic " + change.topic + ": " + change.setting + '=' + change.value.value_or("(default)");
    case Kind::AddPartitions:
        return "topic " + change.topic + ": " + std::to_string(change.partitions) + " partitions";
    case Kind::Delete:
        break;
    }
    return "delete topic " + change.topic;
}

QString noBroker()
{
    return QCoreApplication::translate(
        "bridge", "No broker answers at the moment, so nothing was asked of it. Try again when one does.");
}

} // namespace

void Session::readTopicSettings(const std::string &topic)
{
    TopicSettings read{topic, {}, {}};
    if (!m_run || !m_run->conductor) {
        read.problem = QCoreApplication::translate("bridge", "Nothing runs at the moment.");
    } else if (isBrokerAway(m_board.run(), monotonicUs())) {
        read.problem = noBroker();
    } else if (auto settings = m_backend->topicSettings(topic)) {
        read.settings = std::move(*settings);
    } else {
        read.problem = settings.error().toString();
    }
    Q_EMIT topicSettingsRead(read);
}

void Session::changeTopic(const TopicChange &change)
{
    const Command command = Command::ChangeTopic;
    if (!running(command))
        return;
    const RunInfo run = m_board.run();
    QString why = whyNot(run, change);
    if (why.isEmpty() && isBrokerAway(run, monotonicUs()))
        why = noBroker();
    if (!why.isEmpty()) {
        Q_EMIT failed(command, why);
        return;
    }
    const bool withTheRun = change.kind == Kind::AddPartitions && isOfTheRun(run, change.topic);
    if (withTheRun && !isFree(command))
        return;
    if (auto fits = fitsCluster(change); !fits) {
        Q_EMIT failed(command, fits.error().toString());
        return;
    }
    note(journal::EventKind::Command, toJournal(change));
    // The stages have counted the partitions at their start and write by that count: those that come in
    // between would stay empty, and nobody would follow what others write there.
    const auto done = withTheRun
        ? beginAnew([&] { return applyChange(change); }, [] { return Result<void>(); })
        : [&]() -> Result<RunEnd> {
        auto carried = applyChange(change);
        return carried ? Result<RunEnd>(RunEnd()) : carried.error();
    }();
    if (done)
        Q_EMIT topicChanged(change, withTheRun ? done->sentence() : QString());
    else
        Q_EMIT failed(command, done.error().toString());
}

/// What the cluster would refuse, or take for something else, is told before anything ends for it.
Result<void> Session::fitsCluster(const TopicChange &change)
{
    if (change.kind != Kind::Make && change.kind != Kind::AddPartitions)
        return {};
    const auto topics = m_backend->topics();
    if (!topics)
        return topics.error();
    const auto found = std::find_if(topics->begin(), topics->end(), [&](const broker::TopicInfo &topic) {
        return topic.name == change.topic;
    });
    const bool there = found != topics->end();
    const int partitions = there ? static_cast<int>(found->partitions.size()) : 0;
    if (change.kind == Kind::Make && there)
        return Error{ErrorCode::BadInput,
                     QCoreApplication::translate(
                         "bridge", "There is a topic %1 already; it was left as it is. Choose another name.")
                         .arg(toQString(change.topic)),
                     {}};
    if (change.kind == Kind::Make && !m_backend->info().embedded) {
        // The cluster would wait for nodes that may be starting, and the session with it.
        const auto brokers = m_backend->brokers();
        if (brokers && change.replication > static_cast<int>(brokers->size()))
            return Error{ErrorCode::BadInput,
                         QCoreApplication::translate("bridge",
                                                     "Each replica needs a broker of its own: %1 were asked "
                                                     "for, and the cluster has %2 now. Nothing was made.")
                             .arg(change.replication)
                             .arg(brokers->size()),
                         {}};
    }
    if (change.kind == Kind::AddPartitions && !there)
        return Error{ErrorCode::NotFound,
                     QCoreApplication::translate("bridge", "The cluster has no topic %1 any more.")
                         .arg(toQString(change.topic)),
                     {}};
    if (change.kind == Kind::AddPartitions && change.partitions <= partitions)
        return Error{
            ErrorCode::BadInput,
            QCoreApplication::translate("bridge",
                                        "The topic has %1 partitions, and their number can only grow. "
                                        "Nothing was changed.")
                .arg(partitions),
            {}};
    return {};
}

Result<void> Session::applyChange(const TopicChange &change)
{
    switch (change.kind) {
    case Kind::Make: {
        auto made = m_backend->createTopic(
            {change.topic, change.partitions, change.replication,
             m_backend->info().embedded ? decltype(change.settings)() : change.settings});
        if (made)
            knowPartitions(change.topic, change.partitions);
        return made;
    }
    case Kind::Set:
        return m_backend->changeTopicSetting(change.topic, change.setting, change.value);
    case Kind::AddPartitions: {
        auto added = m_backend->addPartitions(change.topic, change.partitions);
        if (added)
            knowPartitions(change.topic, change.partitions);
        return added;
    }
    case Kind::Delete:
        break;
    }
    auto deleted = m_backend->deleteTopic(change.topic);
    if (deleted)
        knowPartitions(change.topic, 0);
    return deleted;
}

/// For the pages; 0: the topic is gone.
void Session::knowPartitions(const std::string &topic, int count)
{
    m_board.change([&](RunInfo &run) {
        std::map<std::string, int, std::less<>> known;
        if (run.topicPartitions)
            known = *run.topicPartitions;
        if (count > 0)
            known[topic] = count;
        else
            known.erase(topic);
        run.topicPartitions =
            std::make_shared<const std::map<std::string, int, std::less<>>>(std::move(known));
    });
}

} // namespace pk::gui
