// The page's models over real topics, and the texts it makes of messages.

#include "../support/topic_bed.h"
#include "base/pcg32.h"
#include "model_dump.h"
#include "pages/messages/elsewhere_text.h"
#include "pages/messages/json_tree_model.h"
#include "pages/messages/message_model.h"
#include "pages/messages/message_text.h"
#include "pages/messages/outcome.h"
#include "pages/messages/topic_model.h"
#include "pages/messages/value_preview.h"

#include <QAbstractItemModelTester>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>

using namespace pk;
using namespace pk::gui;
using pk::test::dump;

class TestModels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QCOMPARE(m_bed.start(), QString()); }
    void cleanup() { m_reader.reset(); }

    void update_newestFirst_insertsAboveWithoutReset()
    {
        MessageModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        openReader(1);
        model.setReader(m_reader.get());
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        send(0, 1'000);
        send(0, 2'000);
        QTRY_VERIFY((model.update(), model.rowCount() == 2));
        QCOMPARE(model.refAt(0).timestampMs, 2'000);
        send(0, 3'000);
        QSignalSpy inserts(&model, &QAbstractItemModel::rowsInserted);
        QTRY_VERIFY((model.update(), model.rowCount() == 3));
        QCOMPARE(model.refAt(0).timestampMs, 3'000);
        QCOMPARE(inserts.count(), 1);
        QCOMPARE(inserts[0][1].toInt(), 0);
        QCOMPARE(inserts[0][2].toInt(), 0);
        QCOMPARE(resets.count(), 0);
    }

    void update_lateMessage_takesItsPlaceAndTheRowsBehindItChange()
    {
        for (const bool newestFirst : {true, false}) {
            MessageModel model;
            const QAbstractItemModelTester tester(&model,
                                                  QAbstractItemModelTester::FailureReportingMode::QtTest);
            openReader(2);
            model.setNewestFirst(newestFirst);
            model.setReader(m_reader.get());
            send(0, 1'000);
            send(0, 3'000);
            QTRY_VERIFY((model.update(), model.rowCount() == 2));
            QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
            send(0, 2'000);
            QTRY_VERIFY((model.update(), model.rowCount() == 3));
            QCOMPARE(model.refAt(1).timestampMs, 2'000);
            QCOMPARE(model.rowOf(model.refAt(2)), 2);
            QVERIFY(!changes.isEmpty());
            QCOMPARE(changes.last()[0].toModelIndex().row(), newestFirst ? 0 : 1);
            QCOMPARE(changes.last()[1].toModelIndex().row(), newestFirst ? 1 : 2);
            m_reader.reset();
        }
    }

    void held_newerMatchesAreCountedAndComeWhenItIsLetGo()
    {
        MessageModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        openReader(2);
        model.setReader(m_reader.get());
        send(0, 1'000);
        QTRY_VERIFY((model.update(), model.rowCount() == 1));
        model.setHeld(true);
        send(0, 2'000);
        send(0, 3'000);
        QTRY_VERIFY((model.update(), model.newer() == 2));
        QCOMPARE(model.rowCount(), 1);
        // One that is older belongs into the held list.
        send(0, 500);
        QTRY_VERIFY((model.update(), model.rowCount() == 2));
        QCOMPARE(model.newer(), std::size_t(2));
        model.setHeld(false);
        model.update();
        QCOMPARE(model.rowCount(), 4);
        QCOMPARE(model.refAt(0).timestampMs, 3'000);
        QCOMPARE(model.newer(), std::size_t(0));
    }

    void fullIndex_oldestRowsGo()
    {
        for (const bool newestFirst : {true, false}) {
            MessageModel model;
            const QAbstractItemModelTester tester(&model,
                                                  QAbstractItemModelTester::FailureReportingMode::QtTest);
            openReader(1, 80);
            model.setNewestFirst(newestFirst);
            model.setReader(m_reader.get());
            for (int i = 0; i < 70; ++i)
                send(0, 1'000 + i, false);
            QVERIFY(m_bed.producer().flush(60'000).ok());
            QTRY_VERIFY((model.update(), model.rowCount() == 70));
            for (int i = 70; i < 100; ++i)
                send(0, 1'000 + i, false);
            QVERIFY(m_bed.producer().flush(60'000).ok());
            QTRY_COMPARE(m_reader->progress().read, 100);
            model.update();
            QVERIFY(model.rowCount() <= 80);
            QCOMPARE(model.refAt(newestFirst ? 0 : model.rowCount() - 1).offset, 99);
            m_reader.reset();
        }
    }

    void payloads_comeLaterAndChangeTheirRows()
    {
        openReader(1);
        for (int i = 0; i < 300; ++i)
            send(0, 1'000 + i, false);
        QVERIFY(m_bed.producer().flush(60'000).ok());
        MessageModel model;
        QTRY_COMPARE(m_reader->size(), std::size_t(300));
        model.setReader(m_reader.get());
        model.update();
        QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        const QModelIndex key = model.index(299, MessageModel::Key);
        QTRY_VERIFY((model.data(key, Qt::DisplayRole), model.updatePayloads(),
                     model.data(key, Qt::DisplayRole) == QStringLiteral("key")));
        QVERIFY(!changes.isEmpty());
    }

    void retention_rowsStayAndSayThatTheirContentIsGone()
    {
        openReader(1);
        MessageModel model;
        model.setReader(m_reader.get());
        Pcg32 random(3, 1);
        std::string value;
        for (int i = 0; i < 25'000; ++i) {
            value.clear();
            while (value.size() < 600) // so that it does not compress away
                value += QByteArray::number(static_cast<qulonglong>(random.next64()), 36).toStdString();
            broker::Headers none;
            QVERIFY(m_bed.producer().produce({m_topic, 0, "key", value, 1'000 + i, 0}, none).ok());
            while (i % 500 == 0 && i - m_reader->progress().read > 2'000)
                m_bed.producer().poll(1);
        }
        QVERIFY(m_bed.producer().flush(20'000).ok());
        QTRY_COMPARE(m_reader->progress().read, 25'000);
        QTRY_VERIFY(m_reader->progress().begin.at(0) > 1'000);
        model.update();
        QCOMPARE(model.rowCount(), 25'000);
        QVERIFY(model.isEvicted(model.refAt(24'999)));
        QVERIFY(!model.isEvicted(model.refAt(0)));
        QCOMPARE(model.index(24'999, MessageModel::Value).data().toString(),
                 QStringLiteral("no longer in the log (retention)"));
        QVERIFY(!model.messageAt(24'999));
    }

    void json_keepsOrderAndSpelling()
    {
        JsonTreeModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.setJson(R"({"b":1250000.50,"a":{"x":null,"x":"y"},"items":[{"q":1},2],"e":{}})"),
                 JsonTreeModel::Outcome::Shown);
        QCOMPARE(
            dump(model),
            QStringLiteral(
                "b: 1250000.50\na: {2}\n x: null\n x: \"y\"\nitems: [2]\n 0: {1}\n  q: 1\n 1: 2\ne: {0}\n"));
        QCOMPARE(model.setJson("42"), JsonTreeModel::Outcome::Shown);
        QCOMPARE(dump(model), QStringLiteral("42\n"));
    }

    void json_thatIsNoneOrTooLarge_isSaid()
    {
        JsonTreeModel model;
        QCOMPARE(model.setJson("{\"qty\": "), JsonTreeModel::Outcome::NotJson);
        QCOMPARE(model.rowCount(), 0);
        QCOMPARE(model.setJson(std::string(1'000'000, '[')), JsonTreeModel::Outcome::TooLarge);
        QCOMPARE(model.rowCount(), 0);
    }

    void copyAsJson_keepsTheValueAsItWasWritten()
    {
        FullMessage message;
        message.partition = 2;
        message.offset = 48084;
        message.hasKey = message.hasValue = true;
        message.key = "ORD-\"1\"";
        message.value = R"({"price":1250000.50})";
        message.headers = {{"source", "csv"}, {"raw", std::string("\xff\x00", 2)}};
        const QString json = messageAsJson(message, "raw_orders");
        QVERIFY(json.contains(QStringLiteral("1250000.50")));
        const QJsonObject object = QJsonDocument::fromJson(json.toUtf8()).object();
        QCOMPARE(object[QStringLiteral("offset")].toInt(), 48084);
        QCOMPARE(object[QStringLiteral("key")].toString(), QStringLiteral("ORD-\"1\""));
        QVERIFY(json.contains(QStringLiteral("\"value_base64\": \"/wA=\"")));
        message.hasValue = false;
        QVERIFY(messageAsJson(message, "raw_orders").contains(QStringLiteral("\"value\": null")));
        message.hasValue = true;
        message.value = "{\"qty\": ";
        const QString broken = messageAsJson(message, "raw_orders");
        QCOMPARE(QJsonDocument::fromJson(broken.toUtf8()).object()[QStringLiteral("value")].toString(),
                 QStringLiteral("{\"qty\": "));
    }

    void hexDump_showsBytesAndPlainCharacters()
    {
        QCOMPARE(hexDump(std::string_view("A\0\xff z", 5), 100),
                 QStringLiteral("000000  41 00 ff 20 7a                                   A.. z\n"));
        QCOMPARE(hexDump(std::string(40, 'x'), 16).count(QLatin1Char('\n')), 1);
    }

    void outcome_followsTheRecord()
    {
        journal::State state;
        const TopicPartition raw{"raw_orders", 0};
        std::uint64_t seq = 0;
        const auto apply = [&](journal::EventKind kind, std::int64_t first, std::int64_t last,
                               const char *group = "") {
            journal::Event event;
            event.kind = kind;
            event.topic = raw.topic;
            event.partition = raw.partition;
            event.first = first;
            event.last = last;
            event.count = last - first + 1;
            event.group = group;
            event.writer = 1;
            event.writerSeq = ++seq;
            event.wallUs = static_cast<std::int64_t>(seq);
            state.apply(std::vector{event});
        };
        apply(journal::EventKind::Acked, 0, 9);
        const auto text = [&](std::int64_t offset) { return outcomeOf(state, raw, offset).text; };
        QCOMPARE(text(3), QStringLiteral("waiting"));
        apply(journal::EventKind::Taken, 0, 3, "kampus-transform");
        QCOMPARE(text(3), QStringLiteral("in work"));
        apply(journal::EventKind::Committed, 4, 4, "kampus-transform");
        QCOMPARE(text(3), QStringLiteral("transformed"));
        RecordStory story;
        story.asked = story.rawAt = {raw.topic, raw.partition, 3};
        story.enrichedAt = {"enriched_orders", 2, 0};
        QCOMPARE(outcomeOf(state, story).text, QStringLiteral("transformed"));
        journal::Event stored;
        stored.kind = journal::EventKind::Applied;
        stored.topic = "enriched_orders";
        stored.partition = 2;
        stored.first = stored.last = 0;
        stored.count = 1;
        stored.writer = 1;
        stored.writerSeq = ++seq;
        state.apply(std::vector{stored});
        QCOMPARE(outcomeOf(state, story).text, QStringLiteral("in warehouse")); // the furthest it has come
        // Another run's, or another program's: no stage of ours has taken it.
        apply(journal::EventKind::Committed, 7, 7, "kampus-transform");
        QCOMPARE(text(6), QStringLiteral("processed earlier"));
        QCOMPARE(text(7), QStringLiteral("waiting"));
        apply(journal::EventKind::DeadLettered, 2, 2, "kampus-transform");
        QCOMPARE(text(2), QStringLiteral("dead letter"));
        QVERIFY(outcomeOf(state, {"warehouse_events", 0}, 0).text.isEmpty());
    }

    void preview_beginsWithWhatTheMessageIsAbout_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QString>("preview");
        const auto json = [](QByteArray text) { return text.replace('\'', '"'); };
        QTest::newRow("order")
            << json("{'event_id':'018c','event_type':'order.updated', 'order_id':'ORD-1','version':2,"
                    "'occurred_at':'2025','customer':{'id':'M','name':'  budi S.','city':'Malang'},"
                    "'items':[{'line':1},{'line':2}],'currency':'IDR','status':'PAID'}")
            << QStringLiteral("budi S. · PAID · items: [2] · currency: IDR · event_id: 018c · "
                              "event_type: order.updated · order_id: ORD-1 · version: 2 · occurred_at: 2025");
        QTest::newRow("another key") << json("{'event_id':'e','order_id':'ORD-2','status':'NEW'}")
                                     << QStringLiteral("order_id: ORD-2 · NEW · event_id: e");
        QTest::newRow("activity") << json(
            "{'event_id':'e','activity_id':'ORD-1','nim':'231045','name':'Siti','program':'TI',"
            "'activity':{'kind':'magang','title':'Magang di Bank','level':null},'term':null}")
                                  << QStringLiteral(
                                         "nim: 231045 · Siti · Magang di Bank · program: TI · event_id: e · "
                                         "activity_id: ORD-1");
        QTest::newRow("enriched") << json("{'event_id':'e','order_total':1250000,'status':'PAID'}")
                                  << QStringLiteral("PAID · order_total: 1250000 · event_id: e");
        QTest::newRow("change data capture")
            << json("{'database':'kampus','table':'orders','type':'update','ts':1,"
                    "'data':{'id':7,'status':'PAID'},'old':{'status':'draft'}}")
            << QStringLiteral("id: 7 · PAID · table: orders · type: update · old: draft · "
                              "database: kampus · ts: 1");
        QTest::newRow("broken") << json("{'status':'PAID','ite")
                                << QString::fromUtf8(json("{'status':'PAID','ite"));
        QTest::newRow("text") << QByteArray("halo\n dunia") << QStringLiteral("halo dunia");
        QTest::newRow("array") << QByteArray("[1,2]") << QStringLiteral("[1,2]");
        QTest::newRow("nothing") << QByteArray("{}") << QStringLiteral("{}");
    }
    void preview_beginsWithWhatTheMessageIsAbout()
    {
        QFETCH(QByteArray, value);
        QFETCH(QString, preview);
        QCOMPARE(valuePreview(value.toStdString(), "ORD-1"), preview);
    }

    void preview_ofALongMessage_isMadeOfItsBeginning()
    {
        const std::string value = "{\"status\":\"PAID\",\"note\":\"" + std::string(100'000, 'x') + "\"}";
        QCOMPARE(valuePreview(value, {}), QStringLiteral("PAID"));
        QVERIFY(!valuePreview(std::string(1'000'000, '['), {}).isEmpty());
    }

    void offsetOutsideOfTheLog_isSaidWithWhatIsShownInstead()
    {
        const QString before = elsewhereText(5, {{0, 120, 481, 120}});
        QVERIFY2(before.contains(QStringLiteral("P0: 120…480")), qPrintable(before));
        QVERIFY(before.contains(QStringLiteral("oldest")) && !before.contains(QStringLiteral("newest")));
        const QString behind = elsewhereText(900, {{0, 120, 481, 431}, {1, 7, 7, 7}});
        QVERIFY2(behind.contains(QStringLiteral("P0: 120…480, P1: nothing")), qPrintable(behind));
        QVERIFY(behind.contains(QStringLiteral("newest 50")) && !behind.contains(QStringLiteral("oldest")));
    }

private:
    void openReader(int partitions, std::size_t maxIndexed = 1'000'000)
    {
        m_topic = m_bed.newTopic(partitions);
        ReadRequest request = m_bed.requestFor(m_topic, partitions);
        request.maxIndexed = maxIndexed;
        auto reader = TopicReader::open(std::move(request));
        QVERIFY(reader.ok());
        m_reader = std::move(*reader);
    }
    void send(int partition, std::int64_t timestampMs, bool flush = true)
    {
        QVERIFY(m_bed.send(m_topic, partition, "key", "value", timestampMs, flush));
    }

    pk::test::TopicBed m_bed;
    std::unique_ptr<TopicReader> m_reader;
    std::string m_topic;
};

PK_WINDOW_TEST(TestModels)
#include "tst_models.moc"
