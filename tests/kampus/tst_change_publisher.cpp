#include "publisher_testing.h"

#include <QTemporaryDir>

#include <climits>
#include <set>

using namespace pk;
using namespace pk::kampus;

/// Against the embedded broker: what arrives in the topics.
class TestChangePublisher : public QObject
{
    Q_OBJECT

    std::unique_ptr<broker::ClusterBackend> m_cluster;
    std::unique_ptr<Database> m_db;
    int m_test = 0;
    std::string m_name; // of the database in the events: each test has its own topics

    ChangePublisher::Options options() const
    {
        ChangePublisher::Options options;
        options.database = m_name;
        return options;
    }
    std::string topic(const std::string &table) const { return "producer." + m_name + "." + table; }

    std::vector<Event> read(const std::string &table) { return eventsIn(*m_cluster, topic(table)); }

private Q_SLOTS:
    void initTestCase()
    {
        auto cluster = broker::startEmbeddedCluster(broker::embeddedOptions());
        QVERIFY2(cluster, broker::why(cluster));
        m_cluster = *std::move(cluster);
    }
    void init()
    {
        m_name = "kampus" + std::to_string(++m_test);
        m_db = openKampus();
    }

    void everyRow_arrivesInOrderWithMaxwellsKeyAndPartition()
    {
        work(*m_db, marked(4), 80);
        const auto log = ChangeLog(*m_db).next(100'000);
        ChangePublisher publisher(*m_db, *m_cluster, options());
        publishAll(publisher);
        std::map<std::string, std::vector<LogEntry>> byTable;
        for (const LogEntry &entry : *log)
            byTable[entry.table].push_back(entry);
        for (const auto &[table, entries] : byTable) {
            const auto events = read(table);
            QCOMPARE(events.size(), entries.size());
            for (std::size_t i = 0; i < events.size(); ++i) {
                QCOMPARE(events[i].type(), entries[i].type);
                QCOMPARE(events[i].partition, maxwellPartition(m_name, 3)); // all of one database together
                QCOMPARE(events[i].json.contains(QStringLiteral("commit")), entries[i].lastOfTransaction);
                QVERIFY(events[i].key.starts_with("{\"database\":\"" + m_name + "\",\"table\":\"" + table
                                                  + "\",\"pk."));
            }
        }
    }

    void partitionByPrimaryKey_spreadsButKeepsEachRowTogether()
    {
        work(*m_db, marked(4), 80);
        auto spread = options();
        spread.partitionBy = PartitionBy::PrimaryKey;
        ChangePublisher publisher(*m_db, *m_cluster, spread);
        publishAll(publisher);
        std::map<std::string, std::set<int>> partitions;
        std::set<int> all;
        for (const Event &event : read("orders")) {
            partitions[event.key].insert(event.partition);
            all.insert(event.partition);
        }
        QCOMPARE(all.size(), 3U);
        for (const auto &[key, of] : partitions)
            QCOMPARE(of.size(), 1U);
    }

    void killedBetweenProduceAndPosition_losesNothing()
    {
        work(*m_db, marked(4), 60);
        const auto log = ChangeLog(*m_db).next(100'000);
        auto dying = options();
        dying.pageSize = 20;
        int pages = 0;
        dying.beforePosition = [&pages] { return ++pages < 3; };
        {
            ChangePublisher publisher(*m_db, *m_cluster, dying);
            QVERIFY(publisher.step(5000));
            QVERIFY(publisher.step(5000));
            QVERIFY(!publisher.step(5000)); // the third page is in Kafka, the position is not
        }
        QCOMPARE(SqlRunner(*m_db).number("SELECT published FROM cdc_state"), log->at(39).seq);
        ChangePublisher next(*m_db, *m_cluster, options());
        publishAll(next);

        std::size_t doubles = 0;
        std::multiset<std::string> values;
        for (const char *table : {"students", "orders", "order_items", "activities"}) {
            for (const Event &event : read(table)) {
                doubles += values.contains(event.value) ? 1 : 0;
                values.insert(event.value);
            }
        }
        QCOMPARE(doubles, 20U); // the same events again, byte for byte
        QCOMPARE(values.size(), log->size() + 20);
    }

    void failedDelivery_isSentAgain()
    {
        work(*m_db, marked(4), 30);
        const auto log = ChangeLog(*m_db).next(100'000);
        ChangePublisher publisher(*m_db, *m_cluster, options());
        for (const char *table : {"students", "orders", "order_items", "activities"})
            QVERIFY(m_cluster->createTopic({.name = topic(table), .partitions = 3}));
        constexpr int invalidRequiredAcks = 21; // not retried by the client, and no fault of the topic
        QVERIFY(m_cluster->failRequests(broker::RequestKind::Produce, invalidRequiredAcks, 2));
        publishAll(publisher);
        std::set<std::string> values;
        for (const char *table : {"students", "orders", "order_items", "activities"}) {
            for (const Event &event : read(table))
                values.insert(event.value);
        }
        QCOMPARE(values.size(), log->size());
    }

    void bootstrap_sendsTheTableBetweenStartAndComplete()
    {
        work(*m_db, marked(4), 60);
        ChangePublisher publisher(*m_db, *m_cluster, options());
        QVERIFY(publisher.log().requestBootstrap("orders"));
        publishAll(publisher);
        const auto events = read("orders");
        const auto start = std::find_if(events.begin(), events.end(),
                                        [](const Event &e) { return e.type() == "bootstrap-start"; });
        QVERIFY(start != events.end());
        QCOMPARE(start->key, "{\"database\":\"" + m_name + "\",\"table\":\"orders\",\"pk.id\":null}");
        QCOMPARE(events.back().type(), "bootstrap-complete");
        QVERIFY(events.back().key.find("_uuid") != std::string::npos);
        const auto rows = static_cast<std::size_t>(SqlRunner(*m_db).number("SELECT COUNT(*) FROM orders"));
        QCOMPARE(static_cast<std::size_t>(events.end() - start), rows + 2);
        QVERIFY(std::all_of(start + 1, events.end() - 1, [](const Event &e) {
            return e.type() == "bootstrap-insert" && !e.json.contains(QStringLiteral("xid"));
        }));
        QVERIFY(!*publisher.log().pendingBootstrap());
        QCOMPARE(SqlRunner(*m_db).number("SELECT inserted_rows FROM cdc_bootstrap"),
                 static_cast<std::int64_t>(rows));
    }

    void wrongBootstraps_areMarkedAndSaidAndTheOthersGoOn()
    {
        work(*m_db, marked(4), 20);
        std::vector<Error> refused;
        auto telling = options();
        telling.refused = [&refused](const Error &error) { refused.push_back(error); };
        ChangePublisher publisher(*m_db, *m_cluster, telling);
        QVERIFY(m_db->exec("INSERT INTO cdc_bootstrap (table_name) VALUES "
                           "('tidak_ada'), ('cdc_log'), (''), ('students')"));
        publishAll(publisher);
        QCOMPARE(refused.size(), 3U);
        QCOMPARE(refused[0].code, ErrorCode::NotFound);
        QVERIFY(refused[0].message.contains(QStringLiteral("tidak_ada")));
        SqlRunner sql(*m_db);
        QCOMPARE(sql.number("SELECT COUNT(*) FROM cdc_bootstrap WHERE is_complete AND error IS NOT NULL"), 3);
        QCOMPARE(sql.number("SELECT inserted_rows FROM cdc_bootstrap WHERE table_name = 'students'"),
                 sql.number("SELECT COUNT(*) FROM students"));
        QVERIFY(m_db->exec("INSERT INTO students VALUES ('1','A','B','C',1)"));
        publishAll(publisher);
        QCOMPARE(read("students").back().type(), "insert");
    }

    void bootstrap_takesNoLongerThanAStepMay()
    {
        work(*m_db, marked(4), 60);
        ChangePublisher publisher(*m_db, *m_cluster, options());
        publishAll(publisher);
        const auto rows = static_cast<std::size_t>(SqlRunner(*m_db).number("SELECT COUNT(*) FROM orders"));
        QVERIFY(publisher.log().requestBootstrap("orders"));
        std::size_t steps = 0;
        for (std::size_t passed = 0; passed == 0; ++steps) {
            const auto step = publisher.step(0);
            QVERIFY2(step, why(step));
            passed = *step;
            QCOMPARE(publisher.bootstrapping(), passed == 0);
        }
        QVERIFY(steps >= rows); // with no time at all, one row after the other
        QVERIFY(m_db->begin()); // the snapshot is given back
        m_db->rollback();
        const auto events = read("orders");
        QCOMPARE(std::count_if(events.begin(), events.end(),
                               [](const Event &e) { return e.type() == "bootstrap-insert"; }),
                 static_cast<std::ptrdiff_t>(rows));
    }

    void closedTopic_holdsBackWhatIsForItAndWhatComesAfter()
    {
        QVERIFY(m_db->exec("INSERT INTO students VALUES ('1','A','B','C',1);"
                           "INSERT INTO orders (order_id, customer_id, channel, ordered_at, updated_at) "
                           "VALUES ('ORD-1','MHS-1','web','2025-01-06','2025-01-06');"
                           "INSERT INTO students VALUES ('2','A','B','C',1)"));
        bool open = false;
        std::map<std::string, std::size_t> bytes;
        auto watched = options();
        watched.mayPublish = [&](const std::string &topic) { return open || topic != this->topic("orders"); };
        watched.handedOver = [&](const std::string &topic, std::int32_t partition, std::size_t size) {
            QCOMPARE(partition, maxwellPartition(m_name, 3));
            bytes[topic] += size;
        };
        ChangePublisher publisher(*m_db, *m_cluster, watched);
        QVERIFY(QTest::qWaitFor([&] { return publisher.step(200) && !publisher.waiting(); }));
        for (int i = 0; i < 3; ++i) {
            const auto step = publisher.step(200);
            QVERIFY2(step, why(step));
            QCOMPARE(*step, 0U);
            QVERIFY(!publisher.waiting());
            QVERIFY(publisher.unfinished());
        }
        QCOMPARE(read("students").size(), 1U);
        QCOMPARE(SqlRunner(*m_db).number("SELECT published FROM cdc_state"), 1);
        open = true;
        publishAll(publisher);
        QVERIFY(!publisher.unfinished());
        for (const char *table : {"students", "orders"}) {
            std::size_t size = 0;
            for (const Event &event : read(table))
                size += event.key.size() + event.value.size();
            QCOMPARE(bytes[topic(table)], size);
        }
        QCOMPARE(read("students").size(), 2U);
    }

    void closedTopic_holdsABootstrapInItsMiddle()
    {
        work(*m_db, marked(4), 60);
        int room = INT_MAX;
        auto watched = options();
        watched.mayPublish = [&room](const std::string &) { return room-- > 0; };
        ChangePublisher publisher(*m_db, *m_cluster, watched);
        publishAll(publisher);
        QVERIFY(publisher.log().requestBootstrap("orders"));
        room = 5;
        QVERIFY(publisher.step(1000));
        QVERIFY(publisher.bootstrapping());
        QVERIFY(publisher.unfinished());
        room = 0;
        QCOMPARE(*publisher.step(1000), 0U);
        QVERIFY(!publisher.waiting());
        room = INT_MAX;
        publishAll(publisher);
        const auto rows = SqlRunner(*m_db).number("SELECT COUNT(*) FROM orders");
        const auto events = read("orders");
        QCOMPARE(std::count_if(events.begin(), events.end(),
                               [](const Event &e) { return e.type() == "bootstrap-insert"; }),
                 rows);
        QCOMPARE(SqlRunner(*m_db).number("SELECT inserted_rows FROM cdc_bootstrap"), rows);
    }

    void refusedForGood_endsWithTheBrokersWords()
    {
        QVERIFY(m_cluster->createTopic({.name = topic("students"), .partitions = 3}));
        QVERIFY(m_db->exec("INSERT INTO students VALUES ('1','A','B','C',1)"));
        int dropped = 0;
        auto watched = options();
        watched.dropped = [&](const std::string &topic) {
            dropped += topic == this->topic("students") ? 1 : 0;
        };
        ChangePublisher publisher(*m_db, *m_cluster, watched);
        constexpr int policyViolation = 44;
        QVERIFY(m_cluster->failRequests(broker::RequestKind::Produce, policyViolation, 3));
        std::vector<bool> retriable;
        while (retriable.size() < 3) {
            const auto step = publisher.step(5000);
            QVERIFY(step || publisher.failedAtBroker());
            if (!step)
                retriable.push_back(step.error().retriable);
        }
        QCOMPARE(retriable, (std::vector<bool>{true, true, false}));
        QCOMPARE(dropped, 3);
        publishAll(publisher); // somebody has mended it
        QCOMPARE(read("students").size(), 1U);
    }

    void lockedDatabase_isNoFaultOfTheBroker()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("kampus.sqlite"));
        openKampus(file);
        auto db = openSqlite(file, OpenMode::ReadWrite, 10);
        QVERIFY((*db)->exec("INSERT INTO students VALUES ('1','A','B','C',1)"));
        auto other = openSqlite(file);
        bool locked = false;
        auto locking = options();
        locking.beforePosition = [&] { return locked || (locked = (*other)->begin().ok()); };
        ChangePublisher publisher(**db, *m_cluster, locking);
        const auto busy = publisher.step(10'000); // it arrives, and cannot be passed
        QVERIFY(!busy);
        QCOMPARE(busy.error().code, ErrorCode::Busy);
        QVERIFY(!publisher.failedAtBroker());
        (*other)->rollback();
        publishAll(publisher);
        QCOMPARE(read("students").size(), 1U);
    }

    void tableWithTooManyColumns_isNamedOnceAndTheOthersGoOn()
    {
        std::vector<Error> leftOut;
        auto telling = options();
        telling.leftOut = [&leftOut](const Error &error) { leftOut.push_back(error); };
        ChangePublisher publisher(*m_db, *m_cluster, telling);
        std::string declared = "k INTEGER PRIMARY KEY";
        for (std::size_t i = 0; i < kMostColumns; ++i)
            declared += ", c" + std::to_string(i) + " TEXT";
        QVERIFY(m_db->exec("CREATE TABLE terlalu_lebar (" + declared
                           + ");"
                             "INSERT INTO terlalu_lebar (k) VALUES (1);"
                             "INSERT INTO students VALUES ('1','A','B','C',1)"));
        publishAll(publisher);
        QVERIFY(m_db->exec("CREATE TABLE kecil (k INTEGER PRIMARY KEY)")); // looks at all tables again
        publishAll(publisher);
        QVERIFY(m_db->exec("INSERT INTO kecil VALUES (7)"));
        publishAll(publisher);
        QCOMPARE(leftOut.size(), 1U);
        QVERIFY(leftOut[0].message.contains(QStringLiteral("terlalu_lebar")));
        QCOMPARE(read("students").size(), 1U);
        QCOMPARE(read("kecil").size(), 1U);
        QVERIFY(read("terlalu_lebar").empty());
    }

    void topicThatIsThere_keepsItsPartitions()
    {
        QVERIFY(m_cluster->createTopic({.name = topic("students"), .partitions = 6}));
        QVERIFY(m_db->exec("INSERT INTO students VALUES ('1','A','B','C',1)"));
        ChangePublisher publisher(*m_db, *m_cluster, options());
        publishAll(publisher);
        const auto events = read("students");
        QCOMPARE(events.size(), 1U);
        QCOMPARE(events[0].partition, maxwellPartition(m_name, 6));
        QVERIFY(events[0].json[QStringLiteral("commit")].toBool());
    }
};

PK_TEST(TestChangePublisher)
#include "tst_change_publisher.moc"
