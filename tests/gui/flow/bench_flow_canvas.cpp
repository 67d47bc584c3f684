// What a frame of the flow canvas costs at 1920 x 1080 with 1,000 tokens, and what the still layers cost.

#include "flow/flow_canvas.h"
#include "sample_graph.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <cstdio>
#include <vector>

using namespace pk::gui;

namespace {

double ms(const QElapsedTimer &timer)
{
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

void report(const char *what, std::vector<double> times)
{
    std::sort(times.begin(), times.end());
    std::printf("%-44s median %6.2f ms   p99 %6.2f ms   worst %6.2f ms\n", what, times[times.size() / 2],
                times[times.size() * 99 / 100], times.back());
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

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    FlowCanvas canvas;
    canvas.setManualClock();
    canvas.resize(1920, 1080);
    sample::Options options;
    options.partitions = 12;
    options.members = 4;
    options.deadLetters = true;
    options.ratePerS = 20; // low, so that every record is a token
    FlowGraph graph = sample::graph(options);
    canvas.setGraph(graph);
    canvas.show();
    QApplication::processEvents();

    std::vector<double> frames;
    std::size_t tokens = 1u << 30;
    for (int i = 0; i < 200; ++i) {
        tokens = std::min(tokens, fill(canvas, 1000));
        QApplication::processEvents();
        QElapsedTimer timer;
        timer.start();
        canvas.advance(0.5);
        canvas.repaint();
        frames.push_back(ms(timer));
    }
    std::printf("at least %zu tokens\n", tokens);
    report("frame, all of 1920x1080", frames);

    std::vector<double> figures;
    for (int i = 0; i < 100; ++i) {
        for (Node &node : graph.nodes)
            for (Lane &lane : node.lanes)
                lane.committed = ++lane.logEnd - 3;
        QElapsedTimer timer;
        timer.start();
        canvas.setGraph(graph);
        canvas.repaint();
        figures.push_back(ms(timer));
        QTest::qWait(105);
    }
    report("figures (L1), all lanes changed", figures);

    std::vector<double> layouts;
    for (int i = 0; i < 30; ++i) {
        options.partitions = 6 + i % 2;
        QElapsedTimer timer;
        timer.start();
        canvas.setGraph(sample::graph(options));
        canvas.repaint();
        layouts.push_back(ms(timer));
    }
    report("new layout (L0 + L1)", layouts);
    return 0;
}
