#pragma once

// What the tests of core/broker share: an embedded cluster in a child process, and short ways to fill and
// read it.

#include "base/clock.h"
#include "broker/consumer.h"
#include "broker/embedded_backend.h"
#include "broker/producer.h"
#include "places/places.h"
#include "support/patience.h"

#include <QString>
#include <QtTest>

#include <functional>
#include <map>

namespace pk::broker {

inline BrokerProcess::Options embeddedOptions()
{
    return {.program = pk::test::programPath(), .brokers = 3, .restart = true, .died = {}, .restarted = {}};
}

/// What a failed QVERIFY2 prints.
template <typename T> QByteArray why(const Result<T> &result)
{
    return result ? QByteArray() : result.error().toString().toUtf8();
}

/// Calls `done` every few milliseconds until it says yes. False on time-out.
inline bool waitUntil(const std::function<bool()> &done, int timeoutMs = pk::test::kPatienceMs)
{
    const std::int64_t deadline = monotonicUs() + timeoutMs * std::int64_t{1000};
    while (!done()) {
        if (monotonicUs() > deadline)
            return false;
        QTest::qWait(5);
    }
    return true;
}

struct Sent
{
    std::int32_t partition = -1;
    std::int64_t offset = -1;
    std::optional<Error> error;
};

/// Produces and waits for the delivery reports, which it returns in the order of the requests.
class TestProducer
{
public:
    explicit TestProducer(const ClientConfig &config)
        : m_producer(Producer::create(config, [this](const Delivery &d) {
            m_sent[d.tag] = {d.partition, d.offset, d.error};
        }))
    {
    }
    bool ok() const { return m_producer.ok(); }
    Producer &raw() { return **m_producer; }

    Sent send(ProduceRequest request, Headers headers = {})
    {
        request.tag = ++m_lastTag;
        if (auto handed = raw().produce(request, headers); !handed)
            return {-1, -1, handed.error()};
        if (auto flushed = raw().flush(pk::test::kPatienceMs); !flushed)
            return {-1, -1, flushed.error()};
        return m_sent[request.tag];
    }
    /// `count` records of ascending values 0, 1, … into one partition.
    Result<void> fill(const TopicPartition &to, int count)
    {
        Headers none;
        for (int i = 0; i < count; ++i) {
            const std::string value = std::to_string(i);
            if (auto handed = raw().produce({to.topic, to.partition, {}, value, 0, 0}, none); !handed)
                return handed;
        }
        return raw().flush(pk::test::kPatienceMs);
    }

private:
    std::map<std::uint64_t, Sent> m_sent; // by tag
    std::uint64_t m_lastTag = 0;
    Result<std::unique_ptr<Producer>> m_producer; // destroyed before what its handler writes
};

/// Serves the consumer and takes from one partition until `count` messages are there.
inline std::vector<Message> takeFrom(Consumer &consumer, const TopicPartition &from, std::size_t count,
                                     int timeoutMs = pk::test::kPatienceMs)
{
    std::vector<Message> messages;
    const std::int64_t deadline = monotonicUs() + timeoutMs * std::int64_t{1000};
    while (messages.size() < count && monotonicUs() < deadline) {
        consumer.serve();
        if (consumer.take(from, count - messages.size(), messages) == 0)
            consumer.wait(20);
    }
    return messages;
}

inline std::vector<std::int64_t> offsetsOf(const std::vector<Message> &messages)
{
    std::vector<std::int64_t> offsets;
    for (const Message &message : messages)
        offsets.push_back(message.offset());
    return offsets;
}

/// first, first + 1, … up to `count` of them.
inline std::vector<std::int64_t> ascending(std::int64_t first, std::int64_t count)
{
    std::vector<std::int64_t> numbers;
    for (std::int64_t i = 0; i < count; ++i)
        numbers.push_back(first + i);
    return numbers;
}

} // namespace pk::broker
