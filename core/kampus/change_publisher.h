#pragma once

// Publishes the change log of an SQLite source to Kafka as Maxwell would publish a MySQL binlog: same topics,
// keys, partitions and events. An emulation of Maxwell, and labelled as one.
//
// What is acknowledged is passed in the log, and nothing else: after a crash between the two the same events
// come again, none is missing. A failed delivery is sent again from there. Events go in the order of the log:
// where one has to wait for its topic, those behind it wait, too.
//
//   while (!stopped) {
//       const auto published = publisher->step(200);
//       if (!published && !published.error().retriable) ...
//       if (published && *published == 0 && !publisher->waiting()) wait a little
//   }
//
// Thread: one thread, that of the database.
// Ownership: database and cluster must outlive the publisher.
// Errors: the database's (Busy and the broker's are retriable: call step() again), Fenced, Corrupt.

#include "broker/cluster_backend.h"
#include "broker/producer.h"
#include "domain/position.h"
#include "kampus/change_log.h"
#include "kampus/maxwell_event.h"

#include <functional>
#include <map>
#include <memory>
#include <vector>

namespace pk::kampus {

class ChangePublisher
{
public:
    struct Acknowledged
    {
        PositionView position;
        std::string_view key; ///< empty for rows of a bootstrap
        std::string_view type; ///< insert, update, delete; of a bootstrap insert
    };

    struct Options
    {
        std::string database = "kampus"; ///< the name that the events carry
        std::string topicPrefix = "producer."; ///< topic: prefix, database, '.', table
        std::string oneTopic; ///< the one of all tables instead; empty: there is none
        int partitions = 3; ///< of topics that are not there yet
        PartitionBy partitionBy = PartitionBy::Database; ///< Maxwell's default: one partition for all
        /// "xoffset" on rows that are not the last of their transaction. Maxwell 1.22 writes it; later
        /// versions only with output_xoffset=true.
        bool transactionOffsets = true;
        std::size_t pageSize = 500; ///< entries between two positions
        std::string clientId = "maxwell-emulation";
        /// Asked between the acknowledgement and the position; false leaves the position, as a crash would.
        std::function<bool()> beforePosition;

        // For whoever watches that no topic holds more than it can keep.
        /// Asked before each event; false holds it back, and what comes after it.
        std::function<bool(const std::string &topic)> mayPublish;
        /// Told of each event that was handed to the producer, with the bytes of key and value.
        std::function<void(const std::string &topic, std::int32_t partition, std::size_t bytes)> handedOver;
        /// Events of this topic that were handed over may never arrive: they are handed over once more.
        std::function<void(const std::string &topic)> dropped;

        /// Told of each event that the broker has acknowledged, from within step(). The views are valid
        /// during the call.
        std::function<void(const Acknowledged &)> acknowledged;

        /// Told why a bootstrap was refused. Its line is marked, and publishing goes on.
        std::function<void(const Error &)> refused;
        /// Told of each table whose changes are not followed, and why. The others are published.
        std::function<void(const Error &)> leftOut;
    };

    ChangePublisher(Database &db, broker::ClusterBackend &cluster, Options options);
    ~ChangePublisher();

    /// Sends the next page of the log, or of a bootstrap that was asked for, and takes about `timeoutMs` at
    /// most. Returns how many entries have been passed, rows of a finished bootstrap included.
    Result<std::size_t> step(int timeoutMs) { return step(timeoutMs, false); }
    /// The same with what one transaction has changed, and no more; where that is more than a page, this is
    /// to be called until insideTransaction() is false.
    Result<std::size_t> stepTransaction(int timeoutMs) { return step(timeoutMs, true); }
    bool insideTransaction() const { return m_insideTransaction; }
    /// Whether a step is under way: the broker has not acknowledged all that it was sent, or a bootstrap goes
    /// on.
    bool waiting() const { return !m_page.empty() || (m_bootstrap && !m_unfinished); }
    /// Whether the last step has left something for the next one although it waits for no answer: a topic may
    /// take no more, or a bootstrap had to let changes go first.
    bool unfinished() const { return m_unfinished; }
    /// A bootstrap reads from one snapshot: until it is through, the database's connection stands in a read
    /// transaction, and nobody may write with it.
    bool bootstrapping() const { return m_bootstrap.has_value(); }
    /// Whose the error of the last step was: the broker's, or else the database's.
    bool failedAtBroker() const { return m_failedAtBroker; }

    ChangeLog &log() { return m_log; }
    std::string topicOf(const std::string &table) const;

private:
    struct Target
    {
        std::string topic;
        std::int32_t partitions = 0;
    };
    struct Bootstrap
    {
        enum class At { Start, NextRow, Row, Complete, Answers, Mark };

        BootstrapRequest request;
        TableShape shape;
        std::unique_ptr<Statement> rows;
        std::int64_t atSeconds = 0;
        At at = At::Start;
        std::size_t sent = 0; ///< rows
    };

    Result<std::size_t> step(int timeoutMs, bool oneTransaction);
    void tellLeftOut();
    Error ofBroker(Error error);
    Result<void> ensureProducer();
    Result<const Target *> target(const std::string &table);
    Result<bool> send(const TableShape &shape, const RowChange &change, std::uint64_t tag,
                      std::int64_t deadlineUs);
    Result<void> sendPage(std::int64_t deadlineUs);
    Result<bool> flush(std::int64_t deadlineUs);
    Result<std::size_t> settle(std::int64_t deadlineUs);
    void take(const broker::Delivery &delivery);
    Error takeRefusal(std::int64_t place);
    void forgetProducer();

    // change_publisher_bootstrap.cpp
    Result<std::size_t> beginBootstrap(const BootstrapRequest &request, std::int64_t deadlineUs);
    Result<std::size_t> continueBootstrap(std::int64_t deadlineUs);
    Result<bool> advanceBootstrap(std::int64_t deadlineUs);
    Result<bool> sendForBootstrap(std::string_view type, std::string_view image, std::int64_t deadlineUs);
    Result<std::size_t> refuseBootstrap(const BootstrapRequest &request, Error why);
    void endBootstrap();

    Database &m_db;
    broker::ClusterBackend &m_cluster;
    Options m_options;
    ChangeLog m_log;
    std::map<std::string, Target> m_targets; ///< by table
    std::vector<LogEntry> m_page; ///< sent, not passed yet
    std::vector<bool> m_acked; ///< by place in the page
    std::vector<std::string> m_keys; ///< likewise; empty while nobody asked to be told
    std::optional<Bootstrap> m_bootstrap; ///< before the producer: what it drops is read again
    bool m_unfinished = false;
    bool m_insideTransaction = false;
    std::string m_heldTopic; ///< that takes no more; empty: none
    bool m_failedAtBroker = false;
    std::int64_t m_refusedAt = 0; ///< where the broker refused last, and how often in a row
    int m_refusals = 0;
    std::optional<Error> m_refused; ///< the first delivery that failed
    std::unique_ptr<broker::Producer> m_producer; ///< its handler writes the above: destroyed first
};

} // namespace pk::kampus
