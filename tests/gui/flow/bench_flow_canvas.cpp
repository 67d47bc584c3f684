// What a frame of the flow canvas costs at 1920 x 1080 with 1,000 tokens, and what the still layers cost.

#include "flow/flow_canvas.h"
#include "sample_graph.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <vector>

using namespace pk::gui;

namespace {

constexpr std::size_t heldInAll = 1900;

/// Wall and processor time: they differ when the machine is busy.
class Stopwatch
{
public:
    Stopwatch() { m_wall.start(); }
    double wallMs() const { return static_cast<double>(m_wall.nsecsElapsed()) / 1e6; }
    double cpuMs() const { return static_cast<double>(std::clock() - m_cpu) * 1000.0 / CLOCKS_PER_SEC; }

private:
    QElapsedTimer m_wall;
    std::clock_t m_cpu = std::clock();
};

struct Times
{
    std::vector<double> wall;
    std::vector<double> cpu;

    void add(const Stopwatch &watch)
    {
        wall.push_back(watch.wallMs());
        cpu.push_back(watch.cpuMs());
    }
};

void report(const char *what, Times times)
{
    std::sort(times.wall.begin(), times.wall.end());
    std::sort(times.cpu.begin(), times.cpu.end());
    const std::size_t middle = times.wall.size() / 2;
    std::printf("%-34s median %6.2f ms (processor %6.2f)   p99 %6.2f ms (processor %6.2f)\n", what,
                times.wall[middle], times.cpu[middle], times.wall[times.wall.size() * 99 / 100],
                times.cpu[times.cpu.size() * 99 / 100]);
}

/// Fills the pool: each edge is given its records in batches, as they would come.
std::size_t fill(FlowCanvas &canvas, std::size_t wanted)
{
    std::int64_t offset = 1;
    for (int round = 0; round < 60 && canvas.traffic().pool().size() < wanted; ++round) {
        std::vector<Hop> hops;
        for (const Edge &edge : canvas.graph().edges)
            for (int i = 0; i < 4 && canvas.traffic().pool().size() + hops.size() < wanted; ++i, ++offset)
                hops.push_back(sample::hop(edge, offset, static_cast<Operation>(offset % 4)));
        canvas.addHops(hops);
        canvas.advance(4);
    }
    return canvas.traffic().pool().size();
}

/// Tokens that are drawn; the others wait until the one before has made room.
std::size_t onTheirWay(const FlowCanvas &canvas)
{
    const auto &tokens = canvas.traffic().pool().tokens();
    return static_cast<std::size_t>(
        std::count_if(tokens.begin(), tokens.end(), [&](const MovingToken &token) {
            return Traffic::progress(token, canvas.clock().nowMs()) >= 0;
        }));
}

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    FlowCanvas canvas;
    canvas.setManualClock();
    canvas.resize(1920, 1080);
    sample::Options options;
    options.partitions = 24; // no two tokens of a lane overlap: many lanes are needed
    options.members = 4;
    options.deadLetters = true;
    options.ratePerS = 20; // low, so that every record is a token
    FlowGraph graph = sample::graph(options);
    canvas.setGraph(graph);
    canvas.show();
    QApplication::processEvents();

    for (int i = 0; i < 30; ++i) { // until as many are on their way as wait to begin
        fill(canvas, heldInAll);
        canvas.advance(50);
    }
    canvas.repaint(); // the first one paints the still layers

    Times frames;
    std::size_t tokens = 1u << 30;
    for (int i = 0; i < 200; ++i) {
        fill(canvas, heldInAll);
        tokens = std::min(tokens, onTheirWay(canvas));
        QApplication::processEvents();
        const Stopwatch watch;
        canvas.advance(0.5);
        canvas.repaint();
        frames.add(watch);
    }
    std::printf("at least %zu tokens on their way\n", tokens);
    report("frame, all of 1920x1080", frames);

    Times figures;
    for (int i = 0; i < 100; ++i) {
        for (Node &node : graph.nodes)
            for (Lane &lane : node.lanes)
                lane.committed = ++lane.logEnd - 3;
        const Stopwatch watch;
        canvas.setGraph(graph);
        canvas.repaint();
        figures.add(watch);
        QTest::qWait(105);
    }
    report("figures (L1), all lanes changed", figures);

    Times layouts;
    for (int i = 0; i < 30; ++i) {
        options.partitions = 6 + i % 2;
        const Stopwatch watch;
        canvas.setGraph(sample::graph(options));
        canvas.repaint();
        layouts.add(watch);
    }
    report("new layout (L0 + L1)", layouts);
    // A quiet window as it is at start: a real clock, four records a second.
    FlowCanvas quiet;
    quiet.resize(1400, 520);
    FlowGraph slow = sample::graph({3, 1, false, true, 4, false});
    quiet.setGraph(slow);
    quiet.show();
    QTest::qWait(300);
    const Stopwatch watch;
    for (int i = 0; i < 50; ++i) {
        slow.nodes[1].lanes[0].logEnd++;
        quiet.setGraph(slow);
        if (i % 2 == 0)
            for (const Edge &edge : slow.edges)
                if (edge.role != Role::DeadLetter && edge.toPartition <= 0 && edge.fromPartition <= 0)
                    quiet.addHops({sample::hop(edge, i)});
        QTest::qWait(100);
    }
    std::printf("%-34s %.1f %% of a core, %lld frames in %.1f s\n", "at 4 records/s",
                100 * watch.cpuMs() / watch.wallMs(), static_cast<long long>(quiet.clock().frames()),
                watch.wallMs() / 1000);
    return 0;
}
