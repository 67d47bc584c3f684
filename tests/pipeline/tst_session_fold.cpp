// A real run with a crash and three members a stage, told by its session file alone: the state folded from it
// agrees with the report, the warehouse and the broker, and the queries answer from it.

#include "journal/session_file.h"
#include "pipeline/runner.h"
#include "pipeline_fixture.h"
#include "places/places.h"

#include <QJsonArray>

#include <set>

using namespace pk;
using namespace pk::test;

class TestSessionFold : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        RunRequest request;
        request.environment = "embedded";
        request.sourceName = "generator";
        request.brokerProgram = programPath();
        request.crash = CrashOrder{CrashPoint::LoadWrittenBeforeCommit, 900};
        request.sessionFile = path("run.session");
        request.pipeline.source = generator(kOrders, 7, 20);
        request.pipeline.transforms[Dataset::Orders] = *transform::Config::shipped(Dataset::Orders);
        request.pipeline.warehousePath = path("warehouse.db");
        request.pipeline.transformMembers = request.pipeline.loadMembers = 3;
        request.pipeline.sampleEvery = 1;
        auto outcome = run(std::move(request), {});
        VERIFY_OK(outcome);
        QVERIFY2(outcome->verified, qPrintable(outcome->problem));
        m_outcome = std::move(*outcome);
        auto session = journal::SessionFile::open(path("run.session"));
        VERIFY_OK(session);
        m_session = std::move(*session);
        VERIFY_OK(m_session->forEach([this](std::span<const journal::Event> events) {
            m_state.apply(events);
            return true;
        }));
        auto warehouse = warehouse::openWarehouseForReading(path("warehouse.db"));
        VERIFY_OK(warehouse);
        m_warehouse = std::move(*warehouse);
    }

    void session_isWhole()
    {
        QVERIFY(m_session->info().closed);
        QVERIFY(m_session->damage().empty());
        QCOMPARE(m_state.missingEvents(), 0);
        QCOMPARE(m_state.impossibleEvents(), 0);
    }

    void rawTopic_agreesWithTheLedgerAndTheBroker()
    {
        std::int64_t acked = 0;
        std::int64_t deadLettered = 0;
        std::int64_t filtered = 0;
        for (int p = 0; p < 3; ++p) {
            const journal::PartitionState &raw = m_state.partitions().at({"raw_orders", p});
            acked += raw.acked.count();
            deadLettered += raw.deadLettered.count();
            filtered += raw.filtered.count();
            QCOMPARE(raw.logEnd, endOf("raw_orders", p));
        }
        QCOMPARE(acked, kOrders);
        QCOMPARE(acked, m_outcome.ledger->acked);
        QVERIFY(deadLettered > 0);
        QCOMPARE(deadLettered, m_outcome.ledger->deadLettered);
        QCOMPARE(filtered, m_outcome.ledger->filtered);
    }

    void enrichedTopic_agreesWithTheAuditRowByRow()
    {
        for (int p = 0; p < 3; ++p) {
            const journal::PartitionState &enriched = m_state.partitions().at({"enriched_orders", p});
            QCOMPARE(enriched.logEnd, endOf("enriched_orders", p));
            const auto ofPartition = " from etl_audit where src_partition = " + std::to_string(p);
            QCOMPARE(enriched.applied.count(),
                     number("select count(*)" + ofPartition + " and action in ('insert', 'update')"));
            QCOMPARE(enriched.superseded.count(),
                     number("select count(*)" + ofPartition + " and action = 'superseded'"));
            QCOMPARE(enriched.duplicate.count(),
                     number("select count(*)" + ofPartition + " and action = 'unchanged'"));
        }
    }

    void committedOffsets_areThoseOfTheBroker()
    {
        const QJsonObject groups = m_outcome.report[QStringLiteral("groups")].toObject();
        QCOMPARE(groups.size(), 2);
        for (const QString &group : groups.keys()) {
            const QJsonObject topics = groups[group].toObject();
            for (const QString &topic : topics.keys()) {
                for (const QJsonValue &row : topics[topic].toArray()) {
                    const TopicPartition partition{topic.toStdString(),
                                                   row[QStringLiteral("partition")].toInt()};
                    const auto &state = m_state.groups().at(group.toStdString()).partitions.at(partition);
                    QCOMPARE(state.committed.value.offset, row[QStringLiteral("committed")].toInteger());
                    QCOMPARE(m_state.lag(group.toStdString(), partition), 0);
                }
            }
        }
    }

    void crashAndMembers_areTold()
    {
        QCOMPARE(m_state.count(journal::EventKind::Crash), 1);
        QVERIFY(m_state.count(journal::EventKind::Restart) >= 1);
        QVERIFY(m_state.count(journal::EventKind::Joined) >= 7); // the crashed one twice
        for (const std::string_view group : {kTransformGroup, kLoaderGroup})
            QVERIFY(
                std::ranges::none_of(m_state.groups().find(group)->second.members, [](const auto &member) {
                    return member.second.value == journal::Membership::Joined;
                }));
        QVERIFY(m_state.count(journal::EventKind::LogStart) > 0);
        QCOMPARE(m_state.sampledOneIn(), 1);
        QCOMPARE(m_state.config().at("semantics").value, std::string("effectively-once"));
    }

    void outcomes_leaveNothingOpen()
    {
        const auto sum = [this](std::string_view topic, auto offsets) {
            std::int64_t records = 0;
            for (const auto &[partition, log] : m_state.partitions())
                records += partition.topic == topic ? (log.*offsets).count() : 0;
            return records;
        };
        using Log = journal::PartitionState;
        QCOMPARE(sum("raw_orders", &Log::acked), kOrders);
        QCOMPARE(sum("raw_orders", &Log::deadLettered), m_outcome.ledger->deadLettered);
        const std::int64_t enriched = sum("enriched_orders", &Log::acked);
        QCOMPARE(enriched,
                 sum("enriched_orders", &Log::applied) + sum("enriched_orders", &Log::superseded)
                     + sum("enriched_orders", &Log::duplicate));
        QCOMPARE(enriched, number("select count(*) from etl_audit"));
    }

    void lineage_leadsFromTheSourceToTheAuditRow()
    {
        const auto statement =
            m_warehouse->prepare("select correlation_id, raw_topic, raw_partition, raw_offset, src_topic, "
                                 "src_partition, src_offset from etl_audit order by id desc limit 1");
        VERIFY_OK(statement);
        QVERIFY(*(*statement)->step());
        const Statement &row = **statement;
        const auto way = journal::lineage(*m_session, row.text(0));
        VERIFY_OK(way);
        std::set<journal::Hop> passed;
        for (const journal::LineageHop &hop : way->hops) {
            passed.insert(hop.hop);
            const journal::Event &e = hop.event;
            if (hop.hop == journal::Hop::Acked)
                QCOMPARE((Position{e.topic, e.partition, e.first}), position(row, 1));
            if (hop.hop == journal::Hop::Stored)
                QCOMPARE((Position{e.topic, e.partition, e.first}), position(row, 4));
        }
        for (const journal::Hop hop : {journal::Hop::Produced, journal::Hop::Acked, journal::Hop::Taken,
                                       journal::Hop::Enriched, journal::Hop::LoadTaken, journal::Hop::Stored})
            QVERIFY2(passed.contains(hop), std::string(toString(hop)).c_str());
    }

    void latency_isThatOfTheReport()
    {
        const auto all = journal::latency(*m_session);
        VERIFY_OK(all);
        QCOMPARE(all->count,
                 number("select count(distinct correlation_id) from etl_audit")); // a repeated event is one
        const QJsonObject reported = m_outcome.report[QStringLiteral("latency_ms")].toObject();
        QVERIFY(reported[QStringLiteral("samples")].toInteger() <= all->count);
        QVERIFY(all->p50Ms > 0 && all->p50Ms <= all->p99Ms);
    }

private:
    static constexpr std::int64_t kOrders = 3'000;

    QString path(const char *name) const { return m_folder.filePath(QLatin1String(name)); }
    std::int64_t endOf(const char *topic, int partition) const
    {
        return m_outcome.report[QStringLiteral("topics")]
            .toObject()[QLatin1String(topic)]
            .toArray()
            .at(partition)[QStringLiteral("end")]
            .toInteger();
    }
    std::int64_t number(const std::string &sql) const
    {
        const auto statement = m_warehouse->prepare(sql);
        return statement && *(*statement)->step() ? (*statement)->integer(0) : -1;
    }
    static Position position(const Statement &row, int first)
    {
        return {std::string(row.text(first)), static_cast<std::int32_t>(row.integer(first + 1)),
                row.integer(first + 2)};
    }

    QTemporaryDir m_folder;
    RunOutcome m_outcome;
    std::unique_ptr<journal::SessionFile> m_session;
    std::unique_ptr<Database> m_warehouse;
    journal::State m_state;
};

PK_TEST(TestSessionFold)
#include "tst_session_fold.moc"
