#include "broker/producer.h"

#include "broker/client_handle.h"
#include "broker/kafka_error.h"
#include "broker/partition_list.h"

#include <QCoreApplication>

#include <array>
#include <map>

namespace pk::broker {

class Producer::Private
{
public:
    Private(DeliveryHandler deliveryHandler, std::string topicPrefix)
        : handler(std::move(deliveryHandler))
        , prefix(std::move(topicPrefix))
    {
    }

    static void onDelivery(rd_kafka_t *, const rd_kafka_message_t *message, void *opaque)
    {
        auto *self = static_cast<Private *>(opaque);
        if (self->muted || !self->handler)
            return;
        Delivery delivery{inside(self->prefix, rd_kafka_topic_name(message->rkt)), message->partition,
                          message->offset, reinterpret_cast<std::uintptr_t>(message->_private), std::nullopt};
        if (message->err != RD_KAFKA_RESP_ERR_NO_ERROR) {
            delivery.error = kafkaError(
                message->err,
                QCoreApplication::translate("broker", "A record was not acknowledged by the broker"));
        }
        self->handler(delivery);
    }

    rd_kafka_topic_t *topic(std::string_view name)
    {
        if (const auto found = topics.find(name); found != topics.end())
            return found->second.get();
        TopicHandle handle(rd_kafka_topic_new(client.get(), outside(prefix, name).c_str(), nullptr));
        return topics.emplace(std::string(name), std::move(handle)).first->second.get();
    }

    DeliveryHandler handler;
    const std::string prefix;
    bool muted = false; // a crash runs no handlers
    ClientHandle client;
    std::map<std::string, TopicHandle, std::less<>> topics; // destroyed before the client
};

Producer::Producer() = default;

Producer::~Producer()
{
    if (d && d->client)
        purge();
}

Result<std::unique_ptr<Producer>> Producer::create(const ClientConfig &config, DeliveryHandler handler)
{
    std::unique_ptr<Producer> producer(new Producer);
    producer->d = std::make_unique<Private>(std::move(handler), config.prefix);
    Private *opaque = producer->d.get();
    auto client = createClient(RD_KAFKA_PRODUCER, config, [opaque](rd_kafka_conf_t *conf) {
        rd_kafka_conf_set_opaque(conf, opaque);
        rd_kafka_conf_set_dr_msg_cb(conf, &Private::onDelivery);
    });
    if (!client)
        return client.error();
    producer->d->client = std::move(*client);
    return producer;
}

Result<void> Producer::produce(const ProduceRequest &request, Headers &headers)
{
    rd_kafka_topic_t *topic = d->topic(request.topic);
    if (topic == nullptr) {
        return kafkaError(
            rd_kafka_last_error(), QCoreApplication::translate("broker", "The topic name is not a valid one"),
            QString::fromUtf8(request.topic.data(), static_cast<qsizetype>(request.topic.size())));
    }
    // librdkafka does not change what it copies; its signature only lacks the const.
    const auto bytes = [](const std::optional<std::string_view> &text) -> void * {
        return text ? const_cast<char *>(text->data() != nullptr ? text->data() : "") : nullptr;
    };
    const auto size = [](const std::optional<std::string_view> &text) { return text ? text->size() : 0; };
    rd_kafka_headers_t *owned = headers.release();
    std::array<rd_kafka_vu_t, 8> fields{};
    fields[0].vtype = RD_KAFKA_VTYPE_RKT;
    fields[0].u.rkt = topic;
    fields[1].vtype = RD_KAFKA_VTYPE_PARTITION;
    fields[1].u.i32 = request.partition;
    fields[2].vtype = RD_KAFKA_VTYPE_MSGFLAGS;
    fields[2].u.i = RD_KAFKA_MSG_F_COPY;
    fields[3].vtype = RD_KAFKA_VTYPE_KEY;
    fields[3].u.mem = {bytes(request.key), size(request.key)};
    fields[4].vtype = RD_KAFKA_VTYPE_VALUE;
    fields[4].u.mem = {bytes(request.value), size(request.value)};
    fields[5].vtype = RD_KAFKA_VTYPE_TIMESTAMP;
    fields[5].u.i64 = request.timestampMs;
    fields[6].vtype = RD_KAFKA_VTYPE_OPAQUE;
    fields[6].u.ptr = reinterpret_cast<void *>(static_cast<std::uintptr_t>(request.tag));
    fields[7].vtype = RD_KAFKA_VTYPE_HEADERS;
    fields[7].u.headers = owned;
    rd_kafka_error_t *error = rd_kafka_produceva(d->client.get(), fields.data(), fields.size());
    if (error == nullptr)
        return {};
    const rd_kafka_resp_err_t code = rd_kafka_error_code(error);
    rd_kafka_error_destroy(error);
    headers.adopt(owned);
    Error failure = kafkaError(
        code, QCoreApplication::translate("broker", "A record could not be handed to the producer"));
    // A client that has failed for good answers with the cause.
    failure.fatal = rd_kafka_fatal_error(d->client.get(), nullptr, 0) != RD_KAFKA_RESP_ERR_NO_ERROR;
    return failure;
}

int Producer::poll(int timeoutMs)
{
    return rd_kafka_poll(d->client.get(), timeoutMs);
}

Result<void> Producer::flush(int timeoutMs)
{
    const rd_kafka_resp_err_t code = rd_kafka_flush(d->client.get(), timeoutMs);
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR)
        return {};
    return kafkaError(code,
                      QCoreApplication::translate("broker", "Not all records were acknowledged in time"));
}

void Producer::purge()
{
    d->muted = true;
    rd_kafka_purge(d->client.get(), RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT);
    rd_kafka_flush(d->client.get(), 1000); // the purged messages' own reports free them
}

/// Takes the error over.
static Result<void> transactionResult(rd_kafka_error_t *raw, const QString &what)
{
    if (raw == nullptr)
        return {};
    const std::unique_ptr<rd_kafka_error_t, Deleter<rd_kafka_error_destroy>> owned(raw);
    Error error = kafkaError(rd_kafka_error_code(raw), what, QString::fromUtf8(rd_kafka_error_string(raw)));
    error.retriable = rd_kafka_error_is_retriable(raw) != 0;
    error.fatal = rd_kafka_error_is_fatal(raw) != 0;
    return error;
}

Result<void> Producer::initTransactions(int timeoutMs)
{
    return transactionResult(rd_kafka_init_transactions(d->client.get(), timeoutMs),
                             QCoreApplication::translate("broker", "Transactions could not be prepared"));
}

Result<void> Producer::beginTransaction()
{
    return transactionResult(rd_kafka_begin_transaction(d->client.get()),
                             QCoreApplication::translate("broker", "The transaction could not be begun"));
}

Result<void> Producer::sendOffsets(std::span<const CommitOffset> offsets, const std::string &groupMetadata,
                                   int timeoutMs)
{
    using Metadata = std::unique_ptr<rd_kafka_consumer_group_metadata_t,
                                     Deleter<rd_kafka_consumer_group_metadata_destroy>>;
    const QString what =
        QCoreApplication::translate("broker", "The offsets could not be sent to the transaction");
    rd_kafka_consumer_group_metadata_t *group = nullptr;
    if (auto read = transactionResult(
            rd_kafka_consumer_group_metadata_read(&group, groupMetadata.data(), groupMetadata.size()), what);
        !read)
        return read;
    const Metadata owned(group);
    const PartitionList list = makeList(offsets, d->prefix);
    return transactionResult(
        rd_kafka_send_offsets_to_transaction(d->client.get(), list.get(), group, timeoutMs), what);
}

Result<void> Producer::commitTransaction(int timeoutMs)
{
    return transactionResult(rd_kafka_commit_transaction(d->client.get(), timeoutMs),
                             QCoreApplication::translate("broker", "The transaction could not be committed"));
}

Result<void> Producer::abortTransaction(int timeoutMs)
{
    return transactionResult(rd_kafka_abort_transaction(d->client.get(), timeoutMs),
                             QCoreApplication::translate("broker", "The transaction could not be aborted"));
}

std::optional<Error> Producer::fatalError() const
{
    char reason[512];
    const rd_kafka_resp_err_t code = rd_kafka_fatal_error(d->client.get(), reason, sizeof reason);
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR)
        return std::nullopt;
    Error error = kafkaError(code, QCoreApplication::translate("broker", "The Kafka client reports"),
                             QString::fromUtf8(reason));
    error.fatal = true;
    return error;
}

int Producer::outstanding() const
{
    return rd_kafka_outq_len(d->client.get());
}

} // namespace pk::broker
