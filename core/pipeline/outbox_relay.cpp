#include "pipeline/outbox_relay.h"

#include "domain/headers.h"
#include "warehouse/warehouse.h"

#include <vector>

namespace pk::pipeline {

static constexpr int kPortion = 1'000;

static Result<std::int64_t> relayPortion(Database &database, Sender &sender, const Clock &clock, int settleMs)
{
    const auto pending = warehouse::pendingOutbox(database, kPortion);
    if (!pending)
        return pending.error();
    std::vector<std::int64_t> ids;
    for (const warehouse::OutboxEvent &followUp : *pending) {
        broker::Headers headers;
        headers.add(header::eventId, followUp.eventId);
        headers.add(header::contentType, "application/json");
        broker::ProduceRequest request;
        request.topic = followUp.topic;
        request.key = followUp.key;
        request.value = followUp.value;
        request.timestampMs = clock.nowMs();
        if (auto sent = sender.send(request, headers); !sent)
            return sent.error();
        ids.push_back(followUp.id);
    }
    if (ids.empty())
        return std::int64_t{0};
    if (auto settled = sender.settle(settleMs); !settled)
        return settled.error();
    if (auto marked = warehouse::markPublished(database, ids, clock.nowMs()); !marked)
        return marked.error();
    return static_cast<std::int64_t>(ids.size());
}

Result<std::int64_t> relayOutbox(Database &database, Sender &sender, const Clock &clock, int settleMs)
{
    std::int64_t published = 0;
    for (;;) {
        const auto portion = relayPortion(database, sender, clock, settleMs);
        if (!portion)
            return portion;
        published += *portion;
        if (*portion < kPortion)
            return published;
    }
}

} // namespace pk::pipeline
