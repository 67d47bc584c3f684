#include "kampus/change_publisher.h"

#include "base/clock.h"
#include "kampus/change_capture.h"

#include <QCoreApplication>
#include <QUuid>

#include <algorithm>

namespace pk::kampus {

namespace {

constexpr int kSliceMs = 20;
/// So often in a row the broker may refuse the same event for good before the publisher ends.
constexpr int kMostRefusals = 3;

std::string randomUuid()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
}

} // namespace

ChangePublisher::ChangePublisher(Database &db, broker::ClusterBackend &cluster, Options options)
    : m_db(db)
    , m_cluster(cluster)
    , m_options(std::move(options))
    , m_log(db)
{
}

ChangePublisher::~ChangePublisher()
{
    endBootstrap();
    forgetProducer();
}

std::string ChangePublisher::topicOf(const std::string &table) const
{
    return m_options.oneTopic.empty() ? m_options.topicPrefix + m_options.database + "." + table
                                      : m_options.oneTopic;
}

Error ChangePublisher::ofBroker(Error error)
{
    m_failedAtBroker = true;
    return error;
}

Result<void> ChangePublisher::ensureProducer()
{
    if (m_producer)
        return {};
    constexpr int lingerMs = 5;
    auto producer =
        broker::Producer::create(broker::producerConfig(m_cluster.info(), m_options.clientId, lingerMs),
                                 [this](const broker::Delivery &delivery) { take(delivery); });
    if (!producer)
        return ofBroker(producer.error());
    m_producer = *std::move(producer);
    return {};
}

void ChangePublisher::take(const broker::Delivery &delivery)
{
    if (delivery.error) {
        if (!m_refused)
            m_refused = delivery.error;
        return;
    }
    const bool ofPage = delivery.tag < m_acked.size();
    if (ofPage)
        m_acked[delivery.tag] = true;
    if (!m_options.acknowledged)
        return;
    Acknowledged told{{delivery.topic, delivery.partition, delivery.offset}, {}, "insert"};
    if (ofPage && delivery.tag < std::min(m_keys.size(), m_page.size())) {
        told.key = m_keys[delivery.tag];
        told.type = m_page[delivery.tag].type;
    }
    m_options.acknowledged(told);
}

Result<const ChangePublisher::Target *> ChangePublisher::target(const std::string &table)
{
    if (const auto found = m_targets.find(table); found != m_targets.end())
        return static_cast<const Target *>(&found->second);
    const std::string topic = topicOf(table);
    const auto topics = m_cluster.topics();
    if (!topics)
        return topics.error();
    const auto there = std::find_if(topics->begin(), topics->end(),
                                    [&](const broker::TopicInfo &info) { return info.name == topic; });
    auto partitions = static_cast<std::int32_t>(m_options.partitions);
    if (there != topics->end())
        partitions = static_cast<std::int32_t>(there->partitions.size());
    else if (auto made = m_cluster.createTopic({.name = topic, .partitions = m_options.partitions}); !made) {
        Error error = made.error();
        error.context = QString::fromStdString(topic);
        return error;
    }
    const auto added = m_targets.emplace(table, Target{topic, partitions}).first;
    return static_cast<const Target *>(&added->second);
}

/// False: its topic or the producer's queue takes no more at the moment.
Result<bool> ChangePublisher::send(const TableShape &shape, const RowChange &change, std::uint64_t tag,
                                   std::int64_t deadlineUs)
{
    const auto to = target(shape.name);
    if (!to)
        return ofBroker(to.error());
    const Target &target = **to;
    if (m_options.mayPublish && !m_options.mayPublish(target.topic)) {
        m_unfinished = true;
        m_heldTopic = target.topic;
        return false;
    }
    const auto event = maxwellEvent(m_options.database, shape, change, m_options.partitionBy, randomUuid());
    if (!event)
        return event.error();
    const broker::ProduceRequest request{.topic = target.topic,
                                         .partition =
                                             maxwellPartition(event->partitionText, target.partitions),
                                         .key = event->key,
                                         .value = event->value,
                                         .tag = tag};
    for (;;) {
        broker::Headers none; // Maxwell sends no headers
        const auto handed = m_producer->produce(request, none);
        if (handed)
            break;
        if (handed.error().code != ErrorCode::Busy)
            return ofBroker(handed.error());
        if (monotonicUs() > deadlineUs) {
            m_unfinished = true;
            return false;
        }
        m_producer->poll(kSliceMs);
    }
    if (m_options.handedOver)
        m_options.handedOver(target.topic, request.partition, event->key.size() + event->value.size());
    if (tag < m_keys.size())
        m_keys[tag] = event->key;
    return true;
}

Result<std::size_t> ChangePublisher::step(int timeoutMs, bool oneTransaction)
{
    const std::int64_t deadlineUs = monotonicUs() + std::int64_t{timeoutMs} * 1000;
    m_failedAtBroker = false;
    if (auto made = ensureProducer(); !made)
        return made.error();
    if (m_page.empty()) {
        if (!m_heldTopic.empty() && !m_options.mayPublish(m_heldTopic)) {
            m_producer->poll(0);
            return std::size_t{0};
        }
        m_heldTopic.clear();
        m_unfinished = false;
        if (m_bootstrap)
            return continueBootstrap(deadlineUs);
        auto page = m_log.next(m_options.pageSize);
        tellLeftOut();
        if (!page)
            return page.error();
        if (page->empty()) {
            const auto request = m_log.pendingBootstrap();
            if (!request)
                return request.error();
            return *request ? beginBootstrap(**request, deadlineUs) : Result<std::size_t>(0);
        }
        m_page = *std::move(page);
        const auto last = std::find_if(m_page.begin(), m_page.end(),
                                       [](const LogEntry &entry) { return entry.lastOfTransaction; });
        m_insideTransaction = oneTransaction && last == m_page.end();
        if (oneTransaction && last != m_page.end())
            m_page.resize(static_cast<std::size_t>(last - m_page.begin()) + 1);
        if (auto sent = sendPage(deadlineUs); !sent) {
            forgetProducer();
            return sent.error();
        }
        if (m_page.empty())
            return std::size_t{0};
    }
    return settle(deadlineUs);
}

void ChangePublisher::tellLeftOut()
{
    for (const std::string &table : m_log.takeLeftOut()) {
        if (m_options.leftOut)
            m_options.leftOut(
                {ErrorCode::Unsupported,
                 QCoreApplication::translate(
                     "kampus",
                     "The table %1 has more than %2 columns: its changes are not published, those of the "
                     "other tables are. Split it in two, or use MySQL with Maxwell.")
                     .arg(QString::fromStdString(table))
                     .arg(kMostColumns),
                 {}});
    }
}

/// The page ends where an event cannot be sent yet; what is behind it will be read again.
Result<void> ChangePublisher::sendPage(std::int64_t deadlineUs)
{
    m_acked.assign(m_page.size(), false);
    m_keys.assign(m_options.acknowledged ? m_page.size() : 0, {});
    for (std::size_t i = 0; i < m_page.size(); ++i) {
        const LogEntry &entry = m_page[i];
        const auto shape = m_log.shape(entry.table);
        // A table that was dropped since: its last changes are sent as they stand in the log.
        const TableShape gone{.name = entry.table, .columns = {}, .primaryKey = {}, .uniques = {}};
        if (!shape && shape.error().code != ErrorCode::NotFound)
            return shape.error();
        RowChange change{entry.type,   entry.atSeconds, entry.xid,  entry.lastOfTransaction,
                         std::nullopt, entry.before,    entry.after};
        if (m_options.transactionOffsets)
            change.offsetInTransaction = entry.offsetInTransaction;
        const auto sent = send(shape ? **shape : gone, change, i, deadlineUs);
        if (!sent)
            return sent.error();
        if (!*sent) {
            m_page.resize(i);
            m_acked.resize(i);
        }
    }
    return {};
}

/// False: not all answers have come in time.
Result<bool> ChangePublisher::flush(std::int64_t deadlineUs)
{
    const std::int64_t leftMs = std::max<std::int64_t>(0, (deadlineUs - monotonicUs()) / 1000);
    if (auto flushed = m_producer->flush(static_cast<int>(leftMs)); !flushed) {
        if (flushed.error().code == ErrorCode::Timeout)
            return false;
        return ofBroker(flushed.error());
    }
    return true;
}

Result<std::size_t> ChangePublisher::settle(std::int64_t deadlineUs)
{
    const auto flushed = flush(deadlineUs);
    if (!flushed) {
        forgetProducer();
        return flushed.error();
    }
    if (!*flushed)
        return std::size_t{0};
    if (m_options.beforePosition && !m_options.beforePosition()) {
        forgetProducer();
        return Error{ErrorCode::Cancelled,
                     QCoreApplication::translate("kampus",
                                                 "The publisher was to end before it had kept its position."),
                     {}};
    }
    const auto end = std::find(m_acked.begin(), m_acked.end(), false);
    const auto passed = static_cast<std::size_t>(end - m_acked.begin());
    if (passed > 0) {
        // Busy: the page stays, and is passed at the next call.
        if (auto kept = m_log.passTo(m_page[passed - 1].seq); !kept)
            return kept.error();
    }
    if (m_refused) {
        Error refused = takeRefusal(m_page[std::min(passed, m_page.size() - 1)].seq);
        forgetProducer(); // it may be of no further use; what it did not deliver is read again
        return refused;
    }
    m_page.clear();
    return passed;
}

/// What the broker refused is tried again, unless it refuses the same for good again and again.
Error ChangePublisher::takeRefusal(std::int64_t place)
{
    m_refusals = place == m_refusedAt ? m_refusals + 1 : 1;
    m_refusedAt = place;
    Error refused = *m_refused;
    refused.retriable = refused.retriable || m_refusals < kMostRefusals;
    return ofBroker(std::move(refused));
}

void ChangePublisher::forgetProducer()
{
    const bool drops = m_producer && (m_refused || m_producer->outstanding() > 0);
    m_producer.reset();
    m_page.clear();
    m_acked.clear();
    m_keys.clear();
    m_refused.reset();
    for (const auto &[table, target] : m_targets) {
        if (drops && m_options.dropped)
            m_options.dropped(target.topic);
    }
}

} // namespace pk::kampus
