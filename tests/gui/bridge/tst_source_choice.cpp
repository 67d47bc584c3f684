// Which campus database a source takes its records from, and what is said of one on a server: without a
// server, a Kafka or a Maxwell.

#include "base/mysql_database.h"
#include "bridge/campus_source.h"
#include "bridge/command_text.h"

#include <QTest>

using namespace pk;
using namespace pk::gui;

namespace {

const QString kCampusServer = QStringLiteral("mysql://kampus@127.0.0.1:3306/kampus");

SourceChoice choiceOn(SourceChoice::Kind kind, const QString &database = kCampusServer)
{
    SourceChoice choice;
    choice.kind = kind;
    choice.database = database;
    return choice;
}

} // namespace

class TestSourceChoice : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void journalledServer_isReadAsItWasWritten_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("byId");
        QTest::addColumn<QString>("database");
        const auto row = [](const char *name, SourceChoice::Kind kind, bool byId, const QString &database) {
            QTest::newRow(name) << static_cast<int>(kind) << byId << database;
        };
        row("campus", SourceChoice::Kind::Campus, false, kCampusServer);
        row("campus, own", SourceChoice::Kind::Campus, false, {});
        row("polling", SourceChoice::Kind::Polling, false, kCampusServer);
        row("polling by id", SourceChoice::Kind::Polling, true, kCampusServer);
        row("polling by id, own", SourceChoice::Kind::Polling, true, {});
    }
    void journalledServer_isReadAsItWasWritten()
    {
        QFETCH(int, kind);
        QFETCH(bool, byId);
        QFETCH(QString, database);
        SourceChoice choice = choiceOn(static_cast<SourceChoice::Kind>(kind), database);
        choice.pollById = byId;
        SourceChoice read;
        read.database = QStringLiteral("left over");
        readJournalled(toJournal(choice), read);
        QCOMPARE(static_cast<int>(read.kind), kind);
        QCOMPARE(read.pollById, byId);
        QCOMPARE(read.database, database);
    }

    void anotherDatabase_isAnotherPlace_butOnlyOfSourcesThatReadOne()
    {
        using Kind = SourceChoice::Kind;
        for (const Kind kind : {Kind::Campus, Kind::Polling}) {
            QVERIFY(!isSamePlace(choiceOn(kind), choiceOn(kind, {})));
            QVERIFY(isSamePlace(choiceOn(kind), choiceOn(kind)));
            QCOMPARE(serverOf(choiceOn(kind)), kCampusServer);
            QVERIFY(hasCampus(choiceOn(kind)));
        }
        QVERIFY(isSamePlace(choiceOn(Kind::Generator), choiceOn(Kind::Generator, {})));
        QCOMPARE(serverOf(choiceOn(Kind::Rest)), QString());
        QVERIFY(isMaxwell(choiceOn(Kind::Campus)));
        QVERIFY(!isMaxwell(choiceOn(Kind::Campus, {})) && !isMaxwell(choiceOn(Kind::Polling)));
    }

    /// Nowhere else is it meant, also after the run has gone elsewhere, and a server that was named stays.
    void campusWithoutAServer_isOnComposeThatOfCompose()
    {
        using Kind = SourceChoice::Kind;
        const environment::EnvironmentChoice compose{environment::EnvironmentChoice::Kind::Compose, 1, {}};
        const environment::EnvironmentChoice local{environment::EnvironmentChoice::Kind::Local, 1, {}};
        const QByteArray port = qgetenv("PK_SOURCE_PORT");
        qputenv("PK_SOURCE_PORT", "3317");
        const SourceChoice there = sourceIn(compose, choiceOn(Kind::Campus, {}));
        QCOMPARE(there.database, QStringLiteral("mysql://kampus@127.0.0.1:3317/kampus"));
        QVERIFY(there.ofCompose && isMaxwell(there));
        QCOMPARE(passwordOf(*parseMysqlAddress(there.database, {})), QStringLiteral("kampus"));
        QCOMPARE(sourceIn(compose, there).database, there.database);
        for (const auto &elsewhere : {local, environment::EnvironmentChoice()}) {
            const SourceChoice own = sourceIn(elsewhere, there);
            QVERIFY(own.database.isEmpty() && !own.ofCompose && !isMaxwell(own));
        }
        QCOMPARE(sourceIn(compose, choiceOn(Kind::Campus)).database, kCampusServer);
        QVERIFY(!sourceIn(compose, choiceOn(Kind::Campus)).ofCompose);
        QVERIFY(sourceIn(compose, choiceOn(Kind::Polling, {})).database.isEmpty());
        qputenv("PK_SOURCE_PORT", port);
    }

    void bridgeStores_areOneForEachDatabase()
    {
        SourcePlaces places;
        places.folder = QStringLiteral("/data");
        QCOMPARE(places.bridgeStore({}), QStringLiteral("/data/bridge.db"));
        QVERIFY(places.bridgeStore(kCampusServer) != places.bridgeStore({}));
        QVERIFY(places.bridgeStore(kCampusServer)
                != places.bridgeStore(QStringLiteral("mysql://kampus@127.0.0.1:3306/other")));
        QCOMPARE(places.databaseOf(choiceOn(SourceChoice::Kind::Campus, {})),
                 QStringLiteral("/data/kampus.db"));
        QCOMPARE(places.databaseOf(choiceOn(SourceChoice::Kind::Polling)), kCampusServer);
    }

    void maxwell_needsARealKafka_andNoSecondMaxwell()
    {
        using Kind = environment::EnvironmentChoice::Kind;
        broker::ClusterInfo cluster;
        cluster.embedded = true;
        QVERIFY(whyNoMaxwell({}, cluster).contains(QStringLiteral("real Kafka")));
        cluster.embedded = false;
        QVERIFY(whyNoMaxwell({Kind::Local, 1, {}}, cluster).isEmpty());
        QVERIFY(whyNoMaxwell({Kind::Compose, 1, {}}, cluster).contains(QStringLiteral("of its own")));
        cluster.prefix = "t07."; // a profile's, with a login
        cluster.security.emplace_back("security.protocol", "SASL_SSL");
        QVERIFY(whyNoMaxwell({Kind::Profile, 1, QStringLiteral("kampus")}, cluster).isEmpty());
    }

    void addressThatIsNone_andServerThatIsAway_areSaid()
    {
        const auto wrong = checkServer(choiceOn(SourceChoice::Kind::Polling, QStringLiteral("kampus")), {});
        QVERIFY(!wrong && wrong.error().message.contains(QStringLiteral("names no database")));
        const auto away = checkServer(
            choiceOn(SourceChoice::Kind::Polling, QStringLiteral("mysql://kampus@127.0.0.1:1/kampus")),
            QStringLiteral("rahasia"));
        QVERIFY(!away && !away.error().toString().contains(QStringLiteral("rahasia")));
    }

    void shownPlace_andCommands_nameNoPassword()
    {
        QCOMPARE(placeOfServer(kCampusServer), QStringLiteral("127.0.0.1:3306/kampus"));
        CommandTarget target;
        target.bootstrap = QStringLiteral("127.0.0.1:9092");
        target.campusDatabase = kCampusServer;
        const CommandTexts texts = sourceText(target, choiceOn(SourceChoice::Kind::Campus), 4);
        QCOMPARE(texts.size(), std::size_t{2});
        QVERIFY(texts[0].command.startsWith(QStringLiteral("pelatihan-kafka kampus --database")));
        QVERIFY(texts[1].command.contains(QStringLiteral("--source maxwell --input")));
        QVERIFY(texts[1].command.contains(kCampusServer));
        SourceChoice ofCompose = choiceOn(SourceChoice::Kind::Campus);
        ofCompose.ofCompose = true;
        const CommandTexts there = sourceText(target, ofCompose, 4);
        QVERIFY(there[1].command.contains(QStringLiteral("--source maxwell --env compose")));
        QVERIFY(!there[1].command.contains(QStringLiteral("--input")));
    }
};

PK_TEST(TestSourceChoice)
#include "tst_source_choice.moc"
