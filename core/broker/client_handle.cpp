#include "broker/client_handle.h"

#include <QCoreApplication>

namespace pk::broker {

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

} // namespace pk::broker
