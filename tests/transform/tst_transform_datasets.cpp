// The shipped configurations on whole messages: exact totals, IKU weights, row events, derived identities.

#include "support.h"

#include "base/pcg32.h"
#include "transform/decimal.h"
#include "transform/document.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace pk;
using namespace pk::transform;
using namespace pk::transform::test;

namespace {

QJsonObject object(const Output &output)
{
    return QJsonDocument::fromJson(bytes(output.value)).object();
}

QByteArray activity(const QByteArray &fields)
{
    return json("{'event_id':'a1','activity_id':'ACT-1','nim':231045,'name':'siti AMINAH','activity':{")
        + fields + json("},'recorded_at':'2025-11-20'}");
}

QByteArray order(const QByteArray &items, const QByteArray &more = {})
{
    return json("{'order_id':'ORD-7','customer':{'id':'M'},'status':'PAID','ordered_at':'20/11/2025 "
                "10:41','items':[")
        + items + "]" + more + "}";
}

QByteArray maxwell(const QByteArray &type, const QByteArray &place, const QByteArray &data)
{
    return json("{'database':'kampus','table':'orders','type':'") + type + json("','ts':1763610000,") + place
        + json("'data':") + data + "}";
}

const QByteArray kRow =
    json("{'order_id':'ORD-7','event_id':'of-the-app','version':3,'status':'paid','currency':'IDR',\n    "
         "'ordered_at':'2025-11-20 10:41:07','customer':'{\\'id\\':\\'M\\',\\'name\\':\\'budi\\'}',\n    "
         "'items':'[{\\'sku\\':\\'A\\',\\'qty\\':2,\\'price\\':1250000.50}]'}");

} // namespace

class TransformDatasetsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        initResources();
        m_orders = std::make_unique<Engine>(*Config::shipped(Dataset::Orders));
        m_activities = std::make_unique<Engine>(*Config::shipped(Dataset::Activities));
    }

    /// The counters tell without a trace what the traces show.
    void counts_areWhatTheTracesShow()
    {
        const QByteArray clean = order(json("{'line':1,'sku':'A','qty':2,'price':'1000'}"));
        const QList<QByteArray> records{
            clean,
            clean,
            order(json("{'line':1,'sku':' B  x ','qty':'2','unit':'LUSIN','price':'Rp 52.083'}")),
            order(json("{'line':1,'sku':'C','qty':'2','unit':'karung','price':'Rp 52.083'}")),
            order(json("{'line':1,'sku':'D','qty':-2,'price':'5'}")),
            json("{'order_id':'ORD-7'}"),
            "no JSON",
        };
        std::vector<StepCount> expected(m_orders->counts().size());
        Engine traced(*Config::shipped(Dataset::Orders));
        for (const QByteArray &record : records) {
            m_orders->transform(input(record));
            const Trace trace = traced.trace(input(record));
            for (const TraceStep &step : trace.steps) {
                StepCount &count = expected[step.index];
                ++count.records;
                const bool ended = step.after.empty();
                count.ended += ended ? 1 : 0;
                count.changed += !ended && step.before != step.after ? 1 : 0;
            }
        }
        for (std::size_t i = 0; i < expected.size(); ++i) {
            const StepCount &count = m_orders->counts()[i];
            QCOMPARE(count.records, expected[i].records);
            QCOMPARE(count.ended, expected[i].ended);
            if (i > 0) // what parsing itself makes is no change
                QVERIFY2(count.changed == expected[i].changed,
                         qPrintable(QStringLiteral("step %1: %2 changed, %3 in the traces")
                                        .arg(i)
                                        .arg(count.changed)
                                        .arg(expected[i].changed)));
        }
        QCOMPARE(m_orders->counts().front().records, std::int64_t{7});
        QCOMPARE(m_orders->counts().front().ended, std::int64_t{1});
    }

    void order_ofTheSpecification_comesOutAsDocumented()
    {
        const QByteArray value =
            json("{'event_id':'018c','event_type':'order.updated','order_id':'ORD-00010482','version':2,\n   "
                 "      'occurred_at':'2025-11-20T10:42:07.918+07:00',\n         "
                 "'customer':{'id':'MHS-231045','name':'  budi "
                 "S.','email':'Budi@KAMPUS.ac.id','city':'Malang'},\n         "
                 "'items':[{'line':1,'sku':'ATK-017','name':'Buku "
                 "tulis','qty':'2','unit':'lusin','price':'Rp 52.083'}],\n         "
                 "'currency':'IDR','status':'PAID','channel':'koperasi','ordered_at':'20/11/2025 10:41'}");
        const Output &output = m_orders->transform(input(value));
        QVERIFY2(output.outcome == Outcome::Enriched, output.failure.message.c_str());
        QCOMPARE(bytes(output.key), QByteArray("ORD-00010482"));
        QCOMPARE(bytes(output.eventId), QByteArray("018c"));
        // The price is of one piece, whatever unit the quantity is in.
        QCOMPARE(bytes(output.value),
                 QByteArray(json(
                     "{'event_id':'018c','event_type':'order.updated','order_id':'ORD-00010482','version':2,'"
                     "occurred_at':'2025-11-20T03:42:07.918Z','customer':{'id':'MHS-231045','name':'Budi "
                     "S.','email':'budi@kampus.ac.id','city':'Malang'},'items':[{'line':1,'sku':'ATK-017','"
                     "name':'Buku "
                     "tulis','qty':24,'unit':'pcs','unit_price':52083,'line_total':1249992}],'currency':'"
                     "IDR','status':'paid','channel':'koperasi','ordered_at':'2025-11-20T03:41:00.000Z','"
                     "order_total':1249992,'item_count':1,'processed_at':'2025-11-20T03:42:07.918Z'}")));
    }

    void lineTotal_isExactInTheBaseUnit_data()
    {
        QTest::addColumn<QByteArray>("item");
        QTest::addColumn<QByteArray>("unitPrice");
        QTest::addColumn<QByteArray>("total");
        const auto row = [](const char *name, const QByteArray &item, const QByteArray &price,
                            const QByteArray &total) {
            QTest::newRow(name) << QByteArray(item) << QByteArray(price) << QByteArray(total);
        };
        row("lusin", json("'qty':3,'unit':'lusin','price':'Rp 10.000'"), "10000", "360000");
        row("gros", json("'qty':1,'unit':'gros','price':100"), "100", "14400");
        row("rim, half", json("'qty':'0,5','unit':'rim','price':'Rp 52.083'"), "52083", "13020750");
        row("discount", json("'qty':7,'unit':'kodi','price':99.99,'discount':'0.15'"), "99.99", "11898.81");
        row("kg", json("'qty':1.25,'unit':'kg','price':12000"), "12000", "15000");
        row("half is rounded up once", json("'qty':0.5,'unit':'pcs','price':0.0001"), "0.0001", "0.0001");
    }
    void lineTotal_isExactInTheBaseUnit()
    {
        QFETCH(QByteArray, item);
        QFETCH(QByteArray, unitPrice);
        QFETCH(QByteArray, total);
        const QByteArray value = order("{\"sku\":\"A\"," + item + "}");
        const QByteArray out = result(m_orders->transform(input(value)));
        QVERIFY2(out.contains("\"unit_price\":" + unitPrice + ","), out.constData());
        QVERIFY2(out.contains("\"line_total\":" + total + "}"), out.constData());
        QVERIFY2(out.contains("\"order_total\":" + total + ","), out.constData());
        QVERIFY(!out.contains("\"price\""));
    }

    /// A total must not become negative because somebody wrote percent.
    void discountAboveTheWhole_isRefused()
    {
        for (const auto &[discount, outcome] : {std::pair<QByteArray, Outcome>{"5", Outcome::DeadLetter},
                                                {"1.01", Outcome::DeadLetter},
                                                {"-0.1", Outcome::DeadLetter},
                                                {"1", Outcome::Enriched},
                                                {"0", Outcome::Enriched},
                                                {"null", Outcome::Enriched}}) {
            const QByteArray value =
                order(json("{'sku':'A','qty':1,'price':100,'discount':") + discount + "}");
            const Output &output = m_orders->transform(input(value));
            QVERIFY2(output.outcome == outcome, discount.constData());
            if (outcome == Outcome::DeadLetter)
                QCOMPARE(bytes(output.failure.code), QByteArray("pk.transform.BadShare"));
        }
    }

    /// Prices with cents, quantities and the discounts of the Northwind data, summed as 128-bit integers of
    /// 1/10,000.
    void totals_ofManyOrders_addUpExactly()
    {
        Pcg32 random(3);
        Int128 expected = 0;
        Int128 found = 0;
        for (int i = 0; i < 2000; ++i) {
            QByteArray items;
            for (std::uint32_t k = 0; k < 3; ++k) {
                const std::int64_t cents = 200 + random.below(26'350);
                const std::int64_t quantity = 1 + random.below(130);
                const std::int64_t percent = 5 * random.below(6);
                expected += Int128(cents) * quantity * (100 - percent);
                items += QByteArray(k > 0 ? "," : "") + "{\"sku\":\"A\",\"qty\":"
                    + QByteArray::number(qint64{quantity}) + ",\"unit\":\"pcs\",\"price\":"
                    + QByteArray::number(static_cast<double>(cents) / 100.0, 'f', 2) + ",\"discount\":"
                    + QByteArray::number(static_cast<double>(percent) / 100.0, 'g', 17) + "}";
            }
            const QByteArray value = order(items, json(",'currency':'USD'"));
            const Output &output = m_orders->transform(input(value));
            QVERIFY2(output.outcome == Outcome::Enriched, output.failure.message.c_str());
            Document document;
            QVERIFY(!document.parse(output.value));
            found += rescale(*numberOf(*findMember(document.root(), "order_total")), 4).value();
        }
        QVERIFY(found == expected);
    }

    /// A number that must be whole is refused, not rounded to one that nobody has sent.
    void wholeNumbers_areRefusedAndNotRounded_data()
    {
        QTest::addColumn<QByteArray>("version");
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("refusedAt"); // empty: it is not
        QTest::newRow("whole") << QByteArray("2") << QByteArray("1") << QByteArray();
        QTest::newRow("whole, as a decimal") << QByteArray("2.0") << QByteArray("\"1.00\"") << QByteArray();
        QTest::newRow("whole, as a text") << QByteArray("\"2\"") << QByteArray("1e0") << QByteArray();
        QTest::newRow("version") << QByteArray("1.5") << QByteArray("1") << QByteArray("/version");
        QTest::newRow("version as a text")
            << QByteArray("\"1,5\"") << QByteArray("1") << QByteArray("/version");
        QTest::newRow("hardly not whole")
            << QByteArray("1.9999999") << QByteArray("1") << QByteArray("/version");
        QTest::newRow("line") << QByteArray("2") << QByteArray("\"1.5\"") << QByteArray("/items/0/line");
    }
    void wholeNumbers_areRefusedAndNotRounded()
    {
        QFETCH(QByteArray, version);
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, refusedAt);
        const QByteArray value =
            order("{\"line\":" + line + json(",'sku':'A','qty':1,'price':5}"), ",\"version\":" + version);
        const Output &output = m_orders->transform(input(value));
        if (refusedAt.isEmpty()) {
            QVERIFY2(output.outcome == Outcome::Enriched, output.failure.message.c_str());
            QCOMPARE(object(output).value(u"version").toInt(), 2);
            return;
        }
        QCOMPARE(result(output), QByteArray("pk.transform.BadNumber"));
        QVERIFY2(
            output.failure.message.find("The field " + refusedAt.toStdString() + " must be a whole number")
                != std::string::npos,
            output.failure.message.c_str());
    }

    void iku_boundaries_data()
    {
        QTest::addColumn<QByteArray>("fields");
        QTest::addColumn<QByteArray>("weight2025");
        QTest::addColumn<QByteArray>("weight2021");
        const auto row = [](const QByteArray &fields, const QByteArray &weight2025,
                            const QByteArray &weight2021) {
            QTest::newRow(fields.constData())
                << QByteArray(fields) << QByteArray(weight2025) << QByteArray(weight2021);
        };
        row(json("'kind':'magang','sks':'5'"), "0.4", "0");
        row(json("'kind':'magang','sks':6"), "0.6", "0");
        row(json("'kind':'magang','sks':'10','level':null,'rank':null"), "0.6", "0");
        row(json("'kind':'magang','sks':11"), "1", "0");
        row(json("'kind':'magang','sks':19"), "1", "0");
        row(json("'kind':'magang','sks':20"), "1", "1");
        row(json("'kind':'lomba','level':'Internasional','rank':'Juara 1'"), "1", "1");
        row(json("'kind':'lomba','sks':null,'level':'nasional','rank':'juara_3'"), "0.3", "1");
        row(json("'kind':'lomba','level':'nasional','rank':2"), "0.3", "1");
        row(json("'kind':'lomba','level':'PROVINSI','rank':' harapan '"), "0.1", "0");
        row(json("'kind':'lomba','level':'provinsi','rank':'finalis'"), "0.05", "0");
    }
    void iku_boundaries()
    {
        QFETCH(QByteArray, fields);
        QFETCH(QByteArray, weight2025);
        QFETCH(QByteArray, weight2021);
        const QByteArray value = activity(fields);
        const QByteArray now = result(m_activities->transform(input(value)));
        QVERIFY2(now.contains("\"weight\":" + weight2025 + ",\"regulation\":\"358/M/KEP/2025\""),
                 now.constData());
        Engine before(config(
            configOf(json("'use':'compute','set':'/weight','expr':'iku_weight()','regulation':'3/M/2021'"),
                     {}, "activities")));
        const QByteArray then = result(before.transform(input(value)));
        QVERIFY2(then.contains("\"weight\":" + weight2021 + "}"), then.constData());
    }

    void iku_refuses()
    {
        for (const auto &[fields, code] :
             {std::pair<QByteArray, QByteArray>{json("'kind':'lomba','level':'galaksi','rank':'1'"),
                                                "UnknownAchievement"},
              {json("'kind':'lomba','level':'nasional'"), "MissingField"},
              {json("'kind':'magang'"), "MissingField"},
              {json("'kind':'magang','sks':-2"), "NegativeQuantity"},
              {json("'kind':'magang','sks':'dua'"), "BadNumber"},
              {json("'kind':'magang','sks':'5.5'"), "BadNumber"}}) {
            const QByteArray value = activity(fields);
            QCOMPARE(result(m_activities->transform(input(value))), "pk.transform." + code);
        }
    }

    void activity_keyIsTheNimAsText()
    {
        const QByteArray value = activity(json("'kind':'Magang','sks':'10'"));
        const Output &output = m_activities->transform(input(value));
        QCOMPARE(bytes(output.key), QByteArray("231045"));
        const QJsonObject out = object(output);
        QCOMPARE(out.value(u"name").toString(), QStringLiteral("Siti Aminah"));
        QCOMPARE(out.value(u"recorded_at").toString(), QStringLiteral("2025-11-19T17:00:00.000Z"));
        QCOMPARE(out.value(u"activity").toObject().value(u"sks").toInt(), 10);
    }

    void identity_missing_isDerivedFromThePosition()
    {
        const QByteArray value = order(json("{'sku':'A','qty':1,'price':5},{'sku':'B','qty':1,'price':5}"));
        const QByteArray first = result(m_orders->transform(input(value)));
        QCOMPARE(result(m_orders->transform(input(value))), first);
        const QJsonObject out = QJsonDocument::fromJson(first).object();
        QCOMPARE(out.value(u"version").toInt(-1), 0);
        QCOMPARE(out.value(u"occurred_at").toString(), QStringLiteral("2025-11-20T03:40:00.000Z"));
        QCOMPARE(out.value(u"items").toArray().at(1).toObject().value(u"line").toInt(), 2);
        const QString id = out.value(u"event_id").toString();
        QCOMPARE(id.size(), qsizetype{36});
        QCOMPARE(id.at(14), QLatin1Char('8'));
        Input next = input(value);
        ++next.offset;
        QVERIFY(bytes(m_orders->transform(next).eventId) != id.toLatin1());
        Input redriven = next;
        redriven.headerEventId = "kept";
        QCOMPARE(bytes(m_orders->transform(redriven).eventId), QByteArray("kept"));
    }

    /// Headers are bytes of whoever wrote them: they must not make a good record one that cannot be loaded.
    void headerThatIsNoId_namesNothing_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::newRow("no text") << QByteArray("\xc3\x28\xff");
        QTest::newRow("a zero byte") << QByteArray("a\0b", 3);
        QTest::newRow("longer than an index takes") << QByteArray(256, 'x');
    }
    void headerThatIsNoId_namesNothing()
    {
        QFETCH(QByteArray, header);
        const QByteArray value = order(json("{'sku':'A','qty':1,'price':5}"));
        const QByteArray withoutIt = result(m_orders->transform(input(value)));
        Input record = input(value);
        record.headerEventId = view(header);
        QCOMPARE(result(m_orders->transform(record)), withoutIt);
    }

    /// What is refused has the id it would have had: it may come back, mended, from another place.
    void refusedRecord_hasAnId_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QByteArray>("id"); // empty: the place's
        const QByteArray bad = json("{'sku':'A','qty':'dua','price':5}");
        QTest::newRow("of the document")
            << order(bad, json(",'event_id':'own'")) << QByteArray("h") << QByteArray("own");
        QTest::newRow("of the header") << order(bad) << QByteArray("h") << QByteArray("h");
        QTest::newRow("of the place") << order(bad) << QByteArray() << QByteArray();
        QTest::newRow("no JSON, with a header") << QByteArray("{") << QByteArray("h") << QByteArray("h");
        QTest::newRow("no JSON") << QByteArray("{") << QByteArray() << QByteArray();
        QByteArray broken = kRow;
        broken.replace("250000.50}", "250000.50");
        QByteArray wrong = kRow;
        wrong.replace("1250000.50", "[]");
        const QByteArray place = json("'xid':5,'xoffset':0,");
        const QByteArray change = maxwell("update", place, kRow);
        const QByteArray ofTheChange = bytes(m_orders->transform(input(change)).eventId);
        QTest::newRow("row event, its JSON broken")
            << maxwell("update", place, broken) << QByteArray("h") << ofTheChange;
        QTest::newRow("row event") << maxwell("update", place, wrong) << QByteArray("h") << ofTheChange;
        QByteArray inside = order(bad, json(",'event_id':'own'"));
        QTest::newRow("broken JSON in a text")
            << inside.replace("[{\"sku\":\"A\",\"qty\":\"dua\",\"price\":5}]", "\"[{\"") << QByteArray("h")
            << QByteArray("own");
    }
    void refusedRecord_hasAnId()
    {
        QFETCH(QByteArray, value);
        QFETCH(QByteArray, header);
        QFETCH(QByteArray, id);
        const QByteArray unnamed = order(json("{'sku':'A','qty':1,'price':5}"));
        const QByteArray ofThePlace = bytes(m_orders->transform(input(unnamed)).eventId);
        Input record = input(value);
        record.headerEventId = view(header);
        const Output &output = m_orders->transform(record);
        QVERIFY(output.outcome == Outcome::DeadLetter);
        QCOMPARE(bytes(output.eventId), id.isEmpty() ? ofThePlace : id);
    }

    void unknownFieldsAndUnicode_areKept()
    {
        const QByteArray value =
            order(json("{'sku':'A','qty':1,'price':5,'warna':'biru 🎽'}"),
                  json(",'catatan':'\\u0000 \\ud83d\\ude00 \\'é\\'','x':1e-7,'n':12345678901234567890"));
        const QByteArray out = result(m_orders->transform(input(value)));
        QVERIFY2(out.contains(json("'warna':'biru 🎽'")), out.constData());
        QVERIFY2(out.contains("\"catatan\":\"\\u0000 😀 \\\"é\\\"\",\"x\":1e-7,\"n\":12345678901234567890"),
                 out.constData());
    }

    /// Whoever cancels an order sends it as it was; the event is what says that it is cancelled.
    void cancelledEvent_setsTheStatus_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<QString>("becomes");
        QTest::newRow("still paid") << QByteArray("order.cancelled") << QByteArray("PAID") << "cancelled";
        QTest::newRow("no status") << QByteArray("order.cancelled") << QByteArray() << "cancelled";
        QTest::newRow("said twice") << QByteArray("order.cancelled") << QByteArray("CANCELLED")
                                    << "cancelled";
        QTest::newRow("updated") << QByteArray("order.updated") << QByteArray("PAID") << "paid";
    }
    void cancelledEvent_setsTheStatus()
    {
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, status);
        QFETCH(QString, becomes);
        QByteArray value =
            order(json("{'sku':'A','qty':1,'price':5}"), json(",'version':2,'event_type':'") + type + "\"");
        value.replace(json("'status':'PAID',"), status.isEmpty() ? "" : "\"status\":\"" + status + "\",");
        const Output &output = m_orders->transform(input(value));
        QVERIFY2(output.outcome == Outcome::Enriched, output.failure.message.c_str());
        QCOMPARE(object(output).value(u"status").toString(), becomes);
        QCOMPARE(object(output).value(u"items").toArray().size(), qsizetype{1});
    }

    void maxwell_insertUpdateDelete_becomeOrders()
    {
        const QByteArray insert = maxwell("insert", json("'xid':5,'commit':true,"), kRow);
        const QJsonObject created = object(m_orders->transform(input(insert)));
        QCOMPARE(created.value(u"event_type").toString(), QStringLiteral("order.created"));
        QCOMPARE(created.value(u"occurred_at").toString(), QStringLiteral("2025-11-20T03:40:00.000Z"));
        QCOMPARE(created.value(u"version").toInt(), 3);
        QCOMPARE(created.value(u"order_total").toDouble(), 2'500'001.0);
        QCOMPARE(created.value(u"customer").toObject().value(u"name").toString(), QStringLiteral("Budi"));
        QVERIFY(!created.contains(u"database") && !created.contains(u"data"));

        const QByteArray remove = maxwell("delete", json("'xid':6,'commit':true,"), kRow);
        const QJsonObject cancelled = object(m_orders->transform(input(remove)));
        QCOMPARE(cancelled.value(u"event_type").toString(), QStringLiteral("order.cancelled"));
        QCOMPARE(cancelled.value(u"status").toString(), QStringLiteral("cancelled"));
        QVERIFY(cancelled.value(u"event_id") != created.value(u"event_id"));
    }

    void maxwell_eventId_isOfTheChangeNotOfTheMessage()
    {
        const auto idOf = [this](const QByteArray &value) {
            Input record = input(value);
            record.offset = m_offset++;
            const Output &output = m_orders->transform(record);
            return output.outcome == Outcome::Enriched ? bytes(output.eventId) : QByteArray("failed");
        };
        const QByteArray id = idOf(maxwell("update", json("'xid':5,'xoffset':0,"), kRow));
        QCOMPARE(idOf(maxwell("update", json("'xid':5,'xoffset':0,"), kRow)), id);
        QVERIFY(idOf(maxwell("update", json("'xid':5,'commit':true,"), kRow))
                != id); // the same row again in one transaction
        QVERIFY(idOf(maxwell("update", json("'xid':6,'xoffset':0,"), kRow)) != id);
        const QByteArray boot = idOf(maxwell("bootstrap-insert", {}, kRow));
        QVERIFY(boot != "failed" && boot != id);
        QCOMPARE(idOf(maxwell("bootstrap-insert", {}, kRow)), boot); // the whole bootstrap ran again
        QByteArray changed = kRow;
        changed.replace("\"version\":3", "\"version\":4");
        QVERIFY(idOf(maxwell("bootstrap-insert", {}, changed)) != boot);
    }

    void maxwell_noRow_isFiltered()
    {
        for (const char *type : {"bootstrap-start", "bootstrap-complete", "table-alter", "database-drop"}) {
            const QByteArray value = maxwell(type, {}, "{}");
            const Output &output = m_orders->transform(input(value));
            QVERIFY(output.outcome == Outcome::Filtered);
            QCOMPARE(bytes(output.failure.code), QByteArray("pk.transform.NotARowChange"));
        }
    }

    void maxwell_deletedActivity_isADeadLetter()
    {
        const QByteArray value =
            maxwell("delete", json("'xid':6,"), json("{'activity_id':'ACT-1','nim':'1'}"));
        QCOMPARE(result(m_activities->transform(input(value))), QByteArray("pk.transform.DeleteUnsupported"));
    }

    void tombstone_isFiltered()
    {
        Input record = input({});
        record.hasValue = false;
        const Output &output = m_orders->transform(record);
        QVERIFY(output.outcome == Outcome::Filtered);
        QCOMPARE(bytes(output.failure.code), QByteArray("pk.transform.Tombstone"));
        QCOMPARE(bytes(output.key), QByteArray("ORD-1"));
    }

private:
    std::unique_ptr<Engine> m_orders;
    std::unique_ptr<Engine> m_activities;
    std::int64_t m_offset = 0;
};

PK_TEST(TransformDatasetsTest)
#include "tst_transform_datasets.moc"
