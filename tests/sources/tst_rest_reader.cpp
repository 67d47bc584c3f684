#include "sources/rest_reader.h"

#include <QDateTime>
#include <QLocale>
#include <QUrlQuery>
#include <QtTest>

using namespace pk;
using namespace pk::sources;

namespace {

/// JSON with ' for each " (moc stumbles over raw texts).
QByteArray json(const char *text)
{
    return QByteArray(text).replace('\'', '"');
}

QByteArray object(int id, int version = 1)
{
    return json("{'order_id':'ORD-%1','version':%2,'occurred_at':'2025-01-06T08:00:0%2.000+07:00'}")
        .replace("%1", QByteArray::number(id))
        .replace("%2", QByteArray::number(version));
}

RestResponse page(const QList<QByteArray> &objects, const QByteArray &more = {}, const char *etag = "")
{
    RestResponse response;
    response.status = 200;
    response.etag = etag;
    response.body = ("{\"data\":[" + objects.join(',') + "]" + more + "}").toStdString();
    return response;
}

RestResponse status(int code, const char *retryAfter = "")
{
    RestResponse response;
    response.status = code;
    response.retryAfter = retryAfter;
    return response;
}

RestReader::Options options(Paging paging)
{
    RestReader::Options options;
    options.url = QUrl(QStringLiteral("http://127.0.0.1:1/orders"));
    options.paging = paging;
    options.pageSize = 2;
    options.everyMs = 1'000;
    options.seed = 1;
    return options;
}

QStringList names(const Result<std::vector<RestReader::Given>> &given)
{
    QStringList list;
    for (const auto &each : *given)
        list << QString::fromStdString(each.item.object.name);
    return list;
}

} // namespace

/// Pages, ETags and retries, answered by the test, with its own clock.
class TestRestReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pages_followOneAnother_data()
    {
        QTest::addColumn<int>("paging");
        QTest::addColumn<QByteArray>("more");
        QTest::addColumn<QByteArray>("link");
        QTest::addColumn<QString>("next");
        QTest::newRow("cursor") << static_cast<int>(Paging::Cursor) << json(",'next_cursor':'a b/+='")
                                << QByteArray() << QStringLiteral("limit=2&after=a%20b%2F%2B%3D");
        QTest::newRow("page") << static_cast<int>(Paging::Page) << json(",'page':1,'pages':2") << QByteArray()
                              << QStringLiteral("limit=2&page=2");
        QTest::newRow("link") << static_cast<int>(Paging::Link) << QByteArray()
                              << json("</orders?x=0>; rel='prev', </orders?x=1>; rel='next'")
                              << QStringLiteral("x=1");
    }
    void pages_followOneAnother()
    {
        QFETCH(int, paging);
        QFETCH(QByteArray, more);
        QFETCH(QByteArray, link);
        QFETCH(QString, next);
        RestReader reader(options(static_cast<Paging>(paging)), {});
        QVERIFY(reader.due(0));
        QVERIFY(!reader.due(0)); // one question at a time
        RestResponse first = page({object(1), object(2)}, more);
        first.link = link.toStdString();
        QCOMPARE(names(reader.take(first, 0)),
                 (QStringList{QStringLiteral("ORD-1"), QStringLiteral("ORD-2")}));
        QVERIFY(!reader.atEnd());
        const auto second = reader.due(0); // at once
        QVERIFY(second);
        QCOMPARE(second->url.query(QUrl::FullyEncoded), next);
        QCOMPARE(names(reader.take(page({object(3)}), 0)), QStringList{QStringLiteral("ORD-3")});
        QVERIFY(reader.atEnd());
    }

    void lastPage_isAskedAgainWithItsEtag_andGivesWhatIsNew()
    {
        RestReader reader(options(Paging::Page), {});
        (void)reader.due(0);
        (void)reader.take(page({object(1)}, json(",'page':1,'pages':1"), "\"one\""), 0);
        QVERIFY(!reader.due(999));
        const auto again = reader.due(1'000);
        QVERIFY(again);
        QCOMPARE(again->etag, std::string("\"one\""));
        QVERIFY(reader.take(status(304), 1'000)->empty());
        QVERIFY(reader.atEnd());
        QCOMPARE(reader.due(2'000)->etag, std::string("\"one\""));
        const auto grown = page({object(1), object(2)}, json(",'page':1,'pages':1"), "\"two\"");
        QCOMPARE(names(reader.take(grown, 2'000)), QStringList{QStringLiteral("ORD-2")});
        QCOMPARE(reader.due(3'000)->etag, std::string("\"two\""));
        // A new version of an object is something new.
        const auto changed = page({object(1, 2), object(2)}, json(",'page':1,'pages':1"));
        QCOMPARE(names(reader.take(changed, 3'000)), QStringList{QStringLiteral("ORD-1")});
    }

    void restartInAPage_givesItsRest_andAsksForTheWholePage()
    {
        RestReader reader(options(Paging::Cursor), {});
        (void)reader.due(0);
        const auto body = page({object(1), object(2)}, {}, "\"e\"");
        const auto given = reader.take(body, 0);
        RestReader inTheMiddle(options(Paging::Cursor), given->front().position);
        const auto asked = inTheMiddle.due(0);
        QVERIFY(asked->etag.empty()); // with it, 304 would hide the rest
        QCOMPARE(names(inTheMiddle.take(body, 0)), QStringList{QStringLiteral("ORD-2")});
        RestReader behind(options(Paging::Cursor), given->back().position);
        QCOMPARE(behind.due(0)->etag, std::string("\"e\""));
        QVERIFY(behind.take(body, 0)->empty());
    }

    void restartBetweenPages_goesOnWithTheNext()
    {
        RestReader reader(options(Paging::Cursor), {});
        (void)reader.due(0);
        const auto given = reader.take(page({object(1), object(2)}, json(",'next_cursor':'n'")), 0);
        RestReader again(options(Paging::Cursor), given->back().position);
        QCOMPARE(QUrlQuery(again.due(0)->url).queryItemValue(QStringLiteral("after")), QStringLiteral("n"));
    }

    void aCursorThatDoesNotMove_isTheEnd()
    {
        RestReader reader(options(Paging::Cursor), {});
        (void)reader.due(0);
        (void)reader.take(page({object(1)}, json(",'next_cursor':'n'")), 0);
        (void)reader.due(0);
        QVERIFY(reader.take(page({}, json(",'next_cursor':'n'")), 0)->empty());
        QVERIFY(reader.atEnd());
        QVERIFY(!reader.due(999));
    }

    void whatPasses_isRetriedLaterAndLater_andStartsAnewWhenItIsOver()
    {
        RestReader reader(options(Paging::Cursor), {});
        std::int64_t nowMs = 0;
        std::int64_t longest = 0;
        for (const int code : {500, 503, 0, 429, 408, 502, 500, 500, 500, 500}) {
            QVERIFY(reader.due(nowMs));
            const auto taken = reader.take(status(code), nowMs);
            QVERIFY(!taken);
            QVERIFY(taken.error().retriable);
            std::int64_t waited = 0;
            while (!reader.due(nowMs + waited)) // the clock is the test's
                waited += 25;
            nowMs += waited;
            longest = std::max(longest, waited);
            QVERIFY(waited <= RetryDelay::kLongestMs + 25);
            // It was asked; this answer is the next one's.
            (void)reader.take(status(500), nowMs);
            nowMs += RetryDelay::kLongestMs;
        }
        QVERIFY(longest > 10'000);
        QVERIFY(reader.due(nowMs));
        QVERIFY(reader.take(page({object(1)}), nowMs));
        (void)reader.due(nowMs + 1'000);
        (void)reader.take(status(500), nowMs + 1'000);
        QVERIFY(reader.due(nowMs + 1'000 + RetryDelay::kShortestMs));
    }

    void retryAfter_isHeeded_data()
    {
        QTest::addColumn<QByteArray>("retryAfter");
        QTest::newRow("seconds") << QByteArray("58");
        QTest::newRow("date") << QLocale::c()
                                     .toString(QDateTime::currentDateTimeUtc().addSecs(60),
                                               QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"))
                                     .toLatin1();
    }
    void retryAfter_isHeeded()
    {
        QFETCH(QByteArray, retryAfter);
        RestReader reader(options(Paging::Cursor), {});
        (void)reader.due(0);
        QVERIFY(!reader.take(status(429, retryAfter.constData()), 0));
        QVERIFY(!reader.due(30'000));
        QVERIFY(reader.due(61'000));
    }

    void aRefusal_endsIt_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<int>("error");
        QTest::newRow("address") << 404 << static_cast<int>(ErrorCode::BadInput);
        QTest::newRow("token") << 401 << static_cast<int>(ErrorCode::Permission);
    }
    void aRefusal_endsIt()
    {
        QFETCH(int, code);
        QFETCH(int, error);
        RestReader reader(options(Paging::Cursor), {});
        (void)reader.due(0);
        const auto taken = reader.take(status(code), 0);
        QVERIFY(!taken);
        QVERIFY(!taken.error().retriable);
        QCOMPARE(static_cast<int>(taken.error().code), error);
    }

    void whatIsNoPage_isSaid_data()
    {
        QTest::addColumn<QByteArray>("body");
        for (const char *body : {"<html>", "{}", "{'data':3}", "{'data':[1]}", "", "{'data':[{}]"})
            QTest::newRow(body) << json(body);
    }
    void whatIsNoPage_isSaid()
    {
        QFETCH(QByteArray, body);
        const auto parsed = parseRestPage(body.toStdString(), Dataset::Orders);
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().code, ErrorCode::BadInput);
    }

    void objects_areTakenByteForByte()
    {
        const std::string body =
            json("{'meta':{'data':[{'no':1}]},'data':[ {'order_id':'A','total':1250000.50,"
                 "'items':[{'x':'}]'}]} , {'order_id':'B'} ],'next_cursor':'c'}")
                .toStdString();
        const auto parsed = parseRestPage(body, Dataset::Orders);
        QVERIFY(parsed);
        QCOMPARE(parsed->items.size(), 2U);
        QCOMPARE(parsed->items[0].text,
                 json("{'order_id':'A','total':1250000.50,'items':[{'x':'}]'}]}").toStdString());
        QCOMPARE(parsed->items[1].object.key, std::string("B"));
        QCOMPARE(parsed->nextCursor, std::string("c"));
        QCOMPARE(parseRestPage("[{\"order_id\":\"A\"}]", Dataset::Orders)->items.size(), 1U);
    }

    void foreignObject_getsAnIdentity_whereItHasNone_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("behind");
        QTest::newRow("none") << json("{'order_id':'A'}") << json(",'order_id':'A'}");
        QTest::newRow("empty") << QByteArray("{ }") << json(" }");
    }
    void foreignObject_getsAnIdentity_whereItHasNone()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, behind);
        extract::SourceRecord record;
        fillRecord(record, {}, text.toStdString(), "identity", "api");
        QVERIFY(record.value.starts_with("{\"event_id\":\""));
        QVERIFY2(record.value.ends_with("\"event_type\":\"order.created\"" + behind.toStdString()),
                 record.value.c_str());
        extract::SourceRecord again;
        fillRecord(again, {}, text.toStdString(), "identity", "api");
        QCOMPARE(again.value, record.value);
    }

    void foreignObject_keepsItsOwnIdentity()
    {
        extract::SourceRecord record;
        ForeignObject object;
        object.eventId = "e-1";
        object.eventType = "order.cancelled";
        const std::string text = json("{'event_id':'e-1','event_type':'order.cancelled'}").toStdString();
        fillRecord(record, object, text, "identity", "api");
        QCOMPARE(record.value, text);
        QCOMPARE(record.headers.find(header::eventId).value(), std::string_view("e-1"));
    }
};

PK_TEST(TestRestReader)
#include "tst_rest_reader.moc"
