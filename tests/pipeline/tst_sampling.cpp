// Which records are followed at a high rate.

#include "domain/position.h"
#include "pipeline/controls.h"
#include "pipeline/sampling.h"

#include <QTest>

#include <cmath>

using namespace pk;
using namespace pk::pipeline;

class TestSampling : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Change events are named by their places: among any hundred that follow one another there are some, and
    /// about as many as everywhere.
    void isChosen_placesInARow_areSpreadEvenly_data()
    {
        QTest::addColumn<qint64>("oneIn");
        for (const qint64 oneIn : {2, 4, 8, 16})
            QTest::addRow("1 in %lld", oneIn) << oneIn;
    }
    void isChosen_placesInARow_areSpreadEvenly()
    {
        QFETCH(qint64, oneIn);
        const double expected = 100.0 / static_cast<double>(oneIn);
        const double spread = std::sqrt(expected * (1 - 1.0 / static_cast<double>(oneIn)));
        qint64 all = 0;
        qint64 windows = 0;
        for (const char *topic : {"producer.kampus.orders", "producer.kampus.order_items"}) {
            for (int partition = 0; partition < 3; ++partition) {
                for (qint64 first = 0; first < 5'000; first += 100, ++windows) {
                    int chosen = 0;
                    for (qint64 offset = first; offset < first + 100; ++offset)
                        chosen += isChosen(Position{topic, partition, offset}.toString(), oneIn) ? 1 : 0;
                    QVERIFY2(std::abs(chosen - expected) < 5 * spread,
                             qPrintable(QStringLiteral("%1 of 100 from %2").arg(chosen).arg(first)));
                    all += chosen;
                }
            }
        }
        const double mean = static_cast<double>(all) / static_cast<double>(windows);
        QVERIFY2(std::abs(mean - expected) < 0.05 * expected, qPrintable(QString::number(mean)));
    }

    /// Who is followed at a high rate is followed at a lower one, too.
    void isChosen_lowerRates_keepWhatHigherOnesChose()
    {
        int chosen = 0;
        for (int offset = 0; offset < 20'000; ++offset) {
            const std::string place = Position{"producer.kampus.orders", 0, offset}.toString();
            if (!isChosen(place, 128))
                continue;
            ++chosen;
            for (qint64 oneIn = 64; oneIn >= 1; oneIn /= 2)
                QVERIFY(isChosen(place, oneIn));
        }
        QVERIFY(chosen > 100);
        QVERIFY(isChosen("whatever", sampleEveryFor(4)));
    }
};

PK_TEST(TestSampling)
#include "tst_sampling.moc"
