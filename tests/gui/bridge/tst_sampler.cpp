// What the sampler makes of the journal's events.

#include "bridge/sampler.h"

#include <QSignalSpy>
#include <QTest>

using namespace pk;
using namespace pk::gui;

class TestSampler : public QObject
{
    Q_OBJECT

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
