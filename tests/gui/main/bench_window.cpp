// What the window costs: time to the first record, processor time at four records a second, paused and
// hidden, and how long the event loop ever stood still with the pipeline flat out; then what memory the
// window has while records go by. It begins as the window does, with the campus database and its change
// capture; PK_BENCH_SOURCE=generator leaves these out. PK_BENCH_SECONDS sets the length of each part (60),
// PK_BENCH_RECORDS how many records (1,000,000 where memory is to be judged).

#include "../support/resident_memory.h"
#include "base/process_usage.h"
#include "flow/flow_canvas.h"
#include "workbench_fixture.h"

#include <QElapsedTimer>
#include <QEvent>
#include <QEventLoop>
#include <QThread>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <functional>
#include <map>
#include <thread>

using namespace pk;
using namespace pk::gui;
using pk::test::Desk;

namespace {

/// Times between two turns of the event loop, and beside it those that a thread with nothing to do had to
/// wait.
class Stalls
{
public:
    Stalls()
    {
        m_witness = std::jthread([this](const std::stop_token &stop) {
            QElapsedTimer since;
            while (!stop.stop_requested()) {
                since.start();
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
                m_machine.push_back(static_cast<double>(since.nsecsElapsed()) / 1e6 - 1);
            }
        });
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.setInterval(1);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] {
            if (m_since.isValid())
                m_times.push_back(static_cast<double>(m_since.nsecsElapsed()) / 1e6 - 1);
            m_since.start();
        });
        m_timer.start();
    }
    void print(const char *what)
    {
        m_witness.request_stop();
        m_witness.join();
        std::printf(
            "%s: event loop p99 %.1f ms, worst %.1f ms; an idle thread waited p99 %.1f ms, worst %.1f ms\n",
            what, at(m_times, 0.99), at(m_times, 1), at(m_machine, 0.99), at(m_machine, 1));
    }

private:
    static double at(std::vector<double> values, double share)
    {
        if (values.empty())
            return 0;
        std::sort(values.begin(), values.end());
        return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
    }

    QTimer m_timer;
    QElapsedTimer m_since;
    std::vector<double> m_times;
    std::vector<double> m_machine; // of the witness until it was joined
    std::jthread m_witness;
};

/// The application of this benchmark, which knows what the event loop was busy with when it took longest.
class WatchedApplication final : public QApplication
{
public:
    using QApplication::QApplication;

    bool notify(QObject *receiver, QEvent *event) override
    {
        if (!m_watches || QThread::currentThread() != thread())
            return QApplication::notify(receiver, event);
        if (m_inside)
            return QApplication::notify(receiver, event);
        m_inside = true;
        const QByteArray busyWith = nameOf(receiver) + " event " + QByteArray::number(event->type());
        const double worked = processorMs();
        QElapsedTimer since;
        since.start();
        const bool done = QApplication::notify(receiver, event);
        const double ms = static_cast<double>(since.nsecsElapsed()) / 1e6;
        if (ms > m_longest[busyWith].ms)
            m_longest[busyWith] = {ms, processorMs() - worked};
        m_inside = false;
        return done;
    }

    /// How long an event took, and how much of that it had a processor, ms.
    struct Length
    {
        double ms = 0;
        double workedMs = 0;
    };

    /// Of each receiver and type of event the longest since the last call. From the first call on.
    std::map<QByteArray, Length> takeLongest()
    {
        m_watches = true;
        return std::exchange(m_longest, {});
    }
    void printLongest()
    {
        const std::map<QByteArray, Length> longest = takeLongest();
        std::vector<std::pair<QByteArray, Length>> sorted(longest.begin(), longest.end());
        std::sort(sorted.begin(), sorted.end(),
                  [](const auto &a, const auto &b) { return a.second.ms > b.second.ms; });
        for (std::size_t i = 0; i < std::min<std::size_t>(sorted.size(), 5); ++i)
            std::printf("  %.1f ms (%.1f on a processor) %s\n", sorted[i].second.ms,
                        sorted[i].second.workedMs, sorted[i].first.constData());
    }

private:
    /// Of this thread, so far.
    static double processorMs()
    {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
    }

    /// A timer by whom it works for.
    static QByteArray nameOf(const QObject *object)
    {
        const QByteArray name = object->metaObject()->className();
        return object->parent() && !object->isWidgetType()
            ? name + " of " + object->parent()->metaObject()->className()
            : name;
    }

    bool m_watches = false; ///< while processor time is measured, it does not
    bool m_inside = false; ///< of an event: those that it sends are part of it
    std::map<QByteArray, Length> m_longest;
};

/// As a program waits: QTest::qWait sleeps 10 ms between two looks at the events, which are stalls and
/// wake-ups of its own.
void runFor(int ms)
{
    QEventLoop loop;
    QTimer::singleShot(ms, Qt::PreciseTimer, &loop, &QEventLoop::quit);
    loop.exec();
}

/// The window's own processor time and its broker's, which is another process.
void printCpu(const char *what, Desk &desk, int seconds, double target)
{
    const std::vector<std::int64_t> brokers = desk.controller().snapshot()->run.cluster.processIds;
    const std::int64_t before = processUsage().cpuUs;
    const std::int64_t brokerBefore = processUsage(brokers).cpuUs;
    runFor(seconds * 1000);
    const double own = static_cast<double>(processUsage().cpuUs - before) / (seconds * 1e4);
    const double others = static_cast<double>(processUsage(brokers).cpuUs - brokerBefore) / (seconds * 1e4);
    std::printf("%s: %.1f %% of one core (window %.1f, broker %.1f), target < %.0f\n", what, own + others,
                own, others, target);
}

/// From page to page, flat out, until so many records are loaded.
void printMemory(Desk &desk, std::int64_t records)
{
    const std::int64_t begin = desk.loaded();
    const char *const pages[] = {"flow", "messages", "groups", "warehouse"};
    std::printf("memory while %lld records are loaded, on one page after the other:\n",
                static_cast<long long>(records));
    for (int tenth = 1; tenth <= 10; ++tenth) {
        desk.window().showPage(QLatin1String(pages[tenth % 4]));
        while (desk.loaded() - begin < records * tenth / 10)
            runFor(200);
        std::printf("  %9lld records: %lld MB, at most %lld MB\n",
                    static_cast<long long>(desk.loaded() - begin), static_cast<long long>(test::residentMb()),
                    static_cast<long long>(processUsage().peakRssMb));
        std::fflush(stdout);
    }
}

bool isAnOrderMoving(const TokenPool &pool)
{
    for (std::size_t i = 0; i < pool.size(); ++i) {
        if (pool.hop(i).topic == QLatin1String("raw_orders"))
            return true;
    }
    return false;
}

void printWhen(const char *what, const QElapsedTimer &since, const std::function<bool()> &isSeen)
{
    const bool seen = QTest::qWaitFor(isSeen, 10'000);
    std::printf("%s moving on the canvas after %lld ms%s\n", what, since.elapsed(), seen ? "" : " (none)");
}

} // namespace

int main(int argc, char *argv[])
{
    WatchedApplication application(argc, argv);
    bool isSet = false;
    const int asked = qEnvironmentVariableIntValue("PK_BENCH_SECONDS", &isSet);
    const int seconds = isSet ? std::max(3, asked) : 60;
    const bool campus = qEnvironmentVariable("PK_BENCH_SOURCE") != QLatin1String("generator");
    QElapsedTimer since;
    since.start();
    Desk desk([campus](SessionOptions &options) {
        options.staticAssignment = false;
        if (campus)
            options.source = firstSource();
    });
    std::printf("source: %s\n", campus ? "campus database and its change capture" : "generator");
    desk.bench->settings().setReducedMotion(false);
    desk.open({1920, 1080});
    auto *canvas = desk.child<FlowCanvas>("canvas");
    const TokenPool &moving = canvas->traffic().pool();
    printWhen("first record", since, [&moving] { return moving.size() > 0; });
    printWhen("first order in raw_orders", since, [&moving] { return isAnOrderMoving(moving); });
    runFor(6'000); // the group's first join
    printCpu("four records a second", desk, seconds, 10);
    desk.controller().pause();
    runFor(6'000);
    printCpu("paused", desk, seconds, 2);
    desk.controller().play();
    desk.window().hide();
    runFor(1'000);
    printCpu("hidden, four records a second", desk, seconds, 10);
    desk.window().show();

    desk.controller().setRate(0);
    runFor(2'000);
    const std::int64_t loadedBefore = desk.loaded();
    const std::int64_t peakBefore = processUsage().peakRssMb;
    {
        Stalls stalls;
        (void)application.takeLongest();
        runFor(seconds * 1000);
        stalls.print("flat out, Flow page");
        application.printLongest();
    }
    std::printf(
        "flat out: %.0f records/s loaded, %lld not drawn, peak memory %lld MB before and %lld MB after\n",
        static_cast<double>(desk.loaded() - loadedBefore) / seconds,
        static_cast<long long>(canvas->droppedInDrawing()), static_cast<long long>(peakBefore),
        static_cast<long long>(processUsage().peakRssMb));
    for (const char *page : {"messages", "groups", "warehouse"}) {
        desk.window().showPage(QLatin1String(page));
        runFor(1'000);
        Stalls stalls;
        (void)application.takeLongest();
        runFor(seconds * 1000);
        stalls.print(page);
        application.printLongest();
    }
    if (const int records = qEnvironmentVariableIntValue("PK_BENCH_RECORDS"); records > 0)
        printMemory(desk, records);
    return 0;
}
