// What the page makes of a group's past: the lag piled up over time, and who owned what.

#include "group_fixture.h"
#include "pages/groups/history_card.h"
#include "pages/groups/lag_layers.h"
#include "pages/groups/lag_timeline.h"
#include "pages/groups/ownership_lanes.h"
#include "pages/groups/time_axis.h"

#include <QImage>
#include <QPainter>
#include <QStackedWidget>
#include <QTableView>
#include <QTest>

using namespace pk;
using namespace pk::gui;

class TestGroupsCourse : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void behind_isSinceTheLogPassedTheCommittedOffset()
    {
        PartitionCourse course;
        course.samples = samples({{10, 10}, {20, 15}, {30, 18}, {40, 25}});
        QCOMPARE(behindSeconds(course.samples, 5'000'000),
                 std::optional(2.0)); // offset 25 came with the third
        course.samples.push_back({5'000'000, 40, 40});
        QCOMPARE(behindSeconds(course.samples, 6'000'000), std::nullopt);
    }

    void lagPiles_lateOnesLieOnTopAndPeaksSurviveThinningOut()
    {
        GroupFacts facts = group("g", {1, 500});
        facts.partitions[1].delay = Delay::Critical;
        const std::vector<LagLayer> layers = lagLayers(facts);
        QCOMPARE(layers.size(), 2U);
        QCOMPARE(layers[1].partitions.front().partition, 1);
        QCOMPARE(layers[0].lag, 1);

        GroupCourse course;
        for (int i = 0; i < 1'000; ++i) {
            course.partitions[{"enriched_orders", 0}].samples.push_back({i, 1, 0});
            course.partitions[{"enriched_orders", 1}].samples.push_back({i, i == 333 ? 900 : 10, 0});
        }
        const std::vector<LagPile> piles = lagPiles(course, layers, 0, 100);
        QVERIFY(piles.size() <= 100U);
        QCOMPARE(largestOf(piles), 901);
        QCOMPARE(piles.front().tops.front(), 1);
    }

    /// Of three that are late two have layers; the third one's delay is not hidden in the rest.
    void lagLayer_ofTheRest_isAsLateAsTheLatestInIt()
    {
        GroupFacts facts = group("g", {1, 38, 500, 600});
        for (std::size_t i = 1; i < facts.partitions.size(); ++i)
            facts.partitions[i].delay = Delay::Critical;
        const std::vector<LagLayer> layers = lagLayers(facts);
        QCOMPARE(layers.size(), maxLagLayers);
        QCOMPARE(layers[0].lag, 39);
        QVERIFY(layers[0].delay == Delay::Critical);
    }

    void lagPiles_eachMomentSaysHowLateItWasThen()
    {
        const std::vector<LagLayer> layers = lagLayers(group("g", {0})); // now nothing waits
        GroupCourse course;
        auto &past = course.partitions[{"enriched_orders", 0}].samples;
        for (int s = 0; s < 15; ++s)
            past.push_back({s * 1'000'000, 10 + s, 10});
        past.push_back({15'000'000, 25, 25});
        const std::vector<LagPile> piles = lagPiles(course, layers, 0, 100);
        QCOMPARE(piles.size(), 16U);
        QVERIFY(piles[2].delays.front() == Delay::Short);
        QVERIFY(piles[4].delays.front() == Delay::Long);
        QVERIFY(piles[14].delays.front() == Delay::Critical);
        QVERIFY(piles[15].delays.front() == Delay::None);
    }

    void lagLine_ofTheUpperOfTwoLatePartitions_isDashed()
    {
        GroupFacts facts = group("g", {1, 500, 600});
        facts.partitions[1].delay = facts.partitions[2].delay = Delay::Critical;
        QCOMPARE(lagLayers(facts).size(), 3U);
        QVERIFY(!isDashed(0) && !isDashed(1));
        QVERIFY(isDashed(2));
    }

    /// The figures beside the chart are newer than what was noted.
    void timeline_doesNotDenyTheLagThatStandsBesideIt()
    {
        auto snapshot = std::make_shared<Snapshot>();
        snapshot->wallUs = 3'000'000;
        auto courses = std::make_shared<GroupCourses>();
        (*courses)["g"].partitions[{"enriched_orders", 0}].samples = samples({{10, 10}, {20, 20}, {30, 30}});
        snapshot->courses = courses;
        LagTimeline timeline;
        timeline.setGroup(group("g", {0}), snapshot);
        QVERIFY(!timeline.explanation().isEmpty());
        timeline.setGroup(group("g", {1}), snapshot);
        QCOMPARE(timeline.explanation(), QString());
    }

    void events_showWhichPartitions_whereTheRestHasRoomToSpare()
    {
        auto snapshot = std::make_shared<Snapshot>();
        auto courses = std::make_shared<GroupCourses>();
        MemberChange given;
        given.us = 1;
        given.kind = journal::EventKind::Assigned;
        given.member = "load-0";
        for (const char *topic : {"enriched_activities", "enriched_orders"}) {
            for (int partition = 0; partition < 3; ++partition)
                given.partitions.push_back({topic, partition});
        }
        (*courses)["g"].changes = {given};
        snapshot->courses = courses;
        HistoryCard card;
        card.resize(880, 300);
        card.show();
        card.setGroup(group("g", {0}), snapshot);
        card.findChild<QStackedWidget *>()->setCurrentIndex(1); // the list
        QCoreApplication::processEvents();
        const auto *events = card.findChild<QTableView *>();
        for (const int column : {ChangeModel::What, ChangeModel::Partitions}) {
            const QModelIndex cell = events->model()->index(0, column);
            QVERIFY2(events->columnWidth(column) >= events->sizeHintForIndex(cell).width(),
                     qPrintable(cell.data().toString()));
        }
    }

    void axis_beginsShortAndGrowsToItsSpan()
    {
        constexpr std::int64_t s = 1'000'000;
        constexpr std::int64_t now = 1'000 * s;
        QCOMPARE(axisBegin(now, now, 120 * s), now - 4 * s);
        QCOMPARE(axisBegin(now - 2 * s, now, 120 * s), now - 4 * s);
        QCOMPARE(axisBegin(now - 35 * s, now, 120 * s), now - 35 * s);
        QCOMPARE(axisBegin(now - 500 * s, now, 120 * s), now - 120 * s);
    }

    void niceScale_isRoundAndHighEnough_data()
    {
        QTest::addColumn<qint64>("largest");
        QTest::addColumn<qint64>("top");
        for (const auto &[largest, top] :
             std::initializer_list<std::pair<qint64, qint64>>{{0, 4},
                                                              {1, 4},
                                                              {3, 4},
                                                              {6, 6},
                                                              {7, 10},
                                                              {14, 15},
                                                              {599, 600},
                                                              {1'300, 1'500},
                                                              {4'800'000, 6'000'000}})
            QTest::addRow("%lld", largest) << largest << top;
    }
    void niceScale_isRoundAndHighEnough()
    {
        QFETCH(qint64, largest);
        QFETCH(qint64, top);
        const NiceScale scale = niceScale(largest);
        QCOMPARE(scale.top, top);
        QCOMPARE(scale.top % scale.step, 0);
    }

    void crashOfThisMoment_isMarkedWithinTheLanes()
    {
        const TopicPartition id{"enriched_orders", 0};
        TimeAxis axis;
        axis.fromUs = 0;
        axis.toUs = 10'000'000;
        axis.left = 40;
        axis.width = 200;
        GroupCourse course;
        course.partitions[id].owners = {{"load-0", 1'000'000, axis.toUs, true}};
        Lanes lanes;
        lanes.partitions = {id};
        const int right = 40 + 200;
        QImage picture(300, 20, QImage::Format_RGB32);
        picture.fill(Qt::black);
        QPainter painter(&picture);
        paintLanes(painter, lanes, course, axis);
        painter.end();
        const auto isRose = [&picture](int x) {
            for (int y = 0; y < picture.height(); ++y) {
                if (picture.pixelColor(x, y) == Theme::instance().color(Token::Rose))
                    return true;
            }
            return false;
        };
        bool marked = false;
        for (int x = 0; x < picture.width(); ++x) {
            marked = marked || isRose(x);
            QVERIFY2(x < right || !isRose(x), qPrintable(QString::number(x)));
        }
        QVERIFY(marked);
    }

    /// Hundreds of crossings are one wide band to the eye, and most of what painting the chart costs.
    void pileThatJumps_hasFewerMomentsAndItsPeak()
    {
        const std::vector<LagLayer> layers = lagLayers(group("g", {0}));
        GroupCourse course;
        auto &past = course.partitions[{"enriched_orders", 0}].samples;
        for (int s = 0; s < 160; ++s)
            past.push_back({s * 1'000'000, s == 77 ? 900 : s % 2 * 800, 0});
        const std::vector<LagPile> jumping = calmPiles(course, layers, 0, 160);
        QVERIFY(jumping.size() <= 80U);
        QVERIFY(heightsCovered(jumping, 0, 900) <= kMostHeightsDrawnFully);
        QCOMPARE(largestOf(jumping), 900);

        for (std::size_t s = 0; s < past.size(); ++s)
            past[s].end = static_cast<std::int64_t>(5 * s);
        QCOMPARE(calmPiles(course, layers, 0, 160).size(), 160U);
    }
};

PK_WINDOW_TEST(TestGroupsCourse)
#include "tst_groups_course.moc"
