// What the inspector makes of a snapshot.

#include "base/clock.h"
#include "bridge/run_trouble.h"
#include "pages/inspector/record_path.h"
#include "pages/inspector/row_facts.h"
#include "pages/inspector/run_facts.h"

#include <QLocale>
#include <QTest>

using namespace pk;
using namespace pk::gui;

class TestRunFacts : public QObject
{
    Q_OBJECT

private:
    Snapshot m_snapshot;
    std::uint64_t m_number = 0;

    void add(journal::EventKind kind, const char *member, const char *condition, const char *text = "")
    {
        journal::Event event;
        event.kind = kind;
        event.writer = 1;
        event.writerSeq = ++m_number;
        event.wallUs = static_cast<std::int64_t>(m_number) * 1'000'000;
        event.member = member;
        event.key = condition;
        event.text = text;
        m_snapshot.state.apply({&event, 1});
    }
    void error(const char *condition, const char *text)
    {
        add(journal::EventKind::Error, "load-0", condition, text);
    }
    StageError told() const { return lastErrorOf(m_snapshot, StageKind::Load); }

private Q_SLOTS:
    void init()
    {
        m_snapshot = {};
        m_number = 0;
        pipeline::MemberStatus member;
        member.name = "load-0";
        member.stage = StageKind::Load;
        member.status = pipeline::StageStatus::Running;
        m_snapshot.run.members = {member};
    }

    void memberWithoutABroker_waitsForThatOne_andNotForMembers()
    {
        RunInfo &run = m_snapshot.run;
        run.silentSinceUs = monotonicUs() - 1'000'000; // it may take that long
        QVERIFY(memberState(m_snapshot, run.members.front()).text.contains(QStringLiteral("JoinGroup")));
        run.silentSinceUs = monotonicUs() - 2 * kBrokerSilenceUs;
        QCOMPARE(memberState(m_snapshot, run.members.front()).word, QStringLiteral("waiting"));
        run.members.front().joined = true;
        QCOMPARE(memberState(m_snapshot, run.members.front()).word, QStringLiteral("waiting"));
        run.silentSinceUs = 0;
        QCOMPARE(memberState(m_snapshot, run.members.front()).word, QStringLiteral("running"));
    }

    /// Only an empty group waits for more members: three seconds that another rebalance does not take.
    void joinOfAGroupThatHadMembers_isToldWithoutTheWaitForMembers()
    {
        RunInfo &run = m_snapshot.run;
        run.members.front().group = "kampus-loader";
        QVERIFY(memberState(m_snapshot, run.members.front()).text.contains(QStringLiteral("3 s")));
        journal::Event event;
        event.kind = journal::EventKind::Assigned;
        event.writer = 1;
        event.writerSeq = ++m_number;
        event.group = "kampus-loader";
        event.member = "load-0";
        event.topic = "enriched_orders";
        event.partition = 0;
        m_snapshot.state.apply({&event, 1});
        QVERIFY(!memberState(m_snapshot, run.members.front()).text.contains(QStringLiteral("3 s")));
        QVERIFY(memberState(m_snapshot, run.members.front()).text.contains(QStringLiteral("JoinGroup")));
    }

    void stageHeldByTheGuard_saysSo_andTheOthersDoNot()
    {
        RunInfo &run = m_snapshot.run;
        run.members.front().joined = true;
        run.members.push_back(run.members.front());
        run.members.back().stage = StageKind::Transform;
        run.members.back().name = "transform-0";
        QCOMPARE(stageState(m_snapshot, StageKind::Transform).word, QStringLiteral("running"));
        journal::Event guard;
        guard.kind = journal::EventKind::Guard;
        guard.writer = 1;
        guard.writerSeq = ++m_number;
        guard.topic = "enriched_orders";
        guard.count = 1;
        m_snapshot.state.apply({&guard, 1});
        QCOMPARE(stageState(m_snapshot, StageKind::Transform).word, QStringLiteral("held back"));
        QCOMPARE(stageState(m_snapshot, StageKind::Load).word, QStringLiteral("running"));
    }

    void deadLetters_ofTheTransform_areNotThoseOfTheOthers()
    {
        for (const char *topic : {"producer.kampus.orders", "raw_orders", "enriched_orders"}) {
            journal::Event event;
            event.kind = journal::EventKind::DeadLettered;
            event.writer = 1;
            event.writerSeq = ++m_number;
            event.topic = topic;
            event.partition = 0;
            event.first = 0;
            event.last = topic == std::string_view("raw_orders") ? 3 : 9;
            event.count = event.last + 1;
            event.group = kTransformGroup;
            m_snapshot.state.apply({&event, 1});
        }
        QCOMPARE(refusedByTransform(m_snapshot.state), 4);
    }

    void memberThatHasCrashed_saysWhenItStartsAgain_whereThatIsKnown()
    {
        RunInfo &run = m_snapshot.run;
        run.members.front().status = pipeline::StageStatus::Crashed;
        run.restartAfterCrashMs = 2'000;
        QCOMPARE(memberState(m_snapshot, run.members.front()).text,
                 QStringLiteral("it starts again after 2 s"));
        run.restartAfterCrashMs = 0; // of a recording
        QCOMPARE(memberState(m_snapshot, run.members.front()).text,
                 QStringLiteral("it starts again by itself"));
    }

    void amounts_areMoneyAsTheLanguageWritesIt()
    {
        StoredRow row;
        row.table = "fact_orders";
        row.key = "ORD-1";
        row.columns = {{"order_id", "ORD-1"}, {"currency", "IDR"}, {"total_e4", "12500000000"}};
        QLocale::setDefault(QLocale(QStringLiteral("id")));
        const auto facts = mainFacts(row);
        QLocale::setDefault(QLocale::c());
        const auto total = std::find_if(facts.begin(), facts.end(), [](const KeyValueRows::Row &fact) {
            return fact.key == QLatin1String("total");
        });
        QVERIFY(total != facts.end());
        QCOMPARE(total->value, QStringLiteral("Rp\u00a01.250.000"));
    }

    void lastError_none_isEmpty() { QVERIFY(told().text.isEmpty()); }

    void writer_isTheStageThatWritesTheTopicWithThatSource_data()
    {
        QTest::addColumn<QString>("topic");
        QTest::addColumn<bool>("captured");
        QTest::addColumn<QString>("stage");
        QTest::newRow("change") << "producer.kampus.orders" << true << "source";
        QTest::newRow("change, set aside") << "producer.kampus.orders.dlq" << true << "bridge";
        QTest::newRow("change, set aside, of an earlier source")
            << "producer.kampus.orders.dlq" << false << "bridge";
        QTest::newRow("raw, captured") << "raw_orders" << true << "bridge";
        QTest::newRow("raw") << "raw_orders" << false << "source";
        QTest::newRow("raw, set aside") << "raw_orders.dlq" << true << "transform";
        QTest::newRow("enriched") << "enriched_orders" << true << "transform";
        QTest::newRow("enriched, set aside") << "enriched_orders.dlq" << true << "warehouse";
        QTest::newRow("events of the warehouse") << "warehouse_events" << true << "etl_outbox";
    }
    void writer_isTheStageThatWritesTheTopicWithThatSource()
    {
        QFETCH(QString, topic);
        QFETCH(bool, captured);
        m_snapshot.run.source.kind = captured ? SourceChoice::Kind::Campus : SourceChoice::Kind::Generator;
        const auto rows = writerRows(m_snapshot.run, topic.toStdString());
        QCOMPARE(rows.size(), std::size_t{1});
        QTEST(rows.front().link.name, "stage");
    }

    void writerOfATopicOfOnesOwn_isNoStage() { QVERIFY(writerRows(m_snapshot.run, "notes").empty()); }

    void pathOfAChange_saysWhenItCameAndWhenTheBridgeTookIt()
    {
        auto message = std::make_shared<FullMessage>();
        message->headers = {{"cdc_position", "producer.kampus.orders/2/35"}, {"cdc_xid", "9"}};
        message->timestampMs = 1'000;
        RecordStory story;
        story.asked = story.rawAt = {"raw_orders", 0, 4};
        story.message = story.raw = message;
        story.changeUs = 1'040'000;
        story.bridgeUs = 1'060'000;
        const auto rowOf = [&](const QString &title) {
            const auto rows = pathRows(story, m_snapshot.run);
            const auto found = std::find_if(rows.begin(), rows.end(),
                                            [&](const LinkRows::Row &row) { return row.title == title; });
            return found != rows.end() ? *found : LinkRows::Row();
        };
        const auto change = rowOf(QStringLiteral("producer.kampus.orders"));
        QCOMPARE(change.figure, QStringLiteral("+40 ms"));
        QVERIFY(change.link == Link::record(QStringLiteral("producer.kampus.orders"), 2, 35));
        const auto bridge = rowOf(QStringLiteral("bridge"));
        QCOMPARE(bridge.figure, QStringLiteral("+20 ms"));
        QVERIFY(bridge.link.kind == Link::Kind::Stage);
        story.bridgeUs = 0;
        QCOMPARE(rowOf(QStringLiteral("bridge")).figure, QStringLiteral("not recorded"));
    }

    void lastError_ofTheSourceBefore_isNotToldOfThePresentOne()
    {
        m_snapshot.run.members.front().name = "source";
        m_snapshot.run.members.front().stage = StageKind::Source;
        const auto ofSource = [this] { return lastErrorOf(m_snapshot, StageKind::Source).text; };
        add(journal::EventKind::Error, "source", "api", "the API does not answer");
        QVERIFY(ofSource().contains(QStringLiteral("API")));
        m_snapshot.run.sourceSinceUs = static_cast<std::int64_t>(m_number) * 1'000'000 + 1;
        QCOMPARE(ofSource(), QString());
        error("database", "the database is locked"); // the other stages go on with what they had
        QVERIFY(told().text.contains(QStringLiteral("locked")));
        add(journal::EventKind::Error, "source", "", "a row was refused");
        QVERIFY(ofSource().contains(QStringLiteral("refused")));
    }

    void lastError_lastsUntilItsMemberHasRecovered()
    {
        error("database", "the database is locked");
        QVERIFY(told().when == StageError::When::Lasts);
        QVERIFY(told().text.contains(QStringLiteral("locked")));
        add(journal::EventKind::Recovered, "load-0", "database");
        QVERIFY(told().when == StageError::When::Over);
        QVERIFY(told().text.contains(QStringLiteral("locked")));
        error("database", "the database is locked again");
        QVERIFY(told().when == StageError::When::Lasts);
    }

    void lastError_thatLasts_isToldBeforeANewerOneThatDoesNot()
    {
        error("broker", "the brokers do not answer");
        error("", "a record was refused");
        QVERIFY(told().when == StageError::When::Lasts);
        QVERIFY(told().text.contains(QStringLiteral("brokers")));
        add(journal::EventKind::Recovered, "load-0", "broker");
        QVERIFY(told().when == StageError::When::Once);
        QVERIFY(told().text.contains(QStringLiteral("refused")));
    }

    void lastError_ofAMemberThatHasStopped_doesNotLast()
    {
        error("broker", "the brokers do not answer");
        m_snapshot.run.members.front().status = pipeline::StageStatus::Stopped;
        QVERIFY(told().when == StageError::When::Over);
    }

    void lastError_ofAnotherStage_isNotThisOnes()
    {
        add(journal::EventKind::Error, "transform-0", "broker", "the brokers do not answer");
        QVERIFY(told().text.isEmpty());
        QVERIFY(!lastErrorOf(m_snapshot, StageKind::Transform).text.isEmpty());
    }
};

PK_TEST(TestRunFacts)
#include "tst_run_facts.moc"
