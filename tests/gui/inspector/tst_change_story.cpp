// The story of a change event of the campus database: where it is in the bridge, and what was made of it.

#include "../../cdc/campus_history.h"
#include "bridge/reproduce.h"
#include "domain/headers.h"
#include "inspector_bed.h"
#include "pages/inspector/code_view.h"
#include "pages/inspector/record_path.h"
#include "pages/inspector/step_section.h"
#include "theme/install.h"

#include <QApplication>

#include <algorithm>
#include <random>

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

RecordStory storyOf(BridgeStanding standing, BridgeNeeds needs = BridgeNeeds::Nothing)
{
    RecordStory story;
    story.asked = kAt;
    story.message = std::make_shared<const FullMessage>();
    story.change = ChangeStory{standing, needs, "41"};
    return story;
}

/// Asks for stories, and sends by hand.
class Told
{
public:
    explicit Told(Controller &controller)
        : m_controller(controller)
        , m_lookup(controller)
    {
        QObject::connect(&m_lookup, &RecordLookup::recordTold, &m_lookup,
                         [this](const RecordStoryPtr &told) { story = told; });
    }

    bool ask(const Position &at)
    {
        story.reset();
        m_lookup.findRecord(at);
        return QTest::qWaitFor([&] { return story != nullptr; }, kPatienceMs);
    }
    /// Where it went; nowhere, when that failed.
    Position send(const HandMade &message)
    {
        QSignalSpy produced(&m_controller, &Controller::produced);
        m_controller.produceRecord(message);
        if (!QTest::qWaitFor([&] { return produced.count() > 0; }, kPatienceMs))
            return {};
        return {produced[0][0].toString().toStdString(), produced[0][1].toInt(), produced[0][2].toLongLong()};
    }

    RecordStoryPtr story;

private:
    Controller &m_controller;
    RecordLookup m_lookup;
};

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
        QVERIFY(head && head->leadsToARecord());
        QCOMPARE(head->transaction(), std::string("41"));
        QVERIFY(head->isIn(rawOrder(item)));
        FullMessage other = rawOrder(item);
        other.key = "ORD-2"; // as the end of an order that was renamed
        QVERIFY(!head->isIn(other));
        const auto part = ChangedRow::read(kAt, changeEvent("order_items", "insert", kItem));
        QVERIFY(part && part->leadsToARecord());
        QVERIFY(part->isIn(rawOrder(item)));
        QVERIFY(!part->isIn(rawOrder(item, 42)));
        QVERIFY(!part->isIn(rawOrder(R"({"line":1,"sku":"ATK-2"})")));
    }

    void row_ofWhichNothingIsMade_leadsToNoRecord()
    {
        for (const FullMessage &message :
             {changeEvent("order_items", "delete", kItem), changeEvent("notes", "insert", R"("id":1)"),
              changeEvent("orders", "bootstrap-start", ""), FullMessage()}) {
            const auto row = ChangedRow::read(kAt, message);
            QVERIFY2(row && !row->leadsToARecord(), message.value.c_str());
        }
        FullMessage garbage;
        garbage.hasValue = true;
        garbage.value = "no JSON";
        QVERIFY(!ChangedRow::read(kAt, garbage));
    }

    void rowOfAChangeEvent_isSeenAtFirstGlance_andCanBeFolded()
    {
        RecordStory story = storyOf(BridgeStanding::Ahead);
        story.message = std::make_shared<const FullMessage>(
            changeEvent("orders", "update", R"("id":5},"old":{"status":"PAID")"));
        StepSection section;
        section.setStory(std::make_shared<const RecordStory>(story), {});
        const auto shows = [&section](const char *text) {
            const auto &rows = section.findChild<CodeView *>()->rows();
            return std::any_of(rows.begin(), rows.end(), [text](const CodeRow &row) {
                return row.indent > 2 && row.text().contains(QLatin1String(text));
            });
        };
        QVERIFY(shows("\"id\": 5") && shows("\"status\": \"PAID\""));
        Q_EMIT section.findChild<CodeView *>()->foldToggled(QStringLiteral("/data"));
        QVERIFY(!shows("\"id\": 5") && shows("\"status\": \"PAID\""));
    }

    void path_saysWhatTheChangeWaitsFor()
    {
        const QStringList path{QStringLiteral("campus database"), QStringLiteral("producer.kampus.orders"),
                               QStringLiteral("bridge"), QStringLiteral("raw_orders")};
        const RecordStory waiting = storyOf(BridgeStanding::Ahead);
        QCOMPARE(titles(waiting), path);
        QVERIFY(pathRows(waiting, {}).back().detail.isEmpty());
        QCOMPARE(recordState(waiting, {}).text, QStringLiteral("waits for the bridge"));
        QVERIFY(!waiting.isComplete());
        const RecordStory held = storyOf(BridgeStanding::Held, BridgeNeeds::Items);
        QCOMPARE(titles(held), path);
        QCOMPARE(pathRows(held, {}).back().detail, QStringLiteral("waits for all items"));
        QCOMPARE(recordState(held, {}).text, QStringLiteral("waits for all items"));
        QVERIFY(!held.isComplete());
        const RecordStory taken = storyOf(BridgeStanding::Taken);
        QCOMPARE(titles(taken), path);
        QVERIFY(recordState(taken, {}).text.isEmpty()); // what becomes of it is not known
        QVERIFY(!taken.isComplete());
    }

    void path_endsWhereTheBridgeIsDoneWithTheChange()
    {
        for (const BridgeStanding standing : {BridgeStanding::PassedOver, BridgeStanding::Unused}) {
            const RecordStory story = storyOf(standing);
            QCOMPARE(titles(story).back(), QStringLiteral("bridge"));
            QVERIFY(story.isComplete());
            RunInfo paused;
            paused.state = RunState::Paused;
            QVERIFY(recordState(story, paused).right.isEmpty()); // nothing of it is held
        }
        const RecordStory gone = storyOf(BridgeStanding::NotFound);
        QCOMPARE(pathRows(gone, {}).back().title, QStringLiteral("raw_orders"));
        QCOMPARE(pathRows(gone, {}).back().figure, QStringLiteral("not found"));
        QCOMPARE(recordState(gone, {}).text, QStringLiteral("its record is not found"));
        QVERIFY(gone.isComplete());
    }

    void evictedChange_isNotAskedForAgain()
    {
        RecordStory story = storyOf(BridgeStanding::Taken);
        story.presence = Presence::Evicted;
        story.message.reset();
        QVERIFY(story.isComplete());
        QCOMPARE(titles(story).back(), QStringLiteral("bridge")); // no promise of a record
        story.presence = Presence::NotYet;
        QVERIFY(!story.isComplete());
    }

    void path_goesOnWithTheRecordThatWasMade()
    {
        RecordStory story = storyOf(BridgeStanding::Made);
        story.rawAt = {"raw_orders", 2, 90};
        const auto rows = pathRows(story, {});
        QVERIFY(rows.size() > 5);
        QVERIFY(rows[1].link == Link()); // it is what is shown
        QCOMPARE(rows[3].title, QStringLiteral("raw_orders"));
        QVERIFY(rows[3].link == Link::record(QStringLiteral("raw_orders"), 2, 90));
        QCOMPARE(recordState(story, {}).text, QStringLiteral("waits for the transform"));
    }

    void copyOfAChange_staysInItsPartition()
    {
        FullMessage message = changeEvent("orders", "insert", "");
        QCOMPARE(copyToSend(kAt, message).partition, kAt.partition);
        QCOMPARE(copyToSend({"raw_orders", 1, 7}, message).partition, -1);
        message.headers = {{"__connect.errors.topic", kAt.topic},
                           {"__connect.errors.partition", "1"},
                           {"__connect.errors.offset", "7"}};
        const HandMade back = copyToSend({kAt.topic + ".dlq", 0, 3}, message);
        QCOMPARE(back.topic, kAt.topic);
        QCOMPARE(back.partition, kAt.partition);
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
        QCOMPARE(titles(*told).front(), QStringLiteral("this window"));
        QCOMPARE(titles(*told).back(), toQString(at.topic) + QStringLiteral(".dlq"));
        const QStringList way = titles(*told);
        at = told->asideAt; // the same, seen from its end
        QVERIFY(isTold());
        QCOMPARE(titles(*told), way);
        QCOMPARE(told->byHandAt, told->aside->input);
        QVERIFY(told->changeUs > 0);
        VERIFY_CLEAN_END(bed);
    }

    void changeThatWaits_isToldSo_untilItsItemsCome()
    {
        Bed bed([](SessionOptions &options) {
            options.source = firstSource();
            options.ratePerSecond = 20;
        });
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() >= 2);
        Told told(*bed.controller);
        const auto send = [&](const char *topic, const std::string &value) {
            return told.send({topic, std::string("{}"), {}, value, 0});
        };
        constexpr const char *orders = "producer.kampus.orders";
        constexpr const char *items = "producer.kampus.order_items";
        const Position order =
            send(orders,
                 maxwell("orders", "insert", 7, false, orderRow(900'000, 1, 1, 2, "PAID", "ORD-90000000")));
        QTRY_VERIFY(told.ask(order) && told.story->change->standing == BridgeStanding::Held);
        QVERIFY(told.story->change->needs == BridgeNeeds::Items && !told.story->isComplete());
        QCOMPARE(titles(*told.story).front(), QStringLiteral("this window"));
        const Position first =
            send(items, maxwell("order_items", "insert", 7, false, itemRow(900'000, 900'000, 1, 1, "2")));
        QTRY_VERIFY(told.ask(first) && told.story->change->standing == BridgeStanding::Held);
        QVERIFY(told.story->change->needs == BridgeNeeds::Items);
        send(items, maxwell("order_items", "insert", 7, true, itemRow(900'001, 900'000, 1, 2, "5")));
        for (const Position &at : {order, first}) {
            QTRY_VERIFY(told.ask(at) && told.story->isComplete());
            QVERIFY(told.story->change->standing == BridgeStanding::Made);
            QCOMPARE(told.story->raw->key, std::string("ORD-90000000"));
        }
        // The same once more: the bridge knows it.
        QVERIFY(told.ask(order));
        const Position again = told.send(copyToSend(order, *told.story->message));
        QCOMPARE(again.partition, order.partition);
        QTRY_VERIFY(told.ask(again) && told.story->isComplete());
        QVERIFY(told.story->change->standing == BridgeStanding::PassedOver);
        InspectorPanel panel(*bed.controller);
        panel.resize(420, 900);
        panel.show();
        panel.open(Link::record(toQString(again.topic), again.partition, again.offset));
        QTRY_VERIFY(isSettled(panel));
        takePicture(panel, QStringLiteral("change-passed-over"));
        QCOMPARE(titles(*told.story).front(), QStringLiteral("this window"));
        VERIFY_CLEAN_END(bed);
    }

    void changeWhoseRecordIsEvicted_doesNotWait()
    {
        Bed bed([](SessionOptions &options) {
            options.source = firstSource();
            options.ratePerSecond = 20;
        });
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() >= 20);
        bed.controller->setRate(1);
        Position at{"producer.kampus.orders", 0, 0};
        for (const auto &[partition, log] : bed.controller->snapshot()->state.partitions()) {
            if (partition.topic == at.topic && log.acked.count() > 0)
                at.partition = partition.partition;
        }
        Told told(*bed.controller);
        QTRY_VERIFY(told.ask(at) && told.story->isComplete());
        const Position rawAt = told.story->rawAt;
        QVERIFY(rawAt.offset >= 0);
        std::mt19937 random(7);
        const auto evict = [&](const Position &place) {
            for (int i = 0; i < 8; ++i) { // nothing that can be compressed
                std::string value(900'000, ' ');
                std::generate(value.begin(), value.end(), [&] { return static_cast<char>(random()); });
                told.send({place.topic, std::string("k"), {}, value, place.partition});
            }
            Told fresh(*bed.controller);
            return QTest::qWaitFor(
                [&] { return fresh.ask(place) && fresh.story->presence == Presence::Evicted; }, kPatienceMs);
        };
        for (int i = 0; i < 600; ++i) // more than is looked through at once
            told.send({rawAt.topic, std::string("k"), {}, std::string("x"), rawAt.partition});
        QVERIFY(evict(rawAt));
        Told fresh(*bed.controller); // the other one has kept what it has read
        QTRY_VERIFY(fresh.ask(at) && fresh.story->isComplete());
        QVERIFY(fresh.story->message && fresh.story->change->standing == BridgeStanding::NotFound);
        QVERIFY(evict(at));
        Told late(*bed.controller);
        QTRY_VERIFY(late.ask(at) && late.story->presence == Presence::Evicted);
        QVERIFY(late.story->isComplete());
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
            QVERIFY(told->change && told->change->standing == BridgeStanding::Made);
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
