// What the console says of a query that the database could not run: which name may have been meant.

#include "bridge/sql_words.h"

#include <QtTest>

using namespace pk::gui;

class TestSqlWords : public QObject
{
    Q_OBJECT

    static TableInfos tables()
    {
        TableInfo items;
        items.name = QStringLiteral("fact_order_items");
        items.columns = {{QStringLiteral("order_id"), {}, false}, {QStringLiteral("name"), {}, false}};
        TableInfo orders;
        orders.name = QStringLiteral("fact_orders");
        orders.columns = {{QStringLiteral("order_id"), {}, false},
                          {QStringLiteral("customer_name"), {}, false}};
        return {items, orders};
    }

private Q_SLOTS:
    void aColumn_isSoughtInTheTablesThatAreAsked_data()
    {
        QTest::addColumn<QString>("column");
        QTest::addColumn<QString>("sql");
        QTest::addColumn<QString>("advice");
        const auto row = [](const char *column, const char *sql, const char *advice) {
            QTest::newRow(sql) << QString::fromLatin1(column) << QString::fromLatin1(sql)
                               << QString::fromLatin1(advice);
        };
        row("name", "select name from fact_orders", "fact_order_items has one.");
        row("custmer_name", "select custmer_name from FACT_ORDERS", "Did you mean customer_name?");
        row("namma", "select namma from fact_orders", "column namma.");
        row("namma", "select namma from fact_order_items", "Did you mean name?");
        row("namma", "select namma from fact_orders o join fact_order_items i", "Did you mean name?");
    }
    void aColumn_isSoughtInTheTablesThatAreAsked()
    {
        QFETCH(QString, column);
        QFETCH(QString, sql);
        QFETCH(QString, advice);
        for (const QString &said :
             {sqlErrorInWords(QStringLiteral("no such column: ") + column, tables(), sql),
              serverErrorInWords(QStringLiteral("Unknown column '%1' in 'field list'").arg(column), tables(),
                                 sql)})
            QVERIFY2(said.endsWith(advice), qPrintable(said));
    }
    void aTable_isAdvisedAlsoWhereItsNameIsLonger()
    {
        const QString sql = QStringLiteral("select * from orders");
        const QString said = sqlErrorInWords(QStringLiteral("no such table: orders"), tables(), sql);
        QVERIFY2(said.endsWith(QStringLiteral("Did you mean fact_orders?")), qPrintable(said));
    }
    void theSameName_isNoAdvice()
    {
        QCOMPARE(closestName(QStringLiteral("name"), {QStringLiteral("name")}), QString());
        QCOMPARE(closestName(QStringLiteral("xyz"), {QStringLiteral("name")}), QString());
    }
};

PK_TEST(TestSqlWords)
#include "tst_sql_words.moc"
