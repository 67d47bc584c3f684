// Conditions on a field of a JSON message, and texts to look for, as a person types them.

#include "base/pcg32.h"
#include "bridge/json_condition.h"
#include "bridge/text.h"
#include "bridge/text_match.h"

#include <QTest>

using namespace pk;
using namespace pk::gui;

namespace {

/// Text with ' for ", which reads better.
std::string json(QByteArray text)
{
    return text.replace('\'', '"').toStdString();
}

std::string order()
{
    return json("{'order_id':'ORD-1','paid':true,'note':null,'customer':{'name':'budi S.','city':'Bandung'},"
                "'items':[{'sku':'A','qty':'2','price':52083},"
                "{'sku':'B','qty':12,'name':'Buku \\'tulis\\''}],'tags':[]}");
}

} // namespace

class TestJsonCondition : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void test_comparesTheFieldThatThePathNames_data()
    {
        QTest::addColumn<QByteArray>("condition");
        QTest::addColumn<int>("outcome");
        using Outcome = JsonCondition::Outcome;
        const auto row = [](const char *condition, Outcome outcome) {
            QTest::newRow(condition) << QByteArray(condition) << static_cast<int>(outcome);
        };
        row("customer.city = Bandung", Outcome::Matches);
        row("customer.city=Bandung", Outcome::Matches);
        row("$.customer.city == \"Bandung\"", Outcome::Matches);
        row("customer.city = bandung", Outcome::Differs);
        row("customer.city ~ bandu", Outcome::Matches);
        row("customer.city != Malang", Outcome::Matches);
        row("customer.town != Malang", Outcome::NoSuchField);
        row("items[0].qty > 1", Outcome::Matches);
        row("items[0].qty > 2", Outcome::Differs);
        row("items[1].qty > 2", Outcome::Matches);
        row("items[1].qty >= 12.0", Outcome::Matches);
        row("items[*].sku = B", Outcome::Matches);
        row("items[*].price < 50000", Outcome::Differs);
        row("items[2].qty > 2", Outcome::NoSuchField);
        row("items[1].name = Buku \"tulis\"", Outcome::Matches);
        row("customer.city > 5", Outcome::Differs); // no number is neither greater nor less
        row("paid = true", Outcome::Matches);
        row("note = null", Outcome::Matches);
        row("order_id.x = 1", Outcome::NoSuchField);
        row("customer = Bandung", Outcome::Differs);
        row("tags[*] = x", Outcome::NoSuchField);
    }
    void test_comparesTheFieldThatThePathNames()
    {
        QFETCH(QByteArray, condition);
        QFETCH(int, outcome);
        QVERIFY(JsonCondition::isMeant(condition.toStdString()));
        const auto parsed = JsonCondition::parse(condition.toStdString());
        QVERIFY2(parsed.ok(), parsed.ok() ? "" : qPrintable(parsed.error().message));
        QCOMPARE(static_cast<int>(parsed->test(order())), outcome);
    }

    void test_ofWhatIsNoJson()
    {
        const auto condition = *JsonCondition::parse("a.b = 1");
        for (const char *text : {"", "halo", "{\"a\":{\"b\":", "{\"a\" 1}"})
            QVERIFY2(condition.test(text) == JsonCondition::Outcome::NotJson, text);
        QVERIFY(condition.test(std::string(1'000'000, '[')) != JsonCondition::Outcome::Matches);
    }

    void wrongPath_isSaidInPlainWords_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("said");
        QTest::newRow("two dots") << QByteArray("customer..city = x") << QStringLiteral("name is missing");
        QTest::newRow("dot at the end") << QByteArray("customer. = x") << QStringLiteral("name is missing");
        QTest::newRow("open bracket") << QByteArray("items[0.qty > 2") << QStringLiteral("brackets hold");
        QTest::newRow("no number") << QByteArray("items[x].qty > 2") << QStringLiteral("brackets hold");
        QTest::newRow("space") << QByteArray("customer city = x") << QStringLiteral("no path of fields");
        QTest::newRow("no value") << QByteArray("customer.city =")
                                  << QStringLiteral("After = the value is missing");
        QTest::newRow("two signs") << QByteArray("customer.city = = x")
                                   << QStringLiteral("two comparisons: = and =");
        QTest::newRow("signs of two kinds")
            << QByteArray("items[0].qty > <2") << QStringLiteral("two comparisons: > and <");
        QTest::newRow("no dot after an element")
            << QByteArray("items[0]qty > 2") << QStringLiteral("name is missing");
    }
    void wrongPath_isSaidInPlainWords()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, said);
        const auto parsed = JsonCondition::parse(text.toStdString());
        QVERIFY(!parsed.ok());
        QVERIFY2(parsed.error().message.contains(said), qPrintable(parsed.error().message));
        QVERIFY(parsed.error().message.contains(QStringLiteral("customer.city = Bandung")));
    }

    void isMeant_leavesTextsAlone()
    {
        for (const char *text : {"Bandung", "\"Bandung\"", "\"a = b\"", "{\"a\":\"b=c\"}", "= 5", "hai!", ""})
            QVERIFY2(!JsonCondition::isMeant(text), text);
        QCOMPARE(JsonCondition::unquotedText("\"a = b\""), std::string("a = b"));
        QCOMPARE(JsonCondition::unquotedText("\"Bandung\""), std::string("\"Bandung\""));
    }

    void whatIsThere_namesTheFieldsWhereThePathEnds()
    {
        const auto there = [](std::string_view condition) {
            return JsonCondition::parse(condition)->whatIsThere(order());
        };
        QCOMPARE(there("town = x"), std::string("order_id, paid, note, customer, items, tags"));
        QCOMPARE(there("customer.town = x"), std::string("customer: name, city"));
        QCOMPARE(there("items[7].qty = x"), std::string("items: [0…1]"));
        QCOMPARE(there("items[1].color = x"), std::string("items[1]: sku, qty, name"));
    }

    void textMatch_ignoresCaseAndTellsTheByte_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("in");
        QTest::addColumn<int>("at");
        const auto row = [](const char *text, const char *in, int at) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(in) << at;
        };
        row("bandung", "Bandung", 0);
        row("BUKU", "dua buku tulis", 4);
        row("z\"}", "{\"a\":\"Z\"}", 6);
        row("É", "café", 3);
        row("dé", "é, DÉ", 4); // é is two bytes
        row("longer than it", "longer", -1);
        row("ab", "a", -1);
        row("ş", "s", -1);
    }
    void textMatch_ignoresCaseAndTellsTheByte()
    {
        QFETCH(QString, text);
        QFETCH(QString, in);
        QFETCH(int, at);
        const std::size_t found = TextMatch(text.toStdString()).find(in.toStdString());
        QCOMPARE(found == std::string_view::npos ? -1 : static_cast<int>(found), at);
    }

    void textMatch_findsWhatQtFinds()
    {
        Pcg32 random(5);
        const auto some = [&random](std::uint32_t most) {
            std::string text;
            for (std::uint32_t left = 1 + random.below(most); left > 0; --left)
                text += "abAB"[random.below(4)];
            return text;
        };
        for (int i = 0; i < 5'000; ++i) {
            const std::string text = some(4);
            const std::string in = some(12);
            const auto found = static_cast<qsizetype>(TextMatch(text).find(in));
            QCOMPARE(found, toQString(in).indexOf(toQString(text), 0, Qt::CaseInsensitive));
        }
    }
};

PK_TEST(TestJsonCondition)
#include "tst_json_condition.moc"
