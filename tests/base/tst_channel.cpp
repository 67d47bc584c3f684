#include "base/channel.h"

#include <QtTest>

#include <atomic>
#include <memory>
#include <thread>

using namespace pk;
using namespace std::chrono_literals;

namespace {

/// Long enough never to be reached when things go right.
constexpr auto kLong = 60s;

} // namespace

class tst_Channel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pop_givesValuesInOrder()
    {
        Channel<int> channel(10);
        for (int i = 0; i < 5; ++i)
            QVERIFY(channel.push(i));
        QCOMPARE(channel.size(), std::size_t(5));
        for (int i = 0; i < 5; ++i)
            QCOMPARE(channel.pop(kLong).value(), i);
        QCOMPARE(channel.size(), std::size_t(0));
    }

    void pop_emptyChannel_endsAtTheTimeOut()
    {
        Channel<int> channel(1);
        QVERIFY(!channel.pop(0ms).has_value());
        QVERIFY(!channel.closed());
    }

    void tryPush_fullChannel_isRefused()
    {
        Channel<int> channel(2);
        QVERIFY(channel.tryPush(1));
        QVERIFY(channel.tryPush(2));
        QVERIFY(!channel.tryPush(3));
        QCOMPARE(channel.pop(kLong).value(), 1);
        QVERIFY(channel.tryPush(3));
    }

    void close_readersTakeWhatIsLeft_writersAreRefused()
    {
        Channel<int> channel(10);
        QVERIFY(channel.push(1));
        QVERIFY(channel.push(2));
        channel.close();
        QVERIFY(channel.closed());
        QVERIFY(!channel.push(3));
        QVERIFY(!channel.tryPush(3));
        QCOMPARE(channel.pop(kLong).value(), 1);
        QCOMPARE(channel.pop(kLong).value(), 2);
        QVERIFY(!channel.pop(kLong).has_value()); // at once, not after the time-out
    }

    void push_fullChannel_waitsForRoom()
    {
        Channel<int> channel(1);
        QVERIFY(channel.push(1));
        std::jthread writer([&channel] { channel.push(2); });
        QCOMPARE(channel.pop(kLong).value(), 1);
        QCOMPARE(channel.pop(kLong).value(), 2);
    }

    void close_wakesAWriterThatWaits()
    {
        // Nobody can tell from outside whether the writer waits already: in many rounds it sometimes does.
        for (int round = 0; round < 1'000; ++round) {
            Channel<int> channel(1);
            QVERIFY(channel.push(1));
            std::atomic<bool> started = false;
            bool taken = true;
            {
                std::jthread writer([&] {
                    started = true;
                    taken = channel.push(2);
                });
                while (!started)
                    std::this_thread::yield();
                channel.close();
            }
            QVERIFY(!taken);
            QCOMPARE(channel.size(), std::size_t(1));
        }
    }

    void valuesThatCannotBeCopied_pass()
    {
        Channel<std::unique_ptr<int>> channel(1);
        QVERIFY(channel.push(std::make_unique<int>(7)));
        QCOMPARE(*channel.pop(kLong).value(), 7);
    }

    void severalWritersAndReaders_loseAndDoubleNothing()
    {
        constexpr int kThreads = 3;
        constexpr int kValues = 2'000;
        Channel<int> channel(5);
        std::vector<std::vector<int>> taken(kThreads);
        {
            std::vector<std::jthread> readers;
            for (int r = 0; r < kThreads; ++r) {
                readers.emplace_back([&channel, &mine = taken[static_cast<std::size_t>(r)]] {
                    while (const auto value = channel.pop(kLong))
                        mine.push_back(*value);
                });
            }
            {
                std::vector<std::jthread> writers;
                for (int w = 0; w < kThreads; ++w) {
                    writers.emplace_back([&channel, w] {
                        for (int i = 0; i < kValues; ++i)
                            channel.push(w * kValues + i);
                    });
                }
            }
            channel.close();
        }
        std::vector<int> all;
        for (const auto &mine : taken)
            all.insert(all.end(), mine.begin(), mine.end());
        std::sort(all.begin(), all.end());
        QCOMPARE(all.size(), std::size_t(kThreads * kValues));
        for (int i = 0; i < kThreads * kValues; ++i)
            QCOMPARE(all[static_cast<std::size_t>(i)], i);
    }
};

QTEST_GUILESS_MAIN(tst_Channel)
#include "tst_channel.moc"
