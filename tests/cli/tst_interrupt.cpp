#include "base/clock.h"
#include "base/interrupt.h"

#include <QtTest>

#include <cerrno>
#include <poll.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace pk;

/// Signals of the test's own process; what ends a process is tried in a child.
class TestInterrupt : public QObject
{
    Q_OBJECT

private:
    /// Runs `body` in a child process and returns what waitpid() says of its end.
    template <typename Body> static int endOf(Body body)
    {
        const pid_t child = fork();
        if (child == 0) {
            for (const int signal : {SIGINT, SIGTERM, SIGHUP}) // the test library has handlers of its own
                std::signal(signal, SIG_DFL);
            body();
            _exit(0);
        }
        int status = 0;
        waitpid(child, &status, 0);
        return status;
    }

private Q_SLOTS:
    void firstSignal_isARequest_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGINT") << SIGINT;
        QTest::newRow("SIGTERM") << SIGTERM;
        QTest::newRow("SIGHUP") << SIGHUP;
    }
    void firstSignal_isARequest()
    {
        QFETCH(int, signal);
        const Interrupt interrupt;
        pollfd entry{interrupt.fd(), POLLIN, 0};
        QVERIFY(!interrupt.requested());
        QCOMPARE(poll(&entry, 1, 0), 0);
        errno = 77;
        raise(signal);
        QCOMPARE(errno, 77);
        QVERIFY(interrupt.requested());
        QCOMPARE(poll(&entry, 1, 0), 1);
        QVERIFY(interrupt.waitFor(0) && interrupt.waitFor(-1)); // it stays requested
    }

    void waitFor_endsWithItsTime()
    {
        const Interrupt interrupt;
        const std::int64_t startUs = monotonicUs();
        QVERIFY(!interrupt.waitFor(50));
        QVERIFY(monotonicUs() - startUs >= 50'000);
        QVERIFY(!interrupt.waitFor(0));
    }

    void waitFor_isWokenFromAnotherThread()
    {
        const Interrupt interrupt;
        std::jthread other([] { kill(getpid(), SIGTERM); });
        QVERIFY(interrupt.waitFor(5000));
    }

    void secondSignal_endsAtOnce()
    {
#ifdef __SANITIZE_THREAD__
        QSKIP("ThreadSanitizer holds signals back in a forked child; the other builds run this.");
#endif
        const int status = endOf([] {
            const Interrupt interrupt;
            raise(SIGINT);
            raise(SIGTERM);
        });
        QVERIFY(WIFEXITED(status));
        QCOMPARE(WEXITSTATUS(status), 130);
    }

    void brokenPipe_isAWriteError()
    {
        const int status = endOf([] {
            const Interrupt interrupt;
            int ends[2];
            if (pipe(ends) != 0)
                _exit(1);
            close(ends[0]);
            _exit(write(ends[1], "x", 1) == -1 && errno == EPIPE ? 42 : 1);
        });
        QVERIFY(WIFEXITED(status));
        QCOMPARE(WEXITSTATUS(status), 42);
    }

    void destructor_givesTheSignalsBack()
    {
        const int status = endOf([] {
            {
                const Interrupt interrupt;
            }
            raise(SIGTERM);
        });
        QVERIFY(WIFSIGNALED(status));
        QCOMPARE(WTERMSIG(status), SIGTERM);
        const Interrupt again;
        QVERIFY(!again.requested());
    }
};

QTEST_GUILESS_MAIN(TestInterrupt)
#include "tst_interrupt.moc"
