// What the bridge's store holds back, and for what.

#include "campus_history.h"
#include "cdc/assembler.h"
#include "cdc/held_rows.h"

#include <QTemporaryDir>
#include <QTest>

using namespace pk;
using namespace pk::cdc;
using namespace pk::test;

namespace {

constexpr const char *kOrder = "producer.kampus.orders/0/7";

Part partOf(Table table, const std::string &columns)
{
    transform::Document document;
    if (document.parse("{" + columns + "}"))
        qFatal("no row");
    return std::get<Part>(readPart(table, document.root()));
}

std::string studentRow(const std::string &name)
{
    std::string row = R"("nim":"231045","name":"Budi","program":"TI","faculty":"FT")";
    return row.replace(row.find("Budi"), 4, name);
}

} // namespace

class TestHeldRows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        auto opened = openStore(m_folder->filePath(QStringLiteral("bridge.db")));
        QVERIFY(opened.ok());
        m_store = std::move(*opened);
    }

    void order_waitsForItsItems_andTheyWithIt()
    {
        const std::string columns = itemRow(1, 10482, 1, 1, "2");
        const Part item = partOf(Table::OrderItems, columns);
        QCOMPARE(awaited(Table::OrderItems, item), Awaited());
        give("order_items", columns);
        QCOMPARE(awaited(Table::OrderItems, item), Awaited(Table::Orders));
        QCOMPARE(*waitingItems(*m_store), 1);
        QVERIFY(!isHeld(Dataset::Orders));
        give("orders", orderRow(10482, 1, 1, 2, "PAID"));
        QCOMPARE(awaited(Table::OrderItems, item), Awaited(Table::OrderItems));
        QVERIFY(isHeld(Dataset::Orders) && !isHeld(Dataset::Activities));
        QCOMPARE(*waitingItems(*m_store), 0); // the order is there, and waits itself
        give("order_items", itemRow(2, 10482, 1, 2, "5"));
        QVERIFY(!isHeld(Dataset::Orders));
        QCOMPARE(awaited(Table::OrderItems, item), Awaited()); // kept, for when it changes, and told
        QCOMPARE(*waitingItems(*m_store), 0);
    }

    void student_waitsForAnActivity_untilOvertaken()
    {
        const Part first = partOf(Table::Students, studentRow("Budi"));
        give("students", studentRow("Budi"));
        QCOMPARE(awaited(Table::Students, first), Awaited(Table::Activities));
        give("students", studentRow("Budi S."));
        QCOMPARE(awaited(Table::Students, first), Awaited());
        QCOMPARE(awaited(Table::Students, partOf(Table::Students, studentRow("Budi S."))),
                 Awaited(Table::Activities));
    }

private:
    using Awaited = std::optional<Table>;

    void give(const std::string &table, const std::string &columns)
    {
        const std::string topic = "producer.kampus." + table;
        const std::string value = maxwell(table, "insert", 7, false, columns);
        (void)m_store->begin();
        QVERIFY(Assembler(*m_store).apply({{topic, 0, 7}, value, true, 1}).ok());
        (void)m_store->commit();
    }
    bool isHeld(Dataset dataset) { return *headWaits(*m_store, dataset, kOrder); }
    Awaited awaited(Table table, const Part &part) { return *awaitedByPart(*m_store, table, part); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Database> m_store;
};

PK_TEST(TestHeldRows)
#include "tst_held_rows.moc"
