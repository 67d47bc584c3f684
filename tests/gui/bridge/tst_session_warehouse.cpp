// Which warehouse a session goes on with when it goes from one environment to another.

#include "bridge/session.h"
#include "broker/embedded_backend.h"
#include "environment/profile.h"
#include "places/places.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace pk;
using namespace pk::gui;
using environment::EnvironmentChoice;
using Kind = SwitchEnd::Kind;

class TestSessionWarehouse : public QObject
{
    Q_OBJECT

private:
    static inline const EnvironmentChoice kLab{EnvironmentChoice::Kind::Profile, 1, QStringLiteral("lab")};
    std::unique_ptr<QTemporaryDir> m_folder;

    QString inFolder(const char *name) const { return m_folder->filePath(QString::fromLatin1(name)); }
    SessionOptions options(const QString &warehouseOfLab) const
    {
        environment::Profile lab;
        lab.name = kLab.profile;
        lab.bootstrap = {QStringLiteral("127.0.0.1:9092")}; // another embedded broker stands for it
        lab.warehouse = warehouseOfLab;
        [&] { QVERIFY(environment::ProfileStore(m_folder->path()).save(lab)); }();
        SessionOptions options;
        options.brokerProgram = test::programPath();
        options.dataFolder = options.profilesFolder = m_folder->path();
        options.staticAssignment = true;
        options.open = [](const EnvironmentChoice &, const environment::Opening &) {
            return broker::startEmbeddedCluster(
                {.program = test::programPath(), .restart = false, .died = {}, .restarted = {}});
        };
        return options;
    }
    /// How it went.
    static SwitchEnd go(Session &session, const EnvironmentChoice &to)
    {
        QSignalSpy ends(&session, &Session::switchEnded);
        session.switchEnvironment(to);
        [&] { QTRY_COMPARE(ends.count(), 1); }();
        return ends.isEmpty() ? SwitchEnd() : ends[0][0].value<SwitchEnd>();
    }
    static QString warehouseOf(const Session &session) { return session.board().run().warehousePath; }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void thatOfAProfile_isUsedThere_andTheOneBeforeComesBack()
    {
        const QString ofLab = inFolder("lab.db");
        Session session(options(QStringLiteral("sqlite:") + ofLab));
        session.start();
        QCOMPARE(warehouseOf(session), inFolder("warehouse.db"));
        const SwitchEnd there = go(session, kLab);
        QVERIFY2(there.kind == Kind::Done, qPrintable(there.sentence));
        QVERIFY2(there.sentence.contains(ofLab), qPrintable(there.sentence));
        QCOMPARE(warehouseOf(session), ofLab);
        QVERIFY(QFile::exists(ofLab));
        const SwitchEnd back = go(session, {});
        QVERIFY2(back.kind == Kind::Done, qPrintable(back.sentence));
        QCOMPARE(warehouseOf(session), inFolder("warehouse.db"));
    }

    void oneThatIsChosenByHand_staysWhereTheEnvironmentBringsNone()
    {
        Session session(options(QStringLiteral("sqlite:") + inFolder("lab.db")));
        session.start();
        QVERIFY(go(session, kLab).kind == Kind::Done);
        session.setWarehouse(inFolder("chosen.db"));
        QCOMPARE(warehouseOf(session), inFolder("chosen.db"));
        QVERIFY(go(session, {}).kind == Kind::Done);
        QCOMPARE(warehouseOf(session), inFolder("chosen.db"));
        QVERIFY(go(session, kLab).kind == Kind::Done);
        QCOMPARE(warehouseOf(session), inFolder("lab.db"));
    }

    /// There Kafka's commit says where the loader goes on, whatever that warehouse holds.
    void thatOfAProfile_whereKafkasCommitCounts_isRefused_andEverythingStays()
    {
        SessionOptions naive = options(QStringLiteral("sqlite:") + inFolder("lab.db"));
        naive.semantics = Semantics::AtLeastOnce;
        Session session(naive);
        session.start();
        const SwitchEnd end = go(session, kLab);
        QVERIFY(end.kind == Kind::Failed);
        QVERIFY2(end.sentence.contains(QStringLiteral("effectively-once first")), qPrintable(end.sentence));
        QCOMPARE(warehouseOf(session), inFolder("warehouse.db"));
        QVERIFY(session.board().run().state == RunState::Running);
    }

    void oneThatCannotBeUsed_isSaid_andEverythingStays()
    {
        Session session(options(QStringLiteral("sqlite:") + inFolder("no/such/folder/lab.db")));
        session.start();
        const SwitchEnd end = go(session, kLab);
        QVERIFY(end.kind == Kind::Failed);
        QVERIFY2(
            end.sentence.startsWith(
                QStringLiteral("The warehouse %1 cannot be used.").arg(inFolder("no/such/folder/lab.db"))),
            qPrintable(end.sentence));
        QVERIFY(session.board().run().environment.isEmbedded());
        QVERIFY(session.board().run().state == RunState::Running);
        QCOMPARE(session.board().run().incarnation, 1);
        QCOMPARE(warehouseOf(session), inFolder("warehouse.db"));
    }

    void atTheStart_thatOfTheProfileIsUsed()
    {
        SessionOptions inLab = options(QStringLiteral("sqlite:") + inFolder("lab.db"));
        inLab.environment = kLab;
        Session session(inLab);
        session.start();
        QTRY_VERIFY(session.board().run().state == RunState::Running);
        QCOMPARE(warehouseOf(session), inFolder("lab.db"));
    }
};

PK_TEST(TestSessionWarehouse)
#include "tst_session_warehouse.moc"
