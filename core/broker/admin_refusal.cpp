#include "broker/admin_refusal.h"

#include "broker/kafka_error.h"

#include <QCoreApplication>

namespace pk::broker {

namespace {

/// Empty: Kafka's own words are the best there are.
QString plainWords(rd_kafka_resp_err_t code)
{
    switch (code) {
    case RD_KAFKA_RESP_ERR_POLICY_VIOLATION:
        return QCoreApplication::translate("broker", "a rule of this cluster forbids it");
    case RD_KAFKA_RESP_ERR_INVALID_CONFIG:
        return QCoreApplication::translate("broker", "Kafka does not take this setting, or not this value");
    case RD_KAFKA_RESP_ERR_INVALID_REPLICATION_FACTOR:
        return QCoreApplication::translate("broker",
                                           "each replica needs a broker of its own, and there are fewer");
    case RD_KAFKA_RESP_ERR_INVALID_PARTITIONS:
        return QCoreApplication::translate("broker", "the number of partitions can only grow");
    case RD_KAFKA_RESP_ERR_TOPIC_EXCEPTION:
        return QCoreApplication::translate("broker",
                                           "Kafka does not take this name, or has one that differs only in "
                                           "dots and underscores");
    case RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED:
    case RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED:
        return QCoreApplication::translate("broker", "this user has no right to it");
    case RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART:
        return QCoreApplication::translate("broker", "the cluster has no such topic");
    case RD_KAFKA_RESP_ERR_TOPIC_DELETION_DISABLED:
        return QCoreApplication::translate(
            "broker", "the brokers are set to keep every topic (delete.topic.enable=false)");
    default:
        return {};
    }
}

} // namespace

Error adminRefusal(rd_kafka_resp_err_t code, const QString &what, const char *brokersWords)
{
    Error error = kafkaError(code, what, QString::fromUtf8(brokersWords));
    if (const QString words = plainWords(code); !words.isEmpty())
        error.message =
            QCoreApplication::translate("broker", "%1: %2. Nothing was changed.").arg(what, words);
    return error;
}

} // namespace pk::broker
