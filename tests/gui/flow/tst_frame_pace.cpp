// Motion takes its share of a core and no more.

#include "flow/frame_pace.h"

#include <QTest>

using namespace pk::gui;

namespace {

constexpr double frameMs = 16;

/// A second and a bit of frames, each of which costs this share of a core.
void frames(FramePace &pace, double share, double intervalMs = frameMs)
{
    for (double at = 0; at < 1'100; at += intervalMs)
        pace.add(share * intervalMs, intervalMs);
}

} // namespace

class TestFramePace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cheapFrames_areAllMade()
    {
        FramePace pace;
        frames(pace, FramePace::tooMuch * 0.9);
        QCOMPARE(pace.oneIn(), 1);
    }

    void dearFrames_areHalved_andOneDearFrameIsNotEnough()
    {
        FramePace pace;
        pace.add(frameMs, frameMs);
        frames(pace, 0.01);
        QCOMPARE(pace.oneIn(), 1);
        frames(pace, FramePace::tooMuch * 1.2);
        QCOMPARE(pace.oneIn(), 2);
    }

    void halvedFramesThatAreStillDear_becomeAThird_andNotFewer()
    {
        FramePace pace;
        frames(pace, FramePace::tooMuch * 3);
        frames(pace, FramePace::tooMuch * 1.5, 2 * frameMs);
        QCOMPARE(pace.oneIn(), 3);
        frames(pace, FramePace::tooMuch * 1.2, 3 * frameMs);
        QCOMPARE(pace.oneIn(), 3);
    }

    /// Fewer frames cost less, which alone is no reason to make more of them again.
    void fewerFrames_stayFewer_untilMoreWouldBeCheap()
    {
        FramePace pace;
        frames(pace, FramePace::tooMuch * 1.2);
        frames(pace, FramePace::tooMuch * 0.6, 2 * frameMs);
        QCOMPARE(pace.oneIn(), 2);
        frames(pace, FramePace::tooMuch * 0.4, 2 * frameMs);
        QCOMPARE(pace.oneIn(), 1);
    }
};

PK_TEST(TestFramePace)
#include "tst_frame_pace.moc"
