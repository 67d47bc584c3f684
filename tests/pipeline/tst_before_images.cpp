#include "pipeline/before_images.h"

#include <QTest>

#include <memory>

using namespace pk::pipeline;

/// Up to which speed the audit holds rows before and after, with a clock of the test's own.
class TestBeforeImages : public QObject
{
    Q_OBJECT

    /// So many rows a second in batches of `batch`, for three seconds. Whether the last one had images.
    bool after(std::int64_t rowsPerSecond, std::int64_t batch)
    {
        bool with = false;
        for (const std::int64_t endUs = m_nowUs + 3'000'000; m_nowUs < endUs;) {
            m_nowUs += batch * 1'000'000 / rowsPerSecond;
            with = m_images->wantedFor(batch, m_nowUs);
        }
        return with;
    }

private Q_SLOTS:
    void init()
    {
        m_images = std::make_unique<BeforeImages>();
        m_nowUs = 50'000'000;
    }

    void rate_decides_data()
    {
        QTest::addColumn<qint64>("rowsPerSecond");
        QTest::addColumn<qint64>("batch");
        QTest::addColumn<bool>("images");
        QTest::newRow("watched") << qint64(4) << qint64(1) << true;
        QTest::newRow("busy") << qint64(800) << qint64(1) << true;
        QTest::newRow("busy, in batches") << qint64(800) << qint64(80) << true;
        QTest::newRow("above") << qint64(1'100) << qint64(1) << false;
        QTest::newRow("flat out") << qint64(30'000) << qint64(2'000) << false;
        QTest::newRow("flat out, one by one") << qint64(20'000) << qint64(1) << false;
    }
    void rate_decides()
    {
        QFETCH(qint64, rowsPerSecond);
        QFETCH(qint64, batch);
        QTEST(after(rowsPerSecond, batch), "images");
    }

    void firstLargeBatch_hasNone() { QVERIFY(!m_images->wantedFor(1'000, m_nowUs)); }

    void fewRowsAtOnce_haveThem()
    {
        QVERIFY(m_images->wantedFor(999, m_nowUs));
        QVERIFY(!m_images->wantedFor(1, m_nowUs)); // the thousandth within a second
    }

    void membersOfAGroup_countTogether()
    {
        bool with = true;
        for (int i = 0; i < 4; ++i) // of each of them it would be 400
            with = m_images->wantedFor(400, m_nowUs += 10'000);
        QVERIFY(!with);
    }

    void onceItIsSlowAgain_theyAreBack()
    {
        QVERIFY(!after(20'000, 500));
        QVERIFY(after(100, 1));
    }

    void rateAtTheBorder_doesNotFlicker()
    {
        QVERIFY(after(960, 10));
        QVERIFY(!after(2'000, 10));
        QVERIFY(!after(960, 10)); // just below is not yet slow again
        QVERIFY(after(850, 10));
    }

private:
    std::unique_ptr<BeforeImages> m_images;
    std::int64_t m_nowUs = 0;
};

PK_TEST(TestBeforeImages)
#include "tst_before_images.moc"
