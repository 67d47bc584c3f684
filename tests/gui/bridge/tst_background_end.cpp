// Ends that nobody waits for, and offsets that were passed over.

#include "bridge/background_end.h"
#include "bridge/skipped_offsets.h"

#include <QTest>
#include <QThreadPool>

#include <atomic>
#include <latch>

using namespace pk::gui;

namespace {

/// Ends when it is let go.
class Hanging
{
public:
    Hanging(std::latch &letGo, std::atomic<int> &ended)
        : m_letGo(letGo)
        , m_ended(ended)
    {
    }
    ~Hanging()
    {
        m_letGo.wait();
        ++m_ended;
    }
    Hanging(const Hanging &) = delete;
    Hanging &operator=(const Hanging &) = delete;

private:
    std::latch &m_letGo;
    std::atomic<int> &m_ended;
};

} // namespace

class TestBackgroundEnd : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void end_thatHangs_keepsNeitherTheOthersNorTheProgram()
    {
        std::latch never(1);
        std::latch atOnce(0);
        std::atomic<int> ended{0};
        for (int i = 0; i < 2 * QThread::idealThreadCount(); ++i)
            endInBackground(std::make_shared<Hanging>(never, ended));
        endInBackground(std::make_shared<Hanging>(atOnce, ended));
        QTRY_COMPARE(ended.load(), 1);
        QVERIFY(!waitForBackgroundEnds(50));
        QCOMPARE(QThreadPool::globalInstance()->activeThreadCount(), 0); // the program would wait for those
        never.count_down();
        QVERIFY(waitForBackgroundEnds(60'000));
        QCOMPARE(ended.load(), 2 * QThread::idealThreadCount() + 1);
    }

    void skipped_thatTheLogStillKeeps_areMarkersAndNoLoss()
    {
        SkippedOffsets skipped;
        skipped.add(0, 10, 10);
        skipped.add(0, 15, 16);
        skipped.add(1, 5, 5);
        QCOMPARE(skipped.takeDeleted(0, 3), 0);
        QVERIFY(!skipped.isEmpty()); // partition 1 was not looked at yet
        QCOMPARE(skipped.takeDeleted(0, 1'000), 0); // what was passed over then is settled
        QCOMPARE(skipped.takeDeleted(1, 5), 0);
        QVERIFY(skipped.isEmpty());
    }

    void skipped_beforeTheLogsBegin_wereDeleted()
    {
        SkippedOffsets skipped;
        skipped.add(0, 10, 109);
        skipped.add(0, 200, 209);
        QCOMPARE(skipped.takeDeleted(0, 205), 105);
        skipped.add(0, 300, 300);
        QCOMPARE(skipped.takeDeleted(0, 301), 1);
    }
};

PK_TEST(TestBackgroundEnd)
#include "tst_background_end.moc"
