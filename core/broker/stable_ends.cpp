#include "broker/stable_ends.h"

#include "broker/client_handle.h"
#include "broker/watermark_query.h"

namespace pk::broker {

struct StableEnds::Private
{
    std::string prefix;
    ClientHandle client;
};

StableEnds::StableEnds(std::unique_ptr<Private> opened)
    : d(std::move(opened))
{
}

StableEnds::~StableEnds() = default;

Result<std::unique_ptr<StableEnds>> StableEnds::open(const ClusterInfo &cluster)
{
    ConsumerSettings settings; // the group is never joined
    settings.group = settings.clientId = "pk-stable-ends";
    ClientConfig config = consumerConfig(cluster, settings);
    config.set("isolation.level", "read_committed"); // so a leader names as the end where such a reader stops
    auto client = createClient(RD_KAFKA_CONSUMER, config);
    if (!client)
        return client.error();
    return std::unique_ptr<StableEnds>(
        new StableEnds(std::make_unique<Private>(Private{config.prefix, std::move(*client)})));
}

Result<std::vector<std::int64_t>> StableEnds::of(const std::vector<TopicPartition> &partitions, int timeoutMs)
{
    const auto marks = queryWatermarks(d->client.get(), partitions, d->prefix, timeoutMs);
    if (!marks)
        return marks.error();
    std::vector<std::int64_t> ends;
    for (const Consumer::Watermarks &each : *marks)
        ends.push_back(each.end);
    return ends;
}

} // namespace pk::broker
