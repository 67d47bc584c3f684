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
        QVERIFY(!pace.isHalved());
    }

    void dearFrames_areHalved_andOneDearFrameIsNotEnough()
    {
        FramePace pace;
        pace.add(frameMs, frameMs);
        frames(pace, 0.01);
        QVERIFY(!pace.isHalved());
        frames(pace, FramePace::tooMuch * 1.2);
        QVERIFY(pace.isHalved());
    }

    /// Half as many frames cost half as much, which alone is no reason to make them all again.
    void halvedFrames_stayHalved_untilAllOfThemWouldBeCheap()
    {
        FramePace pace;
        frames(pace, FramePace::tooMuch * 1.2);
        frames(pace, FramePace::tooMuch * 0.6, 2 * frameMs);
        QVERIFY(pace.isHalved());
        frames(pace, FramePace::littleEnough * 0.9, 2 * frameMs);
        QVERIFY(!pace.isHalved());
    }
};

PK_TEST(TestFramePace)
#include "tst_frame_pace.moc"
