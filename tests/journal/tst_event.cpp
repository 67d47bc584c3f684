#include "journal/event.h"

#include <QtTest>

#include <set>

using namespace pk::journal;

class tst_Event : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void kindNames_areDistinct()
    {
        std::set<std::string_view> names;
        for (std::size_t i = 0; i < kEventKindCount; ++i) {
            const auto kind = static_cast<EventKind>(i);
            if (i == 34 || i == 35) // were never written
                QVERIFY(toString(kind).empty());
            else
                QVERIFY(names.insert(toString(kind)).second);
        }
    }

    void hopNames_areDistinct()
    {
        std::set<std::string_view> names;
        for (std::size_t i = 0; i < kHopCount; ++i) {
            const auto hop = static_cast<Hop>(i);
            if (i == 4)
                QVERIFY(toString(hop).empty());
            else
                QVERIFY(names.insert(toString(hop)).second);
        }
    }

    void kindName_standsForItsKind_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("first") << int(EventKind::Acked) << QByteArray("acked");
        QTest::newRow("two words") << int(EventKind::DeadLettered) << QByteArray("dead_lettered");
        QTest::newRow("fact") << int(EventKind::Committed) << QByteArray("committed");
        QTest::newRow("transaction") << int(EventKind::TxnAbort) << QByteArray("txn_abort");
        QTest::newRow("broker") << int(EventKind::BrokerUp) << QByteArray("broker_up");
        QTest::newRow("detail") << int(EventKind::Record) << QByteArray("record");
        QTest::newRow("later") << int(EventKind::Recovered) << QByteArray("recovered");
        QTest::newRow("txn unknown") << int(EventKind::TxnUnknown) << QByteArray("txn_unknown");
        QTest::newRow("last") << int(EventKind::PassedOver) << QByteArray("passed_over");
    }
    void kindName_standsForItsKind()
    {
        QFETCH(int, kind);
        QFETCH(QByteArray, name);
        QCOMPARE(QByteArray::fromStdString(std::string(toString(static_cast<EventKind>(kind)))), name);
    }

    /// They stand in session files.
    void numbers_areThoseOfSessionFiles()
    {
        QCOMPARE(int(EventKind::Record), 33);
        QCOMPARE(int(EventKind::Recovered), 36);
        QCOMPARE(int(EventKind::Reset), 38);
        QCOMPARE(int(EventKind::PassedOver), 39);
        QCOMPARE(int(Hop::Taken), 3);
        QCOMPARE(int(Hop::Enriched), 5);
        QCOMPARE(int(Hop::LoadCommitted), 11);
    }

    void unknownNumber_hasNoName()
    {
        QVERIFY(toString(static_cast<EventKind>(200)).empty());
        QVERIFY(toString(static_cast<Hop>(200)).empty());
    }

    void kinds_areExactOrDetail_andRangesAreExact()
    {
        QVERIFY(isExact(EventKind::Sampled));
        QVERIFY(!isExact(EventKind::Record));
        QVERIFY(isExact(EventKind::Recovered));
        QVERIFY(isExact(EventKind::TxnUnknown));
        QVERIFY(isExact(EventKind::Reset));
        QVERIFY(isRange(EventKind::Observed));
        QVERIFY(isRange(EventKind::PassedOver) && isExact(EventKind::PassedOver));
        QVERIFY(!isRange(EventKind::Committed));
    }
};

PK_TEST(tst_Event)
#include "tst_event.moc"
