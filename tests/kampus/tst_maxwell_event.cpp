#include "kampus/json_image.h"
#include "kampus/maxwell_event.h"

#include <QtTest>

#include <algorithm>

using namespace pk;
using namespace pk::kampus;

namespace {

TableShape orders()
{
    return {.name = "orders",
            .columns = {columnOf("id", "INTEGER"), columnOf("status", "VARCHAR(16)"),
                        columnOf("total", "DECIMAL(15,2)"), columnOf("updated_at", "DATETIME(3)")},
            .primaryKey = {"id"},
            .uniques = {{"id"}}};
}

std::string swapped(std::string_view text, char from, char to)
{
    std::string out(text);
    std::replace(out.begin(), out.end(), from, to);
    return out;
}

/// All JSON stands here with ' for ", in and out: moc loses its way in raw strings with braces.
MaxwellEvent eventOf(RowChange change, const TableShape &shape = orders(),
                     PartitionBy by = PartitionBy::Database)
{
    const std::string before = swapped(change.before, '\'', '"');
    const std::string after = swapped(change.after, '\'', '"');
    change.before = before;
    change.after = after;
    auto event = maxwellEvent("kampus", shape, change, by, "c0ffee");
    if (!event)
        qFatal("%s", qPrintable(event.error().toString()));
    return {swapped(event->key, '"', '\''), swapped(event->value, '"', '\''), event->partitionText};
}

bool has(const MaxwellEvent &event, std::string_view part)
{
    return event.value.find(part) != std::string::npos;
}

constexpr std::string_view kBefore =
    "{'id':4,'status':'PENDING','total':null,'updated_at':'2025-01-06 08:00:00.000'}";
constexpr std::string_view kAfter =
    "{'id':4,'status':'PAID','total':1250000.5,'updated_at':'2025-01-06 08:00:01.5'}";

} // namespace

/// Byte for byte what Maxwell writes.
class TestMaxwellEvent : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void insert_hasTheRowAndTheTransaction()
    {
        const auto event = eventOf({.type = "insert",
                                    .atSeconds = 1477053217,
                                    .xid = 23396,
                                    .lastOfTransaction = true,
                                    .after = kAfter});
        QCOMPARE(event.value,
                 "{'database':'kampus','table':'orders','type':'insert','ts':1477053217,'xid':23396,"
                 "'commit':true,'data':{'id':4,'status':'PAID','total':1250000.50,"
                 "'updated_at':'2025-01-06 08:00:01.500'}}");
        QCOMPARE(event.key, "{'database':'kampus','table':'orders','pk.id':4}");
    }

    void update_oldHoldsOnlyWhatChanged()
    {
        const auto event = eventOf({.type = "update",
                                    .atSeconds = 1,
                                    .xid = 2,
                                    .lastOfTransaction = true,
                                    .before = kBefore,
                                    .after = kAfter});
        QVERIFY2(event.value.ends_with(
                     "'old':{'status':'PENDING','total':null,'updated_at':'2025-01-06 08:00:00.000'}}"),
                 event.value.c_str());
        const std::string paid =
            "{'id':4,'status':'PAID','total':null,'updated_at':'2025-01-06 08:00:00.000'}";
        const std::string_view onlyStatus = ",'old':{'status':'PENDING'}}";
        QVERIFY(eventOf({.type = "update", .before = kBefore, .after = paid}).value.ends_with(onlyStatus));
    }

    void delete_hasTheLastRowAsDataAndNoOld()
    {
        const auto event = eventOf({.type = "delete", .atSeconds = 1, .xid = 2, .before = kBefore});
        QCOMPARE(event.value,
                 "{'database':'kampus','table':'orders','type':'delete','ts':1,'xid':2,'data':{'id':4,"
                 "'status':'PENDING','total':null,'updated_at':'2025-01-06 08:00:00.000'}}");
    }

    void commit_standsOnTheLastRowAlone_andXoffsetOnlyWhereAsked()
    {
        RowChange change{.type = "insert", .atSeconds = 1, .xid = 2, .after = "{'id':1}"};
        const std::string_view bare = "'xid':2,'data'";
        const std::string_view offset = "'xid':2,'xoffset':3,'data'";
        const std::string_view commit = "'xid':2,'commit':true,'data'";
        QVERIFY(has(eventOf(change), bare));
        change.offsetInTransaction = 3;
        QVERIFY(has(eventOf(change), offset));
        change.lastOfTransaction = true;
        QVERIFY(has(eventOf(change), commit));
    }

    void bootstrap_hasNoTransaction_andKeysOfItsOwn()
    {
        const auto start = eventOf({.type = "bootstrap-start", .atSeconds = 9});
        QCOMPARE(start.value,
                 "{'database':'kampus','table':'orders','type':'bootstrap-start','ts':9,'data':{}}");
        QCOMPARE(start.key, "{'database':'kampus','table':'orders','pk.id':null}");
        const std::string_view insert =
            "{'database':'kampus','table':'orders','type':'bootstrap-insert','ts':9,'data':{'id':4,";
        QVERIFY(
            eventOf({.type = "bootstrap-insert", .atSeconds = 9, .after = kAfter}).value.starts_with(insert));
        QCOMPARE(eventOf({.type = "bootstrap-complete", .atSeconds = 9}).key,
                 "{'database':'kampus','table':'orders','_uuid':'c0ffee'}");
    }

    void key_followsThePrimaryKey()
    {
        TableShape shape{.name = "Kursi",
                         .columns = {columnOf("Ruang", "TEXT"), columnOf("nomor", "INT")},
                         .primaryKey = {"Ruang", "nomor"},
                         .uniques = {}};
        const RowChange change{.type = "insert", .after = "{'Ruang':'A \\'1\\'','nomor':7}"};
        QCOMPARE(eventOf(change, shape).key,
                 "{'database':'kampus','table':'Kursi','pk.ruang':'A \\'1\\'','pk.nomor':7}");
        QCOMPARE(eventOf(change, shape, PartitionBy::PrimaryKey).partitionText, R"(A "1"7)");
        shape.primaryKey.clear();
        QCOMPARE(eventOf(change, shape).key, "{'database':'kampus','table':'Kursi','_uuid':'c0ffee'}");
        QCOMPARE(eventOf(change, shape, PartitionBy::PrimaryKey).partitionText, "kampusKursi");
    }

    void partitionText_isWhatIsAskedFor()
    {
        const RowChange change{.type = "insert", .after = kAfter};
        QCOMPARE(eventOf(change, orders(), PartitionBy::Database).partitionText, "kampus");
        QCOMPARE(eventOf(change, orders(), PartitionBy::Table).partitionText, "orders");
        QCOMPARE(eventOf(change, orders(), PartitionBy::PrimaryKey).partitionText, "4");
        QCOMPARE(eventOf({.type = "bootstrap-start"}, orders(), PartitionBy::PrimaryKey).partitionText,
                 "None");
        QCOMPARE(eventOf({.type = "bootstrap-complete"}, orders(), PartitionBy::PrimaryKey).partitionText,
                 "kampusorders");
        QVERIFY(!partitionByFromString("random"));
    }

    /// From java.lang.String.hashCode() and Math.abs(hash % n) of OpenJDK 17.
    void hash_isJavas_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("hash");
        QTest::addColumn<int>("of3");
        QTest::addColumn<int>("of12");
        QTest::newRow("empty") << QString() << 0 << 0 << 0;
        QTest::newRow("kampus") << QStringLiteral("kampus") << -1138708009 << 1 << 1;
        QTest::newRow("orders") << QStringLiteral("orders") << -1008770331 << 0 << 3;
        QTest::newRow("order_items") << QStringLiteral("order_items") << 1964023695 << 0 << 3;
        QTest::newRow("nim") << QStringLiteral("231045") << 1480064673 << 0 << 9;
        QTest::newRow("least") << QStringLiteral("polygenelubricants") << INT_MIN << 2 << 8;
        QTest::newRow("latin") << QStringLiteral("Örder é") << 11454398 << 2 << 2;
        QTest::newRow("surrogates") << QStringLiteral("a😀b") << 57849694 << 1 << 10;
    }
    void hash_isJavas()
    {
        QFETCH(QString, text);
        QFETCH(int, hash);
        QFETCH(int, of3);
        QFETCH(int, of12);
        QCOMPARE(javaHashCode(text.toStdString()), hash);
        QCOMPARE(maxwellPartition(text.toStdString(), 3), of3);
        QCOMPARE(maxwellPartition(text.toStdString(), 12), of12);
        QCOMPARE(maxwellPartition(text.toStdString(), 1), 0);
    }

    void value_looksAsMySqlWouldWriteIt_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("stored");
        QTest::addColumn<QString>("written");
        const auto row = [](const char *name, const char *type, const char *stored, const char *written) {
            QTest::newRow(name) << QString::fromUtf8(type) << QString::fromUtf8(stored).replace(u'\'', u'"')
                                << QString::fromUtf8(written);
        };
        row("null", "DECIMAL(15,2)", "null", "null");
        row("decimal whole", "DECIMAL(15,2)", "52083", "52083.00");
        row("decimal one place", "decimal(15, 2)", "82.5", "82.50");
        row("decimal rounded", "DECIMAL(15,2)", "9.995", "10.00");
        row("decimal negative", "DECIMAL(15,2)", "-0.5", "-0.50");
        row("decimal nothing", "DECIMAL(15,2)", "-0.001", "0.00");
        row("decimal without places", "DECIMAL", "7.5", "8");
        row("decimal small", "NUMERIC(4,3)", "0.05", "0.050");
        row("decimal that is a text", "DECIMAL(15,2)", "'Rp 5'", "'Rp 5'");
        row("double whole", "DOUBLE", "2.0", "2.0");
        row("double large", "double", "1.5e+20", "1.5E20");
        row("double just plain", "DOUBLE", "9999999.0", "9999999.0");
        row("double just not plain", "DOUBLE", "10000000.0", "1.0E7");
        row("double small", "DOUBLE", "-0.00012", "-1.2E-4");
        row("double zero", "DOUBLE", "0.0", "0.0");
        row("datetime", "DATETIME", "'2025-01-06 08:00:00'", "'2025-01-06 08:00:00'");
        row("datetime cut", "DATETIME", "'2025-01-06 08:00:00.25'", "'2025-01-06 08:00:00'");
        row("datetime of three", "DATETIME(3)", "'2025-01-06 08:00:00'", "'2025-01-06 08:00:00.000'");
        row("datetime that is none", "DATETIME(3)", "'besok pagi'", "'besok pagi'");
        row("bytes", "VARBINARY(8)", "'00FF10'", "'AP8Q'");
        row("escapes", "TEXT", "'a\\'\\\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f'",
            "'a\\'\\\\/\\b\\f\\n\\r\\t\\u0001\\u001F'");
        row("beyond the BMP", "TEXT", "'é 😀'", "'é \\uD83D\\uDE00'");
        row("beyond the BMP, escaped", "TEXT", "'\\ud83d\\ude00'", "'\\uD83D\\uDE00'");
        row("a number in a text column", "VARCHAR(20)", "'007'", "'007'");
    }
    void value_looksAsMySqlWouldWriteIt()
    {
        QFETCH(QString, type);
        QFETCH(QString, stored);
        QFETCH(QString, written);
        const std::string value = maxwellValue(columnOf("c", type.toStdString()), stored.toStdString());
        QCOMPARE(QString::fromStdString(swapped(value, '"', '\'')), written);
    }

    void image_thatIsNoRow_isRefused()
    {
        for (const std::string_view broken : {"", "[1]", "{\"a\":1", "{\"a\":{\"b\":1}}", "{\"a\":[1]}"}) {
            const auto image = parseImage(broken);
            QVERIFY2(!image, std::string(broken).c_str());
            QCOMPARE(image.error().code, ErrorCode::Corrupt);
        }
    }

    void image_withBytesThatAreNotUtf8_isShownAsJavaShowsThem()
    {
        const auto image = parseImage("{\"a\":\"caf\xe9!\"}");
        QVERIFY(image);
        QCOMPARE(image->front().second, "\"caf\xef\xbf\xbd!\"");
    }
};

PK_TEST(TestMaxwellEvent)
#include "tst_maxwell_event.moc"
