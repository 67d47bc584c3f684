#include "base/pcg32.h"
#include "journal/interval_set.h"

#include <QtTest>

#include <set>

using namespace pk;
using namespace pk::journal;

namespace {

QByteArray toText(const IntervalSet &set)
{
    QByteArray text;
    for (const Interval &interval : set.intervals())
        text += QByteArray::number(qlonglong(interval.first)) + '-'
            + QByteArray::number(qlonglong(interval.last)) + ' ';
    return text.trimmed();
}

} // namespace

using Pairs = QList<QPair<qint64, qint64>>;

class tst_IntervalSet : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countIn_countsWhatLiesInTheRange_alsoOverPages()
    {
        IntervalSet set;
        QCOMPARE(set.countIn(0, 100), 0);
        QCOMPARE(set.front(), -1);
        for (std::int64_t first = 65'000; first < 140'000; first += 3)
            set.add(first, first + 1);
        QCOMPARE(set.front(), 65'000);
        QCOMPARE(set.countIn(0, 64'999), 0);
        for (const auto &[first, last] : {std::pair(0, 200'000),
                                          {65'000, 65'000},
                                          {65'001, 65'003},
                                          {65'530, 65'545},
                                          {131'000, 131'100}}) {
            std::int64_t expected = 0;
            for (std::int64_t offset = first; offset <= last; ++offset)
                expected += set.contains(offset) ? 1 : 0;
            QCOMPARE(set.countIn(first, last), expected);
        }
    }

    void add_joinsRanges_data()
    {
        QTest::addColumn<Pairs>("added");
        QTest::addColumn<QByteArray>("ranges");
        QTest::addColumn<qint64>("count");
        QTest::newRow("nothing") << Pairs{} << QByteArray() << qint64(0);
        QTest::newRow("one") << Pairs{{5, 9}} << QByteArray("5-9") << qint64(5);
        QTest::newRow("neighbours after") << Pairs{{0, 4}, {5, 9}} << QByteArray("0-9") << qint64(10);
        QTest::newRow("neighbours before") << Pairs{{5, 9}, {0, 4}} << QByteArray("0-9") << qint64(10);
        QTest::newRow("gap of one") << Pairs{{0, 4}, {6, 9}} << QByteArray("0-4 6-9") << qint64(9);
        QTest::newRow("gap is filled") << Pairs{{0, 4}, {6, 9}, {5, 5}} << QByteArray("0-9") << qint64(10);
        QTest::newRow("inside") << Pairs{{0, 9}, {3, 4}} << QByteArray("0-9") << qint64(10);
        QTest::newRow("around several")
            << Pairs{{2, 3}, {5, 6}, {8, 9}, {0, 10}} << QByteArray("0-10") << qint64(11);
        QTest::newRow("overlap of two") << Pairs{{0, 3}, {6, 9}, {2, 7}} << QByteArray("0-9") << qint64(10);
        QTest::newRow("over a page") << Pairs{{65'530, 65'540}} << QByteArray("65530-65540") << qint64(11);
        QTest::newRow("over many pages")
            << Pairs{{10, 1'000'000}} << QByteArray("10-1000000") << qint64(999'991);
        QTest::newRow("late page") << Pairs{{200'000, 200'000}, {3, 3}, {100'000, 100'000}, {4, 4}}
                                   << QByteArray("3-4 100000-100000 200000-200000") << qint64(4);
    }
    void add_joinsRanges()
    {
        QFETCH(Pairs, added);
        QFETCH(QByteArray, ranges);
        QFETCH(qint64, count);
        IntervalSet set;
        for (const auto &[first, last] : added)
            set.add(first, last);
        QCOMPARE(toText(set), ranges);
        QCOMPARE(qint64(set.count()), count);
    }

    void add_returnsHowManyAreNew()
    {
        IntervalSet set;
        QCOMPARE(set.add(0, 9), 10);
        QCOMPARE(set.add(5, 14), 5);
        QCOMPARE(set.add(3, 3), 0);
        QCOMPARE(set.add(70'000, 70'000), 1);
        QCOMPARE(set.add(0, 99), 85); // in a page that is no longer the newest
        QCOMPARE(set.add(0, 99), 0);
    }

    void contains_knowsExactlyWhatWasAdded()
    {
        IntervalSet set;
        set.add(3, 5);
        set.add(65'535, 65'537);
        for (const std::int64_t offset : {3, 4, 5, 65'535, 65'536, 65'537})
            QVERIFY(set.contains(offset));
        for (const std::int64_t offset : {-1, 0, 2, 6, 65'534, 65'538, 1'000'000})
            QVERIFY(!set.contains(offset));
    }

    void randomAdds_equalASetOfNumbers_inAnyOrder()
    {
        for (std::uint64_t seed = 0; seed < 20; ++seed) {
            Pcg32 random(seed);
            std::vector<Interval> added;
            std::set<std::int64_t> numbers;
            IntervalSet set;
            for (int i = 0; i < 200; ++i) {
                const std::int64_t first = 65'536 * random.below(4) + 65'400 + random.below(300);
                const std::int64_t last = first + random.below(40);
                added.push_back({first, last});
                set.add(first, last);
                for (std::int64_t n = first; n <= last; ++n)
                    numbers.insert(n);
            }
            QCOMPARE(set.count(), std::int64_t(numbers.size()));
            for (std::int64_t n = 65'000; n < 65'536 * 6; ++n)
                QCOMPARE(set.contains(n), numbers.count(n) > 0);

            IntervalSet backwards;
            for (auto at = added.rbegin(); at != added.rend(); ++at)
                backwards.add(at->first, at->last);
            QVERIFY(backwards == set);
        }
    }

    void copy_isIndependent()
    {
        IntervalSet set;
        set.add(0, 0);
        set.add(70'000, 70'000);
        const IntervalSet copy = set;
        set.add(1, 1);
        set.add(70'001, 70'001);
        QCOMPARE(toText(copy), QByteArray("0-0 70000-70000"));
        QVERIFY(!(copy == set));
    }

    void addAll_isTheUnion()
    {
        IntervalSet a;
        a.add(0, 4);
        IntervalSet b;
        b.add(3, 7);
        b.add(100'000, 100'001);
        a.addAll(b);
        QCOMPARE(toText(a), QByteArray("0-7 100000-100001"));
    }
};

PK_TEST(tst_IntervalSet)
#include "tst_interval_set.moc"
