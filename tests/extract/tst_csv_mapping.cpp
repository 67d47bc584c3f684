// Mapping files: what is read, and that every mistake is named with its place.

#include "extract/csv_mapping.h"
#include "resources.h"

#include <QtTest>

using namespace pk::extract;

namespace {

const QByteArray kSmallest = R"({"version":1,"name":"t","event_type":"order.created","key":"{id}",
    "fields":[{"to":"/order_id","column":"id"},{"to":"/occurred_at","column":"at","type":"time"}],
    "items":[{"to":"/sku","column":"sku"}]})";

} // namespace

class TestCsvMapping : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { pk::initResources(); }

    void smallest_hasTheDefaults()
    {
        const auto mapping = CsvMapping::parse(kSmallest, QStringLiteral("m.json"));
        QVERIFY2(mapping.ok(), qPrintable(mapping.ok() ? QString() : mapping.error().toString()));
        QVERIFY(!(*mapping)->delimiter);
        QVERIFY(!(*mapping)->encoding);
        QVERIFY((*mapping)->groupBy.empty());
        QCOMPARE((*mapping)->decimal, '.');
        QCOMPARE((*mapping)->utcOffsetMs, 7LL * 3'600'000);
        QCOMPARE((*mapping)->columns(), (std::vector<std::string>{"at", "id", "sku"}));
    }

    void mistake_isNamedWithItsPlace_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QString>("place");
        const auto row = [](const char *name, const char *from, const char *to, const char *place) {
            QTest::newRow(name) << QByteArray(from) << QByteArray(to) << QString::fromLatin1(place);
        };
        row("unknown key", "\"name\"", "\"colour\":1,\"name\"", "/colour");
        row("unknown key in a field", "\"column\":\"id\"", "\"colum\":\"id\"", "/fields/0/colum");
        row("version", "\"version\":1", "\"version\":2", "/version");
        row("no name", "\"name\":\"t\",", "", "/name");
        row("dataset", "\"name\"", "\"dataset\":\"buku\",\"name\"", "/dataset");
        row("delimiter", "\"name\"", "\"delimiter\":\"|\",\"name\"", "/delimiter");
        row("encoding", "\"name\"", "\"encoding\":\"ebcdic\",\"name\"", "/encoding");
        row("offset", "\"name\"", "\"utc_offset\":\"7\",\"name\"", "/utc_offset");
        row("type", "\"type\":\"time\"", "\"type\":\"date\"", "/fields/1/type");
        row("format", "\"type\":\"time\"", "\"type\":\"time\",\"formats\":[\"HH:mm\"]", "/fields/1/formats");
        row("pointer", "\"to\":\"/order_id\"", "\"to\":\"order_id\"", "/fields/0/to");
        row("two sources", "\"column\":\"id\"", "\"column\":\"id\",\"value\":1", "/fields/0/to");
        row("no source", "\"to\":\"/sku\",\"column\":\"sku\"", "\"to\":\"/sku\"", "/items/0/to");
        row("template", "\"column\":\"sku\"", "\"template\":\"{sku\"", "/items/0/template");
        row("same pointer twice", "{\"to\":\"/order_id\"",
            "{\"to\":\"/order_id\",\"value\":1},{\"to\":\"/order_id\"", "/fields");
        row("pointer inside another", "{\"to\":\"/order_id\"",
            "{\"to\":\"/order_id/x\",\"value\":1},{\"to\":\"/order_id\"", "/fields");
        row("no time", "\"type\":\"time\"", "\"type\":\"text\"", "/fields");
        row("event_id", "{\"to\":\"/order_id\"", "{\"to\":\"/event_id\",\"value\":1},{\"to\":\"/order_id\"",
            "/fields");
        row("no items", "\"items\":[{\"to\":\"/sku\",\"column\":\"sku\"}]", "\"items\":[]", "/items");
        row("value", "\"column\":\"sku\"", "\"value\":{}", "/items/0/value");
    }
    void mistake_isNamedWithItsPlace()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QFETCH(QString, place);
        QByteArray json = kSmallest;
        QVERIFY(json.contains(from));
        json.replace(from, to);
        const auto mapping = CsvMapping::parse(json, QStringLiteral("m.json"));
        QVERIFY(!mapping.ok());
        QCOMPARE(mapping.error().context, QStringLiteral("m.json#") + place);
        QVERIFY2(mapping.error().message.contains(QStringLiteral("expected")),
                 qPrintable(mapping.error().message));
    }

    void brokenJson_namesTheLine()
    {
        const auto mapping = CsvMapping::parse("{\n\"version\":1,\n]}", QStringLiteral("m.json"));
        QVERIFY(!mapping.ok());
        QCOMPARE(mapping.error().context, QStringLiteral("m.json:3"));
    }

    void missingFile_isNotFound()
    {
        const auto mapping = CsvMapping::load(QStringLiteral("/nowhere/m.json"));
        QVERIFY(!mapping.ok());
        QCOMPARE(mapping.error().code, pk::ErrorCode::NotFound);
    }

    void shippedMappings_areFoundByTheirColumns()
    {
        const auto none = findMapping({"a", "b"});
        QVERIFY(none.ok());
        QVERIFY(!*none);
        const auto northwind = findMapping({"OrderID", "OrderDate", "ShippedDate", "CustomerID",
                                            "CompanyName", "ContactName", "Country", "ProductID",
                                            "ProductName", "UnitPrice", "Quantity", "Discount", "another"});
        QVERIFY(northwind.ok());
        QVERIFY(*northwind);
        QCOMPARE((*northwind)->name, std::string("northwind"));
    }
};

PK_TEST(TestCsvMapping)
#include "tst_csv_mapping.moc"
