// The list of topics: which ones it has, in which order, and what it says of each.

#include "../support/child_process.h"
#include "../support/topic_bed.h"
#include "controller_fixture.h"
#include "model_dump.h"
#include "pages/messages/message_list.h"
#include "pages/messages/messages_page.h"
#include "pages/messages/topic_catalog.h"
#include "pages/messages/topic_list.h"
#include "pages/messages/topic_model.h"
#include "theme/install.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QListView>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <csignal>

using namespace pk;
using namespace pk::gui;
using pk::test::dump;

namespace {

TopicEntry topic(const char *name, TopicEntry::Section section = TopicEntry::Section::Pipeline)
{
    TopicEntry entry;
    entry.name = QString::fromLatin1(name);
    entry.section = section;
    entry.partitions = 3;
    return entry;
}

} // namespace

class TestTopicModels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void topics_stayInPlaceWhileTheirFiguresChange()
    {
        TopicModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        std::vector<TopicEntry> topics{topic("raw_orders"), topic("warehouse_events"),
                                       topic("raw_orders.dlq", TopicEntry::Section::DeadLetters)};
        model.setTopics(topics);
        QCOMPARE(dump(model),
                 QStringLiteral("Pipeline\nraw_orders\nwarehouse_events\nDead letter\nraw_orders.dlq\n"));
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        topics[0].written = 7;
        model.setTopics(topics);
        QCOMPARE(changes.count(), 1);
        QCOMPARE(changes[0][0].toModelIndex().row(), 1);
        topics.insert(topics.begin() + 1, topic("raw_activities"));
        topics.insert(topics.begin() + 3, topic("producer.kampus.orders", TopicEntry::Section::Cdc));
        model.setTopics(topics);
        QCOMPARE(dump(model),
                 QStringLiteral("Pipeline\nraw_orders\nraw_activities\nwarehouse_events\nCDC\n"
                                "producer.kampus.orders\nDead letter\nraw_orders.dlq\n"));
        topics.erase(topics.begin() + 3);
        topics.erase(topics.begin());
        model.setTopics(topics);
        QCOMPARE(dump(model),
                 QStringLiteral("Pipeline\nraw_activities\nwarehouse_events\nDead letter\nraw_orders.dlq\n"));
        QCOMPARE(resets.count(), 0);
    }

    void catalog_hasThePipelinesTopicsBeforeAnythingIsWritten()
    {
        Snapshot snapshot;
        snapshot.run.partitions = 3;
        journal::Event event;
        event.kind = journal::EventKind::Acked;
        event.topic = "mine";
        event.partition = 4;
        event.first = event.last = 9;
        event.count = 1;
        event.writer = 1;
        event.writerSeq = 1;
        event.wallUs = 1;
        snapshot.state.apply(std::vector{event});
        QStringList names;
        for (const TopicEntry &entry : topicCatalog(snapshot))
            names << QStringLiteral("%1:%2:%3").arg(entry.name).arg(entry.partitions).arg(entry.written);
        QCOMPARE(
            names.join(QLatin1Char(' ')),
            QStringLiteral("raw_orders:3:0 enriched_orders:3:0 raw_activities:3:0 enriched_activities:3:0 "
                           "warehouse_events:3:0 raw_orders.dlq:3:0 enriched_orders.dlq:3:0 "
                           "raw_activities.dlq:3:0 enriched_activities.dlq:3:0 raw_orders.filtered:3:0 "
                           "raw_activities.filtered:3:0 mine:5:10"));
    }

    /// As the cluster lists them, or, where it cannot be asked, as they were made.
    void catalog_endsWithWhatOthersHaveMade_uncounted_andForgetsWhatIsDeleted()
    {
        Snapshot snapshot;
        snapshot.run.partitions = 3;
        snapshot.run.topicPartitions = std::make_shared<const std::map<std::string, int, std::less<>>>(
            std::map<std::string, int, std::less<>>{{"raw_orders", 3}, {"notes", 2}});
        journal::Event event;
        event.kind = journal::EventKind::Acked;
        event.topic = "mine";
        event.partition = 0;
        event.first = event.last = 0;
        event.count = 1;
        event.writer = 1;
        event.writerSeq = 1;
        event.wallUs = 1;
        snapshot.state.apply(std::vector{event});
        TopicModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto others = [&] {
            model.setTopics(topicCatalog(snapshot));
            QStringList told;
            for (int row = 0; row < model.rowCount(); ++row) {
                if (const TopicEntry *entry = model.topicAt(row);
                    entry && entry->section == TopicEntry::Section::Others)
                    told << entry->name + QStringLiteral(": ") + describeTopic(*entry);
            }
            return told;
        };
        QCOMPARE(
            others(),
            (QStringList{QStringLiteral("mine: 1 partition · 1"), QStringLiteral("notes: 2 partitions")}));
        auto report = std::make_shared<ClusterReport>();
        const std::map<std::string, std::size_t> listed{{"raw_orders", 3}, {"notes", 4}, {"theirs", 1}};
        for (const auto &[name, partitions] : listed)
            report->topics.push_back({name, std::vector<broker::PartitionInfo>(partitions)});
        snapshot.run.report = report;
        QCOMPARE(others(),
                 (QStringList{QStringLiteral("notes: 4 partitions"), QStringLiteral("theirs: 1 partition")}));
        snapshot.run.recorded = true; // nothing can be read there
        QCOMPARE(others(), QStringList());
    }

    void catalog_countsMessagesAndNoMarkersOfTransactions()
    {
        Snapshot snapshot;
        snapshot.run.partitions = 1;
        std::vector<journal::Event> events;
        const auto add = [&](journal::EventKind kind, std::int64_t first, std::int64_t last) {
            journal::Event &event = events.emplace_back();
            event.kind = kind;
            event.topic = "enriched_orders";
            event.partition = 0;
            event.first = first;
            event.last = last;
            event.writer = 1;
            event.writerSeq = events.size();
            event.wallUs = 1;
        };
        for (const int first : {0, 4, 8})
            add(journal::EventKind::Acked, first, first + 2);
        add(journal::EventKind::LogStart, 4, 11);
        snapshot.state.apply(events);
        const auto entry = [&] {
            for (const TopicEntry &each : topicCatalog(snapshot)) {
                if (each.name == QLatin1String("enriched_orders"))
                    return each;
            }
            return TopicEntry();
        };
        QCOMPARE(entry().written, 9);
        QCOMPARE(entry().kept, 6);
        QCOMPARE(writtenText(entry()), QStringLiteral("9 messages"));
        snapshot.state = {};
        snapshot.state.apply(std::vector{events.back()});
        QCOMPARE(writtenText(entry()), QStringLiteral("12 offsets"));
    }

    /// Only one partition holds a record, and still the key was divided by the number of all of them.
    void catalog_putsWhatTheBridgeSetAsideAmongTheDeadLetters_withAllItsPartitions()
    {
        Snapshot snapshot;
        snapshot.run.partitions = 3;
        snapshot.run.source.kind = SourceChoice::Kind::Campus;
        std::vector<journal::Event> events;
        for (const int partition : {0, 1, 2}) {
            journal::Event event;
            event.kind = journal::EventKind::LogStart;
            event.topic = "producer.kampus.orders.dlq";
            event.partition = partition;
            event.first = 0;
            event.last = partition == 0 ? 0 : -1;
            event.writer = 1;
            event.writerSeq = events.size() + 1;
            event.wallUs = 1;
            events.push_back(event);
        }
        snapshot.state.apply(events);
        const std::vector<TopicEntry> catalog = topicCatalog(snapshot);
        const auto found = std::find_if(catalog.begin(), catalog.end(), [](const TopicEntry &entry) {
            return entry.name == QLatin1String("producer.kampus.orders.dlq");
        });
        QVERIFY(found != catalog.end());
        const TopicEntry &aside = *found;
        QVERIFY(aside.section == TopicEntry::Section::DeadLetters);
        QCOMPARE(aside.partitions, 3);
        QCOMPARE(aside.written, std::int64_t{1});
    }

    /// The view goes on to a neighbour then, which nobody has chosen.
    void topicThatLeavesTheList_choosesNoOther()
    {
        installTheme(*qApp);
        const TopicEntry raw = topic("raw_orders");
        const TopicEntry change = topic("producer.kampus.orders", TopicEntry::Section::Cdc);
        const TopicEntry filtered = topic("raw_orders.filtered", TopicEntry::Section::Filtered);
        TopicList list;
        list.setTopics({raw, change, filtered});
        list.setCurrent(change.name);
        QSignalSpy chosen(&list, &TopicList::topicChosen);
        list.setTopics({raw, filtered});
        list.setTopics({raw, change, filtered});
        QCOMPARE(chosen.count(), 0);
        QCOMPARE(list.findChild<QListView *>()->currentIndex().data().toString(), change.name);
    }

    /// The bridge's dead letters are in the list where there are any: in a fresh cluster there are none at
    /// first.
    void shownTopic_thatIsGoneWithTheBroker_isShownAgainWhenItIsBack()
    {
        installTheme(*qApp);
        pk::test::Bed bed([](SessionOptions &options) {
            options.source = firstSource();
            options.ratePerSecond = 20;
            options.restartAfterCrashMs = 100;
        });
        MessagesPage page(*bed.controller);
        page.resize(1536, 816);
        page.show();
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() >= 2);
        const HandMade refused{"producer.kampus.orders", std::string("{}"), {}, std::string("no JSON"), 0};
        const QString shown = QStringLiteral("producer.kampus.orders.dlq");
        bed.controller->produceRecord(refused);
        page.open(Link::of(Link::Kind::Topic, shown));
        auto *list = page.findChild<MessageList *>();
        QTRY_COMPARE(list->topic(), shown);
        ::kill(static_cast<pid_t>(pk::test::brokerPid()), SIGKILL);
        QTRY_VERIFY(list->topic() != shown);
        QCOMPARE(list->topic(), QStringLiteral("raw_orders")); // not the neighbour in the list
        QTRY_VERIFY(bed.run().incarnation == 2 && bed.loaded() >= 2);
        bed.controller->produceRecord(refused);
        QTRY_COMPARE(list->topic(), shown);
    }

    void topic_saysHowManyMessages_alsoOfASingleOne()
    {
        TopicEntry entry = topic("raw_orders.dlq", TopicEntry::Section::DeadLetters);
        entry.written = 1;
        QCOMPARE(writtenText(entry), QStringLiteral("1 message"));
        entry.written = 2;
        QCOMPARE(writtenText(entry), QStringLiteral("2 messages"));
        entry.written = 0;
        QCOMPARE(writtenText(entry), QStringLiteral("0 messages"));
    }
};

PK_WINDOW_TEST(TestTopicModels)
#include "tst_topic_models.moc"
