// The message list at full speed: 500,000 messages are read, then 50,000 new ones come each second. It prints
// how long the event loop ever stood still, beside what a thread that does nothing had to wait meanwhile.

#include "../support/resident_memory.h"
#include "broker/embedded_backend.h"
#include "broker/producer.h"
#include "pages/messages/message_list.h"
#include "pages/messages/message_table.h"
#include "places/places.h"
#include "theme/install.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QScrollBar>
#include <QTimer>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <functional>
#include <mutex>
#include <thread>

using namespace pk;
using namespace pk::gui;

namespace {

struct Waits
{
    std::vector<double> ms;

    void add(const QElapsedTimer &since) { ms.push_back(static_cast<double>(since.nsecsElapsed()) / 1e6); }
    void print(const char *what)
    {
        if (ms.empty())
            return;
        std::sort(ms.begin(), ms.end());
        std::printf("%-46s p50 %5.1f  p99 %5.1f  p99.9 %5.1f  worst %5.1f ms (%zu turns)\n", what,
                    ms[ms.size() / 2], ms[ms.size() * 99 / 100], ms[ms.size() * 999 / 1000], ms.back(),
                    ms.size());
        std::fflush(stdout);
        ms.clear();
    }
};

/// Times between two turns of the event loop of a timer that is always due, and of a thread that only sleeps.
class Stalls : public QObject
{
public:
    Stalls()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.setInterval(1);
        QObject::connect(&m_timer, &QTimer::timeout, this, [this] {
            if (m_since.isValid())
                m_loop.add(m_since);
            m_since.start();
        });
        m_timer.start();
        m_witness = std::jthread([this](const std::stop_token &stop) {
            QElapsedTimer since;
            while (!stop.stop_requested()) {
                since.start();
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
                const std::lock_guard lock(m_mutex);
                m_machine.add(since);
            }
        });
    }
    void print(const char *what)
    {
        m_loop.print(what);
        m_since.invalidate();
        const std::lock_guard lock(m_mutex);
        m_machine.print("    an idle thread meanwhile");
    }

private:
    QTimer m_timer;
    QElapsedTimer m_since;
    Waits m_loop;
    std::mutex m_mutex;
    Waits m_machine; // guarded by m_mutex
    std::jthread m_witness;
};

/// Turns the event loop, which qWait() would let sleep for 10 ms at a time.
void turn(int ms, const std::function<bool()> &enough = {})
{
    QEventLoop loop;
    QTimer check;
    QObject::connect(&check, &QTimer::timeout, &loop, [&] {
        if (enough && enough())
            loop.quit();
    });
    check.start(50);
    QTimer::singleShot(ms, &loop, &QEventLoop::quit);
    loop.exec();
}

/// Writes on a thread of its own at the rate asked for.
class Writer
{
public:
    Writer(broker::ClusterBackend &backend, std::string topic)
        : m_topic(std::move(topic))
    {
        auto producer = broker::Producer::create(broker::producerConfig(backend.info(), "bench", 10), {});
        if (!producer)
            qFatal("%s", qPrintable(producer.error().toString()));
        m_producer = std::move(*producer);
        m_thread = std::jthread([this](const std::stop_token &stop) { run(stop); });
    }
    std::atomic<int> perSecond{0};
    std::atomic<std::int64_t> written{0};

private:
    void run(const std::stop_token &stop)
    {
        const std::string value(R"({"order_id":"ORD-00010482","status":"PAID","channel":"koperasi"})");
        while (!stop.stop_requested()) {
            const int slice = perSecond / 50;
            QElapsedTimer since;
            since.start();
            for (int i = 0; i < slice; ++i) {
                broker::Headers none;
                const std::int64_t n = written++;
                const std::string key = "ORD-" + std::to_string(n % 1'000);
                while (!m_producer->produce({m_topic, static_cast<int>(n % 3), key, value, 0, 0}, none).ok())
                    m_producer->poll(1);
            }
            m_producer->poll(0);
            std::this_thread::sleep_for(std::chrono::milliseconds(std::max<qint64>(1, 20 - since.elapsed())));
        }
    }

    std::string m_topic;
    std::unique_ptr<broker::Producer> m_producer;
    std::jthread m_thread;
};

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    installTheme(app);
    broker::BrokerProcess::Options options;
    options.program = pk::test::programPath();
    options.restart = false;
    auto backend = broker::startEmbeddedCluster(std::move(options));
    if (!backend || !(*backend)->createTopic({"bench", 3, 0}))
        qFatal("no broker");
    Writer writer(**backend, "bench");
    {
        MessageList list(new QWidget);
        auto *table = &list.table();
        list.resize(900, 900);
        list.show();
        Stalls stalls;
        turn(200);
        TopicEntry topic;
        topic.name = QStringLiteral("bench");
        topic.partitions = 3;
        list.setCluster((*backend)->info(), 1);
        list.setTopic(topic);
        turn(500);
        stalls.print("opening a topic");
        writer.perSecond = 50'000;
        const auto rows = [&] { return list.reader() ? list.reader()->size() : 0; };
        turn(60'000, [&] { return rows() >= 500'000; });
        stalls.print("filling up to 500,000 at 50,000/s, following");
        std::printf("%zu read, %lld written, %lld MB resident\n", rows(),
                    static_cast<long long>(writer.written), static_cast<long long>(pk::test::residentMb()));
        turn(10'000);
        stalls.print("over 500,000, 50,000/s, following");
        table->verticalScrollBar()->setValue(200);
        turn(1'000);
        for (int i = 0; i < 200; ++i) {
            table->verticalScrollBar()->setValue(200 + i * 1'931);
            turn(25);
        }
        stalls.print("the same, scrolling through the held list");
        table->setCurrentIndex(table->model()->index(500, 0));
        turn(5'000);
        stalls.print("the same, a message selected");
        table->toNewest();
        turn(2'000);
        stalls.print("to the newest, over 250,000 newer ones");
        writer.perSecond = 0;
        const TopicReader::Progress progress = list.reader()->progress();
        std::printf("%zu in the list, %lld behind, %lld deleted, %lld MB resident\n", rows(),
                    static_cast<long long>(progress.behind), static_cast<long long>(progress.deleted),
                    static_cast<long long>(pk::test::residentMb()));
    }
    return 0;
}
