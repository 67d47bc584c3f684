// Numbers, amounts, times, letter case and expressions by themselves.

#include "support.h"
#include "transform/civil_time.h"
#include "transform/decimal.h"
#include "transform/expression.h"
#include "transform/money.h"
#include "transform/text_case.h"

#include <QDateTime>
#include <QTest>

#include <limits>

using namespace pk::transform;
using namespace pk::transform::test;

namespace {

QByteArray written(std::optional<Decimal> value)
{
    char buffer[24];
    return value ? bytes(formatDecimal(*value, buffer)) : QByteArray("-");
}

} // namespace

class TransformValuesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decimal_parsedAndWritten_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char *text, const char *expected) {
            QTest::newRow(text) << QByteArray(text) << QByteArray(expected);
        };
        row("0", "0");
        row("-0", "0");
        row("1265793.0395", "1265793.0395");
        row("1250000.50", "1250000.5");
        row("-0.05", "-0.05");
        row("1e3", "1000");
        row("12.5E-1", "1.25");
        row("9223372036854775799", "9223372036854775799");
        row("92233720368547758079", "-");
        row("0.30000000000000004", "0.30000000000000004");
        row("0.1000000000000000055511151231257827", "0.100000000000000005");
        row("1e400", "-");
        row("", "-");
        row("-", "-");
        row(".5", "-");
        row("5.", "-");
        row("1.2.3", "-");
        row("1e", "-");
        row("12a", "-");
    }
    void decimal_parsedAndWritten()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, expected);
        QCOMPARE(written(parseDecimal(view(text))), expected);
    }

    void rescale_roundsHalfAwayFromZero()
    {
        QCOMPARE(rescale({12345, 5}, 4).value(), 1235);
        QCOMPARE(rescale({12344, 5}, 4).value(), 1234);
        QCOMPARE(rescale({-12345, 5}, 4).value(), -1235);
        QCOMPARE(rescale({7, 0}, 4).value(), 70000);
        QVERIFY(!rescale({std::numeric_limits<std::int64_t>::max() / 10, 0}, 4));
    }

    void fraction_thirdTimesThree_isExact()
    {
        const auto third = divide(Fraction{1, 1}, Fraction{3, 1});
        QVERIFY(third);
        QCOMPARE(written(round(*multiply(*third, Fraction{3, 1}), 4)), QByteArray("1"));
        QCOMPARE(written(round(*third, 4)), QByteArray("0.3333"));
        QVERIFY(!divide(Fraction{1, 1}, Fraction{0, 1}));
    }

    void fraction_overflow_isSaid()
    {
        Fraction value{std::numeric_limits<std::int64_t>::max(), 1};
        std::optional<Fraction> product = value;
        for (int i = 0; i < 4 && product; ++i)
            product = multiply(*product, value);
        QVERIFY(!product);
        QVERIFY(!round(Fraction{Int128(1) << 100U, 1}, 4));
    }

    void money_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("rupiah");
        QTest::addColumn<QByteArray>("amount");
        QTest::addColumn<QByteArray>("currency");
        const auto row = [](const char *text, bool rupiah, const char *amount, const char *currency) {
            QTest::addRow("%s%s", text, rupiah ? "" : " (USD)")
                << QByteArray(text) << rupiah << QByteArray(amount) << QByteArray(currency);
        };
        row("Rp 1.250.000", true, "1250000", "IDR");
        row("Rp 52.083", true, "52083", "IDR");
        row("Rp52.083,50", true, "52083.5", "IDR");
        row("rp. 5.000,-", true, "5000", "IDR");
        row("IDR 1250000", true, "1250000", "IDR");
        row("5.000 rupiah", true, "5000", "IDR");
        row("1250000", true, "1250000", "");
        row("1250000.50", true, "1250000.5", "");
        row("12.500", true, "12500", "");
        row("12.500", false, "12.5", "");
        row("1,250", false, "1250", "");
        row("82.50", true, "82.5", "");
        row("82,50", false, "82.5", "");
        row("$82.50", true, "82.5", "USD");
        row("82.50 USD", true, "82.5", "USD");
        row("US$ 1,250.75", true, "1250.75", "USD");
        row("Rp 1,250,000.50", true, "1250000.5", "IDR");
        row("-Rp 5.000", true, "-5000", "IDR");
        row("Rp -5.000", true, "-5000", "IDR");
        row("Rp 5rb", true, "-", "");
        row("gratis", true, "-", "");
        row("", true, "-", "");
        row("Rp", true, "-", "");
        row("1.25.000", true, "-", "");
        row("1.250.00", true, "-", "");
        row("1.250.000,5.0", true, "-", "");
        row("99999999999999999999", true, "-", "");
    }
    void money()
    {
        QFETCH(QByteArray, text);
        QFETCH(bool, rupiah);
        QFETCH(QByteArray, amount);
        QFETCH(QByteArray, currency);
        const auto read = parseMoney(view(text), rupiah);
        QCOMPARE(written(read ? std::optional(read->amount) : std::nullopt), amount);
        if (read)
            QCOMPARE(bytes(read->currency), currency);
    }

    void time_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char *text, const char *expected) {
            QTest::newRow(text) << QByteArray(text) << QByteArray(expected);
        };
        row("2025-11-20T10:42:07.918+07:00", "2025-11-20T03:42:07.918Z");
        row("2025-11-20T10:42:07,9+0700", "2025-11-20T03:42:07.900Z");
        row("2025-11-20T03:42:07Z", "2025-11-20T03:42:07.000Z");
        row("2025-11-20T10:42:07.123456789-05", "2025-11-20T15:42:07.123Z");
        row("20/11/2025 10:41", "2025-11-20T03:41:00.000Z");
        row("1/2/2025", "2025-01-31T17:00:00.000Z");
        row("2025-11-20 10:41:07", "2025-11-20T03:41:07.000Z");
        row("2025-11-20", "2025-11-19T17:00:00.000Z");
        row("20 Nov 2025", "2025-11-19T17:00:00.000Z");
        row("17 Agustus 2025 10.00 WIB", "2025-08-17T03:00:00.000Z");
        row("17 agustus 2025 10.00 WITA", "2025-08-17T02:00:00.000Z");
        row("5 Mei 2025 00:00", "2025-05-04T17:00:00.000Z");
        row("  31 Desember 2024 23:59:59 UTC ", "2024-12-31T23:59:59.000Z");
        row("1763610067", "2025-11-20T03:41:07.000Z");
        row("1763610067.918", "2025-11-20T03:41:07.918Z");
        row("1763610067918", "2025-11-20T03:41:07.918Z");
        row("29/02/2024", "2024-02-28T17:00:00.000Z");
        row("29/02/2023", "-");
        row("31/04/2025", "-");
        row("2025-13-01", "-");
        row("2025-11-20T24:00:00", "-");
        row("20/11/25", "-");
        row("2025", "-");
        row("kemarin", "-");
        row("20 Foo 2025", "-");
        row("2025-11-20T10:42:07+99:00", "-");
        row("2025-11-20 10:41:07 PST", "-");
        row("", "-");
        row("99999999999999999999", "-");
        row("0000-01-01", "-"); // 7 hours before the first day that can be written
    }
    void time()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, expected);
        char buffer[24];
        const auto ms = parseTime(view(text));
        QCOMPARE(ms ? bytes(formatUtc(*ms, buffer)) : QByteArray("-"), expected);
    }

    void time_everyDay_agreesWithQt()
    {
        char buffer[24];
        QDateTime day(QDate(1, 1, 1), QTime(13, 14, 15, 16), Qt::UTC);
        for (int i = 0; i < 100'000; ++i, day = day.addDays(37)) {
            if (day.date().year() > 9999)
                break;
            const QByteArray text = bytes(formatUtc(day.toMSecsSinceEpoch(), buffer));
            QCOMPARE(text, day.toString(Qt::ISODateWithMs).toLatin1());
            QCOMPARE(parseTime(view(text)).value_or(0), day.toMSecsSinceEpoch());
        }
    }

    void properCase_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("proper");
        const auto row = [](const char *text, const char *proper) {
            QTest::newRow(text) << QByteArray(text) << QByteArray(proper);
        };
        row("budi S.", "Budi S.");
        row("SITI AMINAH", "Siti Aminah");
        row("ma'ruf al-ghifari", "Ma'ruf Al-Ghifari");
        row("dki jakarta", "DKI Jakarta");
        row("éLODIE ÇELIK", "Élodie Çelik");
        row("李 小龍", "李 小龍");
        row("Budi", "Budi");
        row("", "");
    }
    void properCase()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, proper);
        const std::string keep[] = {"DKI"};
        std::string out;
        const bool changed = changeCase(view(text), LetterCase::Proper, keep, out);
        QCOMPARE(bytes(out), proper);
        QCOMPARE(changed, text != proper);
    }

    void trimmed_takesUnicodeSpaces()
    {
        QCOMPARE(bytes(trimmed("\xef\xbb\xbf \xc2\xa0 a b\t\xe3\x80\x80")), QByteArray("a b"));
        QCOMPARE(bytes(trimmed(" \t ")), QByteArray());
        std::string out;
        QVERIFY(collapseSpaces("a \xc2\xa0 b", out));
        QCOMPARE(bytes(out), QByteArray("a b"));
        QVERIFY(!collapseSpaces("a b", out));
    }

    void expression_value_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char *text, const char *expected) {
            QTest::newRow(text) << QByteArray(text) << QByteArray(expected);
        };
        row("1 + 2 * 3", "7");
        row("(1 + 2) * 3", "9");
        row("10 - 4 - 3", "3");
        row("100 / 8 / 2", "6.25");
        row("-a * -2", "5");
        row("a", "2.5");
        row("b.c / 3 * 3", "7");
        row("sum(list.x)", "0.3");
        row("sum(absent.x)", "0");
        row("count(list)", "2");
        row("default(absent, 1.5)", "1.5");
        row("default(a, 1.5)", "2.5");
        row("$.a + a", "5");
        row("text + 1", "13");
        row("absent + 1", "pk.transform.MissingField");
        row("b + 1", "pk.transform.BadNumber");
        row("1 / (a - a)", "pk.transform.DivisionByZero");
        row("big * big * big", "pk.transform.Overflow");
    }
    void expression_value()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, expected);
        Document document;
        QVERIFY(!document.parse(
            R"({"a":2.5,"b":{"c":7},"list":[{"x":0.1},{"x":"0,2"}],"text":"12","big":9000000000000000000})"));
        const auto parsed = Expression::parse(view(text));
        QVERIFY(std::holds_alternative<Expression>(parsed));
        const auto result = std::get<Expression>(parsed).evaluate(document.root(), document.root(), nullptr);
        if (const auto *problem = std::get_if<Expression::Problem>(&result))
            QCOMPARE(bytes(problem->code), expected);
        else
            QCOMPARE(written(round(std::get<Fraction>(result), 4)), expected);
    }

    void expression_error_hasPlace_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("at");
        const auto row = [](const char *text, int at) { QTest::newRow(text) << QByteArray(text) << at; };
        row("", 0);
        row("1 +", 3);
        row("(1 + 2", 6);
        row("1 2", 2);
        row("max(a)", 0);
        row("sum(a)", 4);
        row("a..b", 0);
        row("1 + 2.3.4", 4);
        row("default(a, b)", 11);
        row("a % b", 2);
    }
    void expression_error_hasPlace()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, at);
        const auto parsed = Expression::parse(view(text));
        QVERIFY(std::holds_alternative<Expression::SyntaxError>(parsed));
        QCOMPARE(static_cast<int>(std::get<Expression::SyntaxError>(parsed).at), at);
    }

    void expression_deepNesting_isAnErrorNotACrash()
    {
        for (const char c : {'(', '-'}) {
            const auto parsed = Expression::parse(std::string(1'000'000, c) + "1");
            QVERIFY(std::holds_alternative<Expression::SyntaxError>(parsed));
        }
    }
};

PK_TEST(TransformValuesTest)
#include "tst_transform_values.moc"
