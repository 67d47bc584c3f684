// The way to an environment that was chosen: what is said when it cannot be had, and that it can be given up.

#include "base/mysql_database.h"
#include "environment/opening.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace pk;
using namespace pk::environment;

class TestOpening : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    EnvironmentChoice saved(const QString &name, const Profile::Security &security = {},
                            const QString &warehouse = {})
    {
        Profile profile;
        profile.name = name;
        profile.bootstrap = {QStringLiteral("127.0.0.1:1")}; // nobody listens there
        profile.security = security;
        profile.warehouse = warehouse;
        [&] { QVERIFY(ProfileStore(m_folder.path()).save(profile)); }();
        return {EnvironmentChoice::Kind::Profile, 1, name};
    }
    Opening opening() const
    {
        Opening opening;
        opening.dataFolder = m_folder.path();
        return opening;
    }

private Q_SLOTS:
    void init()
    {
        qunsetenv("PK_KAFKA_PASSWORD");
        qunsetenv("PK_WAREHOUSE_PASSWORD");
    }
    void ids_nameTheSameChoiceAgain_data()
    {
        QTest::addColumn<QString>("id");
        for (const char *id : {"embedded", "local-1", "local-3", "compose", "profile:lab"})
            QTest::newRow(id) << QString::fromLatin1(id);
    }
    void ids_nameTheSameChoiceAgain()
    {
        QFETCH(QString, id);
        const auto choice = EnvironmentChoice::fromId(id);
        QVERIFY(choice);
        QCOMPARE(choice->id(), id);
        QVERIFY(!choice->title().isEmpty());
    }
    void idsThatMeanNothing_areNone()
    {
        for (const char *id : {"", "local-2", "local-", "profile:", "profile:../lab", "somewhere"})
            QVERIFY2(!EnvironmentChoice::fromId(QString::fromLatin1(id)), id);
    }
    void aClusterThatDoesNotAnswer_isSaid_withTheTestThatSaysMore()
    {
        QStringList told;
        Opening asked = opening();
        asked.told = [&told](OpeningStage, const QString &sentence) { told << sentence; };
        const auto opened = openEnvironment(saved(QStringLiteral("lab")), asked);
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, ErrorCode::Unavailable);
        QVERIFY2(opened.error().message.contains(QStringLiteral("pelatihan-kafka env profile test lab")),
                 qPrintable(opened.error().message));
        QCOMPARE(told.first(), QStringLiteral("Connecting to 127.0.0.1:1 …"));
        QVERIFY(told.contains(QStringLiteral("Connection test: port")));
    }
    void aPasswordThatIsNowhere_isSaid_withWhereItCouldComeFrom()
    {
        Profile::Security security;
        security.protocol = QStringLiteral("SASL_PLAINTEXT");
        security.mechanism = QStringLiteral("PLAIN");
        security.user = QStringLiteral("t07");
        const auto opened = openEnvironment(saved(QStringLiteral("login"), security), opening());
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, ErrorCode::Permission);
        QVERIFY2(opened.error().message.contains(QStringLiteral("PK_KAFKA_PASSWORD")),
                 qPrintable(opened.error().message));
    }
    /// Another password would not help.
    void aWarehouseOnAServerThatDoesNotAnswer_isAskedForNoPassword()
    {
        const QString warehouse = QStringLiteral("mysql://t07@127.0.0.1:1/t07");
        QList<WantedSecret> wanted;
        Opening asked = opening();
        asked.ask = [&wanted](const WantedSecret &secret) {
            wanted << secret;
            return std::optional(QStringLiteral("rahasia"));
        };
        QVERIFY(!openEnvironment(saved(QStringLiteral("gudang"), {}, warehouse), asked)); // nobody listens
        QCOMPARE(wanted.size(), 0);
        QCOMPARE(passwordOf(*parseMysqlAddress(warehouse, {})), QString());
    }
    void withoutKafkasFiles_theCommandForThemIsSaid()
    {
        qputenv("PK_KAFKA_JARS", m_folder.filePath(QStringLiteral("nowhere")).toUtf8());
        const auto opened = openLocal(1, opening());
        qunsetenv("PK_KAFKA_JARS");
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, ErrorCode::Unavailable);
        const QString &said = opened.error().message;
        QVERIFY2(said.contains(QStringLiteral("fetch-kafka.sh"))
                     || said.contains(QStringLiteral("apt install")),
                 qPrintable(said));
    }
    void givenUp_itIsNotCalledAFailure()
    {
        Opening asked = opening();
        asked.interrupted = [] { return true; };
        const auto opened = openEnvironment(saved(QStringLiteral("lab")), asked);
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, ErrorCode::Cancelled);
    }
};

PK_TEST(TestOpening)
#include "tst_opening.moc"
