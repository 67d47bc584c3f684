#pragma once

// Whether every frame is made or every other one: the thread that paints may take a twentieth of a core, not
// more. What a frame costs depends on the machine, so it is measured while things move. 30 frames a second
// look less smooth than 60 and are far better than a laptop whose fan starts.
//
// Thread: any, one at a time.

namespace pk::gui {

class FramePace
{
public:
    /// Shares of a core, for the thread that paints and all else that it does meanwhile.
    static constexpr double tooMuch = 0.045;
    static constexpr double littleEnough = 0.02; ///< at half the frames; in between it stays as it is

    /// A frame was made `elapsedMs` after the one before; in between the thread used `cpuMs` of processor
    /// time.
    void add(double cpuMs, double elapsedMs);
    bool isHalved() const { return m_halved; }

private:
    double m_cpuMs = 0;
    double m_elapsedMs = 0;
    bool m_halved = false;
};

} // namespace pk::gui
