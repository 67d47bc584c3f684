// Numbers, amounts and times as CSV files write them.

#include "extract/csv_values.h"
#include "extract/text_format.h"

#include <QtTest>

using namespace pk::extract;

class TestCsvValues : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void number_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<char>("decimal");
        QTest::addColumn<QString>("number"); // empty: not a number
        const auto row = [](const char *text, char decimal, const char *number) {
            QTest::addRow("%s with %c", text, decimal)
                << QString::fromUtf8(text) << decimal << QString::fromUtf8(number);
        };
        row("12", '.', "12");
        row(" 12 ", '.', "12");
        row("-2", '.', "-2");
        row("+2", '.', "2");
        row("0.15", '.', "0.15");
        row("14.00", '.', "14.00");
        row("1,250,000.50", '.', "1250000.50");
        row("1.250.000,50", ',', "1250000.50");
        row("2,5", ',', "2.5");
        row("1.250", ',', "1250");
        row("1.250", '.', "1.250");
        row("1.250.000", '.', "");
        row("12.50", ',', "");
        row("1.2500", ',', "");
        row("1234.567", ',', "");
        row("1,", ',', "");
        row(",5", ',', "");
        row("lima", '.', "");
        row("1e5", '.', "");
        row("", '.', "");
        row("-", '.', "");
        row("1 2", '.', "");
        row("12345678901234567890123", '.', "12345678901234567890123");
    }
    void number()
    {
        QFETCH(QString, text);
        QFETCH(char, decimal);
        QFETCH(QString, number);
        std::string out;
        QCOMPARE(appendNumber(out, text.toStdString(), decimal), !number.isEmpty());
        if (!number.isEmpty())
            QCOMPARE(QString::fromStdString(out), number);
    }

    void percent_isAHundredth_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<char>("decimal");
        QTest::addColumn<QString>("number"); // empty: not a percentage
        const auto row = [](const char *text, char decimal, const char *number) {
            QTest::addRow("%s with %c", text, decimal)
                << QString::fromUtf8(text) << decimal << QString::fromUtf8(number);
        };
        row("5", '.', "0.05");
        row("5%", '.', "0.05");
        row(" 12.5 % ", '.', "0.125");
        row("12,5%", ',', "0.125");
        row("100", '.', "1.00");
        row("0", '.', "0.00");
        row("-5", '.', "-0.05");
        row("1,500", '.', "15.00");
        row("%", '.', "");
        row("5%%", '.', "");
        row("lima", '.', "");
    }
    void percent_isAHundredth()
    {
        QFETCH(QString, text);
        QFETCH(char, decimal);
        QFETCH(QString, number);
        std::string out;
        QCOMPARE(appendPercent(out, text.toStdString(), decimal), !number.isEmpty());
        QCOMPARE(QString::fromStdString(out), number);
    }

    void money_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<char>("decimal");
        QTest::addColumn<QString>("amount");
        QTest::newRow("rupiah") << "Rp 1.250.000" << ',' << "1250000";
        QTest::newRow("rupiah without space") << "Rp1.250.000,50" << ',' << "1250000.50";
        QTest::newRow("with a dot") << "rp. 18.000,-" << ',' << "18000";
        QTest::newRow("code behind") << "1.250 IDR" << ',' << "1250";
        QTest::newRow("dollars") << "$82.50" << '.' << "82.50";
        QTest::newRow("plain") << "82.50" << '.' << "82.50";
        QTest::newRow("words") << "Rp gratis" << ',' << "";
        QTest::newRow("currency only") << "Rp" << ',' << "";
    }
    void money()
    {
        QFETCH(QString, text);
        QFETCH(char, decimal);
        QFETCH(QString, amount);
        std::string out;
        QCOMPARE(appendMoney(out, text.toStdString(), decimal), !amount.isEmpty());
        if (!amount.isEmpty())
            QCOMPARE(QString::fromStdString(out), amount);
    }

    void time_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("format");
        QTest::addColumn<QString>("iso"); // in UTC+7; empty: not a time
        QTest::newRow("day first") << "20/11/2025 10:41"
                                   << "dd/MM/yyyy HH:mm"
                                   << "2025-11-20T10:41:00.000+07:00";
        QTest::newRow("one digit") << "3/2/2025"
                                   << "d/M/yyyy"
                                   << "2025-02-03T00:00:00.000+07:00";
        QTest::newRow("with milliseconds") << "1996-07-04 00:00:00.250"
                                           << "yyyy-MM-dd HH:mm:ss.zzz"
                                           << "1996-07-04T00:00:00.250+07:00";
        QTest::newRow("iso with offset") << "2025-11-20T03:41:00Z"
                                         << "iso"
                                         << "2025-11-20T10:41:00.000+07:00";
        QTest::newRow("iso naive") << "2025-11-20T10:41"
                                   << "iso"
                                   << "2025-11-20T10:41:00.000+07:00";
        QTest::newRow("iso fraction") << "2025-11-20T10:41:07.9186543+0700"
                                      << "iso"
                                      << "2025-11-20T10:41:07.918+07:00";
        QTest::newRow("epoch") << "1763610060"
                               << "epoch"
                               << "2025-11-20T10:41:00.000+07:00";
        QTest::newRow("leap day") << "29/02/2024"
                                  << "dd/MM/yyyy"
                                  << "2024-02-29T00:00:00.000+07:00";
        QTest::newRow("no leap day") << "29/02/2025"
                                     << "dd/MM/yyyy"
                                     << "";
        QTest::newRow("no such day") << "31/04/2025"
                                     << "dd/MM/yyyy"
                                     << "";
        QTest::newRow("month 13") << "01/13/2025"
                                  << "dd/MM/yyyy"
                                  << "";
        QTest::newRow("hour 24") << "01/01/2025 24:00"
                                 << "dd/MM/yyyy HH:mm"
                                 << "";
        QTest::newRow("rest") << "01/01/2025 x"
                              << "dd/MM/yyyy"
                              << "";
        QTest::newRow("short") << "1/1/2025"
                               << "dd/MM/yyyy"
                               << "";
        QTest::newRow("milliseconds are no epoch") << "1763610060000"
                                                   << "epoch"
                                                   << "";
        QTest::newRow("empty") << ""
                               << "iso"
                               << "";
    }
    void time()
    {
        QFETCH(QString, text);
        QFETCH(QString, format);
        QFETCH(QString, iso);
        const auto ms = parseTime(text.toStdString(), std::string_view(format.toStdString()), kWibOffsetMs);
        QCOMPARE(ms.has_value(), !iso.isEmpty());
        if (!ms)
            return;
        std::string out;
        appendIso(out, *ms, true);
        QCOMPARE(QString::fromStdString(out), iso);
    }

    void timeFormat_needsYearMonthAndDay()
    {
        QVERIFY(isTimeFormat("dd/MM/yyyy"));
        QVERIFY(isTimeFormat("d.M.yyyy H:mm"));
        QVERIFY(isTimeFormat("iso"));
        QVERIFY(!isTimeFormat("HH:mm"));
        QVERIFY(!isTimeFormat("dd/MM"));
        QVERIFY(!isTimeFormat("tanggal"));
    }
};

PK_TEST(TestCsvValues)
#include "tst_csv_values.moc"
