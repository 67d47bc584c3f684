// What the page makes of facts: rows that stay are changed in place, and members have cards.

#include "base/clock.h"
#include "bridge/run_trouble.h"
#include "group_fixture.h"
#include "pages/groups/change_model.h"
#include "pages/groups/group_list_model.h"
#include "pages/groups/member_card.h"
#include "pages/groups/member_cards.h"
#include "pages/groups/other_member_card.h"
#include "pages/groups/partition_model.h"
#include "pages/groups/reported_members.h"
#include "pages/groups/reset_model.h"
#include "views/empty_state.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>

using namespace pk;
using namespace pk::gui;

namespace {

QString text(const QAbstractItemModel &model, int row, int column)
{
    return model.index(row, column).data().toString();
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

    void reportedMembers_areOursOrOfAnotherProgram()
    {
        Snapshot snapshot;
        snapshot.run.loaderGroup = "kampus-loader";
        for (const char *name : {"load-0", "load-1"}) {
            pipeline::MemberStatus &member = snapshot.run.members.emplace_back();
            member.stage = StageKind::Load;
            member.name = name;
            member.status = pipeline::StageStatus::Running;
        }
        snapshot.run.members[1].status = pipeline::StageStatus::Stopped;
        QVERIFY(!groupFacts(snapshot).front().members.front().reported);

        auto report = std::make_shared<ClusterReport>();
        report->groupsUs = 10'000'000;
        report->groups = {{"kampus-loader",
                           "Stable",
                           {{"load-0-a1", "load-0", "/10.0.0.7", {{"enriched_orders", 0}}},
                            {"load-1-b2", "load-1", "/10.0.0.7", {{"enriched_orders", 1}}},
                            {"kcat-c3", "kcat", "/10.0.0.9", {{"enriched_orders", 2}}}}}};
        snapshot.run.report = report;
        GroupFacts group = groupFacts(snapshot).front();
        QCOMPARE(group.members.front().reported->host, std::string("/10.0.0.7"));
        QCOMPARE(group.others.size(), 2U); // ours of that name had left long before
        QCOMPARE(group.others[0].reported.id, std::string("load-1-b2"));
        QCOMPARE(group.others[1].reported.clientId, std::string("kcat"));
        QCOMPARE(memberCountText(group), QStringLiteral("3 members"));
        report->groupsAreOld = true; // nobody knows who has left since
        QCOMPARE(groupFacts(snapshot).front().others.size(), 0U);
        report->groupsAreOld = false;

        GroupCourses courses;
        courses["kampus-loader"].changes = {{9'500'000, journal::EventKind::Left, "load-1", {}, {}, {}}};
        snapshot.courses = std::make_shared<const GroupCourses>(courses);
        group = groupFacts(snapshot).front();
        QCOMPARE(group.others.size(), 1U); // it was listed before it left
    }

    void reportedNamesake_withAPartitionThatIsReadElsewhere_isNotOurs()
    {
        GroupFacts facts = group("g", {4, 5});
        facts.members.emplace_back().status.name = "load-0";
        facts.members.front().partitions = {facts.partitions[0].id};
        facts.partitions[1].elsewhere = true;
        auto report = std::make_shared<ClusterReport>();
        report->groups = {{"g",
                           "Stable",
                           {{"load-0-b", "load-0", "/10.0.0.9", {facts.partitions[1].id}},
                            {"load-0-a", "load-0", "/10.0.0.7", {facts.partitions[0].id}}}}};
        Snapshot snapshot;
        snapshot.run.report = report;
        addReport(snapshot, facts);
        QCOMPARE(facts.members.front().reported->id, std::string("load-0-a"));
        QCOMPARE(facts.others.size(), 1U);
        QCOMPARE(facts.others.front().lag, 5);
    }

    void memberCards_sayWhatTheClusterReports_andOfferNothingForAnotherProgram()
    {
        GroupFacts facts = group("g", {4, 5});
        facts.members.emplace_back().status.name = "load-0";
        MemberCards cards;
        cards.resize(900, 200);
        cards.setGroup(facts, 0);
        const auto labels = [&] {
            QStringList texts;
            for (const QLabel *label : cards.findChildren<QLabel *>())
                texts << label->text();
            return texts;
        };
        QVERIFY2(labels().contains(QStringLiteral("load-0")), qPrintable(labels().join(u'|')));

        facts.members.front().reported = {"load-0-a", "load-0", "/10.0.0.7", {}};
        facts.others = {{{"kcat-c3", "kcat", "/10.0.0.9", {}}, {facts.partitions[1].id}, 5, true}};
        cards.setGroup(facts, 0);
        QVERIFY2(labels().contains(QStringLiteral("load-0@10.0.0.7")), qPrintable(labels().join(u'|')));
        const auto *other = cards.findChild<OtherMemberCard *>();
        QVERIFY(other != nullptr
                && !other->geometry().intersects(cards.findChild<MemberCard *>()->geometry()));
        QVERIFY2(labels().contains(QStringLiteral("10.0.0.9")), qPrintable(labels().join(u'|')));
        QVERIFY2(labels().contains(QStringLiteral("lag 5")), qPrintable(labels().join(u'|')));
        const auto buttons = other->findChildren<QAbstractButton *>();
        QCOMPARE(buttons.size(), 1);
        QCOMPARE(buttons.front()->text(), QStringLiteral("P1"));

        facts.members.clear();
        facts.others.clear();
        cards.setGroup(facts, 0);
        QVERIFY(cards.findChild<EmptyState *>()->isVisibleTo(&cards));
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
