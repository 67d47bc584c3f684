#include "base/bitmap.h"
#include "base/pcg32.h"

#include <QtTest>

#include <set>

using namespace pk;

class tst_Bitmap : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void set_isTrueOnlyTheFirstTime()
    {
        Bitmap bits;
        QVERIFY(bits.set(5));
        QVERIFY(!bits.set(5));
        QCOMPARE(bits.count(), 1);
    }

    void test_knowsExactlyWhatWasSet_data()
    {
        QTest::addColumn<qint64>("index");
        const std::vector<qint64> indexes{
            0, 1, 63, 64, 65, 127, 128, 8'191, 8'192, 1'000'000, std::numeric_limits<qint64>::max() - 1};
        for (const qint64 index : indexes)
            QTest::addRow("%lld", static_cast<long long>(index)) << index;
    }
    void test_knowsExactlyWhatWasSet()
    {
        QFETCH(qint64, index);
        Bitmap bits;
        QVERIFY(!bits.test(index));
        QVERIFY(bits.set(index));
        QVERIFY(bits.test(index));
        QVERIFY(!bits.test(index - 1));
        QVERIFY(!bits.test(index + 1));
        std::vector<std::int64_t> all;
        bits.forEach([&all](std::int64_t i) { all.push_back(i); });
        QCOMPARE(all, std::vector<std::int64_t>{index});
    }

    void test_outside_isFalse()
    {
        Bitmap bits;
        QVERIFY(!bits.test(-1));
        QVERIFY(!bits.test(0));
        bits.set(0);
        QVERIFY(!bits.test(-1));
        QVERIFY(!bits.test(std::numeric_limits<std::int64_t>::max()));
        QVERIFY(!bits.test(std::numeric_limits<std::int64_t>::min()));
    }

    void randomIndexes_equalASet()
    {
        Pcg32 random(3);
        Bitmap bits;
        std::set<std::int64_t> expected;
        for (int i = 0; i < 5'000; ++i) {
            const std::int64_t index = random.below(20'000);
            QCOMPARE(bits.set(index), expected.insert(index).second);
        }
        QCOMPARE(bits.count(), std::int64_t(expected.size()));
        std::set<std::int64_t> found;
        bits.forEach([&found](std::int64_t i) { found.insert(i); });
        QVERIFY(found == expected);
        for (std::int64_t i = 0; i < 21'000; ++i)
            QCOMPARE(bits.test(i), expected.count(i) > 0);
    }
};

PK_TEST(tst_Bitmap)
#include "tst_bitmap.moc"
