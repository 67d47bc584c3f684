#include "broker/record_at.h"

#include "base/clock.h"
#include "broker/consumer.h"

#include <QCoreApplication>

namespace pk::broker {

namespace {

struct Wanted
{
    TopicPartition partition;
    std::int64_t offset = -1;
    bool answered = false;
    std::optional<std::string> value;
};

void look(Consumer &consumer, Wanted &wanted)
{
    std::vector<Message> taken; // destroyed before its consumer
    if (consumer.take(wanted.partition, 1, taken) > 0) {
        wanted.answered = true;
        if (taken.front().offset() == wanted.offset)
            wanted.value = std::string(taken.front().value());
    } else if (consumer.pastMarkers(wanted.partition, wanted.offset) > wanted.offset) {
        wanted.answered = true;
    }
}

} // namespace

Result<std::vector<std::optional<std::string>>>
valuesAt(const ClusterInfo &cluster, std::span<const Position> positions, Isolation isolation, int timeoutMs)
{
    const std::int64_t deadlineUs = monotonicUs() + std::int64_t{timeoutMs} * 1000;
    std::optional<Error> lastError;
    ConsumerListener listener;
    listener.failed = [&lastError](const Error &error) { lastError = error; };
    // The group is never joined and nothing is committed for it.
    ConsumerSettings settings;
    settings.group = settings.clientId = "pk-record";
    settings.startAtEarliest = false;
    ClientConfig config = consumerConfig(cluster, settings);
    config.set("isolation.level",
               isolation == Isolation::ReadCommitted ? "read_committed" : "read_uncommitted");
    auto consumer = Consumer::create(config, std::move(listener));
    if (!consumer)
        return consumer.error();
    std::vector<Wanted> all;
    std::vector<StartOffset> starts;
    for (const Position &position : positions) {
        all.push_back({{position.topic, position.partition}, position.offset, false, {}});
        starts.push_back({all.back().partition, position.offset});
    }
    if (auto assigned = (*consumer)->assign(std::move(starts)); !assigned)
        return assigned.error();
    for (;;) {
        (*consumer)->serve();
        const Wanted *missing = nullptr;
        for (Wanted &wanted : all) {
            if (!wanted.answered)
                look(**consumer, wanted);
            missing = wanted.answered ? missing : &wanted;
        }
        if (missing == nullptr)
            break;
        if (lastError && lastError->code == ErrorCode::OutOfRange)
            return *lastError;
        if (monotonicUs() > deadlineUs)
            return Error{ErrorCode::Timeout,
                         QCoreApplication::translate("broker", "A record could not be read in time."),
                         QString::fromStdString(missing->partition.toString()), true};
        (*consumer)->wait(kServeEveryMs);
    }
    std::vector<std::optional<std::string>> values;
    for (Wanted &wanted : all)
        values.push_back(std::move(wanted.value));
    return values;
}

} // namespace pk::broker
