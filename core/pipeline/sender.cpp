#include "pipeline/sender.h"

#include "base/clock.h"

namespace pk::pipeline {

static constexpr int kSliceMs = 20;

Result<Sender> Sender::create(const broker::ClientConfig &config, broker::Producer::DeliveryHandler handler,
                              std::function<void()> serve)
{
    auto refused = std::make_unique<std::optional<Error>>();
    auto producer = broker::Producer::create(
        config, [refused = refused.get(), handler = std::move(handler)](const broker::Delivery &delivery) {
            if (delivery.error)
                *refused = delivery.error;
            else if (handler)
                handler(delivery);
        });
    if (!producer)
        return producer.error();
    Sender sender;
    sender.m_refused = std::move(refused);
    sender.m_producer = std::move(*producer);
    sender.m_serve = std::move(serve);
    return sender;
}

Result<void> Sender::send(const broker::ProduceRequest &request, broker::Headers &headers)
{
    for (;;) {
        auto handed = m_producer->produce(request, headers);
        if (handed || handed.error().code != ErrorCode::Busy)
            return handed;
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
            return *std::exchange(*m_refused, std::nullopt);
        if (flushed || monotonicUs() > deadlineUs)
            return flushed;
        if (m_serve)
            m_serve();
    }
}

} // namespace pk::pipeline
