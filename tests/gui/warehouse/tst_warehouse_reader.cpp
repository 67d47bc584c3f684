// What is shown of the warehouse's tables is what direct SQL says, page by page.

#include "bridge/row_path.h"
#include "bridge/warehouse_query.h"
#include "bridge/warehouse_reader.h"
#include "warehouse_fixture.h"

#include <QSignalSpy>
#include <QTest>

using namespace pk;
using namespace pk::gui;
using namespace pk::test;

namespace {

/// A reader that has read the tables, and what it said.
class Watch
{
public:
    explicit Watch(const QString &path)
        : tables(&reader, &WarehouseReader::tablesRead)
        , failures(&reader, &WarehouseReader::unavailable)
    {
        QObject::connect(&reader, &WarehouseReader::pageRead, &reader, [this](const TablePage &p) {
            page = p;
            ++pages;
        });
        QObject::connect(&reader, &WarehouseReader::counted, &reader,
                         [this](const PageRequest &, qint64 n) { matching = n; });
        QObject::connect(&reader, &WarehouseReader::rowsChanged, &reader, [this](const std::vector<RowChange> &c) {
            changes.insert(changes.end(), c.begin(), c.end());
        });
        reader.setPath(path);
        reader.setActive(true);
    }

    bool show(const PageRequest &request)
    {
        const int before = pages;
        matching = -1;
        reader.show(request);
        return QTest::qWaitFor([&] { return pages > before && matching >= 0; }, 10'000);
    }
    QStringList column(const QString &name) const
    {
        QStringList texts;
        for (const TableInfo &table : reader.tables()) {
            if (table.name != page.request.table)
                continue;
            for (const TableRow &row : page.rows)
                texts << row.cells[static_cast<std::size_t>(table.column(name))].toString();
        }
        return texts;
    }
    PageAnchor anchor(PageAnchor::Kind kind) const
    {
        const TableRow &edge = kind == PageAnchor::Kind::After ? page.rows.back() : page.rows.front();
        for (const TableInfo &table : reader.tables()) {
            const int sort = table.column(page.request.sortColumn);
            if (table.name == page.request.table)
                return {kind, sort >= 0 ? edge.cells[static_cast<std::size_t>(sort)] : QVariant(), edge.key, 0};
        }
        return {};
    }

    WarehouseReader reader;
    QSignalSpy tables;
    QSignalSpy failures;
    TablePage page;
    std::vector<RowChange> changes;
    int pages = 0;
    qint64 matching = -1;
};

} // namespace

class TestWarehouseReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tables_haveColumnsKeysAndCounts()
    {
        LoadedWarehouse warehouse;
        for (int i = 1; i <= 5; ++i)
            QVERIFY(warehouse.load(i));
        Watch watch(warehouse.path());
        QTRY_VERIFY2(!watch.tables.isEmpty(),
                     watch.failures.isEmpty() ? "nothing" : qPrintable(watch.failures[0][0].toString()));
        const auto info = [&](const char *name) {
            for (const TableInfo &table : watch.reader.tables()) {
                if (table.name == QLatin1String(name))
                    return table;
            }
            return TableInfo();
        };
        QCOMPARE(info("fact_orders").rows, 5);
        QCOMPARE(info("fact_orders").key, std::vector<QString>{QStringLiteral("rowid")});
        QCOMPARE(info("fact_order_items").key, (std::vector<QString>{QStringLiteral("load_id"), QStringLiteral("line")}));
        QVERIFY(info("v_iku_program").view);
        QVERIFY(info("fact_orders").column(QStringLiteral("total_e4")) > 0);
    }
};

QTEST_MAIN(TestWarehouseReader)
#include "tst_warehouse_reader.moc"
