#pragma once

// Reads the journal for the window: folds the exact events into the state, turns detail events into hops,
// measures rates. Hops wait here until the canvas takes them; what does not fit, and what the stages told of
// in numbers alone, is counted, and the count is shown. Of snapshots the newest alone waits: a window that
// was held up does not draw the past. While nothing happens it says so once a second; after a while it looks
// less often, and in a pause the curves stand still too, so that nothing is painted.
//
// Thread: lives on a thread of its own with an event loop; takeHops() and takeSnapshot() from any.
// Ownership: the board outlives it.

#include "bridge/rate_meter.h"
#include "bridge/run_board.h"
#include "bridge/way_counts.h"
#include "flow/flow_model.h"

#include <QObject>
#include <QTimer>

#include <map>
#include <mutex>
#include <vector>

namespace pk::gui {

class Sampler final : public QObject
{
    Q_OBJECT

public:
    explicit Sampler(const RunBoard &board);

    struct Hops
    {
        std::vector<Hop> hops;
        std::int64_t left = 0; ///< that passed since the last call and are not among them
    };
    Hops takeHops();
    SnapshotPtr takeSnapshot(); ///< the one that waits; null: none does

    /// Reads, measures and sends what is due at that time, which must not go back. start() has it done by a
    /// timer.
    void look(std::int64_t nowUs);

public Q_SLOTS:
    /// Hidden, nothing is sent or kept for drawing; the state is still folded, once a second.
    void setVisible(bool visible);
    void start();
    void stop();

Q_SIGNALS:
    /// Hops wait, or are left, and none did before: once until they are taken.
    void hopsArrived();
    /// A snapshot waits, and none did before: once until it is taken.
    void sampled();

private:
    void readJournal(std::int64_t nowUs);
    void keepHops();
    void setPace(std::int64_t nowUs);
    bool isNews(const RunInfo &run) const;
    void noteSource(const RunInfo &run);
    void measure(const RunInfo &run, std::int64_t nowUs);
    void measureWays(std::int64_t nowUs);
    void forgetSource();
    std::vector<std::string> heldLately(std::int64_t nowUs) const;
    void send(RunInfo run, std::vector<std::string> held);

    const RunBoard &m_board;
    QTimer m_timer;
    bool m_visible = true;
    std::shared_ptr<const journal::Journal> m_journal;
    journal::State m_state;
    std::uint64_t m_seq = 0;
    std::int64_t m_newsUs = 0; ///< when the last event came
    std::int64_t m_measuredUs = 0;
    std::int64_t m_restUs = 0; ///< for how long the curves have stood still in all
    std::int64_t m_sentUs = 0;
    SnapshotPtr m_sent; ///< null: the next one is news
    std::map<std::string, std::int64_t> m_guardMovedUs; ///< by topic: when it last closed or opened
    WayCounts m_ways;
    std::map<std::string, RateMeter> m_meters;
    std::map<std::string, Rate> m_rates; ///< as last shown
    std::int64_t m_ratesUs = 0;
    SourceChoice m_source; ///< whose records were measured
    GroupHistory m_history;
    std::shared_ptr<const GroupCourses> m_courses;
    std::vector<Hop> m_read; ///< of this tick
    std::int64_t m_untold = 0; ///< passed without a detail; below 0: the details came first
    std::mutex m_mutex;
    std::vector<Hop> m_waiting; // guarded by m_mutex
    std::int64_t m_left = 0; // guarded by m_mutex
    SnapshotPtr m_newest; // guarded by m_mutex
};

} // namespace pk::gui
