// What is said of one message: its way, and its key where there is little room.

#include "base/hash.h"
#include "bridge/key_partition.h"
#include "bridge/key_text.h"
#include "pages/messages/event_mark.h"
#include "pages/messages/path_strip.h"
#include "pages/messages/topic_list.h"

#include <QListView>
#include <QTest>
#include <QVBoxLayout>

using namespace pk;
using namespace pk::gui;

namespace {

Station stationAt(journal::Hop hop, std::int64_t us)
{
    Station at;
    at.hop = hop;
    at.wallUs = us;
    return at;
}

RecordStory storyOfChange(BridgeStanding standing, BridgeNeeds needs = BridgeNeeds::Nothing)
{
    RecordStory story;
    story.asked = {"producer.kampus.orders", 1, 7};
    story.change = ChangeStory{standing, needs, "41"};
    return story;
}

QString dumpOf(const std::vector<PathStop> &stops)
{
    QStringList all;
    for (const PathStop &stop : stops)
        all << (stop.title + QLatin1Char(' ') + stop.place).trimmed();
    return all.join(QStringLiteral(" > "));
}

} // namespace

class TestMessageParts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// What happened is a shape, also where Maxwell says it instead of a header.
    void markOf_changeEvents_haveTheShapeOfWhatMaxwellSays_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<int>("mark");
        QTest::newRow("insert") << QStringLiteral("insert") << static_cast<int>(Mark::Dot);
        QTest::newRow("bootstrap") << QStringLiteral("bootstrap-insert") << static_cast<int>(Mark::Dot);
        QTest::newRow("update") << QStringLiteral("update") << static_cast<int>(Mark::Square);
        QTest::newRow("delete") << QStringLiteral("delete") << static_cast<int>(Mark::Diamond);
    }
    void markOf_changeEvents_haveTheShapeOfWhatMaxwellSays()
    {
        QFETCH(QString, type);
        QFETCH(int, mark);
        FullMessage message;
        message.hasValue = true;
        message.value = QStringLiteral(R"({"database":"k","table":"o","type":"%1","data":{"type":"delete"}})")
                            .arg(type)
                            .toStdString();
        QCOMPARE(static_cast<int>(markOf(message).mark), mark);
    }

    void markOf_events_haveTheShapeOfTheirHeader()
    {
        FullMessage message;
        QVERIFY(markOf(message).mark == Mark::Diamond); // a tombstone
        message.hasValue = true;
        message.value = R"({"event_type":"order.updated","order_id":"ORD-1"})";
        QVERIFY(markOf(message).mark == Mark::Dot);
        message.headers = {{"event_type", "order.updated"}};
        QVERIFY(markOf(message).mark == Mark::Square);
        message.headers = {{"event_type", "order.cancelled"}};
        QVERIFY(markOf(message).mark == Mark::Diamond);
        message.headers = {{"__connect.errors.topic", "raw_orders"},
                           {"__connect.errors.exception.class.name", "pk.transform.Malformed"}};
        QVERIFY(markOf(message).mark == Mark::Triangle);
        message.headers.back().second = "pk.transform.Filtered"; // on purpose, so it is no dead letter
        QVERIFY(markOf(message).mark == Mark::Dot);
    }

    void pathStops_leadToTheRowOrTheDeadLetter()
    {
        RecordStory story;
        story.asked = {"enriched_orders", 2, 9};
        story.rawAt = {"raw_orders", 1, 4};
        story.enrichedAt = story.asked;
        story.stations = {stationAt(journal::Hop::Acked, 1'000'000),
                          stationAt(journal::Hop::Taken, 1'007'000),
                          stationAt(journal::Hop::Enriched, 1'027'000)};
        std::vector<PathStop> stops = pathStops(story);
        QCOMPARE(stops.size(), std::size_t(5));
        QCOMPARE(stops[0].title, QStringLiteral("source"));
        QVERIFY(stops[1].link == Link::record(QStringLiteral("raw_orders"), 1, 4));
        QVERIFY(stops[2].reached);
        QCOMPARE(stops[2].after, QStringLiteral("+7.0 ms"));
        QVERIFY(stops[3].shown && stops[3].link.kind == Link::Kind::None);
        QCOMPARE(stops[3].after, QStringLiteral("+20 ms"));
        QVERIFY(!stops[4].reached);
        QCOMPARE(stops[4].title, QStringLiteral("fact_orders"));

        AuditEntry entry;
        entry.key = "ORD-1";
        entry.action = "insert";
        story.audit = {entry};
        stops = pathStops(story);
        QVERIFY(stops[4].reached);
        QVERIFY(stops[4].link
                == Link::of(Link::Kind::Row, QStringLiteral("fact_orders"), QStringLiteral("ORD-1")));

        story = {};
        story.asked = story.rawAt = {"raw_activities", 0, 3};
        story.aside = AsideNote();
        story.asideAt = {"raw_activities.dlq", 0, 1};
        stops = pathStops(story);
        QCOMPARE(stops.size(), std::size_t(4));
        QCOMPARE(stops[3].title, QStringLiteral("raw_activities.dlq"));
        QVERIFY(stops[3].link == Link::record(QStringLiteral("raw_activities.dlq"), 0, 1));

        story.asked = {"latihan", 0, 3};
        QVERIFY(pathStops(story).empty());
    }

    /// The campus database, the change event, the bridge, and then the record's own way.
    void pathStops_ofAChangeEvent_leadThroughTheBridgeToItsRecord()
    {
        RecordStory story = storyOfChange(BridgeStanding::Made);
        story.rawAt = {"raw_orders", 1, 4};
        story.changeUs = 1'000'000;
        story.bridgeUs = 1'005'000;
        story.stations = {stationAt(journal::Hop::Acked, 1'012'000)};
        const std::vector<PathStop> stops = pathStops(story);
        QCOMPARE(
            dumpOf(stops),
            QStringLiteral("campus database > producer.kampus.orders P1 @ 7 > bridge > raw_orders P1 @ 4 > "
                           "transform waiting > enriched_orders waiting > fact_orders waiting"));
        QVERIFY(stops[0].link == Link::of(Link::Kind::Stage, QStringLiteral("campus")));
        QVERIFY(stops[1].shown && stops[1].link.kind == Link::Kind::None);
        QVERIFY(stops[2].link == Link::of(Link::Kind::Stage, QStringLiteral("bridge")));
        QCOMPARE(stops[2].after, QStringLiteral("+5.0 ms"));
        QVERIFY(stops[3].link == Link::record(QStringLiteral("raw_orders"), 1, 4));
        QCOMPARE(stops[3].after, QStringLiteral("+7.0 ms"));
        QVERIFY(stops[3].reached && !stops[4].reached);
    }

    void pathStops_ofAChangeEventWithoutARecord_sayWhereItIs_data()
    {
        QTest::addColumn<int>("standing");
        QTest::addColumn<QString>("end");
        const auto row = [](const char *name, BridgeStanding standing, const char *end) {
            QTest::newRow(name) << static_cast<int>(standing) << QString::fromLatin1(end);
        };
        row("ahead", BridgeStanding::Ahead, "bridge waiting > raw_orders waiting");
        row("taken", BridgeStanding::Taken, "bridge > raw_orders waiting");
        row("held", BridgeStanding::Held, "bridge > raw_orders waits for all items");
        row("not found", BridgeStanding::NotFound, "bridge > raw_orders not found");
        row("passed over", BridgeStanding::PassedOver, "bridge known before, or overtaken");
        row("unused", BridgeStanding::Unused, "bridge it makes no record of it");
        row("refused", BridgeStanding::Refused, "bridge > producer.kampus.orders.dlq dead letter");
    }
    void pathStops_ofAChangeEventWithoutARecord_sayWhereItIs()
    {
        QFETCH(int, standing);
        QFETCH(QString, end);
        const RecordStory story = storyOfChange(static_cast<BridgeStanding>(standing), BridgeNeeds::Items);
        QCOMPARE(dumpOf(pathStops(story)),
                 QStringLiteral("campus database > producer.kampus.orders P1 @ 7 > ") + end);
    }

    /// Seen from either of its ends.
    void pathStops_ofTheBridgesDeadLetter_leadFromItsChangeEvent()
    {
        const QString way = QStringLiteral("campus database > producer.kampus.orders P1 @ 7 > bridge > "
                                           "producer.kampus.orders.dlq P1 @ 0");
        RecordStory change = storyOfChange(BridgeStanding::Refused);
        change.asideAt = {"producer.kampus.orders.dlq", 1, 0};
        QCOMPARE(dumpOf(pathStops(change)), way);
        QVERIFY(pathStops(change)[3].link
                == Link::record(QStringLiteral("producer.kampus.orders.dlq"), 1, 0));
        RecordStory letter;
        letter.asked = letter.asideAt = change.asideAt;
        letter.aside = AsideNote();
        letter.aside->input = change.asked;
        const std::vector<PathStop> stops = pathStops(letter);
        QCOMPARE(dumpOf(stops), way);
        QVERIFY(stops[1].link == Link::record(QStringLiteral("producer.kampus.orders"), 1, 7));
        QVERIFY(stops[3].shown && stops[3].mark == Mark::Triangle);
    }

    void pathStrip_standsUprightWhereNamesHaveNoRoomBesideEachOther()
    {
        QWidget column; // as in the page: a layout asks for the height
        auto *strip = new PathStrip;
        auto *layout = new QVBoxLayout(&column);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->addWidget(strip);
        layout->addStretch();
        std::vector<PathStop> stops;
        for (const char *title : {"source", "raw_orders", "transform", "enriched_orders", "fact_orders"})
            stops.push_back({QLatin1String(title), QStringLiteral("P2 @ 642"), QStringLiteral("+61 ms")});
        strip->setStops(stops);
        const auto stop = [strip](int i) {
            return strip->findChild<QWidget *>(QStringLiteral("pathStop%1").arg(i))->geometry();
        };
        column.resize(520, 300);
        column.show();
        QTRY_COMPARE(stop(4).y(), stop(0).y());
        QVERIFY(stop(4).left() > stop(3).right());
        const int line = strip->height();
        column.resize(328, 300);
        QTRY_COMPARE(stop(4).x(), stop(0).x());
        for (int i = 1; i < 5; ++i)
            QVERIFY(stop(i).top() > stop(i - 1).bottom());
        QVERIFY(stop(4).bottom() < strip->height());
        QCOMPARE(stop(4).width(), strip->width()); // each has the whole width for its name and place
        column.resize(520, 300);
        QTRY_COMPARE(strip->height(), line);
    }

    /// The first topic is chosen while the page has no height yet.
    void topicList_beginsWithItsHeading()
    {
        std::vector<TopicEntry> topics;
        for (int i = 0; i < 15; ++i) {
            TopicEntry entry;
            entry.name = QStringLiteral("topic_%1").arg(i);
            entry.partitions = 3;
            topics.push_back(entry);
        }
        QWidget page;
        TopicList list(&page);
        list.resize(250, 70);
        page.resize(250, 500);
        page.show();
        list.setTopics(topics);
        list.setCurrent(topics.front().name);
        list.resize(250, 500);
        auto *view = list.findChild<QListView *>(QStringLiteral("topicView"));
        QCOMPARE(view->indexAt(QPoint(20, 2)).row(), 0);
        list.setCurrent(topics.back().name);
        QVERIFY(view->viewport()->rect().intersects(view->visualRect(view->currentIndex())));
    }

    void maxwellKey_isShownByItsTableAndPrimaryKey_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("shown");
        QTest::newRow("one column") << "{\"database\":\"kampus\",\"table\":\"orders\",\"pk.id\":758}"
                                    << "orders id=758";
        QTest::newRow("two columns")
            << "{\"database\":\"kampus\",\"table\":\"marks\",\"pk.nim\":\"2411\",\"pk.year\":3}"
            << "marks nim=2411 year=3";
        QTest::newRow("no JSON") << "ORD-00000742"
                                 << "ORD-00000742";
        QTest::newRow("cut") << "{\"database\":\"kampus\",\"tab"
                             << "{\"database\":\"kampus\",\"tab";
    }
    void maxwellKey_isShownByItsTableAndPrimaryKey()
    {
        QFETCH(QString, key);
        QTEST(keyText(key), "shown");
    }

    void partition_isExplainedByWhoChoseIt()
    {
        constexpr const char *changes = "producer.kampus.orders";
        FullMessage message;
        message.partition = 1;
        QVERIFY(!keyPartition(changes, message, 3).isComputed);
        message.hasKey = true;
        message.key = R"({"database":"kampus","table":"orders","pk.id":5})";
        const KeyPartition ofMaxwell = keyPartition(changes, message, 3);
        QVERIFY(!ofMaxwell.isComputed && ofMaxwell.remark.contains(QStringLiteral("Maxwell")));
        QVERIFY(!ofMaxwell.remark.contains(QStringLiteral("hashCode"))); // it would lead to another one
        message.partition = 2;
        QVERIFY(keyPartition(changes, message, 3)
                    .remark.endsWith(QStringLiteral("\nhashCode(\"5\") = 53; |53 % 3| = 2")));
        QVERIFY(keyPartition("raw_orders", message, 3).isComputed);
        message.key = "ORD-00000000"; // as a fault is sent: by the key
        message.partition = murmur2Partition(message.key, 3);
        const KeyPartition ofFault = keyPartition(changes, message, 3);
        QVERIFY(ofFault.isComputed && ofFault.remark.isEmpty());
    }
};

PK_WINDOW_TEST(TestMessageParts)
#include "tst_message_parts.moc"
