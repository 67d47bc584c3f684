// Writes pictures of the flow canvas with sample data, to be looked at: flow_snapshot FOLDER

#include "flow/flow_canvas.h"
#include "sample_graph.h"

#include <QApplication>
#include <QDir>
#include <QPixmap>

#include <cstdio>

using namespace pk::gui;

namespace {

struct Picture
{
    const char *name = "";
    Scheme scheme;
    double scale;
    QSize size;
    sample::Options options;
    bool troubled = false;
    bool bothDatasets = false;
};

void shoot(const Picture &picture, const QDir &folder)
{
    Theme::instance().setScheme(picture.scheme);
    Theme::instance().setScale(picture.scale);
    FlowCanvas canvas;
    canvas.setManualClock();
    canvas.resize(picture.size);
    FlowGraph graph = picture.bothDatasets ? sample::bothDatasets() : sample::graph(picture.options);
    if (picture.troubled)
        sample::trouble(graph);
    canvas.setGraph(graph);
    canvas.show();
    QApplication::processEvents();
    std::int64_t offset = 48093;
    for (int round = 0; round < 4; ++round) {
        std::vector<Hop> hops;
        for (const Edge &edge : canvas.graph().edges)
            if (++offset % 3 == round % 3)
                hops.push_back(sample::hop(edge, offset,
                                           edge.role == Role::DeadLetter
                                               ? Operation::DeadLetter
                                               : static_cast<Operation>((offset / 5) % 3)));
        canvas.addHops(hops);
        canvas.advance(220);
    }
    canvas.advance(16);
    for (const FocusFile &file : canvas.focusFiles())
        for (const FlowTarget &target : file)
            if (target.kind == FlowTarget::Kind::Token
                && target.edge.startsWith(QStringLiteral("topic:raw_orders>transform/3")))
                canvas.select(target);
    canvas.advance(200);
    const QString path = folder.filePath(QString::fromLatin1(picture.name));
    if (!canvas.grab().save(path))
        std::fprintf(stderr, "cannot write %s\n", qPrintable(path));
}

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    const QDir folder(app.arguments().value(1, QStringLiteral(".")));
    sample::Options usual;
    usual.ratePerS = 220;
    sample::Options fast = usual;
    fast.ratePerS = 48200;
    sample::Options few;
    few.partitions = 3;
    few.members = 1;
    few.cdc = false;
    few.deadLetters = true;
    few.ratePerS = 4;
    sample::Options many = usual;
    many.partitions = 12;
    many.members = 4;
    many.deadLetters = true;
    many.indonesian = true;
    const Picture pictures[] = {
        {"dark.png", Scheme::Dark, 1, {1536, 520}, usual},
        {"light.png", Scheme::Light, 1, {1536, 520}, usual},
        {"fast-dark.png", Scheme::Dark, 1, {1536, 520}, fast},
        {"fast-light.png", Scheme::Light, 1, {1536, 520}, fast},
        {"few-light.png", Scheme::Light, 1, {1216, 600}, few},
        {"few-dark-wide.png", Scheme::Dark, 1, {1856, 960}, few},
        {"many-id-dark.png", Scheme::Dark, 1, {1216, 560}, many},
        {"many-id-light-wide.png", Scheme::Light, 1.5, {1856, 900}, many},
        {"small-scale2.png", Scheme::Dark, 2, {1180, 640}, few},
        {"troubled-dark.png", Scheme::Dark, 1, {1536, 560}, few, true},
        {"troubled-light.png", Scheme::Light, 1, {1216, 560}, few, true},
        {"both-small.png", Scheme::Light, 1, {1216, 440}, few, false, true},
        {"both-low.png", Scheme::Light, 1, {1216, 300}, few, false, true},
        {"both-projector.png", Scheme::Light, 1.5, {1270, 320}, few, false, true},
        {"narrow.png", Scheme::Light, 1, {796, 640}, usual},
    };
    for (const Picture &picture : pictures)
        shoot(picture, folder);
    return 0;
}
