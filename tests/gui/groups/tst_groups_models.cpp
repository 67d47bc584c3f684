// What the page's models make of facts: rows that stay are changed in place.

#include "base/clock.h"
#include "bridge/run_trouble.h"
#include "pages/groups/change_model.h"
#include "pages/groups/group_list_model.h"
#include "pages/groups/history_card.h"
#include "pages/groups/lag_layers.h"
#include "pages/groups/lag_timeline.h"
#include "pages/groups/ownership_lanes.h"
#include "pages/groups/partition_model.h"
#include "pages/groups/reset_model.h"
#include "pages/groups/time_axis.h"

#include <QAbstractItemModelTester>
#include <QImage>
#include <QPainter>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTableView>
#include <QTest>

using namespace pk;
using namespace pk::gui;

namespace {

GroupFacts group(const char *name, std::vector<std::int64_t> lags)
{
    GroupFacts facts;
    facts.name = name;
    facts.isOurs = true;
    facts.phase = GroupPhase::Stable;
    facts.topics = {"enriched_orders"};
    int partition = 0;
    for (const std::int64_t lag : lags) {
        PartitionFacts of;
        of.id = {"enriched_orders", partition++};
        of.owner = "load-0";
        of.committed = 100;
        of.end = 100 + lag;
        of.lag = lag;
        facts.partitions.push_back(of);
        facts.lag += lag;
    }
    return facts;
}

QString text(const QAbstractItemModel &model, int row, int column)
{
    return model.index(row, column).data().toString();
}

std::vector<LagSample> samples(std::initializer_list<std::pair<int, int>> endsAndCommitted)
{
    std::vector<LagSample> all;
    std::int64_t us = 0;
    for (const auto &[end, committed] : endsAndCommitted)
        all.push_back({us += 1'000'000, end, committed});
    return all;
}

} // namespace

class TestGroupsModels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void groups_comeAndGoWhileOthersStayInTheirRows()
    {
        GroupListModel model;
        const QAbstractItemModelTester tester(&model);
        model.setGroups({group("a", {1}), group("c", {2})});
        const QPersistentModelIndex c(model.index(1));
        model.setGroups({group("a", {1}), group("b", {0}), group("c", {2})});
        QCOMPARE(c.row(), 2);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setGroups({group("a", {1}), group("b", {0}), group("c", {7})});
        QCOMPARE(changed.count(), 1);
        QCOMPARE(c.data(GroupListModel::LagRole).toInt(), 7);
        model.setGroups({group("c", {7})});
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(c.row(), 0);
        QCOMPARE(model.rowOf(QStringLiteral("a")), -1);
    }

    void groupWithoutABroker_isNeitherStableNorJoining()
    {
        Snapshot snapshot;
        snapshot.run.loaderGroup = "kampus-loader";
        pipeline::MemberStatus member;
        member.stage = StageKind::Load;
        member.status = pipeline::StageStatus::Running;
        snapshot.run.members = {member};
        QCOMPARE(groupFacts(snapshot).front().phase, GroupPhase::Stable);
        snapshot.run.silentSinceUs = monotonicUs() - 2 * kBrokerSilenceUs;
        const GroupFacts group = groupFacts(snapshot).front();
        QCOMPARE(group.phase, GroupPhase::Unanswered);
        QVERIFY(group.members.front().unanswered);
    }

    void partitions_lagIsInTheRowsAndInTheSum()
    {
        QLocale::setDefault(QLocale(QLocale::English));
        PartitionModel model;
        const QAbstractItemModelTester tester(&model);
        model.setGroup(group("g", {5, 1'200, 0}));
        QCOMPARE(model.rowCount(), 4);
        QCOMPARE(text(model, 1, PartitionModel::Lag), QStringLiteral("1,200"));
        QCOMPARE(text(model, 1, PartitionModel::LogEnd), QStringLiteral("1300"));
        QCOMPARE(text(model, 3, PartitionModel::Lag), QStringLiteral("1,205"));
        QCOMPARE(model.index(1, 0).data(PartitionModel::ShareRole).toDouble(), 1.0);

        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setGroup(group("g", {5, 1'200, 3}));
        QCOMPARE(changed.count(), 2); // the row, and the sum
        QCOMPARE(changed.first().first().toModelIndex().row(), 2);
        model.setGroup(group("g", {5}));
        QCOMPARE(model.rowCount(), 2);
        model.setGroup(group("g", {}));
        QCOMPARE(model.rowCount(), 0);
        QCOMPARE(resets.count(), 0);
    }

    void lagOfAPartitionThatNobodyLeads_isADash()
    {
        GroupFacts facts = group("g", {0, 5});
        facts.partitions[0].isLagKnown = facts.isLagKnown = false;
        PartitionModel model;
        model.setGroup(facts);
        QCOMPARE(text(model, 0, PartitionModel::Lag), QStringLiteral("–"));
        QCOMPARE(text(model, 1, PartitionModel::Lag), QStringLiteral("5"));
        QCOMPARE(text(model, 2, PartitionModel::Lag), QStringLiteral("–"));
        GroupListModel groups;
        groups.setGroups({facts});
        QCOMPARE(groups.index(0).data(GroupListModel::LagTextRole).toString(), QStringLiteral("–"));
    }

    void partitions_anotherProgramsAreNotNobodys()
    {
        PartitionModel model;
        GroupFacts facts = group("g", {0, 5, 0});
        facts.partitions[1].owner.clear();
        model.setGroup(facts);
        QCOMPARE(text(model, 1, PartitionModel::Member), QStringLiteral("nobody"));
        facts.partitions[1].elsewhere = true;
        model.setGroup(facts);
        QCOMPARE(text(model, 1, PartitionModel::Member), QStringLiteral("another program"));
        QCOMPARE(memberCountText(facts), QStringLiteral("0 members here"));
        facts.members.emplace_back();
        QCOMPARE(memberCountText(facts), QStringLiteral("1 member here"));
        facts.isOurs = false;
        facts.phase = GroupPhase::Stable;
        QCOMPARE(memberCountText(facts), QStringLiteral("members unknown"));
        facts.phase = GroupPhase::Empty;
        QCOMPARE(memberCountText(facts), QStringLiteral("no members"));
    }

    void deadMember_isCountedUntilTheGroupHasGivenItsPartitionsAway()
    {
        GroupFacts facts = group("g", {0, 5, 0});
        for (const char *name : {"load-0", "load-1"})
            facts.members.emplace_back().status.name = name;
        MemberFacts &dead = facts.members.front();
        dead.status.status = pipeline::StageStatus::Crashed;
        dead.partitions = {facts.partitions[0].id, facts.partitions[1].id};
        QCOMPARE(memberCountText(facts), QStringLiteral("2 members")); // its session has not timed out
        dead.partitions.clear();
        QCOMPARE(memberCountText(facts), QStringLiteral("1 member"));
        dead.status.status = pipeline::StageStatus::Running;
        dead.cameBack = true; // and has not joined yet
        QCOMPARE(memberCountText(facts), QStringLiteral("1 member"));
        dead.cameBack = false; // a living one may have nothing to read
        QCOMPARE(memberCountText(facts), QStringLiteral("2 members"));
    }

    /// Under transactions every second offset may be a marker's.
    void out_andWhatAResetMovesOver_areMessagesAndNoMarkers()
    {
        const TopicPartition at{"raw_orders", 0};
        Snapshot snapshot;
        snapshot.run.partitions = 1;
        snapshot.run.transformGroup = kTransformGroup;
        std::vector<journal::Event> events;
        for (std::int64_t offset = 0; offset < 20; offset += 2) {
            journal::Event &event = events.emplace_back();
            event.kind = journal::EventKind::Acked;
            event.topic = at.topic;
            event.partition = at.partition;
            event.first = event.last = offset;
            event.writer = 1;
            event.writerSeq = events.size();
            event.wallUs = 1;
        }
        snapshot.state.apply(events);
        GroupCourses courses;
        courses[std::string(kTransformGroup)].partitions[at].samples = samples({{10, 4}, {20, 20}});
        snapshot.courses = std::make_shared<const GroupCourses>(courses);
        const std::vector<GroupFacts> groups = groupFacts(snapshot);
        const auto facts = std::find_if(groups.begin(), groups.end(),
                                        [](const auto &each) { return each.name == kTransformGroup; });
        QCOMPARE(facts->out, 8.0);

        ResetPreview preview{std::string(kTransformGroup), {}, {ResetLine{at, 20, 10, 0, 20}}};
        QVERIFY(countsOffsets(preview.lines));
        QCOMPARE(preview.readAgain(), 10);
        countMessages(preview, snapshot);
        QVERIFY(!countsOffsets(preview.lines));
        QCOMPARE(preview.readAgain(), 5);
        std::swap(preview.lines.front().from, preview.lines.front().to);
        QCOMPARE(preview.skipped(), 5);
    }

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
        std::int64_t largest = 0;
        for (const LagPile &pile : piles)
            largest = std::max(largest, pile.total());
        QCOMPARE(largest, 901);
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

    void reset_countsWhatIsReadAgainAndSkippedOfTheCheckedOnes()
    {
        ResetModel model;
        const QAbstractItemModelTester tester(&model);
        model.setPartitions({{"enriched_orders", 0}, {"enriched_orders", 1}});
        ResetPreview preview;
        preview.lines = {{{"enriched_orders", 0}, 100, 40, 0, 120, false},
                         {{"enriched_orders", 1}, 100, 130, 0, 130, true}};
        model.setPreview(preview);
        QCOMPARE(text(model, 0, ResetModel::Effect), QStringLiteral("60 read again"));
        QCOMPARE(text(model, 1, ResetModel::Effect), QStringLiteral("30 skipped"));
        // The bars share the cell: the longest of each direction reach its ends.
        QCOMPARE(model.index(0, 0).data(ResetModel::AgainRole).toDouble(), 2.0 / 3);
        QCOMPARE(model.index(1, 0).data(ResetModel::SkippedRole).toDouble(), 1.0 / 3);
        QCOMPARE(model.index(1, 0).data(ResetModel::CommittedRole).toDouble(), 2.0 / 3);
        QCOMPARE(model.lines().size(), 2U);

        QSignalSpy checked(&model, &ResetModel::checkedChanged);
        QVERIFY(model.setData(model.index(1, ResetModel::Partition), Qt::Unchecked, Qt::CheckStateRole));
        QCOMPARE(checked.count(), 1);
        QCOMPARE(model.lines().size(), 1U);
        QCOMPARE(text(model, 1, ResetModel::Effect), QStringLiteral("stays"));
    }

    /// Kafka's commit may be another offset than the warehouse's, where the loader goes on.
    void reset_lagBeforeAndAfter_areOfTheSameOffsets()
    {
        const GroupFacts facts = group("g", {20, 7}); // committed 100
        const ResetLine line{{"enriched_orders", 0}, 110, 40, 0, 120, false};
        const LagChange change = lagChange(facts.partitions, {line});
        QCOMPARE(change.before, 10 + 7);
        QCOMPARE(change.after, 80 + 7); // the other partition stays
    }

    void changes_newOnesComeFirst()
    {
        ChangeModel model;
        const QAbstractItemModelTester tester(&model);
        GroupCourse course;
        course.changes = {{1'000'000, journal::EventKind::Joined, "load-0", {}, {}, {}}};
        model.setCourse(QStringLiteral("g"), &course);
        const QPersistentModelIndex joined(model.index(0, 0));
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        course.changes.push_back(
            {2'000'000, journal::EventKind::Assigned, "load-0", {{"enriched_orders", 0}}, {}, {}});
        model.setCourse(QStringLiteral("g"), &course);
        QCOMPARE(joined.row(), 1);
        course.changes.back().partitions.push_back({"enriched_orders", 1});
        model.setCourse(QStringLiteral("g"), &course);
        QCOMPARE(text(model, 0, ChangeModel::Partitions), QStringLiteral("enriched_orders P0 P1"));
        QVERIFY(model.index(0, ChangeModel::Time).data(Qt::FontRole).isValid());
        course.changes.push_back(
            {3'000'000,
             journal::EventKind::Assigned,
             "load-0",
             {{"enriched_activities", 0}, {"enriched_orders", 0}, {"enriched_orders", 1}},
             {},
             {}});
        model.setCourse(QStringLiteral("g"), &course);
        QCOMPARE(text(model, 0, ChangeModel::Partitions),
                 QStringLiteral("enriched_activities P0 · enriched_orders P0 P1"));
        course.changes.erase(course.changes.begin());
        model.setCourse(QStringLiteral("g"), &course);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(resets.count(), 0);
        model.setCourse(QStringLiteral("other"), nullptr);
        QCOMPARE(model.rowCount(), 0);
    }

    void changes_aReset_saysWhyAndFromWhere()
    {
        ChangeModel model;
        const QAbstractItemModelTester tester(&model);
        GroupCourse course;
        course.changes = {
            {1'000'000,
             journal::EventKind::Reset,
             "load-0",
             {{"enriched_orders", 0}, {"enriched_orders", 2}},
             "commit",
             {12, 7}},
            {2'000'000, journal::EventKind::Reset, "load-0", {{"enriched_orders", 1}}, "new_log", {0}},
            {3'000'000, journal::EventKind::Reset, "load-0", {{"enriched_orders", 1}}, "set_here", {5}}};
        model.setCourse(QStringLiteral("g"), &course);
        QCOMPARE(text(model, 2, ChangeModel::What),
                 QStringLiteral("goes on where somebody has set the group's offset"));
        QCOMPARE(text(model, 2, ChangeModel::Partitions), QStringLiteral("enriched_orders P0 @ 12 P2 @ 7"));
        QCOMPARE(text(model, 0, ChangeModel::What),
                 QStringLiteral("goes on from the offset that was set here"));
        QCOMPARE(text(model, 1, ChangeModel::What),
                 QStringLiteral("begins at the start: the topic's log is another one"));
    }
};

PK_WINDOW_TEST(TestGroupsModels)
#include "tst_groups_models.moc"
