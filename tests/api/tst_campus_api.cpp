#include "api/campus_api.h"
#include "kampus_testing.h"
#include "sources/rest_source.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QUrlQuery>
#include <QtTest>

#include <memory>

using namespace pk;
using namespace pk::api;
using namespace pk::kampus;
using namespace pk::sources;

/// The campus's API, asked directly and over loopback, and read by the REST source under its faults.
class TestCampusApi : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Database> m_campus;
    std::unique_ptr<CampusApi> m_api;
    std::unique_ptr<HttpServer> m_server;
    quint16 m_port = 0;

    QString file(const char *name) const { return m_folder->filePath(QString::fromLatin1(name)); }
    void serve(const QString &faults = {})
    {
        m_server.reset();
        m_api = std::make_unique<CampusApi>(std::move(*openCampus(file("kampus.sqlite"))),
                                            *FaultPlan::parse(faults));
        m_server = std::make_unique<HttpServer>([this](const HttpRequest &r) { return m_api->answer(r); });
        QVERIFY(m_server->listen(m_port));
        m_port = m_server->port();
    }
    HttpResponse get(const QString &target, const QByteArray &etag = {})
    {
        HttpRequest request{"GET", QUrl(target), {}};
        if (!etag.isEmpty())
            request.headers.insert("if-none-match", etag);
        return m_api->answer(request);
    }
    static QByteArray header(const HttpResponse &response, const char *name)
    {
        for (const auto &[key, value] : response.headers) {
            if (key == name)
                return value;
        }
        return {};
    }
    static QJsonObject bodyOf(const HttpResponse &response)
    {
        return QJsonDocument::fromJson(response.body).object();
    }
    static QStringList namesIn(const HttpResponse &response)
    {
        QStringList names;
        for (const QJsonValue &value : bodyOf(response).value(QStringLiteral("data")).toArray())
            names << value[QStringLiteral("order_id")].toString();
        return names;
    }
    std::set<std::string> ordersInTheDatabase()
    {
        std::set<std::string> states;
        for (const auto &row : SqlRunner(*m_campus).rows("SELECT order_id || '/' || version FROM orders"))
            states.insert(row[0]);
        return states;
    }
    RestOptions rest(Paging paging) const
    {
        RestOptions options;
        options.url = QUrl(QStringLiteral("http://127.0.0.1:%1").arg(m_port));
        options.paging = paging;
        options.pageSize = 20;
        options.everyMs = 20;
        options.positions = file("positions.db");
        options.end.idleMs = 0;
        return options;
    }
    struct Read
    {
        std::vector<std::string> states; ///< key/version
        std::vector<std::string> ids;
        std::optional<Error> error;
    };
    /// Reads until the end, or until so many are there; the server's answers come from this thread's event
    /// loop.
    static Read readAll(RestSource &source, std::size_t most = 100'000)
    {
        Read read;
        extract::SourceRecord record;
        QElapsedTimer timer;
        timer.start();
        while (read.states.size() < most && timer.elapsed() < 60'000) {
            const auto ready = source.ready();
            if (!ready && !ready.error().retriable) {
                read.error = ready.error();
                return read;
            }
            if (!ready || !*ready) {
                QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::AllEvents, 2);
                QTest::qWait(1);
                continue;
            }
            record.clear();
            const auto more = source.next(record);
            if (!more || !*more)
                return read;
            const auto value = QJsonDocument::fromJson(QByteArray::fromStdString(record.value)).object();
            read.states.push_back(record.key + "/"
                                  + std::to_string(value.value(QStringLiteral("version")).toInt()));
            read.ids.push_back(value.value(QStringLiteral("event_id")).toString().toStdString());
        }
        return read;
    }
    std::unique_ptr<RestSource> open(const RestOptions &options) const
    {
        auto source = RestSource::create(options);
        if (!source)
            qFatal("%s", why(source).constData());
        return std::move(*source);
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_campus = openKampus(file("kampus.sqlite"));
        work(*m_campus, marked(5), 300);
        m_port = 0;
        serve();
    }
    void cleanup()
    {
        m_server.reset();
        m_api.reset();
        m_campus.reset();
    }

    void cursors_leadThroughAllOrders_once()
    {
        QStringList names;
        QString target = QStringLiteral("/orders?limit=30");
        for (;;) {
            const HttpResponse response = get(target);
            QCOMPARE(response.status, 200);
            names += namesIn(response);
            if (namesIn(response).size() < 30) {
                QVERIFY(header(response, "Link").isEmpty());
                break;
            }
            const QByteArray link = header(response, "Link");
            QVERIFY(link.contains("rel=\"next\""));
            target = QStringLiteral("/orders?limit=30&after=")
                + bodyOf(response).value(QStringLiteral("next_cursor")).toString();
            QCOMPARE(QUrl(QString::fromStdString(nextLink(link.toStdString()))).query(),
                     QUrl(target).query());
        }
        QCOMPARE(names.size(), static_cast<qsizetype>(ordersInTheDatabase().size()));
        QCOMPARE(QSet<QString>(names.begin(), names.end()).size(), names.size());
    }

    void pageNumbers_coverTheSame()
    {
        const int pages =
            bodyOf(get(QStringLiteral("/orders?limit=30&page=1"))).value(QStringLiteral("pages")).toInt();
        QStringList names;
        for (int page = 1; page <= pages; ++page)
            names += namesIn(get(QStringLiteral("/orders?limit=30&page=%1").arg(page)));
        QCOMPARE(names.size(), static_cast<qsizetype>(ordersInTheDatabase().size()));
        QVERIFY(namesIn(get(QStringLiteral("/orders?limit=30&page=%1").arg(pages + 1))).isEmpty());
    }

    void etag_saysWhetherAPageHasChanged()
    {
        const QString target = QStringLiteral("/activities");
        const QByteArray etag = header(get(target), "ETag");
        QVERIFY(!etag.isEmpty());
        const HttpResponse same = get(target, etag);
        QCOMPARE(same.status, 304);
        QVERIFY(same.body.isEmpty());
        QVERIFY(m_campus->exec("UPDATE activities SET version = version + 1 WHERE id = 1"));
        QCOMPARE(get(target, etag).status, 200);
    }

    void wrongQuestions_areRefused()
    {
        for (const char *target : {"/orders?limit=x", "/orders?page=0", "/orders?after=@@"})
            QCOMPARE(get(QLatin1String(target)).status, 400);
        QCOMPARE(get(QStringLiteral("/teachers")).status, 404);
    }

    void faults_comeInTurn()
    {
        serve(QStringLiteral("429@2,500@3"));
        QList<int> codes;
        for (int i = 0; i < 6; ++i)
            codes << get(QStringLiteral("/orders")).status;
        QCOMPARE(codes, (QList<int>{200, 429, 500, 429, 200, 429}));
        for (const char *wrong : {"418@2", "429", "429@1", "429@x", "@3"})
            QCOMPARE(FaultPlan::parse(QLatin1String(wrong)).error().code, ErrorCode::Usage);
    }

    void server_refusesWhatIsNoRequest_data()
    {
        QTest::addColumn<QByteArray>("sent");
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("nonsense") << QByteArray("hello\r\n\r\n") << QByteArray("HTTP/1.1 400 ");
        QTest::newRow("method") << QByteArray("POST /orders HTTP/1.1\r\n\r\n") << QByteArray("HTTP/1.1 405 ");
        QTest::newRow("endless") << QByteArray(20'000, 'x') << QByteArray("HTTP/1.1 431 ");
    }
    void server_refusesWhatIsNoRequest()
    {
        QFETCH(QByteArray, sent);
        QFETCH(QByteArray, answer);
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, m_port);
        socket.write(sent);
        QTRY_VERIFY(socket.state() == QAbstractSocket::UnconnectedState);
        QVERIFY(socket.readAll().startsWith(answer));
    }

    void twoRequestsAtOnce_areAnsweredInTurn()
    {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, m_port);
        socket.write(
            "GET /orders?limit=1 HTTP/1.1\r\n\r\nGET /teachers HTTP/1.1\r\nConnection: close\r\n\r\n");
        QTRY_VERIFY(socket.state() == QAbstractSocket::UnconnectedState);
        const QByteArray answers = socket.readAll();
        QVERIFY(answers.startsWith("HTTP/1.1 200 "));
        QVERIFY(answers.contains("HTTP/1.1 404 "));
    }

    void lateAnswer_isNotOvertakenByTheNextRequest_data()
    {
        QTest::addColumn<bool>("later");
        QTest::newRow("both at once") << false;
        QTest::newRow("the second one while the first is late") << true;
    }
    void lateAnswer_isNotOvertakenByTheNextRequest()
    {
        QFETCH(bool, later);
        int asked = 0;
        HttpServer server([&asked](const HttpRequest &request) {
            ++asked;
            HttpResponse response;
            response.body = request.url.path().toLatin1();
            response.delayMs = response.body == "/late" ? 300 : 0;
            return response;
        });
        QVERIFY(server.listen(0));
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, server.port());
        socket.write("GET /late HTTP/1.1\r\n\r\n");
        if (later)
            QTRY_COMPARE(asked, 1);
        socket.write("GET /quick HTTP/1.1\r\n\r\nGET /last HTTP/1.1\r\nConnection: close\r\n\r\n");
        QTRY_VERIFY(socket.state() == QAbstractSocket::UnconnectedState);
        const QByteArray answers = socket.readAll();
        QCOMPARE(answers.count("HTTP/1.1 200 "), 3);
        QVERIFY(answers.indexOf("/late") < answers.indexOf("/quick"));
        QVERIFY(answers.indexOf("/quick") < answers.indexOf("/last"));
    }

    void source_readsAll_withEachKindOfPaging_data()
    {
        QTest::addColumn<int>("paging");
        QTest::newRow("link") << static_cast<int>(Paging::Link);
        QTest::newRow("page") << static_cast<int>(Paging::Page);
        QTest::newRow("cursor") << static_cast<int>(Paging::Cursor);
    }
    void source_readsAll_withEachKindOfPaging()
    {
        QFETCH(int, paging);
        const auto source = open(rest(static_cast<Paging>(paging)));
        const Read read = readAll(*source);
        const auto expected = ordersInTheDatabase();
        QCOMPARE(read.states.size(), expected.size());
        QCOMPARE(std::set(read.states.begin(), read.states.end()), expected);
    }

    void source_underFaults_losesAndDoublesNothing()
    {
        serve(QStringLiteral("429@4,500@5,cut@3"));
        auto source = open(rest(Paging::Cursor));
        Read read = readAll(*source, 70);
        QCOMPARE(read.states.size(), 70U);
        QVERIFY(source->settled(33)); // of what was given, and then the process is killed
        source = open(rest(Paging::Cursor));
        const Read rest = readAll(*source);
        QCOMPARE(rest.states.size(), ordersInTheDatabase().size() - 33);
        for (std::size_t i = 33; i < 70; ++i)
            QCOMPARE(rest.ids[i - 33], read.ids[i]); // what comes again is the same event
        QVERIFY(m_api->faults() > 5);
    }

    void source_waitsForAnApiThatIsAway_andThenSeesWhatChanged()
    {
        auto options = rest(Paging::Cursor);
        options.end.idleMs.reset();
        const auto source = open(options);
        const std::size_t all = ordersInTheDatabase().size();
        QCOMPARE(readAll(*source, all).states.size(), all);
        m_server.reset();
        QTRY_VERIFY(!source->ready());
        QVERIFY(source->ready().error().retriable);
        QVERIFY(
            m_campus->exec("UPDATE orders SET version = version + 1, updated_at = '2099-01-01 00:00:00.000' "
                           "WHERE id = (SELECT max(id) FROM orders)"));
        serve();
        QCOMPARE(readAll(*source, 1).states.size(), 1U);
    }

    void source_endsAtARefusal()
    {
        auto options = rest(Paging::Cursor);
        options.url.setPath(QStringLiteral("/v2"));
        const auto source = open(options);
        const Read read = readAll(*source);
        QVERIFY(read.error);
        QCOMPARE(read.error->code, ErrorCode::BadInput);
    }
};

PK_TEST(TestCampusApi)
#include "tst_campus_api.moc"
