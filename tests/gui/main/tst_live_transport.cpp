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

    void refusal_isSettledByTheSameCommandsSuccess()
    {
        const QTemporaryDir folder;
        SessionOptions options;
        options.dataFolder = folder.path();
        Controller controller(options);
        LiveTransport transport(controller);
        QSignalSpy failed(&transport, &Transport::failed);
        QSignalSpy settled(&transport, &Transport::settled);
        Q_EMIT controller.commandFailed(QStringLiteral("Pause"), QStringLiteral("Too late."), Command::Pause);
        QCOMPARE(failed[0][0].value<Saying>().text(), QStringLiteral("Pause: Too late."));
        Q_EMIT controller.commandSucceeded(Command::Step);
        Q_EMIT controller.commandSucceeded(Command::Pause);
        QCOMPARE(settled.count(), 2);
        QVERIFY(settled[0][0] != failed[0][2]);
        QCOMPARE(settled[1][0], failed[0][2]);
    }

    void refusalDuringAFault_isSettledByTheFaultsEnd()
    {
        const QTemporaryDir folder;
        SessionOptions options;
        options.dataFolder = folder.path();
        Controller controller(options);
        LiveTransport transport(controller);
        QSignalSpy failed(&transport, &Transport::failed);
        QSignalSpy settled(&transport, &Transport::settled);
        const auto tell = [&controller](bool locked) {
            auto snapshot = std::make_shared<Snapshot>();
            snapshot->run.databaseLocked = locked;
            Q_EMIT controller.snapshotTaken(snapshot);
        };
        tell(false);
        Q_EMIT controller.commandFailed(QStringLiteral("Burst"), QStringLiteral("No."), Command::Burst);
        tell(true);
        Q_EMIT controller.commandFailed(QStringLiteral("Step"), QStringLiteral("Locked."), Command::Step);
        tell(true);
        QCOMPARE(settled.count(), 0);
        tell(false);
        tell(false);
        QCOMPARE(settled.count(), 1); // the other one has nothing to do with it
        QCOMPARE(settled[0][0], failed[1][2]);
    }

    void resetNote_endsWithTheMemberThatReads()
    {
        const QTemporaryDir folder;
        SessionOptions options;
        options.dataFolder = folder.path();
        Controller controller(options);
        LiveTransport transport(controller);
        QSignalSpy recovered(&transport, &Transport::recovered);
        QSignalSpy settled(&transport, &Transport::settled);
        const auto tell = [&controller](pipeline::StageStatus status) {
            auto snapshot = std::make_shared<Snapshot>(*with(status));
            MemberChange change;
            change.kind = journal::EventKind::Reset;
            change.member = "transform-0";
            change.cause = kSetHere;
            change.us = 1;
            auto courses = std::make_shared<GroupCourses>();
            (*courses)["g"].changes.push_back(change);
            snapshot->courses = courses;
            Q_EMIT controller.snapshotTaken(snapshot);
        };
        tell(pipeline::StageStatus::Running);
        QCOMPARE(recovered.count(), 1);
        tell(pipeline::StageStatus::Starting); // it joins anew
        QCOMPARE(settled.count(), 0);
        tell(pipeline::StageStatus::Crashed);
        QCOMPARE(settled.count(), 1);
        QCOMPARE(settled[0][0], recovered[0][2]);
    }

    void sessionFile_isNamedOnce()
    {
        const QTemporaryDir folder;
        SessionOptions options;
        options.dataFolder = folder.path();
        Controller controller(options);
        LiveTransport transport(controller);
        QSignalSpy failed(&transport, &Transport::failed);
        const auto why = QStringLiteral("The session file cannot be written: the disk is full.");
        Q_EMIT controller.commandFailed(QStringLiteral("Session file"), why, Command::KeepSession);
        QCOMPARE(failed[0][0].value<Saying>().text(), why);
    }
};

PK_TEST(TestLiveTransport)
#include "tst_live_transport.moc"
