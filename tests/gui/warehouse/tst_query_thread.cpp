// The thread that reads the warehouse for somebody.

#include "../../support/patience.h"
#include "bridge/background_end.h"
#include "bridge/query_thread.h"
#include "warehouse_fixture.h"

#include <QTest>

#include <atomic>
#include <latch>

using namespace pk;
using namespace pk::gui;
using namespace pk::test;

class TestQueryThread : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// As on a server that does not answer: a page, or the window, closes all the same.
    void end_waitsForNoJobThatHangs_andNothingIsToldAfterIt()
    {
        LoadedWarehouse warehouse;
        std::latch letGo(1);
        std::atomic<bool> begun = false;
        bool told = false;
        QObject receiver;
        {
            QueryThread thread("hanging", &receiver);
            thread.setPath(warehouse.path());
            thread.run({0,
                        [&](Database &, const QueryThread::Stopped &) -> Result<QueryThread::Answer> {
                            begun = true;
                            letGo.wait();
                            return QueryThread::Answer([&] { told = true; });
                        },
                        [&](const Error &) { told = true; }});
            QTRY_VERIFY(begun);
        }
        letGo.count_down();
        QVERIFY(waitForBackgroundEnds(kPatienceMs));
        QCoreApplication::processEvents();
        QVERIFY(!told);
    }

    /// Whoever types sees the rows of what stands there now.
    void replacedJob_tellsNothing_alsoWhenItHasSucceeded()
    {
        LoadedWarehouse warehouse;
        std::latch letGo(1);
        std::atomic<bool> begun = false;
        QStringList told;
        QObject receiver;
        QueryThread thread("typing", &receiver);
        thread.setPath(warehouse.path());
        const auto job = [&](const char *name, const std::function<void()> &work) {
            return QueryThread::Job{
                0,
                [&told, name, work](Database &, const QueryThread::Stopped &) -> Result<QueryThread::Answer> {
                    work();
                    return QueryThread::Answer([&told, name] { told << QLatin1String(name); });
                },
                [&told](const Error &error) { told << error.message; }};
        };
        thread.run(job("former", [&] {
            begun = true;
            letGo.wait();
        }));
        QTRY_VERIFY(begun);
        thread.run(job("newer", [] {}));
        letGo.count_down();
        QTRY_VERIFY(told.contains(QStringLiteral("newer")));
        QCOMPARE(told, QStringList{QStringLiteral("newer")});
    }
};

PK_TEST(TestQueryThread)
#include "tst_query_thread.moc"
