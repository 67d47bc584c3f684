// What the page says below its list of groups.

#include "pages/groups/reported_groups.h"

#include <QDateTime>
#include <QTest>

using namespace pk;
using namespace pk::gui;

class TestGroupsNote : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void note_countsTheBridgeAmongOurOwnGroups()
    {
        RunInfo run;
        run.cluster.bootstrap = "127.0.0.1:9092";
        run.transformGroup = "t";
        run.loaderGroup = "l";
        run.bridgeGroup = "b";
        auto report = std::make_shared<ClusterReport>();
        for (const char *id : {"t", "l", "b"})
            report->groups.push_back({id, "Stable", {}});
        run.report = report;
        QVERIFY2(!groupsNote(run).contains(QStringLiteral("of other programs")), qPrintable(groupsNote(run)));
        report->groups.push_back({"somebody", "Empty", {}});
        const QStringList lines = groupsNote(run).split(u'\n');
        QCOMPARE(lines.size(), 6);
        QCOMPARE(lines[4], QStringLiteral("and of other programs:"));
        QCOMPARE(lines[5], QStringLiteral("somebody: Empty, members: 0"));
    }

    void note_saysOfWhatTimeGroupsAreThatAreNotAnsweredFor()
    {
        RunInfo run;
        run.cluster.bootstrap = "127.0.0.1:9092";
        auto report = std::make_shared<ClusterReport>();
        report->groups.push_back({"somebody", "Stable", {}});
        report->groupsUs = QDateTime(QDate(2026, 3, 4), QTime(14, 3, 12)).toMSecsSinceEpoch() * 1'000;
        run.report = report;
        QVERIFY2(!groupsNote(run).contains(QStringLiteral("14:03:12")), qPrintable(groupsNote(run)));
        report->groupsAreOld = true;
        QVERIFY2(groupsNote(run).startsWith(QStringLiteral("No answer now. Kafka reported at 14:03:12:")),
                 qPrintable(groupsNote(run)));
        report->groupsAreOld = false;
        run.brokersDown = {2};
        QVERIFY2(groupsNote(run).startsWith(QStringLiteral("A broker is down. Kafka reported at 14:03:12:")),
                 qPrintable(groupsNote(run)));
    }
};

PK_TEST(TestGroupsNote)
#include "tst_groups_note.moc"
