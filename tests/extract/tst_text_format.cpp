// Numbers, JSON texts and calendar times, compared with Qt's own calendar over four centuries.

#include "extract/text_format.h"

#include <QDateTime>
#include <QtTest>

using namespace pk::extract;

class TestTextFormat : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void calendar_agreesWithQt()
    {
        for (std::int64_t day = -140'000; day < 140'000; day += 1) {
            const CivilTime time = civilFromMs(day * 86'400'000 + 12'345'678);
            const QDate date = QDate(1970, 1, 1).addDays(day);
            if (date.year() != time.year || date.month() != time.month || date.day() != time.day)
                QFAIL(qPrintable(date.toString(Qt::ISODate)));
            if (msFromCivil(time) != day * 86'400'000 + 12'345'678)
                QFAIL(qPrintable(date.toString(Qt::ISODate)));
            if (daysInMonth(time.year, time.month) != date.daysInMonth())
                QFAIL(qPrintable(date.toString(Qt::ISODate)));
        }
    }

    void times_areWrittenInAllForms()
    {
        constexpr std::int64_t ms = 1'763'610'127'918; // 2025-11-20T10:42:07.918+07:00
        std::string out;
        appendIso(out, ms, true);
        out += '|';
        appendIso(out, ms, false);
        out += '|';
        appendIso(out, ms, false, -(3 * 60 + 30) * 60'000);
        out += '|';
        appendDayFirst(out, ms);
        out += '|';
        appendDateTime(out, ms);
        QCOMPARE(out,
                 std::string("2025-11-20T10:42:07.918+07:00|2025-11-20T10:42:07+07:00|"
                             "2025-11-20T00:12:07-03:30|20/11/2025 10:42|2025-11-20 10:42:07"));
    }

    void numbers_areWrittenInAllForms()
    {
        std::string out;
        appendPadded(out, 10482, 8);
        out += '|';
        appendPadded(out, 123456789, 8);
        out += '|';
        for (const std::int64_t thousandths : {1500, 2000, 250, 1, -750, 0}) {
            appendThousandths(out, thousandths);
            out += '|';
        }
        for (const std::int64_t rupiah : {0, 999, 1000, 52083, 1250000}) {
            appendDotted(out, rupiah);
            out += '|';
        }
        QCOMPARE(out,
                 std::string("00010482|123456789|1.5|2|0.25|0.001|-0.75|0|0|999|1.000|52.083|1.250.000|"));
    }

    void jsonText_isEscaped()
    {
        std::string out;
        appendJsonText(out, std::string_view("a\"b\\c\n\r\t\x01\0\xc3\xa9", 12));
        QCOMPARE(out, std::string("a\\\"b\\\\c\\n\\r\\t\\u0001\\u0000\xc3\xa9"));
    }
};

PK_TEST(TestTextFormat)
#include "tst_text_format.moc"
