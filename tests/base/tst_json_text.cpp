#include "base/json_text.h"
#include "base/json_utf8.h"

#include <QTest>

using namespace pk;

namespace {

QByteArray bytes(const std::string &text)
{
    return QByteArray::fromStdString(text);
}

} // namespace

class JsonTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void format_keepsKeyOrderDuplicatesAndNumberText()
    {
        const FormattedJson json = formatJson(R"({"z":1250000.50,"a":[1,{}, []],"z":1e3})");
        QVERIFY(json.valid);
        QCOMPARE(bytes(json.text),
                 QByteArray(
                     "{\n  \"z\": 1250000.50,\n  \"a\": [\n    1,\n    {},\n    []\n  ],\n  \"z\": 1e3\n}"));
    }

    void format_textsAndEscapesUntouched()
    {
        const FormattedJson json = formatJson("[\"\\u00e9\\\"{\", \"é,:\"]");
        QVERIFY(json.valid);
        QCOMPARE(bytes(json.text), QByteArray("[\n  \"\\u00e9\\\"{\",\n  \"é,:\"\n]"));
    }

    void format_ofFormatted_isTheSame()
    {
        const std::string once = formatJson(R"({"a":{"b":[true,null,-0.5]}})").text;
        QCOMPARE(bytes(formatJson(once).text), bytes(once));
    }

    void format_invalid_isReturnedAsIs_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("cut off") << QByteArray("{\"a\":1");
        QTest::newRow("no comma") << QByteArray("[1 2]");
        QTest::newRow("trailing comma") << QByteArray("[1,]");
        QTest::newRow("leading zero") << QByteArray("[01]");
        QTest::newRow("bad escape") << QByteArray("[\"\\x\"]");
        QTest::newRow("short \\u") << QByteArray("[\"\\u12\"]");
        QTest::newRow("control character") << QByteArray("[\"a\nb\"]");
        QTest::newRow("wrong bracket") << QByteArray("[1}");
        QTest::newRow("key without quotes") << QByteArray("{a:1}");
        QTest::newRow("second value") << QByteArray("{} {}");
        QTest::newRow("plain text") << QByteArray("Rp 5.000");
    }
    void format_invalid_isReturnedAsIs()
    {
        QFETCH(QByteArray, json);
        const FormattedJson result = formatJson({json.constData(), static_cast<std::size_t>(json.size())});
        QVERIFY(!result.valid);
        QCOMPARE(bytes(result.text), json);
    }

    void format_invalidUtf8_isFlagged() { QVERIFY(!formatJson("[\"\xff\"]").valid); }

    void format_hugeNesting_staysSmall()
    {
        const std::size_t depth = 500'000;
        const std::string json = std::string(depth, '[') + std::string(depth, ']');
        const FormattedJson result = formatJson(json);
        QVERIFY(result.valid);
        QVERIFY(result.text.size() < depth * 300);
    }

    void tokens_tellKeysFromTexts()
    {
        JsonTokenizer tokens(R"({"a":"b"})");
        QCOMPARE(tokens.next().kind, JsonTokenKind::ObjectBegin);
        const JsonToken key = tokens.next();
        QCOMPARE(key.kind, JsonTokenKind::Key);
        QCOMPARE(key.at, std::size_t{1});
        QCOMPARE(key.size, std::size_t{3});
        QCOMPARE(tokens.next().kind, JsonTokenKind::Colon);
        QCOMPARE(tokens.next().kind, JsonTokenKind::String);
        QCOMPARE(tokens.next().kind, JsonTokenKind::ObjectEnd);
        QCOMPARE(tokens.next().kind, JsonTokenKind::End);
    }

    void tokens_afterInvalid_stayInvalid()
    {
        JsonTokenizer tokens("[?]");
        tokens.next();
        QCOMPARE(tokens.next().kind, JsonTokenKind::Invalid);
        QCOMPARE(tokens.next().kind, JsonTokenKind::Invalid);
    }

    void utf8_firstInvalid_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("at");
        QTest::newRow("ascii") << QByteArray("abcdefghijk") << -1;
        QTest::newRow("two, three, four bytes") << QByteArray("é€😀") << -1;
        QTest::newRow("lone continuation") << QByteArray("abcdefgh\x80") << 8;
        QTest::newRow("overlong") << QByteArray("\xc0\xaf") << 0;
        QTest::newRow("surrogate") << QByteArray("a\xed\xa0\x80") << 1;
        QTest::newRow("beyond Unicode") << QByteArray("\xf4\x90\x80\x80") << 0;
        QTest::newRow("cut off") << QByteArray("ab\xe2\x82") << 2;
    }
    void utf8_firstInvalid()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, at);
        const std::size_t found = firstInvalidUtf8({text.constData(), static_cast<std::size_t>(text.size())});
        QCOMPARE(found, at < 0 ? std::string_view::npos : static_cast<std::size_t>(at));
    }
};

PK_TEST(JsonTextTest)
#include "tst_json_text.moc"
