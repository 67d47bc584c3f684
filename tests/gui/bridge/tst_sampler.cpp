// What the sampler makes of the journal's events.

#include "bridge/sampler.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace pk;
using namespace pk::gui;

class TestSampler : public QObject
{
    Q_OBJECT

    /// So many records that the broker has acknowledged, each with its detail.
    static void tellAcked(journal::Journal &journal, std::int64_t records)
    {
        std::vector<journal::Event> events;
        for (std::int64_t offset = 0; offset < records; ++offset) {
            journal::Event &event = events.emplace_back();
            event.kind = journal::EventKind::Record;
            event.hop = journal::Hop::Acked;
            event.topic = "raw_orders";
            event.partition = 0;
            event.first = event.last = offset;
            event.correlationId = "c";
        }
        journal.append(journal.writer("source-0"), events);
    }

private Q_SLOTS:
    /// After an offset reset the same offsets pass again: their ways are as busy as the first time.
    void rates_recordsThatAreReadAgain_areCountedAgain()
    {
        auto journal = std::shared_ptr<journal::Journal>(std::move(*journal::Journal::open()));
        const journal::WriterId writer = journal->writer("load-0");
        const TopicPartition partition{"enriched_orders", 0};
        const auto pass = [&](journal::EventKind kind) {
            journal::Event event;
            event.kind = kind;
            event.topic = partition.topic;
            event.partition = partition.partition;
            event.first = 0;
            event.last = 99;
            event.count = 100;
            event.group = kLoaderGroup;
            journal->append(writer, std::move(event));
        };
        pass(journal::EventKind::Acked);
        pass(journal::EventKind::Taken);
        pass(journal::EventKind::Applied);

        RunBoard board;
        board.show(journal, nullptr);
        Sampler sampler(board);
        SnapshotPtr newest;
        connect(&sampler, &Sampler::sampled, this, [&] { newest = sampler.takeSnapshot(); });
        sampler.start();
        QTRY_VERIFY(newest && newest->seq == 3);
        const std::string taken = rate_of::taken(kLoaderGroup, partition);
        QCOMPARE(newest->rate(taken), 0.0);

        pass(journal::EventKind::Taken);
        pass(journal::EventKind::Duplicate);
        QTRY_VERIFY(newest->rate(taken) > 0 && newest->rate(rate_of::absorbed) > 0);
        QCOMPARE(newest->rate(rate_of::rows), 0.0);
        const double before = newest->rate(rate_of::absorbed);
        for (int i = 0; i < 50; ++i) // and once more, fifty times: what is known already goes up
            pass(journal::EventKind::Duplicate);
        QTRY_VERIFY(newest->rate(rate_of::absorbed) > before);
    }

    /// A card shows nothing that did not happen: another source's records are none of this one's.
    void curvesUpToTheBridge_ofAnotherSource_beginAnew()
    {
        RunBoard board;
        board.show(std::shared_ptr<journal::Journal>(std::move(*journal::Journal::open())), nullptr);
        std::int64_t records = 0;
        const auto make = [&](std::int64_t more) {
            records += more;
            board.change([&](RunInfo &run) {
                run.progress.transactions = records;
                run.members = {{StageKind::Source, "source-0", {}, true, false, records, {}},
                               {StageKind::Bridge, "bridge-0", {}, true, false, records, {}},
                               {StageKind::Load, "load-0", {}, true, false, records, {}}};
            });
        };
        board.change([](RunInfo &run) { run.source.kind = SourceChoice::Kind::Campus; });
        Sampler sampler(board);
        SnapshotPtr newest;
        connect(&sampler, &Sampler::sampled, this, [&] { newest = sampler.takeSnapshot(); });
        sampler.start();
        const auto isCurve = [&](const std::string &of) {
            if (!newest || !newest->rates.contains(of))
                return false;
            const std::vector<float> &history = newest->rates.at(of).history;
            return std::any_of(history.begin(), history.end(), [](float perSecond) { return perSecond > 0; });
        };
        const std::vector<std::string> ofTheSource{"source", "source-0", "bridge", "bridge-0",
                                                   rate_of::transactions};
        const auto allShown = [&] {
            make(10);
            return std::all_of(ofTheSource.begin(), ofTheSource.end(), isCurve) && isCurve("load");
        };
        QVERIFY(QTest::qWaitFor(allShown));
        board.change([](RunInfo &run) { run.source.datasets = extract::GeneratedDatasets::Both; });
        QTRY_VERIFY(newest->run.source.datasets == extract::GeneratedDatasets::Both);
        QVERIFY(isCurve("source")); // set otherwise, it is still the same one
        board.change([](RunInfo &run) { run.source.kind = SourceChoice::Kind::Csv; });
        QTRY_VERIFY(newest->run.source.kind == SourceChoice::Kind::Csv);
        for (const std::string &of : ofTheSource)
            QVERIFY2(!isCurve(of) && newest->rate(of) == 0, of.c_str());
        QVERIFY(isCurve("load"));
    }

    /// So that nothing is painted: in a pause nobody works, and the curves go on where they were.
    void longPause_curvesStandStill_andSnapshotsAreRare()
    {
        auto journal = std::shared_ptr<journal::Journal>(std::move(*journal::Journal::open()));
        RunBoard board;
        board.show(journal, nullptr);
        std::int64_t nowUs = 1'000'000'000;
        Sampler sampler(board);
        SnapshotPtr newest;
        int sent = 0;
        connect(&sampler, &Sampler::sampled, this, [&] {
            newest = sampler.takeSnapshot();
            ++sent;
        });
        const auto lookFor = [&](int seconds) {
            sent = 0;
            for (int i = 0; i < seconds * 5; ++i)
                sampler.look(nowUs += 200'000);
        };
        std::int64_t records = 0;
        const auto workFor = [&](int seconds) {
            board.change([](RunInfo &run) { run.state = RunState::Running; });
            for (int i = 0; i < seconds; ++i) {
                board.change([&](RunInfo &run) {
                    records += 10;
                    run.members = {{StageKind::Load, "load-0", {}, true, false, records, {}}};
                });
                tellAcked(*journal, 1);
                lookFor(1);
            }
        };
        workFor(5);
        QCOMPARE(newest->rate("load"), 10.0);
        board.change([](RunInfo &run) { run.state = RunState::Paused; });
        lookFor(10);
        QCOMPARE(newest->rate("load"), 0.0); // it has come down before
        const std::vector<float> curve = newest->rates.at("load").history;
        lookFor(60);
        QVERIFY2(sent <= 12, QByteArray::number(sent));
        QCOMPARE(newest->rates.at("load").history, curve);
        board.change([](RunInfo &run) { run.reason = QStringLiteral("another"); });
        lookFor(1);
        QCOMPARE(newest->run.reason, QStringLiteral("another")); // what is new is told all the same
        workFor(3);
        QCOMPARE(newest->rate("load"), 10.0); // not as if the pause had been work
        QVERIFY(newest->rates.at("load").history.size() <= curve.size() + 7);
    }

    /// What passed without a detail is left of the hops, counted by the exact events: neither the order in
    /// which a stage tells of range and detail nor what has no way in the diagram makes a difference.
    void hops_whatPassedWithoutADetail_isCounted()
    {
        auto journal = std::shared_ptr<journal::Journal>(std::move(*journal::Journal::open()));
        const journal::WriterId writer = journal->writer("source-0");
        std::vector<journal::Event> events;
        const auto range = [&](journal::EventKind kind, const char *topic, std::int64_t first,
                               std::int64_t last) {
            journal::Event &event = events.emplace_back();
            event.kind = kind;
            event.topic = topic;
            event.partition = 0;
            event.first = first;
            event.last = last;
            event.count = last - first + 1;
        };
        const auto detail = [&](journal::Hop hop, const char *topic, std::int64_t offset) {
            range(journal::EventKind::Record, topic, offset, offset);
            events.back().hop = hop;
            events.back().correlationId = "c";
        };
        RunBoard board;
        board.show(journal, nullptr);
        Sampler sampler(board);
        std::int64_t hops = 0;
        std::int64_t left = 0;
        connect(&sampler, &Sampler::hopsArrived, this, [&] {
            const Sampler::Hops taken = sampler.takeHops();
            hops += std::ssize(taken.hops);
            left += taken.left;
        });
        sampler.start();
        const auto tell = [&] { journal->append(writer, events); };

        range(journal::EventKind::Acked, "raw_orders", 0, 99);
        detail(journal::Hop::Acked, "raw_orders", 7);
        range(journal::EventKind::Taken, "raw_orders", 0, 49);
        detail(journal::Hop::Taken, "raw_orders", 7);
        tell();
        QTRY_COMPARE(left, 148);
        QCOMPARE(hops, 2);

        range(journal::EventKind::Acked, "producer.kampus.orders", 0,
              9); // out of the database, into the topic
        tell();
        QTRY_COMPARE(left, 168); // without a hop that arrives with them

        range(journal::EventKind::Acked, "raw_orders.dlq", 0, 0); // not yet: the stage tells of it
        range(journal::EventKind::Acked, std::string(kWarehouseEventsTopic).c_str(), 0, 9);
        detail(journal::Hop::DeadLettered, "raw_orders.dlq", 0);
        tell();
        QTRY_COMPARE(hops, 3);
        range(journal::EventKind::DeadLettered, "raw_orders", 7, 7);
        range(journal::EventKind::Applied, "enriched_orders", 0, 1);
        tell();
        QTRY_COMPARE(left, 170);
        QCOMPARE(hops, 3);
    }

    /// Told each time, the cards would change their form several times a second.
    void guardThatOpensAndClosesQuickly_isToldAsHeldAllTheTime()
    {
        auto journal = std::shared_ptr<journal::Journal>(std::move(*journal::Journal::open()));
        const journal::WriterId writer = journal->writer("guard");
        RunBoard board;
        board.show(journal, nullptr);
        Sampler sampler(board);
        std::int64_t nowUs = 1'000'000'000;
        const auto heldAfterMoving = [&](bool closed) {
            journal::Event event;
            event.kind = journal::EventKind::Guard;
            event.topic = "raw_orders";
            event.count = closed ? 1 : 0;
            journal->append(writer, std::move(event));
            sampler.look(nowUs += 200'000);
            const SnapshotPtr newest = sampler.takeSnapshot();
            return newest && newest->isHeldByGuard("raw_orders") && !newest->isHeldByGuard("enriched_orders");
        };
        journal->append(writer, {}); // what is read at first may be long past
        sampler.look(nowUs);
        for (int i = 0; i < 30; ++i)
            QVERIFY(heldAfterMoving(i % 2 == 0));
        sampler.look(nowUs += 2'500'000);
        QVERIFY(!sampler.takeSnapshot()->isHeldByGuard("raw_orders"));
    }

    void anotherCluster_itsHopsAloneAreTold()
    {
        RunBoard board;
        const auto begin = [&board](std::int64_t records) {
            auto journal = std::shared_ptr<journal::Journal>(std::move(*journal::Journal::open()));
            tellAcked(*journal, records);
            board.show(journal, nullptr);
        };
        begin(3);
        Sampler sampler(board);
        QSignalSpy arrived(&sampler, &Sampler::hopsArrived);
        QSignalSpy sampled(&sampler, &Sampler::sampled);
        sampler.start();
        QTRY_COMPARE(arrived.count(), 1); // and nobody takes them
        QTRY_COMPARE(sampled.count(), 1);
        begin(1);
        const auto isOther = [&, newest = SnapshotPtr()]() mutable {
            if (const SnapshotPtr taken = sampler.takeSnapshot())
                newest = taken;
            return newest && newest->seq == 1;
        };
        QVERIFY(QTest::qWaitFor(isOther));
        QCOMPARE(sampler.takeHops().hops.size(), std::size_t(1));
    }

    void hidden_whatNobodySawIsNotToldLater()
    {
        auto journal = std::shared_ptr<journal::Journal>(std::move(*journal::Journal::open()));
        tellAcked(*journal, 3);
        RunBoard board;
        board.show(journal, nullptr);
        Sampler sampler(board);
        QSignalSpy arrived(&sampler, &Sampler::hopsArrived);
        sampler.start();
        QTRY_COMPARE(arrived.count(), 1);
        sampler.setVisible(false);
        QCOMPARE(sampler.takeHops().hops.size(), std::size_t(0));
        sampler.setVisible(true);
        tellAcked(*journal, 1);
        QTRY_COMPARE(arrived.count(), 2);
        QCOMPARE(sampler.takeHops().hops.size(), std::size_t(1));
    }

    /// The window that was held up works the newest, not one after the other.
    void snapshotsThatAreNotTaken_areReplacedByTheNewest()
    {
        auto journal = std::shared_ptr<journal::Journal>(std::move(*journal::Journal::open()));
        const journal::WriterId writer = journal->writer("load-0");
        RunBoard board;
        board.show(journal, nullptr);
        Sampler sampler(board);
        QSignalSpy waits(&sampler, &Sampler::sampled);
        sampler.start();
        QTRY_COMPARE(waits.count(), 1);
        journal->append(writer, {});
        int looks = 0; // as often as the sampler has looked meanwhile, whatever the machine does
        QTimer alongside;
        connect(&alongside, &QTimer::timeout, this, [&] { ++looks; });
        alongside.start(25);
        QTRY_VERIFY(looks >= 20);
        QCOMPARE(waits.count(), 1);
        const SnapshotPtr newest = sampler.takeSnapshot();
        QVERIFY(newest && newest->seq == 1);
        QVERIFY(!sampler.takeSnapshot());
        journal->append(writer, {});
        QTRY_COMPARE(waits.count(), 2);
    }
};

PK_TEST(TestSampler)
#include "tst_sampler.moc"
