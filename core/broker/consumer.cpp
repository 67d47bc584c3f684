#include "broker/consumer.h"

#include "broker/client_handle.h"
#include "broker/kafka_error.h"
#include "broker/partition_list.h"
#include "broker/topic_prefix.h"
#include "broker/watermark_query.h"

#include <QCoreApplication>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>

namespace pk::broker {

namespace {

constexpr int kCommitTimeoutMs = 6'000; // a failover takes a few seconds
constexpr int kFetchersStopMs = 20; // of each partition; they are not waited for otherwise

/// Rung by librdkafka's threads when a queue is no longer empty.
class Bell
{
public:
    static void ring(rd_kafka_t *, void *opaque)
    {
        auto *self = static_cast<Bell *>(opaque);
        {
            const std::lock_guard lock(self->m_mutex);
            self->m_rung = true;
        }
        self->m_condition.notify_one();
    }
    void wait(int timeoutMs)
    {
        std::unique_lock lock(m_mutex);
        m_condition.wait_for(lock, std::chrono::milliseconds(timeoutMs), [this] { return m_rung; });
        m_rung = false;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_condition;
    bool m_rung = false; // guarded by m_mutex
};

struct PartitionQueue
{
    TopicPartition partition;
    QueueHandle queue;
    std::int64_t next = -1; ///< behind the last record that was taken
    std::int64_t end = -1; ///< where the log ended when nothing more came
};

} // namespace

class Consumer::Private
{
public:
    explicit Private(ConsumerListener l)
        : listener(std::move(l))
    {
    }

    static void onRebalance(rd_kafka_t *, rd_kafka_resp_err_t code, rd_kafka_topic_partition_list_t *list,
                            void *opaque)
    {
        auto *self = static_cast<Private *>(opaque);
        if (code == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS) {
            std::vector<StartOffset> starts;
            forEach(list, [&](const rd_kafka_topic_partition_t &e) {
                starts.push_back({partitionOf(e, self->prefix()), kCommitted});
            });
            if (auto taken = self->take(std::move(starts)); !taken)
                self->fail(taken.error());
            return;
        }
        const bool lost =
            code != RD_KAFKA_RESP_ERR__REVOKE_PARTITIONS || rd_kafka_assignment_lost(self->client.get()) != 0;
        self->giveUp(lost);
    }
    static void onError(rd_kafka_t *client, int code, const char *reason, void *opaque)
    {
        auto *self = static_cast<Private *>(opaque);
        auto kafkaCode = static_cast<rd_kafka_resp_err_t>(code);
        char text[512];
        if (kafkaCode == RD_KAFKA_RESP_ERR__FATAL)
            kafkaCode = rd_kafka_fatal_error(client, text, sizeof text);
        Error error = kafkaError(kafkaCode, QCoreApplication::translate("broker", "The Kafka client reports"),
                                 QString::fromUtf8(reason));
        error.fatal = code == RD_KAFKA_RESP_ERR__FATAL;
        self->fail(error);
    }

    static Error commitError(rd_kafka_resp_err_t code)
    {
        return kafkaError(code, QCoreApplication::translate("broker", "The offsets could not be committed"));
    }

    /// Tells the listener what became of asynchronous commits.
    void serveCommits()
    {
        while (const EventHandle event{rd_kafka_queue_poll(commits.get(), 0)}) {
            const rd_kafka_resp_err_t code = rd_kafka_event_error(event.get());
            forEach(rd_kafka_event_topic_partition_list(event.get()),
                    [&](const rd_kafka_topic_partition_t &entry) {
                        const auto failed = code != RD_KAFKA_RESP_ERR_NO_ERROR ? code : entry.err;
                        if (listener.committed)
                            listener.committed(toCommitOffset(entry, prefix()),
                                               failed != RD_KAFKA_RESP_ERR_NO_ERROR
                                                   ? std::optional<Error>(commitError(failed))
                                                   : std::nullopt);
                    });
        }
    }

    void fail(const Error &error)
    {
        if (listener.failed)
            listener.failed(error);
    }

    /// The order matters: first the queues are unplugged from the main queue, then the partitions are
    /// assigned, so that no record ever reaches the main queue.
    Result<void> take(std::vector<StartOffset> starts)
    {
        if (listener.assigned)
            listener.assigned(starts);
        dropQueues(); // of an earlier assign(); in a group a revoke has come in between
        for (const StartOffset &start : starts) {
            QueueHandle queue(rd_kafka_queue_get_partition(
                client.get(), outside(prefix(), start.partition.topic).c_str(), start.partition.partition));
            rd_kafka_queue_forward(queue.get(), nullptr);
            rd_kafka_queue_cb_event_enable(queue.get(), &Bell::ring, &bell);
            queues.push_back({start.partition, std::move(queue), start.offset, -1});
        }
        const PartitionList list = makeList(starts, prefix());
        const rd_kafka_resp_err_t code = rd_kafka_assign(client.get(), list.get());
        if (code != RD_KAFKA_RESP_ERR_NO_ERROR)
            return kafkaError(code,
                              QCoreApplication::translate("broker", "The partitions could not be assigned"));
        return {};
    }

    void giveUp(bool lost)
    {
        std::vector<TopicPartition> partitions;
        for (const PartitionQueue &q : queues)
            partitions.push_back(q.partition);
        if (listener.revoked && !partitions.empty())
            listener.revoked(partitions, lost);
        dropQueues();
        rd_kafka_assign(client.get(), nullptr);
    }

    void dropQueues()
    {
        emptyDropped(0); // of an assignment that has long ended
        for (PartitionQueue &q : queues) {
            rd_kafka_queue_cb_event_enable(q.queue.get(), nullptr, nullptr);
            dropped.push_back(std::move(q.queue));
        }
        queues.clear();
    }

    /// Of a topic that was deleted something may still come into the queue when its partition is given up,
    /// and holds the partition: the client would never end (librdkafka's issue 4724).
    void emptyDropped(int waitMs)
    {
        for (const QueueHandle &queue : dropped) {
            while (const EventHandle left{rd_kafka_queue_poll(queue.get(), waitMs)}) { }
        }
        dropped.clear();
    }

    std::size_t takeFrom(PartitionQueue &from, std::size_t max, std::vector<Message> &out)
    {
        rd_kafka_queue_t *queue = from.queue.get();
        std::size_t taken = 0;
        raw.resize(std::min<std::size_t>(max, 1'000));
        while (taken < max) {
            const std::size_t wanted = std::min(max - taken, raw.size());
            const ssize_t got = rd_kafka_consume_batch_queue(queue, 0, raw.data(), wanted);
            if (got <= 0)
                break;
            for (std::size_t i = 0; i < static_cast<std::size_t>(got); ++i) {
                if (raw[i]->err != RD_KAFKA_RESP_ERR_NO_ERROR) {
                    const MessageHandle failed(raw[i]);
                    if (failed->err == RD_KAFKA_RESP_ERR__PARTITION_EOF) {
                        from.end = failed->offset;
                        continue;
                    }
                    const QString where = failed->rkt != nullptr
                        ? QString::fromStdString(from.partition.toString())
                        : QString();
                    const Error error = kafkaError(
                        failed->err, QCoreApplication::translate("broker", "A partition cannot be read"),
                        where);
                    if (error.code == ErrorCode::OutOfRange && listener.outOfRange)
                        listener.outOfRange(from.partition);
                    fail(error);
                    continue;
                }
                from.next = raw[i]->offset + 1;
                out.emplace_back(raw[i], prefix().size());
                ++taken;
            }
            if (static_cast<std::size_t>(got) < wanted)
                break;
        }
        return taken;
    }

    /// Who asks where logs end. A client that reads committed records is told where the oldest open
    /// transaction begins, so another one asks.
    Result<rd_kafka_t *> asker()
    {
        if (!seesLogEnds && !logEnds) {
            ClientConfig asking = config;
            asking.set("isolation.level", "read_uncommitted");
            auto made = createClient(RD_KAFKA_CONSUMER, asking);
            if (!made)
                return made.error();
            logEnds = std::move(*made);
        }
        return seesLogEnds ? client.get() : logEnds.get();
    }

    const std::string &prefix() const { return config.prefix; }

    ConsumerListener listener;
    ClientConfig config;
    bool seesLogEnds = false;
    Bell bell;
    ClientHandle logEnds; // made when it is needed; never joins the group
    ClientHandle client;
    // Destroyed before the client, like `queues`.
    QueueHandle commits; // answers to asynchronous commits
    QueueHandle group; // what serve() takes from: rebalances, errors
    std::vector<PartitionQueue> queues;
    std::vector<QueueHandle> dropped; // of the last assignment that was given up
    std::vector<rd_kafka_message_t *> raw;
    std::size_t turn = 0;
    bool manual = false; // assign() without a group
    bool open = true;
    bool abandoned = false;
};

Consumer::Consumer() = default;

Result<std::unique_ptr<Consumer>> Consumer::create(const ClientConfig &config, ConsumerListener listener)
{
    std::unique_ptr<Consumer> consumer(new Consumer);
    consumer->d = std::make_unique<Private>(std::move(listener));
    Private *opaque = consumer->d.get();
    opaque->config = config;
    opaque->seesLogEnds = config.value("isolation.level") == "read_uncommitted";
    auto client = createClient(RD_KAFKA_CONSUMER, config, [opaque](rd_kafka_conf_t *conf) {
        rd_kafka_conf_set_opaque(conf, opaque);
        rd_kafka_conf_set_rebalance_cb(conf, &Private::onRebalance);
        rd_kafka_conf_set_error_cb(conf, &Private::onError);
    });
    if (!client)
        return client.error();
    consumer->d->client = std::move(*client);
    rd_kafka_poll_set_consumer(opaque->client.get());
    opaque->commits.reset(rd_kafka_queue_new(opaque->client.get()));
    opaque->group.reset(rd_kafka_queue_get_consumer(opaque->client.get()));
    rd_kafka_queue_cb_event_enable(opaque->commits.get(), &Bell::ring, &opaque->bell);
    if (opaque->group) // without a group's name there is none
        rd_kafka_queue_cb_event_enable(opaque->group.get(), &Bell::ring, &opaque->bell);
    return consumer;
}

Consumer::~Consumer()
{
    if (!d || !d->client)
        return;
    if (d->abandoned) {
        rd_kafka_assign(d->client.get(), nullptr); // the group is told nothing of it
        d->dropQueues();
        d->emptyDropped(kFetchersStopMs);
    } else {
        close();
        d->emptyDropped(0);
    }
    rd_kafka_queue_cb_event_enable(d->commits.get(), nullptr, nullptr);
    if (d->group)
        rd_kafka_queue_cb_event_enable(d->group.get(), nullptr, nullptr);
    d->commits.reset();
    d->group.reset();
    destroyClient(d->client.release(), d->abandoned ? RD_KAFKA_DESTROY_F_NO_CONSUMER_CLOSE : 0);
}

Result<void> Consumer::subscribe(const std::vector<std::string> &topics)
{
    PartitionList list(rd_kafka_topic_partition_list_new(static_cast<int>(topics.size())));
    for (const std::string &topic : topics)
        rd_kafka_topic_partition_list_add(list.get(), outside(d->prefix(), topic).c_str(),
                                          RD_KAFKA_PARTITION_UA);
    const rd_kafka_resp_err_t code = rd_kafka_subscribe(d->client.get(), list.get());
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR)
        return kafkaError(code, QCoreApplication::translate("broker", "The consumer could not subscribe"));
    return {};
}

Result<void> Consumer::assign(std::vector<StartOffset> partitions)
{
    d->manual = true;
    return d->take(std::move(partitions));
}

void Consumer::serve()
{
    // No record comes this way: their queues are unplugged. What comes are errors of the group.
    while (const MessageHandle message{rd_kafka_consumer_poll(d->client.get(), 0)}) {
        if (message->err != RD_KAFKA_RESP_ERR_NO_ERROR)
            d->fail(kafkaError(message->err,
                               QCoreApplication::translate("broker", "The consumer group reports")));
    }
    d->serveCommits();
}

std::size_t Consumer::take(const TopicPartition &partition, std::size_t max, std::vector<Message> &out)
{
    for (PartitionQueue &q : d->queues) {
        if (q.partition == partition)
            return d->takeFrom(q, max, out);
    }
    return 0;
}

std::int64_t Consumer::pastMarkers(const TopicPartition &partition, std::int64_t position) const
{
    for (const PartitionQueue &q : d->queues) {
        if (q.partition == partition && q.next == position)
            return std::max(position, q.end);
    }
    return position;
}

std::string Consumer::groupMetadata() const
{
    using Metadata = std::unique_ptr<rd_kafka_consumer_group_metadata_t,
                                     Deleter<rd_kafka_consumer_group_metadata_destroy>>;
    const Metadata metadata(rd_kafka_consumer_group_metadata(d->client.get()));
    void *bytes = nullptr;
    std::size_t size = 0;
    if (!metadata)
        return {};
    if (rd_kafka_error_t *error = rd_kafka_consumer_group_metadata_write(metadata.get(), &bytes, &size)) {
        rd_kafka_error_destroy(error);
        return {};
    }
    std::string text(static_cast<const char *>(bytes), size);
    rd_kafka_mem_free(d->client.get(), bytes);
    return text;
}

std::size_t Consumer::takeAny(std::size_t max, std::vector<Message> &out)
{
    const std::size_t count = d->queues.size();
    if (count == 0)
        return 0;
    ++d->turn;
    std::size_t taken = 0;
    // First an equal share of each, so that partitions advance side by side; then whoever has more.
    for (const std::size_t share : {(max + count - 1) / count, max}) {
        for (std::size_t i = 0; i < count && taken < max; ++i)
            taken += d->takeFrom(d->queues[(d->turn + i) % count], std::min(share, max - taken), out);
    }
    return taken;
}

void Consumer::wait(int timeoutMs)
{
    d->bell.wait(timeoutMs);
}

std::vector<TopicPartition> Consumer::assignment() const
{
    std::vector<TopicPartition> partitions;
    for (const PartitionQueue &q : d->queues)
        partitions.push_back(q.partition);
    return partitions;
}

Result<void> Consumer::commit(std::span<const CommitOffset> offsets)
{
    // Not rd_kafka_commit(): that waits for ever when the cluster is gone.
    const PartitionList list = makeList(offsets, d->prefix());
    const QueueHandle queue(rd_kafka_queue_new(d->client.get()));
    rd_kafka_resp_err_t code =
        rd_kafka_commit_queue(d->client.get(), list.get(), queue.get(), nullptr, nullptr);
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR) {
        const EventHandle event(rd_kafka_queue_poll(queue.get(), kCommitTimeoutMs));
        d->serveCommits(); // the earlier ones are answered first
        code = event ? rd_kafka_event_error(event.get()) : RD_KAFKA_RESP_ERR__TIMED_OUT;
        forEach(event ? rd_kafka_event_topic_partition_list(event.get()) : nullptr,
                [&code](const rd_kafka_topic_partition_t &entry) {
                    code = code == RD_KAFKA_RESP_ERR_NO_ERROR ? entry.err : code;
                });
    }
    return code == RD_KAFKA_RESP_ERR_NO_ERROR ? Result<void>() : Private::commitError(code);
}

Result<void> Consumer::commitAsync(std::span<const CommitOffset> offsets)
{
    const PartitionList list = makeList(offsets, d->prefix());
    const rd_kafka_resp_err_t code =
        rd_kafka_commit_queue(d->client.get(), list.get(), d->commits.get(), nullptr, nullptr);
    return code == RD_KAFKA_RESP_ERR_NO_ERROR ? Result<void>() : Private::commitError(code);
}

Result<std::vector<CommitOffset>> Consumer::committed(std::span<const TopicPartition> partitions,
                                                      int timeoutMs)
{
    const PartitionList list = makeList(partitions, d->prefix());
    const rd_kafka_resp_err_t code = rd_kafka_committed(d->client.get(), list.get(), timeoutMs);
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR)
        return kafkaError(code,
                          QCoreApplication::translate("broker", "The committed offsets could not be read"));
    std::vector<CommitOffset> offsets;
    forEach(list.get(),
            [&](const rd_kafka_topic_partition_t &e) { offsets.push_back(toCommitOffset(e, d->prefix())); });
    return offsets;
}

Result<Consumer::Watermarks> Consumer::watermarks(const TopicPartition &partition, int timeoutMs)
{
    const auto marks = watermarksOf({partition}, timeoutMs);
    return marks ? Result<Watermarks>(marks->front()) : marks.error();
}

Result<std::vector<Consumer::Watermarks>>
Consumer::watermarksOf(const std::vector<TopicPartition> &partitions, int timeoutMs)
{
    const auto asker = d->asker();
    return asker ? queryWatermarks(*asker, partitions, d->prefix(), timeoutMs)
                 : Result<std::vector<Watermarks>>(asker.error());
}

Result<std::map<std::string, int>> Consumer::partitionCounts(int timeoutMs)
{
    // Of all topics: one that is asked for by its name may be made by the question.
    const rd_kafka_metadata_t *raw = nullptr;
    if (const auto code = rd_kafka_metadata(d->client.get(), 1, nullptr, &raw, timeoutMs);
        code != RD_KAFKA_RESP_ERR_NO_ERROR)
        return kafkaError(code,
                          QCoreApplication::translate("broker", "The cluster's topics could not be read"));
    const std::unique_ptr<const rd_kafka_metadata_t, Deleter<rd_kafka_metadata_destroy>> metadata(raw);
    std::map<std::string, int> counts;
    for (int i = 0; i < metadata->topic_cnt; ++i) {
        const rd_kafka_metadata_topic_t &topic = metadata->topics[i];
        if (isOurs(d->prefix(), topic.topic) && topic.partition_cnt > 0)
            counts.emplace(inside(d->prefix(), topic.topic), topic.partition_cnt);
    }
    return counts;
}

void Consumer::close()
{
    if (!d->open)
        return;
    d->open = false;
    // Closing asks for a last revoke through the callback where there is a group; without one, nobody asks.
    if (d->manual)
        d->giveUp(false);
    rd_kafka_consumer_close(d->client.get());
    d->dropQueues();
}

void Consumer::abandon()
{
    d->abandoned = true;
}

} // namespace pk::broker
