#include "broker/client_handle.h"

#include <QCoreApplication>

#include <chrono>
#include <future>
#include <thread>

namespace pk::broker {

namespace {

/// A client that ends at all does it within a second, whether its brokers answer or not.
constexpr std::chrono::seconds kClientEnds{5};

} // namespace

Result<ClientHandle> createClient(rd_kafka_type_t type, const ClientConfig &config,
                                  const std::function<void(rd_kafka_conf_t *)> &prepare)
{
    ConfHandle conf(rd_kafka_conf_new());
    char text[512];
    for (const auto &[name, value] : config.properties) {
        if (rd_kafka_conf_set(conf.get(), name.c_str(), value.c_str(), text, sizeof text)
            != RD_KAFKA_CONF_OK) {
            return Error{ErrorCode::Usage,
                         QCoreApplication::translate("broker", "A setting of the Kafka client is wrong: %1.")
                             .arg(QString::fromUtf8(text)),
                         QString::fromStdString(name)};
        }
    }
    if (prepare)
        prepare(conf.get());
    ClientHandle client(rd_kafka_new(type, conf.get(), text, sizeof text));
    if (!client) {
        return Error{ErrorCode::Usage,
                     QCoreApplication::translate("broker", "The Kafka client could not be made: %1.")
                         .arg(QString::fromUtf8(text)),
                     {}};
    }
    (void)conf.release(); // the client owns it now, and only now
    return client;
}

void destroyClient(rd_kafka_t *client, int flags)
{
    std::promise<void> promise;
    const std::future<void> end = promise.get_future();
    std::thread aside([client, flags, promise = std::move(promise)]() mutable {
        rd_kafka_destroy_flags(client, flags);
        promise.set_value();
    });
    if (end.wait_for(kClientEnds) == std::future_status::ready) {
        aside.join();
        return;
    }
    aside.detach();
    qWarning("A Kafka client does not end. It is left to itself.");
}

} // namespace pk::broker
