#include "app/fidelity.h"

#include <QCoreApplication>

namespace pk::gui {

std::vector<FidelityRow> embeddedFidelity()
{
    const auto text = [](const char *source) { return QCoreApplication::translate("fidelity", source); };
    using State = FidelityRow::State;
    return {
        {State::Real, text(QT_TRANSLATE_NOOP("fidelity", "Protocol, records and offsets")),
         text(QT_TRANSLATE_NOOP(
             "fidelity",
             "A real Kafka client speaks the Kafka protocol to three brokers. Keys, headers, "
             "offsets, acknowledgements and compression are what they are elsewhere; kcat and "
             "other librdkafka clients can join in."))},
        {State::Real, text(QT_TRANSLATE_NOOP("fidelity", "Consumer groups and rebalances")),
         text(QT_TRANSLATE_NOOP(
             "fidelity",
             "Members join, leave and crash, partitions move, offsets are committed. The first "
             "join of a group always takes 3 seconds here."))},
        {State::Real, text(QT_TRANSLATE_NOOP("fidelity", "Warehouse")),
         text(QT_TRANSLATE_NOOP(
             "fidelity",
             "A database with transactions: rows, audit and offsets are written together or not "
             "at all."))},
        {State::Emulated, text(QT_TRANSLATE_NOOP("fidelity", "Broker outage")),
         text(QT_TRANSLATE_NOOP(
             "fidelity",
             "The program moves the leaders before it takes a broker down. Replicas in sync are "
             "shown from its own record: this broker does not replicate."))},
        {State::Emulated, text(QT_TRANSLATE_NOOP("fidelity", "Retention")),
         text(QT_TRANSLATE_NOOP(
             "fidelity",
             "About 5 MiB a partition are kept, in memory only. So that nothing is lost the "
             "source is held back near that limit; a real Kafka does not slow producers down."))},
        {State::Absent, text(QT_TRANSLATE_NOOP("fidelity", "Transactions")),
         text(QT_TRANSLATE_NOOP(
             "fidelity",
             "They need a real Kafka. Here the same effect is reached by the warehouse, which "
             "stores rows and offsets in one database transaction."))},
        {State::Absent, text(QT_TRANSLATE_NOOP("fidelity", "Groups of other programs")),
         text(QT_TRANSLATE_NOOP("fidelity",
                                "This broker cannot list groups, so only those that this program started are "
                                "shown with their members."))},
        {State::Absent, text(QT_TRANSLATE_NOOP("fidelity", "Kafka's Java tools")),
         text(QT_TRANSLATE_NOOP(
             "fidelity",
             "kafka-topics.sh and its relatives time out here. Shown commands say where they "
             "work."))},
    };
}

} // namespace pk::gui
