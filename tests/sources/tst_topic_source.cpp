#include "broker/producer.h"
#include "sources/topic_source.h"
#include "support/renamed_cluster.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace pk;
using namespace pk::sources;

/// A topic of somebody else's, read to its end by one source after the other with the same file of positions.
class TestTopicSource : public QObject
{
    Q_OBJECT

    static constexpr const char *kTopic = "shop";

    struct Read
    {
        std::vector<std::string> keys;
        std::set<std::string> eventIds;
        QStringList notices;
        QString error;
    };

    QTemporaryDir m_folder;
    QString m_positions;
    std::shared_ptr<broker::ClusterBackend> m_cluster;

    /// The topic anew, in one partition.
    void makeTopic()
    {
        m_cluster = test::freshLogs();
        QVERIFY(m_cluster);
        QVERIFY(m_cluster->createTopic({kTopic, 1, 0, {}}));
    }

    void produce(int first, int count) const
    {
        auto producer = broker::Producer::create(broker::producerConfig(m_cluster->info(), "shop", 0), {});
        QVERIFY(producer);
        for (int i = first; i < first + count; ++i) {
            broker::Headers none;
            const std::string key = "ORD-" + std::to_string(i);
            const std::string value = "{\"order_id\":\"" + key + "\",\"status\":\"PAID\"}";
            QVERIFY((*producer)->produce({kTopic, 0, key, value, 0, 0}, none));
        }
        QVERIFY((*producer)->flush(test::kPatienceMs));
    }

    Read readToTheEnd()
    {
        Read read;
        TopicOptions options;
        options.topic = kTopic;
        options.positions = m_positions;
        options.target = "C";
        options.end.idleMs = 0;
        options.nowMs = machineMs;
        auto source = TopicSource::create(options, std::make_unique<test::Renamed>(m_cluster));
        if (!source) {
            read.error = source.error().toString();
            return read;
        }
        extract::SourceRecord record;
        for (QDeadlineTimer patience(test::kPatienceMs); !patience.hasExpired();) {
            const auto ready = (*source)->ready();
            if (!ready) {
                read.error = ready.error().toString();
                return read;
            }
            while (const auto notice = (*source)->takeNotice())
                read.notices << notice->toString();
            if (!*ready) {
                QTest::qWait(1);
                continue;
            }
            record.clear();
            const auto more = (*source)->next(record);
            if (!more || !*more)
                break;
            read.keys.push_back(record.key);
            read.eventIds.emplace(*record.headers.find(header::eventId));
        }
        if (const auto kept = (*source)->settled(static_cast<std::int64_t>(read.keys.size())); !kept)
            read.error = kept.error().toString();
        return read;
    }

    void setPosition(const std::string &position) const
    {
        auto store = PositionStore::open(m_positions, "C topic C/shop");
        QVERIFY(store);
        QVERIFY((*store)->store({{"shop/0", position}}, {}));
    }

private Q_SLOTS:
    void init()
    {
        m_positions = m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction())
                                        + QString::fromLatin1(QTest::currentDataTag()));
    }

    void aTopicMadeAnew_isReadFromItsBeginning_data()
    {
        QTest::addColumn<int>("records");
        QTest::newRow("shorter") << 1;
        QTest::newRow("as long") << 10;
        QTest::newRow("longer") << 15;
    }
    void aTopicMadeAnew_isReadFromItsBeginning()
    {
        QFETCH(int, records);
        makeTopic();
        produce(0, 10);
        const Read first = readToTheEnd();
        QCOMPARE(first.error, QString());
        QCOMPARE(first.keys.size(), 10U);
        const Read same = readToTheEnd();
        QCOMPARE(same.error, QString());
        QCOMPARE(same.keys.size(), 0U);
        QCOMPARE(same.notices, QStringList());

        makeTopic();
        produce(100, records);
        const Read again = readToTheEnd();
        QCOMPARE(again.error, QString());
        QCOMPARE(again.keys.size(), static_cast<std::size_t>(records));
        QCOMPARE(again.keys.front(), std::string("ORD-100"));
        QCOMPARE(again.notices.size(), 1);
        QVERIFY2(again.notices.first().contains(QStringLiteral("made anew"))
                     && again.notices.first().contains(QStringLiteral("shop/0")),
                 qPrintable(again.notices.first()));
        // The same places hold other events, and whoever stores them must not take them for the old ones.
        for (const std::string &id : again.eventIds)
            QVERIFY(!first.eventIds.contains(id));
        const Read last = readToTheEnd();
        QCOMPARE(last.keys.size(), 0U);
        QCOMPARE(last.notices, QStringList());
    }

    void positionsOfEarlierVersions_areGoneOnFrom()
    {
        makeTopic();
        produce(0, 10);
        setPosition("4"); // nothing tells which record was read last
        const Read read = readToTheEnd();
        QCOMPARE(read.keys.size(), 6U);
        QCOMPARE(read.notices, QStringList());
    }

    void theSameRecord_isTheSameEventForEveryReader()
    {
        makeTopic();
        produce(0, 3);
        const Read one = readToTheEnd();
        m_positions += QStringLiteral(".other");
        QCOMPARE(readToTheEnd().eventIds, one.eventIds);
        QCOMPARE(one.eventIds.size(), 3U);
    }
};

PK_TEST(TestTopicSource)
#include "tst_topic_source.moc"
