// What the window is told of a run, without one.

#include "main/live_transport.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace pk;
using namespace pk::gui;

class TestLiveTransport : public QObject
{
    Q_OBJECT

private:
    static SnapshotPtr with(pipeline::StageStatus status)
    {
        auto snapshot = std::make_shared<Snapshot>();
        pipeline::MemberStatus member;
        member.stage = StageKind::Transform;
        member.name = "transform-0";
        member.status = status;
        if (status == pipeline::StageStatus::Failed)
            member.failure = Error{ErrorCode::NotFound, QStringLiteral("Unknown partition."), {}};
        snapshot->run.members.push_back(member);
        return snapshot;
    }

private Q_SLOTS:
    void memberThatFails_isAnErrorUntilItWorksAgain()
    {
        const QTemporaryDir folder;
        SessionOptions options;
        options.dataFolder = folder.path();
        Controller controller(options);
        LiveTransport transport(controller);
        QSignalSpy failed(&transport, &Transport::failed);
        QSignalSpy recovered(&transport, &Transport::recovered);
        Q_EMIT controller.snapshotTaken(with(pipeline::StageStatus::Running));
        QCOMPARE(failed.count(), 0);
        for (int i = 0; i < 2; ++i) // it is told once
            Q_EMIT controller.snapshotTaken(with(pipeline::StageStatus::Failed));
        QCOMPARE(failed.count(), 1);
        const QString text = failed[0][0].value<Saying>().text();
        QVERIFY2(text.contains(QStringLiteral("transform-0")), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("Unknown partition.")), qPrintable(text));
        QCOMPARE(recovered.count(), 0);
        Q_EMIT controller.snapshotTaken(with(pipeline::StageStatus::Starting));
        QCOMPARE(recovered.count(), 1);
        QCOMPARE(recovered[0][1], failed[0][1]); // the same condition
        Q_EMIT controller.snapshotTaken(with(pipeline::StageStatus::Running));
        QCOMPARE(recovered.count(), 1);
    }

    void campusThatCannotWork_isAnErrorUntilItWorksAgain()
    {
        const QTemporaryDir folder;
        SessionOptions options;
        options.dataFolder = folder.path();
        Controller controller(options);
        LiveTransport transport(controller);
        QSignalSpy failed(&transport, &Transport::failed);
        QSignalSpy recovered(&transport, &Transport::recovered);
        const auto tell = [&controller](const QString &trouble) {
            auto snapshot = std::make_shared<Snapshot>();
            snapshot->run.campusTrouble = trouble;
            Q_EMIT controller.snapshotTaken(snapshot);
        };
        for (int i = 0; i < 2; ++i) // it is told once
            tell(QStringLiteral("The disk is full."));
        QCOMPARE(failed.count(), 1);
        QVERIFY(failed[0][0].value<Saying>().text().contains(QStringLiteral("The disk is full.")));
        QCOMPARE(recovered.count(), 0);
        tell({});
        QCOMPARE(recovered.count(), 1);
        QCOMPARE(recovered[0][1], failed[0][1]); // the same condition
    }
};

PK_TEST(TestLiveTransport)
#include "tst_live_transport.moc"
