#include "cli/comparison.h"

#include <QJsonArray>
#include <QtTest>

using namespace pk::cli;

namespace {

using Order = std::vector<StoredRecord>;

/// What a run's report has of what is compared.
QJsonObject reportOf(const QString &checksum, int acked, int firstRowMs, bool verified = true)
{
    return {{QStringLiteral("verified"), verified},
            {QStringLiteral("seed"), 7},
            {QStringLiteral("checksum"), checksum},
            {QStringLiteral("acked"), acked},
            {QStringLiteral("rows"),
             QJsonObject{{QStringLiteral("fact_orders"), acked}, {QStringLiteral("fact_activities"), 0}}},
            {QStringLiteral("startup_ms"), QJsonObject{{QStringLiteral("first_row"), firstRowMs}}},
            {QStringLiteral("partition_moves"),
             QJsonObject{{QStringLiteral("kampus-loader"),
                          QJsonObject{{QStringLiteral("assigned"), 3},
                                      {QStringLiteral("revoked"), firstRowMs > 1000 ? 2 : 0},
                                      {QStringLiteral("lost"), 0}}}}}};
}

ComparedRun embedded(const QJsonObject &report, Order stored = {})
{
    return {QStringLiteral("embedded"), report, std::move(stored)};
}
ComparedRun local(const QJsonObject &report, Order stored = {})
{
    return {QStringLiteral("local"), report, std::move(stored)};
}

} // namespace

Q_DECLARE_METATYPE(Order)
Q_DECLARE_METATYPE(OrderDifference)

/// Two runs side by side: what must be the same, what may differ.
class TestComparison : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void order_countsPlacesAmongAllAndInsidePartitions_data()
    {
        QTest::addColumn<Order>("first");
        QTest::addColumn<Order>("second");
        QTest::addColumn<OrderDifference>("difference");
        const Order order{{0, 1}, {0, 2}, {1, 3}};
        QTest::newRow("the same") << order << order << OrderDifference{3, 0, 0, -1};
        QTest::newRow("other interleaving")
            << order << Order{{1, 3}, {0, 1}, {0, 2}} << OrderDifference{3, 3, 0, 0};
        QTest::newRow("other order inside a partition")
            << order << Order{{0, 2}, {0, 1}, {1, 3}} << OrderDifference{3, 2, 2, 0};
        QTest::newRow("one is missing") << order << Order{{0, 1}, {0, 2}} << OrderDifference{3, 1, 1, 2};
        QTest::newRow("one more") << Order{{0, 1}, {0, 2}} << order << OrderDifference{3, 1, 1, 2};
        QTest::newRow("nothing") << Order{} << Order{} << OrderDifference{};
    }
    void order_countsPlacesAmongAllAndInsidePartitions()
    {
        QFETCH(const Order, first);
        QFETCH(const Order, second);
        QFETCH(const OrderDifference, difference);
        QVERIFY(compareOrder(first, second) == difference);
    }

    void timings_mayDiffer()
    {
        const Comparison comparison = compareRuns(embedded(reportOf(QStringLiteral("aa"), 10, 300)),
                                                  local(reportOf(QStringLiteral("aa"), 10, 5000)));
        QVERIFY2(comparison.matches(), qPrintable(comparison.problem));
        QStringList different;
        for (const ComparedFigure &figure : comparison.figures) {
            if (figure.differs())
                different << figure.id;
        }
        QCOMPARE(different,
                 (QStringList{QStringLiteral("startup_ms.first_row"),
                              QStringLiteral("partition_moves.kampus-loader")}));
    }

    void whatTheSeedDecides_mustBeTheSame()
    {
        const Comparison comparison = compareRuns(embedded(reportOf(QStringLiteral("aa"), 10, 300)),
                                                  local(reportOf(QStringLiteral("bb"), 9, 300)));
        QVERIFY(!comparison.matches());
        QVERIFY2(
            comparison.problem.contains(QStringLiteral("checksum of the warehouse, records acknowledged")),
            qPrintable(comparison.problem));
    }

    void runThatIsNotVerified_isAProblem()
    {
        const Comparison comparison = compareRuns(embedded(reportOf(QStringLiteral("aa"), 10, 300)),
                                                  local(reportOf(QStringLiteral("aa"), 10, 300, false)));
        QVERIFY(comparison.problem.contains(QStringLiteral("local")));
    }

    void report_saysForScriptsWhatDiffered()
    {
        const ComparedRun first = embedded(reportOf(QStringLiteral("aa"), 10, 300), {{0, 1}, {1, 2}});
        const ComparedRun second = local(reportOf(QStringLiteral("bb"), 10, 400), {{1, 2}, {0, 1}});
        const QJsonObject report = comparisonReport(compareRuns(first, second), first, second);
        QCOMPARE(report[QStringLiteral("matches")], QJsonValue(false));
        QCOMPARE(report[QStringLiteral("differences")][0],
                 QJsonValue(QJsonObject{{QStringLiteral("figure"), QStringLiteral("checksum")},
                                        {QStringLiteral("embedded"), QStringLiteral("aa")},
                                        {QStringLiteral("local"), QStringLiteral("bb")},
                                        {QStringLiteral("divergence"), true}}));
        QVERIFY(report[QStringLiteral("same")].toArray().contains(QStringLiteral("acked")));
        QCOMPARE(report[QStringLiteral("order")][QStringLiteral("elsewhere")], QJsonValue(2));
        QCOMPARE(report[QStringLiteral("order")][QStringLiteral("inside_partitions")], QJsonValue(0));
        QVERIFY(report[QStringLiteral("fidelity")].toArray().contains(
            QJsonObject{{QStringLiteral("what"), QStringLiteral("transactions")},
                        {QStringLiteral("embedded"), QStringLiteral("absent")},
                        {QStringLiteral("local"), QStringLiteral("real")}}));
        QCOMPARE(report[QStringLiteral("runs")][QStringLiteral("local")], QJsonValue(second.report));
    }

    void table_hasOneLineAFigure_inColumns()
    {
        const ComparedRun first = embedded(reportOf(QStringLiteral("aa"), 10, 300));
        const ComparedRun second = local(reportOf(QStringLiteral("bb"), 10, 4000));
        const QStringList lines = comparisonTable(compareRuns(first, second), first, second).split(u'\n');
        QCOMPARE(lines.size(), 7); // head, five figures, the order
        QVERIFY(lines[1].endsWith(QStringLiteral("DIVERGES")));
        QVERIFY(lines[2].endsWith(QStringLiteral("same")));
        const qsizetype column = lines[0].indexOf(QStringLiteral("local"));
        QCOMPARE(lines[1].mid(column, 2), QStringLiteral("bb"));
        QCOMPARE(lines[2].mid(column, 2), QStringLiteral("10"));
    }
};

PK_TEST(TestComparison)
#include "tst_comparison.moc"
