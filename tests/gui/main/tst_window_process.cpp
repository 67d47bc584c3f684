// The program itself as a process: two windows at once, one that closes while its broker hangs, and pictures
// of a recorded session.

#include "../support/child_process.h"
#include "places/places.h"
#include "warehouse/warehouse.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QImage>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <csignal>
#include <map>
#include <memory>
#include <tuple>
#include <vector>

#include <sched.h>

using namespace pk;

namespace {

constexpr int kDeadlineMs = 14'000; ///< LiveShutdown's
constexpr int kReadingMs = 1'000; ///< what was given up stands in the window so long when a signal ends it
constexpr int kSlackMs = 10'000; ///< a slow machine needs a while for the process's end, too

/// The window on a data folder of its own, in English, without a display.
class Window
{
public:
    Window(const QTemporaryDir &home, const QString &folder, const QStringList &more = {})
        : m_folder(folder)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
        environment.insert(QStringLiteral("XDG_CONFIG_HOME"), home.path());
        environment.insert(QStringLiteral("LANG"), QStringLiteral("en_US.UTF-8"));
        environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("en_US.UTF-8"));
        environment.insert(QStringLiteral("LANGUAGE"), QStringLiteral("en"));
        process.setProcessEnvironment(environment);
        process.start(test::programPath(),
                      QStringList{QStringLiteral("window"), QStringLiteral("--data-folder"), folder} + more);
    }
    ~Window()
    {
        if (process.state() != QProcess::NotRunning) {
            process.kill();
            process.waitForFinished(5'000);
        }
    }

    static std::int64_t rowsIn(const QString &folder)
    {
        auto db = warehouse::openWarehouseForReading(folder + QStringLiteral("/warehouse.db"));
        if (!db)
            return 0;
        auto statement = (*db)->prepare("SELECT count(*) FROM etl_audit");
        return statement && *(*statement)->step() ? (*statement)->integer(0) : 0;
    }
    std::int64_t rows() const { return rowsIn(m_folder); }
    void interrupt() const { ::kill(static_cast<pid_t>(process.processId()), SIGINT); }

    QProcess process;

private:
    QString m_folder;
};

struct Turn
{
    int nice = 0;
    int policy = SCHED_OTHER;
};

/// When a process's threads have their turn, by their names; of several with one name the nicest. Source:
/// proc(5), fields 19 and 41 of /proc/pid/task/tid/stat.
std::map<QByteArray, Turn> turnsOfThreads(qint64 process)
{
    std::map<QByteArray, Turn> turns;
    const QString tasks = QStringLiteral("/proc/%1/task/").arg(process);
    for (const QString &task : QDir(tasks).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        QFile stat(tasks + task + QStringLiteral("/stat"));
        if (!stat.open(QIODevice::ReadOnly))
            continue;
        const QByteArray line = stat.readAll();
        const auto open = line.indexOf('(');
        const auto close = line.lastIndexOf(')');
        const QByteArray name = line.mid(open + 1, close - open - 1);
        const QByteArrayList fields = line.mid(close + 2).split(' ');
        const Turn turn{fields.value(16).toInt(), fields.value(38).toInt()};
        if (!turns.contains(name) || turn.nice > turns[name].nice)
            turns[name] = turn;
    }
    return turns;
}

/// Of a short run; empty when it did not end well.
QString recordSession(const QTemporaryDir &home)
{
    const QString session = home.filePath(QStringLiteral("run.pks"));
    QProcess run;
    run.start(test::programPath(),
              {QStringLiteral("run"), QStringLiteral("--orders"), QStringLiteral("200"),
               QStringLiteral("--warehouse"),
               QStringLiteral("sqlite:") + home.filePath(QStringLiteral("w.db")), QStringLiteral("--session"),
               session});
    return run.waitForFinished(60'000) && run.exitCode() == 0 ? session : QString();
}

} // namespace

class TestWindowProcess : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void page_ofAnotherName_isRefusedBeforeAnythingStarts()
    {
        const QTemporaryDir home;
        Window window(home, home.filePath(QStringLiteral("data")),
                      {QStringLiteral("--page"), QStringLiteral("alur")});
        QVERIFY(window.process.waitForFinished(60'000));
        QCOMPARE(window.process.exitCode(), 2);
        const QString said = QString::fromUtf8(window.process.readAllStandardError());
        QVERIFY2(said.contains(QStringLiteral("There is no page of this name.")), qPrintable(said));
        QCOMPARE(window.rows(), 0);
    }

    /// Else it waits for its turn behind a pipeline that has more threads than there are processors.
    void window_comesBeforeItsPipelineAndItsBroker()
    {
        const QTemporaryDir home;
        Window window(home, home.filePath(QStringLiteral("data")));
        QTRY_VERIFY(window.rows() >= 1);
        const qint64 pid = window.process.processId();
        const std::map<QByteArray, Turn> turns = turnsOfThreads(pid);
        const Turn own = turns.at("pelatihan-kafka");
        const auto isBehind = [own](const Turn &turn) {
            return turn.nice > own.nice && turn.policy == SCHED_BATCH;
        };
        for (const char *behind : {"session", "transform-0", "load-0", "rdk:main"})
            QVERIFY2(turns.contains(behind) && isBehind(turns.at(behind)), behind);
        QCOMPARE(turns.at("sampler").nice, own.nice); // its figures are the window's
        const std::map<QByteArray, Turn> broker = turnsOfThreads(test::brokerPid(pid));
        QVERIFY(!broker.empty());
        for (const auto &[name, turn] : broker)
            QVERIFY2(isBehind(turn), name);
        window.interrupt();
        QVERIFY(window.process.waitForFinished(30'000));
    }

    /// The pipeline cannot end in order, so it is given up: in time, and not silently.
    void close_brokerHangs_givesUpInTime_andSaysSo()
    {
        const QTemporaryDir home;
        Window window(home, home.filePath(QStringLiteral("data")));
        QTRY_VERIFY(window.rows() >= 2);
        const qint64 broker = test::brokerPid(window.process.processId());
        QVERIFY(broker > 0);
        ::kill(static_cast<pid_t>(broker), SIGSTOP);
        QElapsedTimer since;
        since.start();
        window.interrupt();
        const bool ended = window.process.waitForFinished(60'000);
        const qint64 took = since.elapsed();
        ::kill(static_cast<pid_t>(broker), SIGCONT);
        ::kill(static_cast<pid_t>(broker), SIGKILL);
        QVERIFY(ended);
        QCOMPARE(window.process.exitStatus(), QProcess::NormalExit);
        QVERIFY2(took < kDeadlineMs + kReadingMs + kSlackMs, qPrintable(QString::number(took)));
        const QString said = QString::fromUtf8(window.process.readAllStandardError());
        QVERIFY2(said.contains(QStringLiteral("did not stop in time"))
                     || said.contains(QStringLiteral("Not every record reached the warehouse")),
                 qPrintable(said));
        QCOMPARE(window.process.exitCode(), 1);
        QVERIFY(window.rows() >= 2); // what was stored is there
    }

    void secondWindow_worksInAFolderOfItsOwn()
    {
        const QTemporaryDir home;
        const QString folder = home.filePath(QStringLiteral("data"));
        Window first(home, folder);
        QTRY_VERIFY(first.rows() >= 1);
        Window second(home, folder);
        QTRY_VERIFY(Window::rowsIn(folder + QStringLiteral("-2")) >= 1);
        for (Window *window : {&second, &first}) {
            window->interrupt();
            QVERIFY(window->process.waitForFinished(30'000));
            QCOMPARE(window->process.exitCode(), 130);
        }
    }

    /// All at once: each is a program of its own.
    void snapshot_ofEveryPage_isAPicture_andOfTheDiagramAPdf()
    {
        const QTemporaryDir home;
        const QString session = recordSession(home);
        QVERIFY(!session.isEmpty());
        std::map<QString, std::unique_ptr<QProcess>> snapshots; // by file
        const auto take = [&](const QString &page, const QString &ending) {
            const QString file = home.filePath(page + ending);
            auto &snapshot = snapshots[file] = std::make_unique<QProcess>();
            snapshot->start(test::programPath(),
                            {QStringLiteral("snapshot"), QStringLiteral("--session"), session,
                             QStringLiteral("--page"), page, QStringLiteral("--size"),
                             QStringLiteral("1280x800"), file});
        };
        const QStringList pages{QStringLiteral("flow"), QStringLiteral("messages"), QStringLiteral("groups"),
                                QStringLiteral("warehouse"), QStringLiteral("settings")};
        for (const QString &page : pages)
            take(page, QStringLiteral(".png"));
        take(QStringLiteral("flow"), QStringLiteral(".pdf"));
        for (const auto &[file, snapshot] : snapshots) {
            QVERIFY2(snapshot->state() == QProcess::NotRunning || snapshot->waitForFinished(60'000),
                     qPrintable(file));
            QVERIFY2(snapshot->exitStatus() == QProcess::NormalExit && snapshot->exitCode() == 0,
                     snapshot->readAllStandardError().constData());
        }
        QFile pdf(home.filePath(QStringLiteral("flow.pdf")));
        QVERIFY(pdf.open(QIODevice::ReadOnly));
        const QByteArray bytes = pdf.readAll();
        QVERIFY(bytes.startsWith("%PDF-") && bytes.trimmed().endsWith("%%EOF"));
        std::vector<QImage> seen;
        for (const QString &page : pages) {
            const QImage picture(home.filePath(page + QStringLiteral(".png")));
            QCOMPARE(picture.size(), QSize(1280, 800));
            for (const QImage &other : seen)
                QVERIFY2(picture != other, qPrintable(page)); // it is its own page that is on it
            seen.push_back(picture);
        }
    }

    void snapshot_themeLanguageAndScale_areSeen()
    {
        const QTemporaryDir home;
        const QString session = recordSession(home);
        QVERIFY(!session.isEmpty());
        std::vector<QImage> seen;
        for (const auto &[theme, language, scale] : {std::tuple{"light", "en", "1"},
                                                     {"dark", "en", "1"},
                                                     {"light", "id", "1"},
                                                     {"light", "en", "1.5"}}) {
            const QString file = home.filePath(QStringLiteral("settings.png"));
            QProcess snapshot;
            snapshot.start(test::programPath(),
                           {QStringLiteral("snapshot"), QStringLiteral("--session"), session,
                            QStringLiteral("--page"), QStringLiteral("settings"), QStringLiteral("--size"),
                            QStringLiteral("1280x800"), QStringLiteral("--theme"), QLatin1String(theme),
                            QStringLiteral("--lang"), QLatin1String(language), QStringLiteral("--scale"),
                            QLatin1String(scale), file});
            QVERIFY(snapshot.waitForFinished(60'000));
            QVERIFY2(snapshot.exitCode() == 0, snapshot.readAllStandardError().constData());
            seen.emplace_back(file);
            QVERIFY(!seen.back().isNull());
            for (std::size_t i = 0; i + 1 < seen.size(); ++i)
                QVERIFY2(seen[i] != seen.back(), scale);
        }
        QCOMPARE(seen.back().size(), QSize(1280, 800)); // pixels of the picture
    }

    void snapshot_ofARecordedSession_needsNoPipeline()
    {
        const QTemporaryDir home;
        const QString session = recordSession(home);
        QVERIFY(!session.isEmpty());
        const QString picture = home.filePath(QStringLiteral("flow.svg"));
        QProcess snapshot;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("DISPLAY"), QStringLiteral(":9999")); // one that is gone
        environment.remove(QStringLiteral("QT_QPA_PLATFORM"));
        snapshot.setProcessEnvironment(environment);
        snapshot.start(test::programPath(),
                       {QStringLiteral("snapshot"), QStringLiteral("--session"), session,
                        QStringLiteral("--lang"), QStringLiteral("en"), picture});
        QVERIFY(snapshot.waitForStarted());
        QElapsedTimer since;
        since.start();
        while (!snapshot.waitForFinished(20)) {
            QCOMPARE(test::brokerPid(snapshot.processId()), qint64{0}); // nothing runs behind it
            QVERIFY(!since.hasExpired(60'000));
        }
        QVERIFY2(snapshot.exitCode() == 0, snapshot.readAllStandardError().constData());
        QFile svg(picture);
        QVERIFY(svg.open(QIODevice::ReadOnly));
        QVERIFY(svg.readAll().contains("raw_orders"));
    }

    /// The picture is there all the same, and nothing is left of its data.
    void snapshot_brokerHangs_isTaken_andSaysWhatDidNotEnd()
    {
        const QTemporaryDir home;
        const QString picture = home.filePath(QStringLiteral("flow.png"));
        const QDir rooms(home.filePath(QStringLiteral("tmp")));
        QVERIFY(rooms.mkpath(QStringLiteral(".")));
        QProcess snapshot;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("TMPDIR"), rooms.path());
        snapshot.setProcessEnvironment(environment);
        snapshot.start(test::programPath(),
                       {QStringLiteral("snapshot"), QStringLiteral("--source"), QStringLiteral("generator"),
                        QStringLiteral("--lang"), QStringLiteral("en"), QStringLiteral("--after"),
                        QStringLiteral("20"), picture});
        const auto folders = [&rooms] {
            return rooms.entryList({QStringLiteral("pelatihan-kafka-*")}, QDir::Dirs);
        };
        QTRY_VERIFY_WITH_TIMEOUT(
            folders().size() == 1 && Window::rowsIn(rooms.filePath(folders().constFirst())) >= 2, 20'000);
        const qint64 broker = test::brokerPid(snapshot.processId());
        QVERIFY(broker > 0);
        ::kill(static_cast<pid_t>(broker), SIGSTOP);
        const bool ended = snapshot.waitForFinished(90'000);
        ::kill(static_cast<pid_t>(broker), SIGKILL);
        QVERIFY(ended);
        QCOMPARE(snapshot.exitStatus(), QProcess::NormalExit);
        const QString said = QString::fromUtf8(snapshot.readAllStandardError());
        QVERIFY2(said.contains(QStringLiteral("did not stop in time"))
                     || said.contains(QStringLiteral("Not every record reached the warehouse")),
                 qPrintable(said));
        QCOMPARE(snapshot.exitCode(), 0);
        QVERIFY(!QImage(picture).isNull());
        QCOMPARE(folders(), QStringList());
    }

    void snapshot_ofNoSession_saysSo()
    {
        const QTemporaryDir home;
        QProcess snapshot;
        snapshot.start(test::programPath(),
                       {QStringLiteral("snapshot"), QStringLiteral("--session"),
                        home.filePath(QStringLiteral("nothing.pks")),
                        home.filePath(QStringLiteral("x.png"))});
        QVERIFY(snapshot.waitForFinished(30'000));
        QCOMPARE(snapshot.exitCode(), 2);
        QVERIFY(!snapshot.readAllStandardError().isEmpty());
    }
};

PK_TEST(TestWindowProcess)
#include "tst_window_process.moc"
