#include "base/grouped.h"
#include "base/interrupt.h"
#include "base/mysql_database.h"
#include "broker/cluster_backend.h"
#include "cli/command_line.h"
#include "cli/exit_codes.h"
#include "cli/output.h"
#include "cli/pipeline_arguments.h"
#include "cli/profile_choice.h"
#include "cli/run_files.h"
#include "cli/subcommands.h"
#include "kampus/change_capture.h"
#include "kampus/change_publisher.h"
#include "kampus/kampus_database.h"
#include "kampus/kampus_workload.h"
#include "pipeline/condition_log.h"
#include "pipeline/pace.h"

#include <QCoreApplication>

namespace pk::cli {

namespace {

constexpr int kStepMs = 100; // between two looks at the log, and at the interrupt
constexpr int kEndMs = 2000; // how long an interrupted publisher waits for the broker
constexpr int kBatch = 50; // transactions between two looks
constexpr int kBusyMs = 1000; // how long another's lock is waited for before it is said
constexpr int kOpenTries = 5; // at the start
constexpr std::int64_t kLookUs = 50'000; // how soon is seen what others write

struct Request
{
    QString database;
    qint64 transactions = 0;
    qint64 rate = 0; ///< transactions a second; 0: flat out
    std::optional<broker::ClusterAccess> access; ///< none: nothing is published
    QStringList tables; ///< to be published whole
    bool follow = false;
    kampus::KampusWorkload::Options workload;
    kampus::ChangePublisher::Options publisher;
};

void declare(CommandLine &line)
{
    const auto add = [&](const char *name, const QString &what, const char *value,
                         const char *standard = "") {
        line.addOption({QLatin1String(name), what, QString::fromUtf8(value), QLatin1String(standard)});
    };
    add("database",
        QCoreApplication::translate(
            "cli",
            "The SQLite file of the campus's database; made when it is missing. Without it kampus.sqlite in "
            "the program's data folder. Other programs may change it at the same time. Or a database of "
            "MySQL or MariaDB, as mysql://USER@HOST:PORT/DB with its password in PK_KAMPUS_PASSWORD; Maxwell "
            "itself publishes what changes there."),
        "FILE|mysql://…");
    add("transactions",
        QCoreApplication::translate("cli", "How many transactions the shop and the academic office do."), "N",
        "100");
    add("seed", QCoreApplication::translate("cli", "The same seed on an empty database gives the same rows."),
        "N", "1");
    add("rate", QCoreApplication::translate("cli", "Transactions a second, or max."), "N|max", "max");
    add("dirty",
        QCoreApplication::translate("cli", "Percent of orders and activities that are typed untidily."),
        "PERCENT", "5");
    add("bootstrap",
        QCoreApplication::translate(
            "cli", "Addresses of the broker to publish the changes to. Without them they stay in the log."),
        "HOST:PORT,…");
    add("env", QCoreApplication::translate("cli", "The profile whose cluster the changes are published to."),
        "compose|PROFILE");
    add("partitions",
        QCoreApplication::translate("cli", "How many partitions topics get that are not there yet."), "N",
        "3");
    add("partition-by",
        QCoreApplication::translate(
            "cli",
            "What decides the partition, as Maxwell's producer_partition_by: database, table or "
            "primary_key."),
        "WHAT", "database");
    add("bootstrap-table",
        QCoreApplication::translate(
            "cli", "Publish this table whole, as Maxwell's bootstrap does. May be given several times."),
        "TABLE");
    add("follow",
        QCoreApplication::translate(
            "cli", "Go on and publish what others change in the database, until interrupted."),
        "");
}

Result<Request> read(const CommandLine &line)
{
    if (auto named = checkFileNames(line); !named)
        return named.error();
    Request request;
    request.database = line.value(QStringLiteral("database"));
    if (request.database.isEmpty()) {
        const auto folder = dataFolder();
        if (!folder)
            return folder.error();
        request.database = *folder + QStringLiteral("/kampus.sqlite");
    }
    const auto transactions = line.integer(QStringLiteral("transactions"), 0, 100'000'000);
    const auto seed = line.integer(QStringLiteral("seed"), 0, std::numeric_limits<qint64>::max());
    const auto dirty = line.integer(QStringLiteral("dirty"), 0, 100);
    const auto partitions = line.integer(QStringLiteral("partitions"), 1, 100);
    const auto by =
        line.choice(QStringLiteral("partition-by"),
                    {QStringLiteral("database"), QStringLiteral("table"), QStringLiteral("primary_key")});
    for (const auto *number : {&transactions, &seed, &dirty, &partitions}) {
        if (!*number)
            return number->error();
    }
    if (!by)
        return by.error();
    if (line.value(QStringLiteral("rate")) != QStringLiteral("max")) {
        const auto rate = line.integer(QStringLiteral("rate"), 1, 1'000'000);
        if (!rate)
            return rate.error();
        request.rate = *rate;
    }
    request.transactions = *transactions;
    const auto profile = readProfileOrCompose(line);
    if (!profile)
        return profile.error();
    const bool publishes =
        line.isSet(QStringLiteral("env")) || !line.value(QStringLiteral("bootstrap")).isEmpty();
    request.tables = line.values(QStringLiteral("bootstrap-table"));
    request.follow = line.isSet(QStringLiteral("follow"));
    const bool mysql = isMysqlAddress(request.database);
    if (mysql && publishes)
        return line.wrongValue(
            line.isSet(QStringLiteral("env")) ? QStringLiteral("env") : QStringLiteral("bootstrap"),
            QCoreApplication::translate("cli",
                                        "The changes of a MySQL or MariaDB database are in its binlog. Start "
                                        "Maxwell, which publishes them from there, and leave --bootstrap and "
                                        "--env out."));
    if (!publishes && (request.follow || !request.tables.isEmpty()))
        return line.wrongValue(
            request.follow ? QStringLiteral("follow") : QStringLiteral("bootstrap-table"),
            QCoreApplication::translate("cli",
                                        "There is nowhere to publish to: add --bootstrap HOST:PORT, "
                                        "or --env with the name of a profile."));
    request.workload.seed = static_cast<std::uint64_t>(*seed);
    request.workload.dirtyPerMillion = static_cast<std::uint32_t>(*dirty) * 10'000;
    if (!mysql)
        request.workload.mark = kampus::closeTransaction;
    request.publisher.partitions = static_cast<int>(*partitions);
    request.publisher.partitionBy =
        kampus::partitionByFromString(by->toStdString()).value_or(kampus::PartitionBy::Database);
    if (publishes) { // last: it may ask for a password
        auto access = accessTo(line, *profile);
        if (!access)
            return access.error();
        request.access = std::move(*access);
    }
    return request;
}

/// Works and publishes by turns: one connection, one thread.
class Session
{
public:
    Session(const Request &request, Database &db, const extract::Campus &campus)
        : m_request(request)
        , m_workload(db, campus, request.workload)
    {
    }

    Result<void> connect(Database &db)
    {
        auto cluster = broker::connectCluster(*m_request.access);
        if (!cluster)
            return cluster.error();
        m_cluster = *std::move(cluster);
        kampus::ChangePublisher::Options options = m_request.publisher;
        options.refused = [this](const Error &error) {
            printError(error.toString());
            m_refused = error;
        };
        options.leftOut = [](const Error &error) { printError(error.toString()); };
        m_publisher = std::make_unique<kampus::ChangePublisher>(db, *m_cluster, std::move(options));
        for (const QString &table : m_request.tables) {
            if (auto asked = m_publisher->log().requestBootstrap(table.toStdString()); !asked)
                return asked.error();
        }
        return {};
    }

    Result<void> run()
    {
        while (!m_interrupt.requested()) {
            const auto went = work();
            const auto idle = went && *went ? publish() : went;
            if (!idle)
                return idle.error();
            if (!*idle)
                continue;
            const bool worked = m_done >= m_request.transactions;
            if (worked && !m_request.follow)
                return m_refused ? Result<void>(*m_refused) : Result<void>();
            const std::int64_t waitUs = worked ? kLookUs : m_pace.waitUs(m_request.rate, monotonicUs());
            if (waitUs > 0)
                m_interrupt.waitFor(
                    static_cast<int>(std::clamp<std::int64_t>(waitUs, 1'000, kLookUs) / 1000));
        }
        if (m_publisher && m_publisher->waiting()) { // what is sent need not be sent again
            if (const auto settled = m_publisher->step(kEndMs))
                m_published += *settled;
        }
        return {};
    }

    bool interrupted() const { return m_interrupt.requested(); }
    qint64 done() const { return m_done; }
    std::size_t published() const { return m_published; }

private:
    /// As many transactions as are due. False: the database could not be had.
    Result<bool> work()
    {
        if (m_publisher && m_publisher->bootstrapping())
            return true;
        const qint64 most = std::min<qint64>(m_request.transactions, m_done + kBatch);
        for (; m_done < most && !m_interrupt.requested(); ++m_done) {
            if (m_pace.waitUs(m_request.rate, monotonicUs()) > 0)
                break;
            if (auto done = m_workload.next(); !done)
                return retried(done.error(), kDatabase); // somebody else holds it
            m_pace.noteDone();
        }
        if (!m_publisher) // or else the publisher tells, which needs it, too
            say(kDatabase, {});
        return true;
    }

    /// True when all is published.
    Result<bool> publish()
    {
        if (!m_publisher)
            return true;
        const auto published = m_publisher->step(kStepMs);
        if (published) {
            m_published += *published;
            say(kDatabase, {});
            if (!m_publisher->waiting()) // only an answer tells that it is there
                say(kBroker, {});
            return *published == 0 && !m_publisher->waiting() && !m_publisher->unfinished();
        }
        return retried(published.error(), m_publisher->failedAtBroker() ? kBroker : kDatabase);
    }

    /// Passing troubles are said once, and waited for: false.
    Result<bool> retried(const Error &error, const char *where)
    {
        if (!error.retriable)
            return error;
        say(where, error);
        m_interrupt.waitFor(kStepMs);
        return false;
    }

    /// What is wrong at a place, or that nothing is; only what is new is printed.
    void say(const char *where, const std::optional<Error> &error)
    {
        m_troubles.set(where, error);
        for (const QString &line : m_troubles.takeLines())
            printError(line);
    }

    static constexpr const char *kDatabase = "database";
    static constexpr const char *kBroker = "broker";

    const Request &m_request;
    Interrupt m_interrupt;
    kampus::KampusWorkload m_workload;
    std::unique_ptr<broker::ClusterBackend> m_cluster;
    std::unique_ptr<kampus::ChangePublisher> m_publisher;
    pipeline::Pace m_pace;
    pipeline::ConditionLog m_troubles;
    std::optional<Error> m_refused; ///< a bootstrap
    qint64 m_done = 0;
    std::size_t m_published = 0;
};

} // namespace

int runKampus(const QStringList &arguments)
{
    CommandLine line(
        QStringLiteral("kampus"),
        QCoreApplication::translate(
            "cli",
            "Keeps the campus's database in an SQLite file, does what its shop and academic office do, and "
            "publishes every changed row to producer.kampus.<table> in the format of Maxwell. This is an "
            "emulation: triggers write a change log where MySQL has its binlog."));
    declare(line);
    if (const auto ended = line.parse(arguments))
        return *ended;
    const auto request = read(line);
    if (!request)
        return fail(request.error());
    const auto campus = extract::Campus::shipped();
    if (!campus)
        return fail(campus.error());
    auto db = kampus::openDatabase(request->database, kBusyMs);
    for (int tries = 1; !db && db.error().code == ErrorCode::Busy && tries < kOpenTries; ++tries)
        db = kampus::openDatabase(request->database, kBusyMs);
    if (!db)
        return fail(db.error());
    Session session(*request, **db, **campus);
    if (request->access) {
        if (auto connected = session.connect(**db); !connected)
            return fail(connected.error());
    }
    const auto ran = session.run();
    printError(QCoreApplication::translate(
                   "cli", "transactions %1 · row events published (Maxwell emulation) %2 · %3")
                   .arg(grouped(session.done()), grouped(static_cast<std::int64_t>(session.published())),
                        request->database));
    if (!ran)
        return fail(ran.error());
    return session.interrupted() ? Interrupted : Done;
}

} // namespace pk::cli
