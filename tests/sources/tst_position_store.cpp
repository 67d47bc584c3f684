#include "sources/position_store.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace pk;
using namespace pk::sources;

/// Positions move behind what is settled, in one file for many sources, and belong to one program at a time.
class TestPositionStore : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    QString file() const { return m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction())); }
    std::unique_ptr<PositionStore> open(const char *source = "a") const
    {
        auto store = PositionStore::open(file(), source);
        return store ? std::move(*store) : nullptr;
    }

private Q_SLOTS:
    void positions_areThereAgain_forTheirSourceAlone()
    {
        QVERIFY(open()->store({{"orders", "17"}, {"activities", "3"}}, {}));
        QVERIFY(open("b")->store({{"orders", "5"}}, {}));
        QCOMPARE(open()->positions(), (Positions{{"activities", "3"}, {"orders", "17"}}));
        QCOMPARE(open("b")->positions(), (Positions{{"orders", "5"}}));
    }

    void toldStates_areKeptOnce()
    {
        const RowState state{Dataset::Orders, 7, 2, "2025-01-06 08:00:00.123"};
        QVERIFY(open()->store({}, {state, state}));
        QVERIFY(open()->store({}, {state}));
        QCOMPARE(PositionStore::peek(file(), "a")->told, std::set<RowState>{state});
        QVERIFY(PositionStore::peek(file(), "b")->told.empty());
        QVERIFY(PositionStore::forget(file(), "b").ok());
        QCOMPARE(PositionStore::peek(file(), "a")->told.size(), std::size_t(1));
        QVERIFY(PositionStore::forget(file(), "a").ok());
        QVERIFY(PositionStore::peek(file(), "a")->told.empty());
        QVERIFY(PositionStore::peek(file(), "a")->positions.empty());
    }

    void aSecondProgram_shutsTheFirstOut()
    {
        const auto first = open();
        const auto second = open();
        QCOMPARE(first->store({{"orders", "1"}}, {}).error().code, ErrorCode::Fenced);
        QVERIFY(second->store({{"orders", "2"}}, {}));
        QCOMPARE(open()->positions(), (Positions{{"orders", "2"}}));
    }

    void aFileOfSomethingElse_isLeftAlone()
    {
        {
            const auto other = openSqlite(file());
            QVERIFY((*other)->exec("CREATE TABLE theirs(n)"));
        }
        QCOMPARE(PositionStore::check(file()).error().code, ErrorCode::Corrupt);
        QCOMPARE(PositionStore::open(file(), "a").error().code, ErrorCode::Corrupt);
    }

    void tracker_storesNothingBeyondWhatIsSettled()
    {
        const auto store = open();
        PositionTracker tracker(*store);
        for (int i = 1; i <= 5; ++i)
            tracker.gave("orders", std::to_string(i));
        QVERIFY(tracker.settled(0));
        QVERIFY(store->positions().empty());
        QVERIFY(tracker.settled(3));
        QCOMPARE(store->positions().at("orders"), std::string("3"));
        tracker.moved("orders", "6");
        QVERIFY(tracker.settled(4));
        QCOMPARE(store->positions().at("orders"), std::string("4"));
        QVERIFY(tracker.settled(5)); // and what came behind the last record
        QCOMPARE(store->positions().at("orders"), std::string("6"));
    }
};

PK_TEST(TestPositionStore)
#include "tst_position_store.moc"
