#include "pipeline/sender.h"

#include "base/clock.h"

#include <QCoreApplication>

namespace pk::pipeline {

static constexpr int kSliceMs = 20;

static Error givenUpError()
{
    return {ErrorCode::Cancelled,
            QCoreApplication::translate("pipeline", "The stage was to end before the broker had answered."),
            {},
            true};
}

/// The topic was there when the stage began: that it is gone is no mistake of whoever named it.
static Error whileSending(Error error)
{
    if (error.code == ErrorCode::NotFound)
        error.code = ErrorCode::Unavailable;
    return error;
}

Result<Sender> Sender::create(const broker::ClientConfig &config, broker::Producer::DeliveryHandler handler,
                              std::function<void()> serve, std::function<bool()> givenUp)
{
    auto refused = std::make_unique<std::optional<Error>>();
    auto producer = broker::Producer::create(
        config, [refused = refused.get(), handler = std::move(handler)](const broker::Delivery &delivery) {
            if (delivery.error) {
                if (!*refused)
                    *refused = whileSending(*delivery.error);
            } else if (handler)
                handler(delivery);
        });
    if (!producer)
        return producer.error();
    Sender sender;
    sender.m_refused = std::move(refused);
    sender.m_producer = std::move(*producer);
    sender.m_serve = std::move(serve);
    sender.m_givenUp = std::move(givenUp);
    return sender;
}

Result<void> Sender::send(const broker::ProduceRequest &request, broker::Headers &headers)
{
    for (;;) {
        auto handed = m_producer->produce(request, headers);
        if (handed)
            return handed;
        if (handed.error().fatal && handed.error().code != ErrorCode::Fenced) {
            if (!m_refused->has_value())
                *m_refused = whileSending(handed.error());
            return {};
        }
        if (handed.error().code != ErrorCode::Busy)
            return whileSending(handed.error());
        if (m_givenUp && m_givenUp())
            return givenUpError();
        m_producer->poll(kSliceMs);
        if (m_serve)
            m_serve();
    }
}

Result<void> Sender::settle(int timeoutMs)
{
    const std::int64_t deadlineUs = monotonicUs() + std::int64_t{timeoutMs} * 1000;
    for (;;) {
        auto flushed = m_producer->flush(kSliceMs);
        if (flushed && m_refused->has_value())
            return **m_refused; // for good: which records are missing is not known, so nothing may be
                                // committed
        if (flushed || monotonicUs() > deadlineUs)
            return flushed;
        if (m_givenUp && m_givenUp())
            return givenUpError();
        if (m_serve)
            m_serve();
    }
}

} // namespace pk::pipeline
