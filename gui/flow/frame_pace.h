#pragma once

// Whether every frame is made, every other one or every third: the thread that paints may take a twentieth of
// a core, not more. What a frame costs depends on the machine, so it is measured while things move. 30 or 20
// frames a second look less smooth than 60 and are far better than a laptop whose fan starts.
//
// Thread: any, one at a time.

namespace pk::gui {

class FramePace
{
public:
    /// Share of a core, for the thread that paints and all else that it does meanwhile.
    static constexpr double tooMuch = 0.045;
    static constexpr int fewest = 3; ///< one frame in so many

    /// A frame was made `elapsedMs` after the one before; in between the thread used `cpuMs` of processor
    /// time.
    void add(double cpuMs, double elapsedMs);
    /// One frame in so many is made.
    int oneIn() const { return m_oneIn; }

private:
    double m_cpuMs = 0;
    double m_elapsedMs = 0;
    int m_oneIn = 1;
};

} // namespace pk::gui
