// Configurations: what is wrong in them is said with its line and column.

#include "support.h"

#include <QFile>
#include <QTemporaryDir>

using namespace pk;
using namespace pk::transform;
using namespace pk::transform::test;

class TransformConfigTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { initResources(); }

    void shipped_areValid()
    {
        for (const Dataset dataset : {Dataset::Orders, Dataset::Activities}) {
            const auto shipped = Config::shipped(dataset);
            QVERIFY2(shipped, qPrintable(shipped ? QString() : shipped.error().toString()));
            QVERIFY((*shipped)->dataset() == dataset);
            QCOMPARE((*shipped)->stepNames().front(), std::string("parse"));
            QCOMPARE((*shipped)->stepNames().back(), std::string("add_metadata"));
        }
    }

    void error_hasPlaceAndExpectation_data()
    {
        QTest::addColumn<QByteArray>("step");
        QTest::addColumn<QString>("place"); // line:column; the step begins in line 2
        QTest::addColumn<QString>("part"); // of the message
        const auto row = [](const char *name, const QByteArray &step, const QByteArray &place,
                            const QByteArray &part) {
            QTest::newRow(name) << QByteArray(step) << QString::fromUtf8(place) << QString::fromUtf8(part);
        };
        row("unknown step", json("{'use':'normalize_unit'}"), "2:8",
            "There is no step \"normalize_unit\". Known are: parse, validate");
        row("no step", json("{'path':'/a'}"), "2:1", "\"use\" is missing");
        row("unknown key", json("{'use':'trim','path':['/a']}"), "2:15",
            "\"path\" is not known here. Known are: use, paths, collapse");
        row("wrong type", json("{'use':'trim','collapse':1}"), "2:26",
            "must be true or false, but here stands 1");
        row("wrong path", json("{'use':'trim','paths':['/a','b']}"), "2:29",
            "\"b\" is no path: it must begin with /");
        row("two stars", json("{'use':'trim','paths':['/a/*/b/*/c']}"), "2:24", "one * only");
        row("empty name", json("{'use':'trim','paths':['/a//c']}"), "2:24", "a name between two / is empty");
        row("parse again", json("{'use':'parse'}"), "2:8", "must be the first");
        row("no table", json("{'use':'normalise_unit','path':'/items/*/unit','table':'absent'}"), "2:56",
            "There is no table \"absent\"");
        row("table outside", json("{'use':'normalise_unit','path':'/items/*/unit','table':'../secret'}"),
            "2:56", "only letters, digits");
        row("other array", json("{'use':'normalise_unit','path':'/items/*/unit','qty':'/other/*/qty'}"),
            "2:54", "the same array as /items/*/unit");
        row("factor is text",
            json("{'use':'normalise_unit','path':'/items/*/unit','units':{'kodi':{'factor':'20'}}}"), "2:74",
            "must be a number with at most 6 decimals, but here stands \"20\"");
        row("factor zero",
            json("{'use':'normalise_unit','path':'/items/*/unit','units':{'kodi':{'factor':0}}}"), "2:74",
            "greater than 0");
        row("on_unknown", json("{'use':'normalise_unit','path':'/items/*/unit','on_unknown':'ignore'}"),
            "2:61", "one of dead_letter, keep");
        row("expression", json("{'use':'compute','set':'/a','expr':'sum(items.a'}"), "2:36",
            "wrong at its character 12: \")\" was expected");
        row("set and fields", json("{'use':'compute','set':'/a','expr':'1','fields':[]}"), "2:49",
            "either \"set\" with \"expr\", or \"fields\"");
        row("regulation", json("{'use':'compute','set':'/w','expr':'iku_weight()','regulation':'1/M'}"),
            "2:64", "Known are: 3/M/2021, 358/M/KEP/2025");
        row("no regulation", json("{'use':'compute','set':'/w','expr':'iku_weight()'}"), "2:1",
            "\"regulation\" is missing");
        row("zone", json("{'use':'normalise_time','paths':['/t'],'zone':'WIB'}"), "2:47",
            "an offset like +07:00");
        row("condition", json("{'use':'filter','drop':{'path':'/a','equals':'x','exists':true}}"), "2:24",
            "exactly one of");
        row("no condition", json("{'use':'filter'}"), "2:1", "\"keep\" is missing");
        row("lookup set", json("{'use':'lookup','table':'city_province','key':'/a'}"), "2:1",
            "\"set\" is missing");
        row("unique", json("{'use':'validate','unique':['/items']}"), "2:29", "the path needs a *");
        row("constant", json("{'use':'add_metadata','set':{'/a':1}}"), "2:35", "must be a text");
    }
    void error_hasPlaceAndExpectation()
    {
        QFETCH(QByteArray, step);
        QFETCH(QString, place);
        QFETCH(QString, part);
        const auto read = Config::parse(
            "{\"version\":1,\"dataset\":\"orders\",\"steps\":[{\"use\":\"parse\"},\n" + step + "\n]}",
            QStringLiteral("my.json"));
        QVERIFY(!read);
        QCOMPARE(read.error().context, QStringLiteral("my.json:") + place);
        QVERIFY2(read.error().message.contains(part), qPrintable(read.error().message));
    }

    void error_aboutTheWhole_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("place");
        QTest::newRow("no steps") << json("{'version':1,'dataset':'orders','steps':[]}")
                                  << QStringLiteral("f:1:41");
        QTest::newRow("steps absent") << json("{'version':1,'dataset':'orders'}") << QStringLiteral("f:1:1");
        QTest::newRow("first is not parse")
            << json("{'version':1,'dataset':'orders','steps':[{'use':'trim'}]}") << QStringLiteral("f:1:49");
        QTest::newRow("version") << QByteArray(
            json("{'version':2,'dataset':'orders','steps':[{'use':'parse'}]}"))
                                 << QStringLiteral("f:1:12");
        QTest::newRow("dataset") << QByteArray(
            json("{'version':1,'dataset':'students','steps':[{'use':'parse'}]}"))
                                 << QStringLiteral("f:1:24");
        QTest::newRow("duplicate key") << json("{'version':1,'version':1}") << QStringLiteral("f:1:14");
    }
    void error_aboutTheWhole()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, place);
        const auto read = Config::parse(json, QStringLiteral("f"));
        QVERIFY(!read);
        QCOMPARE(read.error().context, place);
    }

    void load_tableBesideTheFile_isFoundFirst()
    {
        QTemporaryDir folder;
        const auto write = [&folder](const char *name, const QByteArray &text) {
            QFile file(folder.filePath(QLatin1String(name)));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(text);
        };
        write("units.id.json", json("{'units':{'karung':{'base':'g','factor':50000}}}"));
        write("c.json", configOf(json("'use':'normalise_unit','path':'/items/*/unit','qty':'/items/*/qty'")));
        const auto read = Config::load(folder.filePath(QStringLiteral("c.json")));
        QVERIFY2(read, qPrintable(read ? QString() : read.error().toString()));
        Engine engine(*read);
        const QByteArray known = json("{'items':[{'qty':2,'unit':'karung'}]}");
        QVERIFY(result(engine.transform(input(known))).contains(json("'qty':100000,'unit':'g'")));
        const QByteArray shippedOnly = json("{'items':[{'qty':2,'unit':'lusin'}]}");
        QCOMPARE(result(engine.transform(input(shippedOnly))), QByteArray("pk.transform.UnknownUnit"));

        write("units.id.json", "{\n\"units\":{\"karung\":{\"factor\":-1}}}");
        const auto wrong = Config::load(folder.filePath(QStringLiteral("c.json")));
        QVERIFY(!wrong);
        QCOMPARE(wrong.error().context,
                 folder.filePath(QStringLiteral("units.id.json")) + QStringLiteral(":2:29"));
    }

    void load_absentFile_isNotFound()
    {
        const auto read = Config::load(QStringLiteral("/nowhere/c.json"));
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::NotFound);
    }
};

PK_TEST(TransformConfigTest)
#include "tst_transform_config.moc"
