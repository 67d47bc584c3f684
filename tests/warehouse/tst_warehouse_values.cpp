// Numbers and times are read exactly, from their text.

#include "warehouse/values.h"

#include <QtTest>

#include <limits>

using namespace pk::warehouse;

class TestWarehouseValues : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void scaledDecimal_readsExactlyOrNotAtAll_data();
    void scaledDecimal_readsExactlyOrNotAtAll();
    void scaledDecimal_takesAMegabyteOfDigits();
    void wholeNumber_acceptsIntegersOnly_data();
    void wholeNumber_acceptsIntegersOnly();
    void utcMilliseconds_readsIsoTimes_data();
    void utcMilliseconds_readsIsoTimes();
    void utcMilliseconds_agreesWithQtOnEveryDay();
};

using Expected = std::optional<qint64>;
Q_DECLARE_METATYPE(Expected)

void TestWarehouseValues::scaledDecimal_readsExactlyOrNotAtAll_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("scale");
    QTest::addColumn<Expected>("expected");
    const auto row = [](const char *text, int scale, Expected expected) {
        QTest::addRow("%s e%d", text, scale) << QByteArray(text) << scale << expected;
    };
    row("1250000.50", 4, 12'500'005'000);
    row("0.1", 4, 1'000);
    row("0", 4, 0);
    row("-0", 4, 0);
    row("-82.5", 4, -825'000);
    row("0.00005", 4, 1);
    row("0.00004999999999", 4, 0);
    row("-0.00005", 4, -1);
    row("2.0005", 3, 2'001);
    row("9.99999", 4, 100'000);
    row("0.6", 0, 1);
    row("0.06", 0, 0);
    row("1e3", 4, 10'000'000);
    row("1.5E+2", 4, 1'500'000);
    row("15e-1", 4, 15'000);
    row("5e-5", 4, 1);
    row("5e-6", 4, 0);
    row("0e999999999999", 4, 0);
    row("1e-999999999999", 4, 0);
    row("922337203685477.5807", 4, std::numeric_limits<qint64>::max());
    row("922337203685477.5808", 4, {});
    row("922337203685477.58074", 4, std::numeric_limits<qint64>::max());
    row("922337203685477.58075", 4, {});
    row("-922337203685477.5807", 4, -std::numeric_limits<qint64>::max());
    row("1e15", 4, {});
    row("1e999999999999", 4, {});
    row("99999999999999999999", 0, {});
    row("", 4, {});
    row("-", 4, {});
    row(".5", 4, {});
    row("5.", 4, {});
    row("+5", 4, {});
    row("1e", 4, {});
    row("1,5", 4, {});
    row("1.250.000", 4, {});
    row(" 1", 4, {});
    row("1 ", 4, {});
    row("Rp 5", 4, {});
    row("NaN", 4, {});
    row("0x10", 4, {});
}

void TestWarehouseValues::scaledDecimal_readsExactlyOrNotAtAll()
{
    QFETCH(QByteArray, text);
    QFETCH(int, scale);
    QFETCH(Expected, expected);
    const auto value = scaledDecimal({text.constData(), static_cast<std::size_t>(text.size())}, scale);
    QCOMPARE(value.has_value(), expected.has_value());
    if (expected)
        QCOMPARE(qint64{*value}, *expected);
}

void TestWarehouseValues::scaledDecimal_takesAMegabyteOfDigits()
{
    const std::string tiny = "0." + std::string(1'000'000, '0') + "1";
    QCOMPARE(scaledDecimal(tiny, 4).value(), 0);
    QCOMPARE(scaledDecimal(tiny + "e1000001", 4).value(), 10'000);
    QVERIFY(!scaledDecimal(std::string(1'000'000, '9'), 4));
}

void TestWarehouseValues::wholeNumber_acceptsIntegersOnly_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<Expected>("expected");
    const auto row = [](const char *text, Expected expected) {
        QTest::addRow("%s", text) << QByteArray(text) << expected;
    };
    row("2", 2);
    row("-7", -7);
    row("2.0", 2);
    row("1e3", 1'000);
    row("20e-1", 2);
    row("2.5", {});
    row("25e-1", {});
    row("1e-3", {});
    row("0.0", 0);
    row("abc", {});
    row("9223372036854775807", std::numeric_limits<qint64>::max());
    row("9223372036854775808", {});
}

void TestWarehouseValues::wholeNumber_acceptsIntegersOnly()
{
    QFETCH(QByteArray, text);
    QFETCH(Expected, expected);
    const auto value = wholeNumber({text.constData(), static_cast<std::size_t>(text.size())});
    QCOMPARE(value.has_value(), expected.has_value());
    if (expected)
        QCOMPARE(qint64{*value}, *expected);
}

void TestWarehouseValues::utcMilliseconds_readsIsoTimes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<Expected>("expected");
    const auto row = [](const char *text, Expected expected) {
        QTest::addRow("%s", text) << QByteArray(text) << expected;
    };
    constexpr qint64 at = 1'763'610'127'918; // 2025-11-20T03:42:07.918Z
    row("2025-11-20T03:42:07.918Z", at);
    row("2025-11-20T10:42:07.918+07:00", at);
    row("2025-11-20T10:42:07.918+0700", at);
    row("2025-11-20T10:42:07.918+07", at);
    row("2025-11-19T23:12:07.918-04:30", at);
    row("2025-11-20 10:42:07.918", at); // WIB
    row("2025-11-20T03:42:07.9189999Z", at);
    row("2025-11-20T03:42:07.9Z", at - 18);
    row("2025-11-20T03:42:07Z", at - 918);
    row("2025-11-20T03:42Z", at - 7'918);
    row("1970-01-01T00:00:00Z", 0);
    row("1969-12-31T23:59:59.999Z", -1);
    row("2024-02-29T00:00:00Z", 1'709'164'800'000);
    row("2025-02-29T00:00:00Z", {});
    row("2100-02-29T00:00:00Z", {});
    row("2025-13-01T00:00:00Z", {});
    row("2025-00-01T00:00:00Z", {});
    row("2025-04-31T00:00:00Z", {});
    row("2025-11-20T24:00:00Z", {});
    row("2025-11-20T03:60:00Z", {});
    row("2025-11-20T03:42:60Z", {});
    row("2025-11-20T03:42:07.Z", {});
    row("2025-11-20T03:42:07+99:00", {});
    row("2025-11-20T03:42:07ZZ", {});
    row("2025-11-20", {});
    row("20/11/2025 10:41", {});
    row("1763610127918", {});
    row("", {});
}

void TestWarehouseValues::utcMilliseconds_readsIsoTimes()
{
    QFETCH(QByteArray, text);
    QFETCH(Expected, expected);
    const auto value = utcMilliseconds({text.constData(), static_cast<std::size_t>(text.size())});
    QCOMPARE(value.has_value(), expected.has_value());
    if (expected)
        QCOMPARE(qint64{*value}, *expected);
}

void TestWarehouseValues::utcMilliseconds_agreesWithQtOnEveryDay()
{
    for (QDate day(1890, 1, 1); day.year() < 2210; day = day.addDays(1)) {
        const QDateTime time(day, QTime(13, 7, 9, 42), Qt::UTC);
        const QByteArray text = time.toString(Qt::ISODateWithMs).toLatin1();
        QCOMPARE(qint64{utcMilliseconds(text.toStdString()).value_or(-1)}, time.toMSecsSinceEpoch());
    }
}

PK_TEST(TestWarehouseValues)
#include "tst_warehouse_values.moc"
