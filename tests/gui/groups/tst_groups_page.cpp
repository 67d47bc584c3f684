// The page on a running pipeline, with the mouse and the keyboard.

#include "bridge/text.h"
#include "groups_stage.h"
#include "pages/groups/group_list_model.h"
#include "pages/groups/groups_page.h"
#include "pages/groups/history_card.h"
#include "pages/groups/lag_timeline.h"
#include "pages/groups/member_card.h"
#include "pages/groups/partition_model.h"
#include "pages/groups/partition_table.h"
#include "theme/install.h"
#include "views/themed.h"

#include <QAbstractScrollArea>
#include <QApplication>
#include <QLabel>
#include <QLayout>
#include <QListView>
#include <QProcess>
#include <QScrollArea>
#include <QScrollBar>
#include <QSet>

using namespace pk;
using namespace pk::test;

class TestGroupsPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        installTheme(*qApp);
        Theme::instance().setReducedMotion(true);
    }

    void lag_isLogEndMinusCommittedAsAnOutsideClientSeesThem()
    {
        Stage stage([](SessionOptions &o) { o.ratePerSecond = 100; });
        QTRY_VERIFY(stage.bed.loaded() > 20);
        stage.bed.controller->setDelay(StageKind::Load, 200);
        QTRY_VERIFY(stage.bed.controller->snapshot()->state.lag(kLoaderGroup, {kTopic, 0}) > 20);
        stage.bed.controller->pause();
        QTRY_VERIFY(stage.bed.controller->state() == RunState::Paused);
        QVERIFY(stage.bed.waitForFreshSnapshot());

        auto outside = broker::connectCluster(stage.bed.run().cluster.bootstrap);
        QVERIFY(outside);
        std::vector<TopicPartition> partitions{{kTopic, 0}, {kTopic, 1}, {kTopic, 2}};
        const auto committed = (*outside)->committed(std::string(kLoaderGroup), partitions);
        QVERIFY(committed);
        std::int64_t sum = 0;
        for (int p = 0; p < 3; ++p) {
            const auto marks = (*outside)->watermarks(partitions[static_cast<std::size_t>(p)]);
            QVERIFY(marks);
            const std::int64_t next = committed->at(static_cast<std::size_t>(p)).offset;
            QCOMPARE(stage.cell(p, PartitionModel::Committed), QString::number(next));
            QCOMPARE(stage.cell(p, PartitionModel::LogEnd), QString::number(marks->end));
            QCOMPARE(stage.partitions().partition(p)->lag, marks->end - next);
            sum += marks->end - next;
        }
        QVERIFY(sum > 20);
        QCOMPARE(
            stage.page.findChild<GroupListModel *>()->index(0).data(GroupListModel::LagRole).toLongLong(),
            sum);
        stage.bed.controller->setDelay(StageKind::Load, 0);
        VERIFY_CLEAN_END(stage.bed);
    }

    void members_addCrashHoldStop_areSeenToMoveThePartitions()
    {
        Stage stage([](SessionOptions &o) {
            o.staticAssignment = false;
            o.ratePerSecond = 50;
        });
        LoopMeter loop;
        QTRY_COMPARE(stage.owners(), all("load-0"));
        stage.click(&stage.page, "addMember");
        QTRY_VERIFY(stage.owners().contains(QStringLiteral("load-1"))
                    && stage.owners().contains(QStringLiteral("load-0")));

        QTRY_COMPARE(stage.stateOf("load-1"), QStringLiteral("active"));
        // What passes within two seconds is written down as it comes.
        QStringList states;
        QStringList owners;
        const auto watch =
            QObject::connect(stage.bed.controller.get(), &Controller::snapshotTaken, &stage.page, [&] {
                states << stage.stateOf("load-1");
                owners << stage.owners();
            });
        stage.click(stage.card("load-1"), "crash");
        // The group keeps them for the dead member until it notices; then they move.
        QTRY_VERIFY(owners.contains(QStringLiteral("load-1, gone")));
        QTRY_VERIFY(!stage.owners().contains(QStringLiteral("load-1, gone")));
        QObject::disconnect(watch);
        QVERIFY(states.contains(QStringLiteral("crashed")));
        QVERIFY(!states.contains(QStringLiteral("joining"))); // its card does not call it alive before it is
        QCOMPARE(stage.lineOf("load-1"), stage.lineOf("load-0"));
        QTRY_VERIFY(stage.owners().contains(QStringLiteral("load-1"))
                    && stage.owners().contains(QStringLiteral("load-0")));
        QTRY_COMPARE(stage.stateOf("load-1"), QStringLiteral("active"));
        const GroupCourse *course = courseOf(*stage.bed.controller->snapshot(), std::string(kLoaderGroup));
        QVERIFY(course != nullptr && course->rebalances.back().number >= 3);

        stage.click(stage.card("load-0"), "hold");
        QTRY_COMPARE(stage.stateOf("load-0"), QStringLiteral("held"));
        stage.click(stage.card("load-0"), "hold");
        QTRY_COMPARE(stage.stateOf("load-0"), QStringLiteral("active"));

        stage.click(stage.card("load-0"), "stop");
        QTRY_COMPARE(stage.owners(), all("load-1"));
        QTRY_VERIFY(stage.card("load-0") == nullptr);
        QCOMPARE(stage.bed.failures, QStringList());
        VERIFY_CLEAN_END(stage.bed);
        QVERIFY2(loop.isWithinLimits(), qPrintable(loop.text()));
    }

    void aMemberInAnotherProcess_isShownWithWhatItHasCommitted()
    {
        Stage stage([](SessionOptions &o) {
            o.staticAssignment = false;
            o.ratePerSecond = 60;
        });
        QTRY_COMPARE(stage.owners(), all("load-0"));
        QProcess worker;
        worker.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        worker.start(QStringLiteral("sh"),
                     {QStringLiteral("-c"), commandOfAnotherMember(*stage.bed.controller)});
        QVERIFY(worker.waitForStarted(kPatienceMs));
        const QString another = QStringLiteral("another program");
        QTRY_VERIFY(stage.owners().contains(another));
        QVERIFY(stage.owners().contains(QStringLiteral("load-0")));
        const int row = static_cast<int>(stage.owners().indexOf(another));
        const auto committed = [&] { return stage.partitions().partition(row)->committed; };
        const std::int64_t before = committed();
        QTRY_VERIFY(committed() >= before + 40); // it goes on, and so does what is shown
        QVERIFY(stage.partitions().partition(row)->delay != Delay::Critical);
        const GroupCourse *course = courseOf(*stage.bed.controller->snapshot(), std::string(kLoaderGroup));
        QVERIFY(course != nullptr && course->isReadElsewhere());

        const auto says = [&](const char *text) {
            const auto labels = stage.page.findChildren<QLabel *>();
            return std::any_of(labels.begin(), labels.end(), [&](const QLabel *label) {
                return label->isVisible() && label->text() == QLatin1String(text);
            });
        };
        stage.click(stage.card("load-0"), "stop");
        QTRY_COMPARE(stage.owners(), all("another program"));
        QVERIFY(says("No members here"));
        worker.kill();
        QVERIFY(worker.waitForFinished(kPatienceMs));
        QTRY_COMPARE(stage.owners(), all("nobody")); // its commits have stopped
        QVERIFY(says("Nobody reads"));
        QCOMPARE(stage.bed.failures, QStringList());
    }

    void littleHeight_lanesAreSeenWithoutScrolling()
    {
        Stage stage([](SessionOptions &o) { o.ratePerSecond = 50; });
        QTRY_VERIFY(stage.bed.loaded() > 10);
        auto *timeline = stage.page.findChild<LagTimeline *>();
        const auto bottom = [&] { return timeline->mapTo(&stage.page, QPoint(0, timeline->height())).y(); };
        for (const QSize size : {QSize(1536, 900), QSize(1216, 636), QSize(789, 449)}) {
            stage.page.resize(size);
            QTRY_VERIFY2(bottom() <= stage.page.height(), qPrintable(QString::number(bottom())));
            // It begins where other pages begin.
            QCOMPARE(stage.page.layout()->contentsMargins().top(), pageMargins().top());
        }
        // What is below has to be scrolled to anyway: the chart need not be low for it.
        QTRY_VERIFY(timeline->findChild<QAbstractScrollArea *>()->height() >= 80);
        // A lone member's card is as wide as a card, not as the page.
        QVERIFY(stage.card("load-0")->width() <= 340);
        stage.page.resize(1536, 900);
        VERIFY_CLEAN_END(stage.bed);
    }

    void usualWindows_showAllCardsInOneOrderWithoutScrolling()
    {
        Stage stage([](SessionOptions &o) {
            o.ratePerSecond = 50;
            o.loadMembers = 3;
            o.staticAssignment = false;
        });
        QTRY_VERIFY(stage.bed.loaded() > 10);
        auto *scroll = stage.page.findChild<QScrollArea *>();
        auto *table = stage.page.findChild<PartitionTable *>();
        auto *history = stage.page.findChild<HistoryCard *>();
        // The window without rail, top bar and status line.
        for (const QSize window : {QSize(1366, 768), QSize(1280, 800), QSize(1920, 1080)}) {
            stage.page.resize(window - QSize(64, 56 + 30));
            QTRY_COMPARE(scroll->verticalScrollBar()->maximum(), 0);
            QVERIFY(table->y() < history->y());
        }
        VERIFY_CLEAN_END(stage.bed);
    }

    /// The room that a card is asked for in order to choose its place does not depend on the place it has.
    void order_staysAsItIs_whateverTheHistoryShows()
    {
        Stage stage([](SessionOptions &o) {
            o.ratePerSecond = 50;
            o.loadMembers = 3;
            o.staticAssignment = false;
        });
        QTRY_VERIFY(stage.bed.loaded() > 10);
        stage.bed.controller->pause();
        QTRY_VERIFY(stage.bed.controller->state() == RunState::Paused);
        auto *history = stage.page.findChild<HistoryCard *>();
        QSet<int> lowHeights;
        for (const char *view : {"list", "chart"}) {
            stage.click(history, view);
            for (int height = 960; height > 560; height -= 12) {
                stage.page.resize(1536, height);
                const auto arranged = [&] {
                    QCoreApplication::processEvents();
                    QResizeEvent again(stage.page.size(), stage.page.size());
                    QCoreApplication::sendEvent(&stage.page, &again);
                    return std::pair(history->parentWidget()->layout()->indexOf(history),
                                     history->findChild<LagTimeline *>()->minimumSizeHint().height());
                };
                const auto first = arranged();
                lowHeights << first.second;
                for (int i = 0; i < 4; ++i)
                    QVERIFY2(arranged() == first, qPrintable(QLatin1String(view) + QString::number(height)));
            }
        }
        QCOMPARE(lowHeights.size(), 2); // both heights were met
        VERIFY_CLEAN_END(stage.bed);
    }

    /// The eye follows what it tells of.
    void noteAtTheFoot_changesNoCardsPlace()
    {
        Stage stage([](SessionOptions &o) { o.ratePerSecond = 50; });
        QTRY_VERIFY(stage.bed.loaded() > 10);
        const auto *layout = stage.page.findChild<HistoryCard *>()->parentWidget()->layout();
        const auto order = [&](int foot) {
            stage.page.setCoveredFoot(foot);
            QStringList names;
            for (int i = 0; i < layout->count(); ++i)
                names << QLatin1String(layout->itemAt(i)->widget()->metaObject()->className());
            return names;
        };
        for (const QSize window : {QSize(1280, 720), QSize(1366, 768), QSize(1280, 800), QSize(1920, 1080)}) {
            stage.page.resize(window - QSize(64, 56 + 30));
            QCoreApplication::processEvents();
            const QStringList without = order(0);
            for (const int foot : {60, 76, 100})
                QCOMPARE(order(foot), without);
        }
        stage.page.setCoveredFoot(0);
        VERIFY_CLEAN_END(stage.bed);
    }

    void open_linksLeadToTheGroupAndThePageLinksOn()
    {
        Stage stage([](SessionOptions &o) { o.ratePerSecond = 50; });
        QTRY_VERIFY(stage.bed.loaded() > 10);
        QTRY_COMPARE(stage.page.currentGroup(), QStringLiteral("kampus-loader"));
        stage.page.open(Link::partitionOf(QStringLiteral("raw_orders"), 1));
        QCOMPARE(stage.page.currentGroup(), QStringLiteral("kampus-transform"));
        QTRY_COMPARE(stage.owners().value(0), QStringLiteral("transform-0"));
        stage.page.open(
            Link::of(Link::Kind::Member, QStringLiteral("kampus-loader"), QStringLiteral("load-0")));
        QCOMPARE(stage.page.currentGroup(), QStringLiteral("kampus-loader"));

        QSignalSpy links(&stage.page, &GroupsPage::linkActivated);
        stage.click(stage.card("load-0"), "partition");
        QCOMPARE(links.count(), 1);
        QVERIFY(links.first().first().value<Link>() == Link::partitionOf(QLatin1String(kTopic), 0));

        // The arrow keys choose in the list.
        auto *list = stage.page.findChild<QListView *>();
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Down);
        QCOMPARE(stage.page.currentGroup(), QStringLiteral("kampus-transform"));
        VERIFY_CLEAN_END(stage.bed);
    }

    void hidden_nothingIsRefreshed()
    {
        Stage stage([](SessionOptions &o) { o.ratePerSecond = 100; });
        QTRY_VERIFY(stage.bed.loaded() > 10);
        stage.page.hide();
        QSignalSpy changed(&stage.partitions(), &QAbstractItemModel::dataChanged);
        QVERIFY(stage.bed.waitForFreshSnapshot());
        QCOMPARE(changed.count(), 0);
        stage.page.show();
        QVERIFY(changed.count() > 0);
        VERIFY_CLEAN_END(stage.bed);
    }
};

PK_WINDOW_TEST(TestGroupsPage)
#include "tst_groups_page.moc"
