// The list of the latest records: what it says of each, and which values it still has to ask for.

#include "pages/flow/recent_records_model.h"
#include "pages/flow/value_text.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace pk;
using namespace pk::gui;

namespace {

FullMessage message(const char *value)
{
    FullMessage full;
    full.hasValue = true;
    full.value = value;
    return full;
}

/// With double quotes for single ones.
QByteArray json(const char *text)
{
    return QByteArray(text).replace('\'', '"');
}

Hop hop(const char *edge, const char *topic, std::int64_t offset, Operation operation = Operation::Insert)
{
    Hop hop;
    hop.edge = QLatin1String(edge);
    hop.topic = QLatin1String(topic);
    hop.partition = 0;
    hop.offset = offset;
    hop.operation = operation;
    hop.wallUs = offset;
    return hop;
}

} // namespace

class TestFlowRecords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void valueText_beginsWithWhatHappenedAndKeepsTheText_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QString>("text");
        QTest::newRow("order") << json(
            "{'event_id':'018c','order_id':'ORD-1','version':2,'customer':{'name':'  budi S.'},"
            "'items':[{'qty':'2','price':'Rp 52.083'}],'currency':'IDR','status':'PAID'}")
                               << QString::fromUtf8(json(
                                      "status 'PAID' \u00b7 items [{'qty':'2','price':'Rp 52.083'}] \u00b7 "
                                      "customer {'name':'  budi S.'} \u00b7 currency 'IDR' \u00b7 "
                                      "event_id '018c' \u00b7 order_id 'ORD-1' \u00b7 version 2"));
        QTest::newRow("numbers as written")
            << json("{'total':1250000.50}") << QStringLiteral("total 1250000.50");
        QTest::newRow("broken") << json("{'order_id':'ORD-1','ver")
                                << QString::fromUtf8(json("{'order_id':'ORD-1','ver"));
        QTest::newRow("no object") << QByteArray("[1,2]") << QStringLiteral("[1,2]");
    }
    void valueText_beginsWithWhatHappenedAndKeepsTheText()
    {
        QFETCH(QByteArray, value);
        QTEST(valueText(message(value.constData())), "text");
    }

    void valueText_tombstone_saysSo()
    {
        QVERIFY(valueText(FullMessage()).contains(QStringLiteral("tombstone")));
    }

    void unknownValues_eachPlaceOnce_untilItIsKnown()
    {
        RecentRecordsModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.add({hop("source>topic:raw_orders/0", "raw_orders", 1),
                   hop("topic:raw_orders/0>transform", "raw_orders", 1),
                   hop("transform>topic:enriched_orders/0", "enriched_orders", 1)});
        QCOMPARE(model.unknownValues(0, 10).size(), std::size_t(2));
        QCOMPARE(model.unknownValues(0, 0).size(), std::size_t(1)); // what is seen only
        model.setValues({{{"raw_orders", 0, 1}, QStringLiteral("status \"PAID\"")}});
        QCOMPARE(model.unknownValues(0, 10), (std::vector<Position>{{"enriched_orders", 0, 1}}));
        QCOMPARE(model.index(2, RecentRecordsModel::Value).data().toString(),
                 QStringLiteral("status \"PAID\""));
        model.forgetValues();
        QCOMPARE(model.unknownValues(0, 10).size(), std::size_t(2));
    }

    void what_absorbedRecord_isNotCalledStored()
    {
        RecentRecordsModel model;
        model.add({hop("group:kampus-loader>warehouse", "enriched_orders", 1, Operation::Absorbed),
                   hop("group:kampus-loader>warehouse", "enriched_orders", 2, Operation::Update)});
        QVERIFY(
            model.index(0, RecentRecordsModel::What).data().toString().contains(QStringLiteral("stored")));
        QVERIFY(
            model.index(1, RecentRecordsModel::What).data().toString().contains(QStringLiteral("absorbed")));
    }
};

QTEST_MAIN(TestFlowRecords)
#include "tst_flow_records.moc"
