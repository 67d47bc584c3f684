#include "base/json_reader.h"

#include <QTest>

using namespace pk;

class JsonReaderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void scan_findsValuesAndKeys()
    {
        const auto map = JsonSourceMap::scan("{\n  \"a\": 1,\n  \"é\": [ \"x\", {\"b/c\": null} ]\n}",
                                             QStringLiteral("f.json"));
        QVERIFY(map);
        const auto at = [&](const char *pointer) { return map->at(map->value(QString::fromUtf8(pointer))); };
        QCOMPARE(at(""), QStringLiteral("f.json:1:1"));
        QCOMPARE(at("/a"), QStringLiteral("f.json:2:8"));
        QCOMPARE(at("/é"), QStringLiteral("f.json:3:8")); // characters, not bytes
        QCOMPARE(at("/é/0"), QStringLiteral("f.json:3:10"));
        QCOMPARE(at("/é/1/b~1c"), QStringLiteral("f.json:3:23"));
        QCOMPARE(map->at(map->key(QStringLiteral("/é/1/b~1c"))), QStringLiteral("f.json:3:16"));
    }

    void scan_error_hasPlace_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("place");
        QTest::newRow("duplicate key")
            << QByteArray("{\"a\":1,\n \"b\":{\"c\":1,\"c\":2}}") << QStringLiteral("f:2:13");
        QTest::newRow("missing comma") << QByteArray("{\"a\":1\n\"b\":2}") << QStringLiteral("f:2:1");
        QTest::newRow("cut off") << QByteArray("{\"a\":") << QStringLiteral("f:1:6");
        QTest::newRow("empty") << QByteArray("") << QStringLiteral("f:1:1");
        QTest::newRow("not UTF-8") << QByteArray("{\"a\":\"\xff\"}") << QStringLiteral("f:1:7");
        QTest::newRow("too deep") << QByteArray(100'000, '[') << QStringLiteral("f:1:65");
    }
    void scan_error_hasPlace()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, place);
        const auto map = JsonSourceMap::scan(json, QStringLiteral("f"));
        QVERIFY(!map);
        QCOMPARE(map.error().code, ErrorCode::BadInput);
        QCOMPARE(map.error().context, place);
    }

    void read_everything_isWhatItIs()
    {
        auto file = JsonFile::parse(
            R"({"t":"x","n":5,"d":0.05,"b":true,"l":["p","q"],"o":{"i":1},"a":[{"i":2},{"i":3}]})",
            QStringLiteral("f"));
        QVERIFY(file);
        JsonObjectReader root = file->root();
        QCOMPARE(root.text(u"t"), QStringLiteral("x"));
        QCOMPARE(root.integer(u"n", 0, 9), 5);
        QCOMPARE(root.decimal(u"d", 4), 500);
        QCOMPARE(root.boolean(u"b"), true);
        QCOMPARE(root.texts(u"l"), QStringList({QStringLiteral("p"), QStringLiteral("q")}));
        JsonObjectReader object = root.object(u"o");
        QCOMPARE(object.integer(u"i", 0, 9), 1);
        auto list = root.objects(u"a");
        QCOMPARE(list.size(), std::size_t{2});
        QCOMPARE(list[1].pointer(), QStringLiteral("/a/1"));
        QCOMPARE(list[0].integer(u"i", 0, 9), 2);
        QCOMPARE(root.integer(u"absent", 0, 9, 7), 7);
        root.finish();
        object.finish();
        QVERIFY(!file->failed());
    }

    void read_wrong_saysWhereAndWhatWasExpected_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("place");
        QTest::addColumn<QString>("message");
        const auto row = [](const char *name, const char *json, const char *place, const char *message) {
            QTest::newRow(name) << QByteArray(json) << QString::fromUtf8(place) << QString::fromUtf8(message);
        };
        row("missing", "{\n}", "f:1:1", "The key \"name\" is missing here. Add it.");
        row("wrong type", "{\"name\": 5}", "f:1:10",
            "The value of \"name\" must be a text, but here stands 5.");
        row("out of range", "{\"name\":\"x\",\n\"n\": 11}", "f:2:6",
            "The value of \"n\" must be a whole number from 1 to 10, but here stands 11.");
        row("not whole", "{\"name\":\"x\",\n\"n\": 1.5}", "f:2:6",
            "The value of \"n\" must be a whole number from 1 to 10, but here stands 1.5.");
        row("unknown key", "{\"name\":\"x\",\n  \"nmae\": 1}", "f:2:3",
            "The key \"nmae\" is not known here. Known are: name, n, kind, list.");
        row("not allowed", "{\"name\":\"x\",\"kind\":\"c\"}", "f:1:20",
            "The value of \"kind\" must be one of a, b, but here stands \"c\".");
        row("element", "{\"name\":\"x\",\"list\":[\"a\",7]}", "f:1:25",
            "The array \"list\" must hold only texts.");
        row("no object", "[1]", "f:1:1", "The file must hold one JSON object at its top.");
        row("the first counts", "{\"n\": 99, \"name\": 1}", "f:1:19",
            "The value of \"name\" must be a text, but here stands 1.");
    }
    void read_wrong_saysWhereAndWhatWasExpected()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, place);
        QFETCH(QString, message);
        auto file = JsonFile::parse(json, QStringLiteral("f"));
        QVERIFY(file);
        JsonObjectReader root = file->root();
        root.text(u"name");
        root.integer(u"n", 1, 10, 1);
        root.oneOf(u"kind", {QStringLiteral("a"), QStringLiteral("b")}, QStringLiteral("a"));
        root.texts(u"list");
        root.finish();
        QVERIFY(file->failed());
        QCOMPARE(file->error().message, message);
        QCOMPARE(file->error().context, place);
    }

    void decimal_moreDecimalsThanAllowed_isAnError()
    {
        auto file = JsonFile::parse("{\"w\":0.00005}", QStringLiteral("f"));
        QVERIFY(file);
        file->root().decimal(u"w", 4);
        QVERIFY(file->failed());
    }
};

PK_TEST(JsonReaderTest)
#include "tst_json_reader.moc"
