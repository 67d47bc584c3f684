// Stories of real records: the same bytes as an outside client, the same row as SQL, also when retention has
// taken the message or the brokers are down.

#include "../support/child_process.h"
#include "base/database.h"
#include "bridge/record_lookup.h"
#include "bridge/text.h"
#include "broker/producer.h"
#include "controller_fixture.h"
#include "transform/failure_codes.h"

#include <QProcess>
#include <QScopeGuard>
#include <QStandardPaths>

#include <csignal>
#include <random>

using namespace pk;
using namespace pk::test;

class TestRecordLookup : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_bed = std::make_unique<Bed>([](SessionOptions &options) { options.ratePerSecond = 40; });
        m_bed->controller->start();
        QTRY_VERIFY(m_bed->loaded() >= 20);
        m_lookup = std::make_unique<RecordLookup>(*m_bed->controller);
        connect(m_lookup.get(), &RecordLookup::recordTold, this,
                [this](const RecordStoryPtr &story) { m_story = story; });
        connect(m_lookup.get(), &RecordLookup::rowTold, this,
                [this](const RowStoryPtr &story) { m_row = story; });
    }

    void recordInTheWarehouse_hasItsWholeStory()
    {
        const RecordStoryPtr story = storedRecord();
        QVERIFY(story);
        QVERIFY(story->presence == Presence::There);
        QVERIFY(story->message && story->message == story->raw);
        QVERIFY(!story->correlationId.empty());
        for (const journal::Hop hop : {journal::Hop::Produced, journal::Hop::Acked, journal::Hop::Taken,
                                       journal::Hop::Enriched, journal::Hop::LoadTaken, journal::Hop::Stored,
                                       journal::Hop::Committed, journal::Hop::LoadCommitted})
            QVERIFY2(story->station(hop), toString(hop).data());
        QVERIFY(story->isComplete());
        QVERIFY(story->trace);
        QVERIFY2(story->traceConfirmed, story->trace->value.c_str());
        QCOMPARE(story->row->column("order_id"), std::string_view(story->raw->key));
        QCOMPARE(story->audit.front().raw, story->rawAt);
    }

    void record_isWhatKcatReads()
    {
        const QString kcat = QStandardPaths::findExecutable(QStringLiteral("kcat"));
        if (kcat.isEmpty())
            QSKIP("kcat is not installed: the bytes cannot be compared with an outside client's");
        const RecordStoryPtr story = storedRecord();
        QVERIFY(story);
        QProcess process;
        process.start(kcat,
                      QStringLiteral("-C -c 1 -e -q -b %1 -t %2 -p %3 -o %4 -f %k\\n%s")
                          .arg(toQString(m_bed->run().cluster.bootstrap), toQString(story->rawAt.topic))
                          .arg(story->rawAt.partition)
                          .arg(story->rawAt.offset)
                          .split(QLatin1Char(' ')));
        QVERIFY(process.waitForFinished(20'000));
        QCOMPARE(process.readAllStandardOutput().toStdString(),
                 story->message->key + "\n" + story->message->value);
    }

    void enrichedRecord_leadsBackToTheRawOne()
    {
        const RecordStoryPtr raw = storedRecord();
        QVERIFY(raw);
        const RecordStoryPtr story = tell(raw->enrichedAt);
        QVERIFY(story);
        QCOMPARE(story->rawAt, raw->rawAt);
        QCOMPARE(story->raw->value, raw->raw->value);
        QVERIFY(story->message->value != story->raw->value);
        QVERIFY(story->stations == raw->stations);
    }

    void row_leadsToTheRecordThatWroteIt()
    {
        const RecordStoryPtr record = storedRecord();
        QVERIFY(record);
        const std::string sql =
            "SELECT raw_offset FROM fact_orders WHERE order_id = '" + record->row->key + "'";
        const auto told = [&] {
            m_row.reset();
            m_lookup->findRow(QStringLiteral("fact_orders"), toQString(record->row->key));
            return QTest::qWaitFor([this] { return m_row != nullptr; }, pk::test::kPatienceMs);
        };
        // A newer order event may replace the row between the two readings: once both must agree. Not
        // QTRY_VERIFY, which looks once more at the end.
        const auto agree = [&] {
            return told() && m_row->row && m_row->record
                && m_row->row->column("raw_offset") == std::to_string(m_bed->number(sql));
        };
        QVERIFY(QTest::qWaitFor(agree, pk::test::kPatienceMs));
        QCOMPARE(std::string(m_row->row->column("raw_offset")), std::to_string(m_row->record->rawAt.offset));
        QCOMPARE(m_row->history.front().key, record->row->key);
    }

    /// A position of an earlier cluster names another record here, or none.
    void rowThatAnEarlierClusterLeft_isNotTakenForOneOfThis()
    {
        const RecordStoryPtr record = storedRecord();
        QVERIFY(record && record->rowIsOfCluster);
        const std::string key = "entity_key = '" + record->row->key + "'";
        auto db = openSqlite(m_bed->folder.filePath(QStringLiteral("warehouse.db")));
        QVERIFY(db.ok());
        QVERIFY(
            (*db)
                ->exec(
                    "INSERT INTO etl_audit(cluster, group_id, src_topic, src_partition, src_offset, epoch, "
                    "entity, entity_key, version, action, batch_id, at) SELECT 'earlier', group_id, "
                    "src_topic, src_partition, src_offset, epoch, entity, entity_key, 1000, 'update', "
                    "batch_id, at FROM etl_audit WHERE "
                    + key + " LIMIT 1")
                .ok());
        QVERIFY(tell(record->rawAt));
        QVERIFY(m_story->row && !m_story->rowIsOfCluster);
        QVERIFY((*db)->exec("DELETE FROM etl_audit WHERE cluster = 'earlier'").ok());
    }

    void poison_isExplainedFromBothItsPlaces()
    {
        QSignalSpy produced(m_bed->controller.get(), &Controller::produced);
        HandMade message;
        message.topic = "raw_orders";
        message.key = "ORD-BAD";
        message.value = "{\"order_id\": ";
        m_bed->controller->produceRecord(message);
        QTRY_COMPARE(produced.count(), 1);
        const Position at{"raw_orders", produced[0][1].toInt(), produced[0][2].toLongLong()};
        QTRY_VERIFY((tell(at), m_story && m_story->aside));
        QCOMPARE(m_story->aside->code, std::string(transform::code::invalidJson));
        QCOMPARE(m_story->aside->step, std::string("parse"));
        QCOMPARE(m_story->aside->input, at);
        QVERIFY(m_story->trace->outcome == transform::Outcome::DeadLetter);
        const Position copy = m_story->asideAt;
        tell(copy);
        QVERIFY(m_story);
        QCOMPARE(m_story->rawAt, at);
        QCOMPARE(m_story->message->value, *message.value);
        QVERIFY(m_story->audit.empty());
    }

    void change_isTheRawMessageBesideItsResult()
    {
        const RecordStoryPtr story = storedRecord();
        QVERIFY(story);
        std::shared_ptr<const RecordChange> change;
        const auto connection =
            connect(m_lookup.get(), &RecordLookup::changeRead, this,
                    [&](const std::shared_ptr<const RecordChange> &read) { change = read; });
        m_lookup->readChange(story->enrichedAt);
        QTRY_VERIFY(change != nullptr);
        disconnect(connection);
        QCOMPARE(change->rawAt, story->rawAt);
        QVERIFY(change->isFinal() && !change->aside);
        const auto expected = changesBetween(story->raw->value, story->trace->value);
        QVERIFY(!expected.empty());
        QCOMPARE(change->changes.size(), expected.size());
        QCOMPARE(change->changes.front().path, expected.front().path);
        QCOMPARE(change->changes.front().after, expected.front().after);
    }

    /// Places that lie far apart are not one fetch, and of what is not there it says why.
    void values_areReadWhereTheyAre()
    {
        QTRY_VERIFY(m_bed->loaded() >= 300);
        const Position near{"raw_orders", 0, 0};
        const Position far{"raw_orders", 0, 80};
        const Position later{"raw_orders", 0, 1'000'000};
        std::shared_ptr<const ValueLines> read;
        const auto connection =
            connect(m_lookup.get(), &RecordLookup::valuesRead, this,
                    [&](const std::shared_ptr<const ValueLines> &values) { read = values; });
        m_lookup->readValues({near, far, later});
        QTRY_VERIFY(read != nullptr);
        disconnect(connection);
        QCOMPARE(read->lines.size(), std::size_t(3));
        QVERIFY(read->lines.at(near).text.has_value() && read->lines.at(far).text.has_value());
        QVERIFY(read->lines.at(later).presence == Presence::NotYet);
    }

    void offsetPastTheEnd_isNotThereYet()
    {
        QVERIFY(tell({"raw_orders", 0, 1'000'000}));
        QVERIFY(m_story->presence == Presence::NotYet);
        QVERIFY(!m_story->isComplete());
    }

    void evictedRecord_isStillKnownToJournalAndWarehouse()
    {
        const RecordStoryPtr before = storedRecord();
        QVERIFY(before);
        m_bed->controller->setRate(1);
        fillPartition(before->rawAt.partition);
        // What was looked at before is kept; a lookup of its own has not seen it.
        RecordLookup fresh(*m_bed->controller);
        RecordStoryPtr story;
        connect(&fresh, &RecordLookup::recordTold, this, [&](const RecordStoryPtr &told) { story = told; });
        QTRY_VERIFY(
            (fresh.findRecord(before->rawAt), QTest::qWaitFor([&] { return story != nullptr; }, 8'000))
            && story->presence == Presence::Evicted);
        QVERIFY(story->logStart > before->rawAt.offset);
        QVERIFY(!story->message);
        QCOMPARE(story->correlationId, before->correlationId);
        QVERIFY(story->station(journal::Hop::Stored));
        QVERIFY(story->row);
        QVERIFY(!story->brokerError);
        std::shared_ptr<const RecordChange> change;
        connect(&fresh, &RecordLookup::changeRead, this,
                [&](const std::shared_ptr<const RecordChange> &read) { change = read; });
        fresh.readChange(before->enrichedAt);
        QTRY_VERIFY(change);
        QVERIFY(change->raw == Presence::Evicted && change->isFinal());
    }

    void brokersDown_isSaidAndTheRestIsTold()
    {
        const RecordStoryPtr before = storedRecord();
        QVERIFY(before);
        for (int broker = 1; broker <= 3; ++broker)
            m_bed->controller->brokerDown(broker);
        QTRY_COMPARE(m_bed->run().brokersDown.size(), std::size_t(3));
        RecordLookup fresh(*m_bed->controller);
        RecordStoryPtr story;
        connect(&fresh, &RecordLookup::recordTold, this, [&](const RecordStoryPtr &told) { story = told; });
        fresh.findRecord(before->rawAt);
        QTRY_VERIFY(story);
        QVERIFY(story->presence == Presence::Unreadable);
        QVERIFY(story->brokerError && !story->brokerError->message.isEmpty());
        QVERIFY(story->station(journal::Hop::Stored));
        QVERIFY(story->row);
        m_bed->controller->endFaults();
        QTRY_VERIFY(m_bed->run().brokersDown.empty());
        QTRY_VERIFY((story.reset(), fresh.findRecord(before->rawAt),
                     QTest::qWaitFor([&] { return story != nullptr; }, 8'000))
                    && story->presence != Presence::Unreadable);
    }

    void lookupThatIsDestroyed_isNotWaitedForAndAnswersNothing()
    {
        QElapsedTimer since;
        int answers = 0;
        auto lookup = std::make_unique<RecordLookup>(*m_bed->controller);
        connect(lookup.get(), &RecordLookup::recordTold, this, [&] { ++answers; });
        const auto broker = static_cast<pid_t>(brokerPid());
        QVERIFY(broker > 0);
        const auto wake = qScopeGuard([broker] { ::kill(broker, SIGCONT); });
        ::kill(broker, SIGSTOP); // an answer would take seconds
        lookup->findRecord({"raw_orders", 0, 0});
        since.start();
        lookup.reset();
        QVERIFY2(since.elapsed() < 5'000, qPrintable(QString::number(since.elapsed())));
        ::kill(broker, SIGCONT);
        QVERIFY(m_bed->waitForFreshSnapshot());
        QCOMPARE(answers, 0);
    }

    /// The last one: positions of before mean nothing any more.
    void answerOfAClusterThatIsGone_isNotGiven()
    {
        RecordLookup fresh(*m_bed->controller);
        int answers = 0;
        int stale = 0;
        const auto count = [&](int incarnation) {
            ++answers;
            stale += incarnation != m_bed->run().incarnation ? 1 : 0;
        };
        connect(&fresh, &RecordLookup::changeRead, this,
                [&](const std::shared_ptr<const RecordChange> &change) { count(change->incarnation); });
        connect(&fresh, &RecordLookup::valuesRead, this,
                [&](const std::shared_ptr<const ValueLines> &values) { count(values->incarnation); });
        const int before = m_bed->run().incarnation;
        const auto broker = static_cast<pid_t>(brokerPid());
        QVERIFY(broker > 0);
        ::kill(broker, SIGSTOP); // the answers must not come before its end
        fresh.readChange({"enriched_orders", 0, 0});
        fresh.readValues({{"raw_orders", 0, 0}});
        ::kill(broker, SIGKILL);
        QTRY_VERIFY(m_bed->run().incarnation > before);
        QTRY_VERIFY(m_bed->loaded() >= 20);
        fresh.readValues({{"raw_orders", 0, 1}});
        QTRY_VERIFY(answers > 0);
        QCOMPARE(stale, 0);
    }

    void cleanupTestCase()
    {
        m_lookup.reset();
        m_bed.reset();
    }

private:
    RecordStoryPtr tell(const Position &position)
    {
        m_story.reset();
        m_lookup->findRecord(position);
        (void)QTest::qWaitFor([this] { return m_story != nullptr; }, pk::test::kPatienceMs);
        return m_story;
    }

    /// A raw order that has reached the warehouse, with all commits: the last of them come a moment later.
    RecordStoryPtr storedRecord()
    {
        RecordStoryPtr found;
        const auto find = [&] {
            for (std::int64_t offset = 0; offset < 10 && !found; ++offset) {
                const RecordStoryPtr story = tell({"raw_orders", 0, offset});
                if (story && story->row && story->isComplete() && story->audit.front().action == "insert")
                    found = story;
            }
            return found != nullptr;
        };
        (void)QTest::qWaitFor(find, kPatienceMs);
        return found;
    }

    /// Until retention has to take what is old: bytes that do not compress, past its five mebibytes.
    void fillPartition(int partition)
    {
        auto producer = broker::Producer::create(broker::producerConfig(m_bed->run().cluster, "fill", 5), {});
        QVERIFY(producer.ok());
        std::mt19937 random(7);
        for (int i = 0; i < 80; ++i) {
            std::string value(100'000, ' ');
            for (char &c : value)
                c = static_cast<char>(random());
            broker::Headers headers;
            QVERIFY((*producer)->produce({"raw_orders", partition, "fill", value, 1, 0}, headers).ok());
            QVERIFY((*producer)->flush(60'000).ok());
        }
    }

    std::unique_ptr<Bed> m_bed;
    std::unique_ptr<RecordLookup> m_lookup;
    RecordStoryPtr m_story;
    RowStoryPtr m_row;
};

PK_TEST(TestRecordLookup)
#include "tst_record_lookup.moc"
