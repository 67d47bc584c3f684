// CSV files as sources: grouping, rejects, ids, and two whole files of different shops.

#include "extract/csv_source.h"
#include "places/places.h"
#include "resources.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QtTest>

#include <set>

using namespace pk::extract;
using pk::Result;

namespace {

const QString kData = pk::test::sourcePath("tests/data/");
const QString kSamples = pk::test::sourcePath("resources/samples/");

std::shared_ptr<const CsvMapping> smallMapping(const QByteArray &extra = QByteArray())
{
    const auto mapping = CsvMapping::parse(
        R"({"version":1,"name":"t","event_type":"order.created","key":"T-{id}",)" + extra + R"(
        "fields":[{"to":"/order_id","template":"T-{id}"},{"to":"/occurred_at","column":"at","type":"time"}],
        "items":[{"to":"/sku","column":"sku"},{"to":"/qty","column":"qty","type":"number"}]})",
        QStringLiteral("m.json"));
    return mapping.ok() ? *mapping : nullptr;
}

const QByteArray kGrouped = R"("group_by":["id"],)";
const QByteArray kHeader = "id,at,sku,qty\n";

/// One line a record: "T-1 v1 order.created A*2 B*3" or "csv.number 4 <original line>".
QString dump(CsvSource &source)
{
    QStringList lines;
    SourceRecord record;
    for (;;) {
        const Result<bool> more = source.next(record);
        if (!more)
            return more.error().toString();
        if (!*more)
            return lines.join(QLatin1Char('\n'));
        if (record.reject) {
            lines.append(QString::fromStdString(record.reject->code + ' '
                                                + std::to_string(record.reject->line) + ' ' + record.value));
            continue;
        }
        const QJsonObject order = QJsonDocument::fromJson(QByteArray::fromStdString(record.value)).object();
        QString line = QString::fromStdString(record.key)
            + QStringLiteral(" v%1 ").arg(order[QStringLiteral("version")].toInt())
            + order[QStringLiteral("event_type")].toString();
        const QJsonArray items = order[QStringLiteral("items")].toArray();
        for (const QJsonValue &item : items)
            line += QLatin1Char(' ') + item[QStringLiteral("sku")].toString() + QLatin1Char('*')
                + item[QStringLiteral("qty")].toVariant().toString();
        lines.append(line);
    }
}

/// A decimal text as a whole number of 1/10^places.
std::int64_t fixed(const QString &text, int places)
{
    const qsizetype point = text.indexOf(QLatin1Char('.'));
    QString digits = text;
    qsizetype have = 0;
    if (point >= 0) {
        have = text.size() - point - 1;
        digits.remove(point, 1);
    }
    bool ok = false;
    std::int64_t number = digits.toLongLong(&ok);
    for (; have < places; ++have)
        number *= 10;
    return ok && have == places ? number : -1'000'000'000'000;
}

} // namespace

class TestCsvSource : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    QString write(const QByteArray &content)
    {
        QFile file(m_folder.filePath(QStringLiteral("test.csv")));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            return {};
        return file.fileName();
    }
    QString read(const QByteArray &content, const std::shared_ptr<const CsvMapping> &mapping)
    {
        auto source = CsvSource::create(write(content), mapping);
        return source.ok() ? dump(**source) : source.error().message;
    }

private Q_SLOTS:
    void initTestCase() { pk::initResources(); }

    void rows_becomeRecords_data()
    {
        QTest::addColumn<QByteArray>("extra");
        QTest::addColumn<QByteArray>("rows");
        QTest::addColumn<QString>("records");
        const auto row = [](const char *name, const QByteArray &extra, const char *rows,
                            const char *records) {
            QTest::newRow(name) << extra << QByteArray(rows) << QString::fromUtf8(records);
        };
        row("one line an order", "", "1,2025-01-06,A,2\n1,2025-01-06,B,3\n",
            "T-1 v1 order.created A*2\nT-1 v1 order.created B*3");
        row("grouped", kGrouped, "1,2025-01-06,A,2\n1,2025-01-06,B,3\n2,2025-01-06,C,1\n",
            "T-1 v1 order.created A*2 B*3\nT-2 v1 order.created C*1");
        row("no lines", kGrouped, "", "");
        row("bad number", kGrouped, "1,2025-01-06,A,2\n1,2025-01-06,B,x\n1,2025-01-06,C,1\n",
            "csv.number 3 1,2025-01-06,B,x\nT-1 v1 order.created A*2 C*1");
        row("bad number is the only line", kGrouped, "1,2025-01-06,A,x\n2,2025-01-06,C,1\n",
            "csv.number 2 1,2025-01-06,A,x\nT-2 v1 order.created C*1");
        row("bad time", kGrouped, "1,kemarin,A,2\n2,2025-01-06,C,1\n",
            "csv.time 2 1,kemarin,A,2\nT-2 v1 order.created C*1");
        row("no time", kGrouped, "1,,A,2\n", "csv.time 2 1,,A,2");
        row("column count", kGrouped, "1,2025-01-06,A\n1,2025-01-06,A,2,3\n2,2025-01-06,C,1\n",
            "csv.column_count 2 1,2025-01-06,A\ncsv.column_count 3 1,2025-01-06,A,2,3\nT-2 v1 order.created "
            "C*1");
        row("empty key", kGrouped, ",2025-01-06,A,2\n", "csv.empty_key 2 ,2025-01-06,A,2");
        row("unterminated quote", kGrouped, "1,2025-01-06,A,2\n1,2025-01-06,\"B,3\n",
            "csv.unterminated_quote 3 1,2025-01-06,\"B,3\nT-1 v1 order.created A*2");
        row("key recurs", kGrouped,
            "1,2025-01-06,A,2\n2,2025-01-06,B,3\n1,2025-01-06,C,4\n2,2025-01-06,D,5\n",
            "T-1 v1 order.created A*2\ncsv.key_recurs 4 1,2025-01-06,C,4\nT-2 v1 order.created B*3 D*5");
        row("key recurs as a new version", kGrouped + R"("recurring_key":"new_version",)",
            "1,2025-01-06,A,2\n2,2025-01-06,B,3\n1,2025-01-06,C,4\n",
            "T-1 v1 order.created A*2\nT-2 v1 order.created B*3\nT-1 v2 order.updated C*4");
    }
    void rows_becomeRecords()
    {
        QFETCH(QByteArray, extra);
        QFETCH(QByteArray, rows);
        QFETCH(QString, records);
        const auto mapping = smallMapping(extra);
        QVERIFY(mapping);
        QCOMPARE(read(kHeader + rows, mapping), records);
    }

    void tooManyLinesOfOneOrder_areRejected()
    {
        QByteArray content = kHeader;
        for (int i = 0; i < 30'000; ++i)
            content += "1,2025-01-06,SKU-" + QByteArray::number(i) + ",2\n";
        auto source = CsvSource::create(write(content), smallMapping(kGrouped));
        QVERIFY(source.ok());
        SourceRecord record;
        int rejects = 0;
        for (;;) {
            QVERIFY(*(*source)->next(record));
            if (!record.reject)
                break;
            QCOMPARE(record.reject->code, std::string("csv.group_too_large"));
            ++rejects;
        }
        QVERIFY(rejects > 0);
        QVERIFY(record.value.size() <= CsvSource::kMaxItemsBytes + 1000);
        QVERIFY(QJsonDocument::fromJson(QByteArray::fromStdString(record.value)).isObject());
        QVERIFY(!*(*source)->next(record));
    }

    // A text would be guessed at once more behind us: "145.125" in rupiah is taken for 145 thousand.
    void amounts_areNumbersWithTheirDecimals_data()
    {
        QTest::addColumn<QByteArray>("cell");
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("type");
        QTest::newRow("three decimals")
            << QByteArray("Rp 145,125") << QByteArray("145.125") << QByteArray("money");
        QTest::newRow("below one") << QByteArray("Rp 0,125") << QByteArray("0.125") << QByteArray("money");
        QTest::newRow("thousands") << QByteArray("10.000") << QByteArray("10000") << QByteArray("money");
        QTest::newRow("leading zeros") << QByteArray("007,50") << QByteArray("7.50") << QByteArray("money");
        QTest::newRow("nothing but zeros") << QByteArray("00") << QByteArray("0") << QByteArray("money");
        QTest::newRow("negative") << QByteArray("-01,5") << QByteArray("-1.5") << QByteArray("money");
        QTest::newRow("percent") << QByteArray("5 %") << QByteArray("0.05") << QByteArray("percent");
        QTest::newRow("more percent") << QByteArray("012,5") << QByteArray("0.125") << QByteArray("percent");
    }
    void amounts_areNumbersWithTheirDecimals()
    {
        QFETCH(QByteArray, cell);
        QFETCH(QByteArray, json);
        QFETCH(QByteArray, type);
        const auto mapping = CsvMapping::parse(
            R"({"version":1,"name":"t","event_type":"order.created","key":"T-{id}","decimal":",",
            "fields":[{"to":"/order_id","template":"T-{id}"},{"to":"/occurred_at","column":"at","type":"time"}],
            "items":[{"to":"/price","column":"price","type":")"
                + type + R"("}]})",
            QStringLiteral("m.json"));
        QVERIFY(mapping.ok());
        auto source = CsvSource::create(write("id,at,price\n1,2025-01-06,\"" + cell + "\"\n"), *mapping);
        QVERIFY(source.ok());
        SourceRecord record;
        QVERIFY(*(*source)->next(record));
        const QByteArray value = QByteArray::fromStdString(record.value);
        QVERIFY2(value.contains("\"price\":" + json + "}"), value.constData());
        QVERIFY(QJsonDocument::fromJson(value).isObject());
    }

    void record_isARawMessage()
    {
        auto source =
            CsvSource::create(write(kHeader + "1,2025-01-06 08:00:00,\"A\"\"\n\",2\n"), smallMapping());
        QVERIFY(source.ok());
        SourceRecord record;
        QVERIFY(*(*source)->next(record));
        const std::string eventId(*record.headers.find("event_id"));
        QCOMPARE(record.value,
                 "{\"event_id\":\"" + eventId
                     + "\",\"event_type\":\"order.created\",\"order_id\":\"T-1\",\"version\":1,"
                       "\"occurred_at\":\"2025-01-06T08:00:00+07:00\","
                       "\"items\":[{\"line\":1,\"sku\":\"A\\\"\\n\",\"qty\":2}]}");
        QCOMPARE(record.key, std::string("T-1"));
        QCOMPARE(record.timestampMs, 1'736'125'200'000);
        QCOMPARE(eventId.substr(0, 15), std::string("01943920-3680-7")); // the event's time, version 7
        QCOMPARE(*record.headers.find("source"), std::string_view("csv"));
        QCOMPARE(*record.headers.find("event_type"), std::string_view("order.created"));
        QCOMPARE(*record.headers.find("content-type"), std::string_view("application/json"));
        const std::string correlation(*record.headers.find("correlation_id"));
        QVERIFY(correlation != eventId);
        QCOMPARE(record.headers.find("traceparent")->size(), std::size_t(55));
    }

    void reject_keepsTheOriginalBytes()
    {
        auto source = CsvSource::create(write(kHeader + "1,2025-01-06,Caf\xe9,2\r\n"),
                                        smallMapping(R"("encoding":"utf-8",)"));
        QVERIFY(source.ok());
        SourceRecord record;
        QVERIFY(*(*source)->next(record));
        QVERIFY(record.reject.has_value());
        QCOMPARE(record.value, std::string("1,2025-01-06,Caf\xe9,2"));
        QCOMPARE(record.reject->origin, std::string("test.csv"));
        QCOMPARE(record.reject->line, 2);
        QCOMPARE(record.reject->code, std::string("csv.encoding"));
        QVERIFY(!record.hasKey);
        QVERIFY(record.headers.find("correlation_id").has_value());
    }

    void eventId_followsTheContent()
    {
        const auto ids = [&](const QByteArray &row) {
            auto source = CsvSource::create(write(kHeader + row), smallMapping());
            SourceRecord record;
            return source.ok() && *(*source)->next(record) ? std::string(*record.headers.find("event_id"))
                                                           : std::string();
        };
        const std::string first = ids("1,2025-01-06,A,2\n");
        QCOMPARE(ids("1,2025-01-06,A,2\n"), first);
        QVERIFY(ids("1,2025-01-06,A,3\n") != first);
        QVERIFY(ids("2,2025-01-06,A,2\n") != first);
    }

    void unusableFile_isAnError_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("says");
        QTest::newRow("empty") << QByteArray() << "is empty";
        QTest::newRow("missing columns") << QByteArray("id,at,name\n") << "qty, sku";
        QTest::newRow("ambiguous columns") << QByteArray("id,at,sku,qty,sku\n") << "more than one column";
    }
    void unusableFile_isAnError()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, says);
        const auto source = CsvSource::create(write(content), smallMapping());
        QVERIFY(!source.ok());
        QCOMPARE(source.error().code, pk::ErrorCode::BadInput);
        QVERIFY2(source.error().message.contains(says), qPrintable(source.error().message));
    }

    void fileThatCannotBeOpened_isAnError()
    {
        const auto missing = CsvSource::create(m_folder.filePath(QStringLiteral("none.csv")), smallMapping());
        QVERIFY(!missing.ok());
        QCOMPARE(missing.error().code, pk::ErrorCode::NotFound);
        const auto folder = CsvSource::create(m_folder.path());
        QVERIFY(!folder.ok());
        QCOMPARE(folder.error().code, pk::ErrorCode::BadInput);
    }

    void unknownColumnsWithoutMapping_askForAMapping()
    {
        const auto source = CsvSource::create(write("a,b\n1,2\n"));
        QVERIFY(!source.ok());
        QCOMPARE(source.error().code, pk::ErrorCode::Usage);
        QVERIFY(source.error().message.contains(QStringLiteral("A mapping file")));
    }

    void northwind_isReadWholeAndExactly()
    {
        auto source = CsvSource::create(kSamples + QStringLiteral("northwind_order_lines.csv"));
        QVERIFY2(source.ok(), qPrintable(source.ok() ? QString() : source.error().toString()));
        SourceRecord record;
        std::set<std::string> keys;
        std::set<std::string> eventIds;
        int items = 0;
        std::int64_t grossCents = 0;
        std::int64_t netE4 = 0;
        for (;;) {
            const Result<bool> more = (*source)->next(record);
            QVERIFY(more.ok());
            if (!*more)
                break;
            QVERIFY2(!record.reject, record.reject ? record.reject->reason.c_str() : "");
            keys.insert(record.key);
            eventIds.insert(std::string(*record.headers.find("event_id")));
            const QJsonObject order =
                QJsonDocument::fromJson(QByteArray::fromStdString(record.value)).object();
            QCOMPARE(order[QStringLiteral("order_id")].toString().toStdString(), record.key);
            QCOMPARE(order[QStringLiteral("currency")].toString(), QStringLiteral("USD"));
            const QJsonArray list = order[QStringLiteral("items")].toArray();
            for (const QJsonValue &item : list) {
                ++items;
                const std::int64_t cents = fixed(item[QStringLiteral("price")].toVariant().toString(), 2);
                const std::int64_t quantity = fixed(item[QStringLiteral("qty")].toVariant().toString(), 0);
                const std::int64_t percent =
                    fixed(item[QStringLiteral("discount")].toVariant().toString(), 2);
                grossCents += cents * quantity;
                netE4 += cents * quantity * (100 - percent);
            }
        }
        QCOMPARE(keys.size(), std::size_t(830));
        QCOMPARE(eventIds.size(), std::size_t(830));
        QCOMPARE(items, 2155);
        QCOMPARE(grossCents, 135'445'859);
        QCOMPARE(netE4, 12'657'930'395);
    }

    void northwind_keepsWhatIsInTheFile()
    {
        auto source = CsvSource::create(kSamples + QStringLiteral("northwind_order_lines.csv"));
        QVERIFY(source.ok());
        SourceRecord record;
        for (int i = 0; i < 3; ++i)
            QVERIFY(*(*source)->next(record));
        const std::string eventId(*record.headers.find("event_id"));
        QCOMPARE(record.value,
                 "{\"event_id\":\"" + eventId
                     + "\",\"event_type\":\"order.created\",\"order_id\":\"NW-10250\",\"version\":1,"
                       "\"occurred_at\":\"1996-07-08T00:00:00+07:00\",\"customer\":{\"id\":\"HANAR\","
                       "\"name\":\"Hanari Carnes\",\"contact\":\"Mario "
                       "Pontes\",\"country\":\"05454-876\"},\"items\":["
                       "{\"line\":1,\"sku\":\"NW-41\",\"name\":\"Jack's New England Clam "
                       "Chowder\",\"qty\":10,\"unit\":\"pcs\",\"price\":7.70,\"discount\":0},"
                       "{\"line\":2,\"sku\":\"NW-51\",\"name\":\"Manjimup Dried "
                       "Apples\",\"qty\":35,\"unit\":\"pcs\",\"price\":42.40,\"discount\":0.15},"
                       "{\"line\":3,\"sku\":\"NW-65\",\"name\":\"Louisiana Fiery Hot Pepper "
                       "Sauce\",\"qty\":15,\"unit\":\"pcs\",\"price\":16.80,\"discount\":0.15}"
                       "],\"currency\":\"USD\",\"status\":\"SHIPPED\",\"channel\":\"northwind\",\"ordered_"
                       "at\":\"1996-07-08T00:00:00+07:00\"}");
    }

    void foreignShop_needsOnlyAMapping()
    {
        const auto mapping = CsvMapping::load(kData + QStringLiteral("toko_sumber_rejeki.mapping.json"));
        QVERIFY2(mapping.ok(), qPrintable(mapping.ok() ? QString() : mapping.error().toString()));
        auto source = CsvSource::create(kData + QStringLiteral("toko_sumber_rejeki.csv"), *mapping);
        QVERIFY2(source.ok(), qPrintable(source.ok() ? QString() : source.error().toString()));
        SourceRecord record;
        QStringList lines;
        while (*(*source)->next(record)) {
            if (record.reject) {
                lines.append(
                    QString::fromStdString(std::to_string(record.reject->line) + ' ' + record.reject->code));
                continue;
            }
            const QJsonObject order =
                QJsonDocument::fromJson(QByteArray::fromStdString(record.value)).object();
            QString line = QString::fromStdString(record.key) + QLatin1Char('|')
                + order[QStringLiteral("customer")][QStringLiteral("name")].toString() + QLatin1Char('|')
                + order[QStringLiteral("status")].toString() + QLatin1Char('|')
                + order[QStringLiteral("ordered_at")].toString();
            const QJsonArray items = order[QStringLiteral("items")].toArray();
            for (const QJsonValue &item : items)
                line += QLatin1Char('|') + item[QStringLiteral("name")].toString() + QLatin1Char(' ')
                    + item[QStringLiteral("qty")].toVariant().toString() + QLatin1Char(' ')
                    + item[QStringLiteral("unit")].toString() + QLatin1Char(' ')
                    + item[QStringLiteral("price")].toVariant().toString() + QLatin1Char(' ')
                    + item[QStringLiteral("discount")].toVariant().toString();
            lines.append(line);
        }
        QCOMPARE(lines.join(QLatin1Char('\n')),
                 QString::fromUtf8(
                     "TSR-0001|Kedai Caf\xc3\xa9 Nusantara|PAID|2025-02-03T09:15:00+07:00|Kopi; bubuk halus "
                     "2.5 kg 145000 0|Gula pasir 10 kg 17500.5 0.05\n"
                     "TSR-0002|Bu Retno|NEW|2025-02-03T10:02:00+07:00|Tampah bambu \"\"besar\"\" 1 lusin "
                     "1250000 0\n"
                     "8 csv.number\n"
                     "TSR-0003|Pak Dadang|PAID|2025-02-04T08:00:00+07:00|Minyak goreng\r\nisi ulang 3 liter "
                     "18000 0|Beras 25 kg 16500 0\n"
                     "10 csv.column_count\n"
                     "11 csv.time\n"
                     "TSR-0004|Warung Mira|PAID|2025-02-05T13:30:00+07:00|Kopi bubuk 1 kg 145000 0\n"
                     "TSR-0006|Warung Mira|NEW|2025-02-06T07:00:00+07:00|Kopi bubuk 1 kg 145000 0"));
    }
};

PK_TEST(TestCsvSource)
#include "tst_csv_source.moc"
