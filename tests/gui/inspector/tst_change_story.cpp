// The story of a change event of the campus database: where it is in the bridge, and what was made of it.

#include "domain/headers.h"
#include "inspector_bed.h"
#include "pages/inspector/record_path.h"
#include "theme/install.h"

#include <QApplication>

using namespace pk;
using namespace pk::gui;
using namespace pk::test;

namespace {

const Position kAt{"producer.kampus.orders", 1, 7};

FullMessage changeEvent(const char *table, const char *type, const char *columns, int xid = 41)
{
    FullMessage message;
    message.hasValue = true;
    message.value = std::string(R"({"database":"kampus","table":")") + table + R"(","type":")" + type
        + R"(","ts":1763610127,"xid":)" + std::to_string(xid) + R"(,"commit":true,"data":{)" + columns + "}}";
    return message;
}

constexpr const char *kItem =
    R"("order_id":5,"version":1,"line":1,"sku":"ATK-1","name":"Pena","qty":"2","unit":"pcs","price":"1500")";

FullMessage rawOrder(const char *items, int xid = 41)
{
    FullMessage raw;
    raw.hasKey = raw.hasValue = true;
    raw.key = "ORD-1";
    raw.value = std::string(R"({"order_id":"ORD-1","items":[)") + items + "]}";
    raw.headers = {{"cdc_position", kAt.toString()}, {"cdc_xid", std::to_string(xid)}};
    return raw;
}

RecordStory storyOf(bool taken, BridgeNeeds needs)
{
    RecordStory story;
    story.asked = kAt;
    story.change = ChangeStory{taken, true, needs, "41"};
    return story;
}

QStringList titles(const RecordStory &story)
{
    QStringList all;
    for (const LinkRows::Row &row : pathRows(story, RunInfo()))
        all << row.title;
    return all;
}

} // namespace

class TestChangeStory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { installTheme(*qApp); }

    void rowTopics_leadToTheirRawTopic()
    {
        QVERIFY(isRowTopic("producer.kampus.orders") && !isRowTopic("producer.kampus.orders.dlq"));
        QVERIFY(!isRowTopic("raw_orders"));
        QCOMPARE(rawTopicOf("producer.kampus.order_items"), std::string_view("raw_orders"));
        QCOMPARE(rawTopicOf("producer.kampus.students"), std::string_view("raw_activities"));
        QVERIFY(rawTopicOf("producer.kampus.notes").empty());
    }

    void row_isKnownAgainInItsRecord()
    {
        const char *item = R"({"line":1,"sku":"ATK-1","name":"Pena","qty":"2","unit":"pcs","price":"1500"})";
        const auto head =
            ChangedRow::read(kAt, changeEvent("orders", "insert", R"("id":5,"order_id":"ORD-1")"));
        QVERIFY(head && head->needs() == BridgeNeeds::Items);
        QCOMPARE(head->transaction(), std::string("41"));
        QVERIFY(head->isIn(rawOrder(item)));
        FullMessage other = rawOrder(item);
        other.key = "ORD-2"; // as the end of an order that was renamed
        QVERIFY(!head->isIn(other));
        const auto part = ChangedRow::read(kAt, changeEvent("order_items", "insert", kItem));
        QVERIFY(part && part->needs() == BridgeNeeds::Order);
        QVERIFY(part->isIn(rawOrder(item)));
        QVERIFY(!part->isIn(rawOrder(item, 42)));
        QVERIFY(!part->isIn(rawOrder(R"({"line":1,"sku":"ATK-2"})")));
    }

    void row_ofWhichNothingIsMade_needsNothing()
    {
        for (const FullMessage &message :
             {changeEvent("order_items", "delete", kItem), changeEvent("notes", "insert", R"("id":1)"),
              changeEvent("orders", "bootstrap-start", "")}) {
            const auto row = ChangedRow::read(kAt, message);
            QVERIFY2(row && row->needs() == BridgeNeeds::Nothing, message.value.c_str());
        }
        FullMessage garbage;
        garbage.hasValue = true;
        garbage.value = "no JSON";
        QVERIFY(!ChangedRow::read(kAt, garbage));
    }

    void path_saysWhatTheChangeWaitsFor()
    {
        const QStringList path{QStringLiteral("campus database"), QStringLiteral("producer.kampus.orders"),
                               QStringLiteral("bridge"), QStringLiteral("raw_orders")};
        const RecordStory waiting = storyOf(false, BridgeNeeds::Items);
        QCOMPARE(titles(waiting), path);
        QVERIFY(pathRows(waiting, {}).back().detail.isEmpty());
        QCOMPARE(recordState(waiting, {}).text, QStringLiteral("waits for the bridge"));
        QVERIFY(!waiting.isComplete());
        const RecordStory held = storyOf(true, BridgeNeeds::Items);
        QCOMPARE(titles(held), path);
        QCOMPARE(pathRows(held, {}).back().detail, QStringLiteral("waits for its items"));
        QCOMPARE(recordState(held, {}).text, QStringLiteral("waits for its items"));
        const RecordStory passedOver = storyOf(true, BridgeNeeds::Nothing);
        QCOMPARE(titles(passedOver), path.mid(0, 3));
        QVERIFY(passedOver.isComplete());
    }

    void path_goesOnWithTheRecordThatWasMade()
    {
        RecordStory story = storyOf(true, BridgeNeeds::Items);
        story.rawAt = {"raw_orders", 2, 90};
        const auto rows = pathRows(story, {});
        QVERIFY(rows.size() > 5);
        QVERIFY(rows[1].link == Link()); // it is what is shown
        QCOMPARE(rows[3].title, QStringLiteral("raw_orders"));
        QVERIFY(rows[3].link == Link::record(QStringLiteral("raw_orders"), 2, 90));
        QCOMPARE(recordState(story, {}).text, QStringLiteral("waits for the transform"));
    }

    void changeEventThatTheBridgeRefuses_endsInItsDeadLetters()
    {
        Bed bed([](SessionOptions &options) {
            options.source = firstSource();
            options.ratePerSecond = 20;
        });
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() >= 2);
        bed.controller->poison();
        Position at;
        const auto isRefused = [&] {
            for (const auto &[partition, log] : bed.controller->snapshot()->state.partitions()) {
                if (log.deadLettered.count() > 0 && isChangeTopic(partition.topic))
                    at = {partition.topic, partition.partition, log.deadLettered.intervals().front().first};
            }
            return at.offset >= 0;
        };
        QTRY_VERIFY(isRefused());
        QVERIFY(isRowTopic(at.topic));
        RecordLookup lookup(*bed.controller);
        RecordStoryPtr told;
        connect(&lookup, &RecordLookup::recordTold, this, [&](const RecordStoryPtr &story) { told = story; });
        const auto isTold = [&] { // as the panel does: until nothing more can come
            told.reset();
            lookup.findRecord(at);
            return QTest::qWaitFor([&] { return told != nullptr; }, kPatienceMs) && told->isComplete();
        };
        QTRY_VERIFY(isTold());
        QVERIFY(told->aside && told->aside->input == at);
        QCOMPARE(titles(*told).back(), toQString(at.topic) + QStringLiteral(".dlq"));
        VERIFY_CLEAN_END(bed);
    }

    /// An order by its own row and by one of its items.
    void changeEvents_leadToTheirRowInTheWarehouse()
    {
        Bed bed([](SessionOptions &options) {
            options.source = firstSource();
            options.ratePerSecond = 20;
        });
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() >= 20);
        InspectorPanel panel(*bed.controller);
        panel.resize(400, 900);
        panel.show();
        RecordLookup lookup(*bed.controller);
        RecordStoryPtr told;
        connect(&lookup, &RecordLookup::recordTold, this, [&](const RecordStoryPtr &story) { told = story; });
        const auto tell = [&](const Position &at) {
            told.reset();
            lookup.findRecord(at);
            return QTest::qWaitFor([&] { return told != nullptr; }, kPatienceMs);
        };
        for (const char *topic : {"producer.kampus.orders", "producer.kampus.order_items"}) {
            Position at{topic, 0, 0};
            // The first one of a partition that has any.
            for (const auto &[partition, log] : bed.controller->snapshot()->state.partitions()) {
                if (partition.topic == topic && log.acked.count() > 0)
                    at.partition = partition.partition;
            }
            QTRY_VERIFY2(tell(at) && told->isComplete(), topic);
            QVERIFY(told->change && told->change->isTaken);
            QCOMPARE(told->rawAt.topic, std::string("raw_orders"));
            QCOMPARE(headerOf(*told->raw, header::cdcXid), std::string_view(told->change->transaction));
            QVERIFY(told->bridgeUs > 0 && told->station(journal::Hop::Stored));
            QVERIFY(!told->audit.empty());
            QCOMPARE(told->audit.back().key, told->raw->key);
            QCOMPARE(told->audit.back().raw, told->rawAt);
            panel.open(Link::record(toQString(at.topic), at.partition, at.offset));
            QTRY_VERIFY(isSettled(panel) && lineWith(panel, QStringLiteral("raw_orders")));
            QVERIFY(lineWith(panel, QStringLiteral("bridge")));
            takePicture(panel, QLatin1String(topic));
        }
        VERIFY_CLEAN_END(bed);
    }
};

PK_WINDOW_TEST(TestChangeStory)
#include "tst_change_story.moc"
