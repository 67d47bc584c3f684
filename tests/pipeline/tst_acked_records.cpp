#include "pipeline/acked_records.h"

#include <QTest>

using namespace pk;
using namespace pk::pipeline;

namespace {

const TopicPartition kRaw{"raw_orders", 0};

broker::Delivery delivered(std::int64_t offset)
{
    return {kRaw.topic, kRaw.partition, offset, 0, {}};
}

/// Offsets 10, 11 and 13, and so many without one.
AckedRecords acknowledged(int unplaced)
{
    AckedRecords records;
    for (const std::int64_t offset : {10, 11, 13})
        records.add(delivered(offset));
    for (int i = 0; i < unplaced; ++i)
        records.add(delivered(-1));
    return records;
}

} // namespace

/// Records whose first acknowledgement was lost: the broker only says that it has them.
class TestAckedRecords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void place_onlyGapInTheLog_isTheirs()
    {
        AckedRecords records = acknowledged(1);
        QCOMPARE(records.unplacedCount(), 1);
        QCOMPARE(records.place(kRaw, 10, 14), 1);
        QVERIFY(records.offsets[kRaw].test(12));
        QCOMPARE(records.unplacedCount(), 0);
        QCOMPARE(records.place(kRaw, 10, 15), 0); // once
    }
    void place_othersHaveWrittenToo_nobodyKnows()
    {
        AckedRecords records = acknowledged(1);
        QCOMPARE(records.place(kRaw, 10, 15), 0);
        QVERIFY(!records.offsets[kRaw].test(12));
        QCOMPARE(records.unplacedCount(), 1);
    }
    void place_logHasNoRoomForThem_theyAreNotPlaced()
    {
        AckedRecords records = acknowledged(2);
        QCOMPARE(records.place(kRaw, 10, 14), 0);
        QCOMPARE(records.unplacedCount(), 2);
    }
    void add_ofSeveralSources_isTheSum()
    {
        AckedRecords records = acknowledged(1);
        AckedRecords others;
        others.add(delivered(12));
        others.add(delivered(-1));
        records.add(others);
        QCOMPARE(records.offsets[kRaw].count(), 4);
        QCOMPARE(records.unplacedCount(), 2);
        QCOMPARE(records.place(kRaw, 10, 16), 2);
    }
};

PK_TEST(TestAckedRecords)
#include "tst_acked_records.moc"
