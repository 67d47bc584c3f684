// Levels of detail, the token pool and what is counted as not drawn; and when a lag is bad.

#include "flow/figures.h"
#include "flow/traffic.h"
#include "sample_graph.h"

#include <QTest>

#include <algorithm>

using namespace pk::gui;

namespace {

constexpr double longEdge = 100; ///< tokens a second that it has room for

FlowGraph sampled(FlowGraph graph, std::int64_t detailedOneIn)
{
    graph.detailedOneIn = detailedOneIn;
    return graph;
}

struct Stage
{
    FlowGraph graph;
    FlowLayout layout;
    Traffic traffic;

    explicit Stage(double ratePerS, std::int64_t detailedOneIn = 1)
        : graph(sampled(sample::graph({1, 1, false, false, ratePerS, false}), detailedOneIn))
        , layout(layOut(graph, {1540, 520}, 1))
    {
        traffic.setEdges(graph, layout);
    }

    std::vector<Hop> hops(std::size_t count, Operation operation = Operation::Insert) const
    {
        std::vector<Hop> result;
        for (std::size_t i = 0; i < count; ++i)
            result.push_back(sample::hop(graph.edges.front(), static_cast<std::int64_t>(i), operation));
        return result;
    }
};

} // namespace

class TestFlowTraffic : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nextLod_rateAroundABound_changesOnlyPastTwentyPercent_data()
    {
        QTest::addColumn<int>("before");
        QTest::addColumn<double>("rate");
        QTest::addColumn<bool>("crowded");
        QTest::addColumn<int>("after");
        const auto row = [](const char *name, Lod before, double rate, bool crowded, Lod after) {
            QTest::newRow(name) << static_cast<int>(before) << rate << crowded << static_cast<int>(after);
        };
        row("few records", Lod::Tokens, 4, false, Lod::Tokens);
        row("just over the bound stays", Lod::Tokens, 47, false, Lod::Tokens);
        row("past the bound", Lod::Tokens, 49, false, Lod::Sampled);
        row("back just under stays", Lod::Sampled, 33, false, Lod::Sampled);
        row("back past", Lod::Sampled, 31, false, Lod::Tokens);
        row("sampled just over stays", Lod::Sampled, 470, false, Lod::Sampled);
        row("ribbon", Lod::Sampled, 490, false, Lod::Ribbon);
        row("ribbon at once", Lod::Tokens, 48000, false, Lod::Ribbon);
        row("ribbon just under stays", Lod::Ribbon, 330, false, Lod::Ribbon);
        row("ribbon back to samples", Lod::Ribbon, 310, false, Lod::Sampled);
        row("ribbon stops", Lod::Ribbon, 0, false, Lod::Tokens);
        row("crowded: busy edges first", Lod::Tokens, 30, true, Lod::Ribbon);
        row("crowded: a slow edge stays", Lod::Tokens, 2, true, Lod::Tokens);
    }
    void nextLod_rateAroundABound_changesOnlyPastTwentyPercent()
    {
        QFETCH(int, before);
        QFETCH(double, rate);
        QFETCH(bool, crowded);
        QFETCH(int, after);
        QCOMPARE(static_cast<int>(nextLod(static_cast<Lod>(before), rate, longEdge, crowded)), after);
    }

    void nextLod_edgeThatHoldsFewTokens_becomesARibbonRatherThanARow()
    {
        QVERIFY(nextLod(Lod::Tokens, 4, 6, false) == Lod::Tokens);
        QVERIFY(nextLod(Lod::Tokens, 10, 6, false) == Lod::Ribbon);
        QVERIFY(nextLod(Lod::Ribbon, 3, 6, false) == Lod::Tokens);
        QVERIFY(nextLod(Lod::Tokens, 30, 18, false) == Lod::Sampled); // room for dots, not for all
        QVERIFY(30.0 / recordsPerDot(30, 18) <= 18);
    }

    /// However they come, at once or one by one: on one way no token lies upon another.
    void addHops_manyAtOnce_tokensKeepTheirDistance()
    {
        Stage stage(12);
        for (int burst = 0; burst < 6; ++burst)
            stage.traffic.addHops(stage.hops(5), burst * 130.0);
        QVERIFY(stage.traffic.pool().size() > 8);
        const double length = stage.layout.edges.front().path.length();
        for (double now = 0; now < 3000; now += 50) {
            std::vector<double> places;
            for (const MovingToken &token : stage.traffic.pool().tokens()) {
                const double progress = Traffic::progress(token, now);
                if (progress >= 0 && progress <= 1)
                    places.push_back(progress * length);
            }
            std::sort(places.begin(), places.end());
            for (std::size_t i = 1; i < places.size(); ++i)
                QVERIFY2(places[i] - places[i - 1] >= Traffic::tokenPitch - 0.5,
                         qPrintable(QString::number(places[i] - places[i - 1])));
        }
    }

    void addHops_slowEdge_everyRecordTravelsAndArrivesInTime()
    {
        Stage stage(4);
        stage.traffic.addHops(stage.hops(3), 0);
        QCOMPARE(stage.traffic.pool().size(), std::size_t{3});
        QCOMPARE(stage.traffic.notDrawn(), 0);
        stage.traffic.advance(259);
        QCOMPARE(stage.traffic.arrived(), 0);
        stage.traffic.advance(1400 + 3 * stage.traffic.way(0).spacingMs);
        QCOMPARE(stage.traffic.arrived(), 3);
        QCOMPARE(stage.traffic.pool().size(), std::size_t{0});
    }

    /// What comes at once is not left out: it waits for its turn.
    void addHops_burstOnASlowEdge_everyRecordIsDrawn()
    {
        Stage stage(4);
        stage.traffic.addHops(stage.hops(60), 0);
        QCOMPARE(stage.traffic.notDrawn(), 0);
        QVERIFY(60 * stage.traffic.way(0).spacingMs > 1500); // it takes longer than dots may be behind
        stage.traffic.advance(60 * stage.traffic.way(0).spacingMs + stage.traffic.way(0).travelMs + 1);
        QCOMPARE(stage.traffic.arrived(), 60);
    }

    void addHops_sampledEdge_everyNthIsDrawnAndTheRestCounted()
    {
        Stage stage(100);
        QCOMPARE(static_cast<int>(stage.traffic.way(0).lod), static_cast<int>(Lod::Sampled));
        QCOMPARE(stage.traffic.way(0).perDot, 10);
        stage.traffic.addHops(stage.hops(40), 0);
        QCOMPARE(stage.traffic.pool().size(), std::size_t{4});
        QCOMPARE(stage.traffic.notDrawn(), 36);
    }

    /// "1 dot = N" holds for them, too.
    void addHops_deadLettersOnASampledEdge_areAsManyAsItSays()
    {
        Stage stage(100);
        stage.traffic.addHops(stage.hops(40, Operation::DeadLetter), 0);
        QCOMPARE(stage.traffic.pool().size(), std::size_t{4});
        QCOMPARE(stage.traffic.notDrawn(), 36);
    }

    /// The stages tell of every other record: what a dot stands for counts those, too, that nobody told of.
    void addHops_detailsOfEveryOtherRecord_aDotStandsForTheSilentOnesToo()
    {
        Stage stage(100, 2);
        const Traffic::Way &way = stage.traffic.way(0);
        QCOMPARE(static_cast<int>(way.lod), static_cast<int>(Lod::Sampled));
        QCOMPARE(way.recordsPerDot(), 2 * way.perDot);
        const int dots = 4;
        const int told = dots * way.perDot;
        stage.traffic.addHops(stage.hops(static_cast<std::size_t>(told)), 0);
        stage.traffic.addNotDrawn(told); // as many passed in silence
        QCOMPARE(stage.traffic.pool().size(), std::size_t{dots});
        QCOMPARE(stage.traffic.notDrawn(), dots * way.recordsPerDot() - dots);
    }

    /// Where details are a sample, no dot does not mean that nothing happened: it says so, however slow it
    /// is.
    void setRates_slowEdgeWhileDetailsAreSampled_isSampledAndDrawsAllThatIsTold()
    {
        for (const double rate : {0.0, 2.5, 8.0}) {
            Stage stage(rate, 128);
            const Traffic::Way &way = stage.traffic.way(0);
            QCOMPARE(static_cast<int>(way.lod), static_cast<int>(Lod::Sampled));
            QCOMPARE(way.recordsPerDot(), 128);
            stage.traffic.addHops(stage.hops(2), 0);
            QCOMPARE(stage.traffic.pool().size(), std::size_t{2});
            stage.graph.detailedOneIn = 1;
            QVERIFY(!stage.traffic.setRates(stage.graph, stage.layout).empty());
            QCOMPARE(static_cast<int>(way.lod), static_cast<int>(Lod::Tokens));
            QCOMPARE(way.recordsPerDot(), 1);
        }
    }

    /// One label stands for all lanes between two cards.
    void setRates_lanesOfOneBundle_haveOneRecordsPerDot()
    {
        FlowGraph graph = sample::graph({3, 1, false, false, 4, false});
        double rate = 60;
        for (Edge &edge : graph.edges)
            edge.ratePerS = rate += 25;
        const FlowLayout layout = layOut(graph, {1540, 520}, 1);
        Traffic traffic;
        traffic.setEdges(graph, layout);
        for (const Bundle &bundle : layout.bundles) {
            for (const std::size_t i : bundle.edges) {
                if (traffic.way(i).lod == Lod::Sampled)
                    QCOMPARE(traffic.way(i).perDot, traffic.way(bundle.edges.back()).perDot);
            }
        }
    }

    void addHops_ribbon_drawsNoneAndKeepsTheNewestForWhoAsks()
    {
        Stage stage(48000);
        const QString edge = stage.graph.edges.front().id;
        QVERIFY(!stage.traffic.ribbonSample(edge));
        stage.traffic.addHops(stage.hops(50), 0);
        QCOMPARE(stage.traffic.pool().size(), std::size_t{0});
        QCOMPARE(stage.traffic.notDrawn(), 50);
        QCOMPARE(stage.traffic.ribbonSample(edge)->offset, 49);
    }

    void addHops_moreThanThePoolHolds_isCountedNotKept()
    {
        Stage stage(4);
        for (int i = 0; i < 400; ++i)
            stage.traffic.addHops(stage.hops(17), i * 2.0);
        QVERIFY(stage.traffic.pool().size() <= Traffic::poolCapacity);
        QCOMPARE(static_cast<std::int64_t>(stage.traffic.pool().size()) + stage.traffic.notDrawn(), 400 * 17);
    }

    void addHops_unknownEdge_isCounted()
    {
        Stage stage(4);
        Hop hop;
        hop.edge = QStringLiteral("nowhere");
        stage.traffic.addHops({hop}, 0);
        QCOMPARE(stage.traffic.notDrawn(), 1);
    }

    void pool_full_saysSoAndIsCrowdedUntilHalfEmpty()
    {
        TokenPool pool(10);
        const Hop hop;
        for (int i = 0; i < 7; ++i)
            QVERIFY(pool.add(0, hop, 0, i < 3 ? 100 : 200));
        QVERIFY(!pool.isCrowded());
        QVERIFY(pool.add(0, hop, 0, 200));
        QVERIFY(pool.isCrowded());
        QVERIFY(pool.add(0, hop, 0, 300) && pool.add(0, hop, 0, 300));
        QVERIFY(!pool.add(0, hop, 0, 300));
        QCOMPARE(pool.removeArrived(100), std::size_t{3});
        QVERIFY(pool.isCrowded()); // 7 of 10
        QCOMPARE(pool.removeArrived(200), std::size_t{5});
        QVERIFY(!pool.isCrowded());
    }

    void setEdges_edgeDisappears_itsTokensGoAndOthersStay()
    {
        Stage stage(4);
        stage.traffic.addHops({sample::hop(stage.graph.edges[0], 1), sample::hop(stage.graph.edges[1], 2)},
                              0);
        stage.graph.edges.erase(stage.graph.edges.begin());
        stage.layout = layOut(stage.graph, {1540, 520}, 1);
        stage.traffic.setEdges(stage.graph, stage.layout);
        QCOMPARE(stage.traffic.pool().size(), std::size_t{1});
        QCOMPARE(stage.traffic.pool().hop(0).offset, 2);
        QCOMPARE(stage.traffic.pool().tokens().front().edge, 0u);
    }

    void lag_countsFromTheCommittedOffsetButNotWhatWasEvicted()
    {
        Lane lane;
        lane.logEnd = 100;
        QCOMPARE(lag(lane), 100);
        lane.committed = 91;
        QCOMPARE(lag(lane), 9);
        lane.logStart = 95;
        QCOMPARE(lag(lane), 5);
    }

    void lagLevel_isByTheTimeThatTheOldestRecordHasWaited()
    {
        QCOMPARE(static_cast<int>(lagLevel(1.9)), static_cast<int>(LagLevel::Normal));
        QCOMPARE(static_cast<int>(lagLevel(2)), static_cast<int>(LagLevel::Rising));
        QCOMPARE(static_cast<int>(lagLevel(9.9)), static_cast<int>(LagLevel::Rising));
        QCOMPARE(static_cast<int>(lagLevel(10)), static_cast<int>(LagLevel::Critical));
    }

    void figures_areGroupedAndShortened()
    {
        QLocale::setDefault(QLocale(QLocale::Indonesian));
        QCOMPARE(countText(1284913), QStringLiteral("1.284.913"));
        QLocale::setDefault(QLocale(QLocale::English));
        QCOMPARE(countText(1284913), QStringLiteral("1,284,913"));
        QCOMPARE(countText(999), QStringLiteral("999"));
        QCOMPARE(offsetText(1284913), QStringLiteral("1284913"));
        QCOMPARE(rateText(312), QStringLiteral("312"));
        QCOMPARE(rateText(48200), QStringLiteral("48.2\u2009k"));
        QCOMPARE(partitionTexts({0, 1, 2, 3, 4, 7}, 3), QStringList{QStringLiteral("P0–P4 P7")});
        Member member;
        member.partitions = {0, 1};
        QCOMPARE(partitionTexts(member, 3), (QStringList{QStringLiteral("P0"), QStringLiteral("P1")}));
        member.shares = {{QStringLiteral("enriched_activities"), {0, 1, 2}},
                         {QStringLiteral("enriched_orders"), {0, 1}}};
        QCOMPARE(partitionTexts(member, 3), (QStringList{QStringLiteral("P0–P2"), QStringLiteral("P0–P1")}));
    }
};

PK_TEST(TestFlowTraffic)
#include "tst_flow_traffic.moc"
