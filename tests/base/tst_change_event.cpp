// What a change event says that has happened, without reading its row.

#include "domain/change_event.h"
#include "domain/event_type.h"

#include <QTest>

using namespace pk;

class TestChangeEvent : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void changeTypeOf_data()
    {
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QByteArray>("type");
        const auto row = [](const char *name, const char *message, const char *type) {
            QTest::newRow(name) << QByteArray(message) << QByteArray(type);
        };
        row("insert", R"({"database":"k","table":"orders","type":"insert","ts":1,"data":{"id":1}})",
            "insert");
        row("update", R"({"database":"k","table":"o","type":"update","data":{"id":1},"old":{}})", "update");
        row("delete", R"({"database":"k","table":"o","type":"delete","data":{"id":1}})", "delete");
        row("bootstrap", R"({"database":"k","table":"o","type":"bootstrap-insert","data":{}})",
            "bootstrap-insert");
        row("with the statement",
            R"({"database":"k","table":"o","query":"set \"type\":\"delete\"","type":"update"})", "update");
        row("a column of that name", R"({"database":"k","data":{"type":"delete"},"old":{}})", "");
        row("an event that is no change", R"({"event_id":"1","type":"update","items":[]})", "");
        row("no JSON", "type update", "");
        row("cut off", R"({"database":"k","type":"upd)", "");
        row("nothing", "", "");
    }
    void changeTypeOf()
    {
        QFETCH(QByteArray, message);
        QFETCH(QByteArray, type);
        const std::string_view told =
            pk::changeTypeOf({message.constData(), static_cast<std::size_t>(message.size())});
        QCOMPARE(QByteArray(told.data(), static_cast<qsizetype>(told.size())), type);
    }

    void changeOf_maxwellsWords_areWhatTheySay()
    {
        QVERIFY(changeOf("insert") == Change::Created);
        QVERIFY(changeOf("bootstrap-insert") == Change::Created);
        QVERIFY(changeOf("update") == Change::Updated);
        QVERIFY(changeOf("delete") == Change::Removed);
        QVERIFY(changeOf("order.updated") == Change::Updated);
        QVERIFY(changeOf("order.cancelled") == Change::Removed);
        QVERIFY(changeOf("") == Change::Created);
    }
};

PK_TEST(TestChangeEvent)
#include "tst_change_event.moc"
