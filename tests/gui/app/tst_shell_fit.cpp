// The frame at all sizes, scales, languages and schemes: every text fits.

#include "app/main_window.h"
#include "app/settings.h"
#include "fake_transport.h"
#include "gallery.h"
#include "theme/install.h"
#include "views/text_fit.h"

#include <QApplication>
#include <QDir>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace pk::gui;

class TestShellFit : public QObject
{
    Q_OBJECT

    static QStringList logsIn(const QTemporaryDir &folder)
    {
        QStringList logs;
        for (int node = 1; node <= 3; ++node) {
            const QString path = folder.filePath(QStringLiteral("node-%1").arg(node));
            logs << path + QStringLiteral("/node.log");
            QFile log(logs.back());
            if (!QDir().mkpath(path) || !log.open(QIODevice::WriteOnly))
                qFatal("no log");
            for (int second = 10; second < 40; ++second)
                log.write("[2026-11-20 10:41:" + QByteArray::number(second)
                          + ",113] INFO [Partition raw_orders-1 broker=1] ISR updated to 1,2 and version "
                            "updated to 7 (kafka.cluster.Partition)\n");
        }
        return logs;
    }

private Q_SLOTS:
    void initTestCase() { installTheme(*qApp); }

    void texts_fit_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("scheme");
        QTest::addColumn<QString>("scale");
        QTest::addColumn<QSize>("size");
        for (const QString &language : {QStringLiteral("id"), QStringLiteral("en")}) {
            for (const QString &scheme : {QStringLiteral("dark"), QStringLiteral("light")}) {
                for (const QString &scale :
                     {QStringLiteral("1"), QStringLiteral("1.5"), QStringLiteral("2")}) {
                    for (const QSize &size : {QSize(1280, 800), QSize(1366, 768), QSize(1920, 1080)})
                        QTest::addRow("%s-%s-%s-%d", qPrintable(language), qPrintable(scheme),
                                      qPrintable(scale), size.width())
                            << language << scheme << scale << size;
                }
            }
        }
    }
    void texts_fit()
    {
        QFETCH(QString, language);
        QFETCH(QString, scheme);
        QFETCH(QString, scale);
        QFETCH(QSize, size);
        QTemporaryDir folder;
        QSettings store(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
        Settings settings(store);
        settings.setReducedMotion(true);
        settings.setLanguage(language);
        settings.setScheme(scheme);
        settings.setScale(scale);
        FakeTransport transport;
        transport.runState = TransportState::Paused;
        transport.runStatus.droppedInDrawing = 1204;
        transport.nodeLogs = logsIn(folder);
        transport.logCommand = QStringLiteral("tail -n 40 -F ") + transport.nodeLogs.join(u' ');
        FakeShutdown shutdown;
        MainWindow window(transport, shutdown, settings);
        const bool gallery = scale != QLatin1String("2") && size.width() == 1920;
        for (const char *page : {"flow", "messages", "groups", "warehouse"})
            window.addPage({QLatin1String(page), [page] { return QLatin1String(page); }, QLatin1String(page),
                            [](QWidget *parent) { return newGallery(parent); }});
        window.addPage({QStringLiteral("labs"), [] { return QStringLiteral("labs"); },
                        QStringLiteral("topic"), [](QWidget *parent) { return new QWidget(parent); }});
        window.resize(size);
        window.showPage(QStringLiteral("settings"));
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QCoreApplication::processEvents();
        QCOMPARE(window.size(), size);
        check(window, "settings");

        transport.runStatus.regime = Regime::Free;
        Q_EMIT transport.statusChanged();
        Q_EMIT transport.failed(
            QStringLiteral("The warehouse is locked. Nothing was lost; it is tried again."));
        Q_EMIT transport.failed(QStringLiteral("The broker's process has ended."), QStringLiteral("broker"));
        Q_EMIT transport.failed(QStringLiteral("The broker has not answered for ten seconds."),
                                QStringLiteral("silence"));
        Q_EMIT transport.recovered(QStringLiteral("A fresh broker runs."), QStringLiteral("broker"));
        if (gallery) { // the gallery is no page of the window, and too wide for a small one
            window.showPage(QStringLiteral("messages"));
            QCoreApplication::processEvents();
            check(window, "gallery");
        }
        window.showFidelity();
        QCoreApplication::processEvents();
        check(window, "fidelity");
        auto *log = window.findChild<QPlainTextEdit *>(QStringLiteral("nodeLog"));
        for (QWidget *over = log; over != &window; over = over->parentWidget()) {
            if (auto *area = qobject_cast<QScrollArea *>(over))
                area->verticalScrollBar()->setValue(area->verticalScrollBar()->maximum());
        }
        QCoreApplication::processEvents();
        check(window, "fidelity-logs");
        window.showErrors();
        QCoreApplication::processEvents();
        check(window, "errors");
        window.showErrors();

        QTest::mouseClick(window.findChild<QWidget *>(QStringLiteral("environment")), Qt::LeftButton);
        auto *environments = window.findChild<QWidget *>(QStringLiteral("environments"));
        QCoreApplication::processEvents();
        check(*environments, "environments");
        transport.change = EnvironmentSwitch{
            QStringLiteral("Local Kafka, 3 nodes"),
            QStringLiteral("Starting node 2 of 3; the one before still closes its logs and hands over …"),
            true};
        Q_EMIT transport.changed();
        QCoreApplication::processEvents();
        check(*environments, "switching");
        check(window, "switching-window");
        transport.change.reset();
        environments->hide();

        window.showPage(QStringLiteral("labs"));
        window.showNote(
            QStringLiteral("Another window (process 4711) is still running and has the data folder."),
            QStringLiteral("Here: /srv/trainee/data/pelatihan-kafka-2"), QStringLiteral("Choose a mapping"));
        transport.runState = TransportState::Failed;
        for (const auto &[kind, name] : {std::pair(StartProblem::Kind::Folder, "start-folder"),
                                         std::pair(StartProblem::Kind::Broker, "start-broker"),
                                         std::pair(StartProblem::Kind::Environment, "start-environment"),
                                         std::pair(StartProblem::Kind::Warehouse, "start-warehouse"),
                                         std::pair(StartProblem::Kind::Other, "start-other")}) {
            transport.problem = StartProblem{kind, QStringLiteral("The file is damaged or is no database."),
                                             QStringLiteral("/srv/trainee/data/pelatihan-kafka/warehouse.db"),
                                             QStringLiteral("Local Kafka, 3 nodes")};
            Q_EMIT transport.changed();
            for (int level = 0; level < 4; ++level) // each layout inside another takes a turn
                QCoreApplication::processEvents();
            check(window, name);
        }

        shutdown.idle = false;
        window.close();
        Q_EMIT shutdown.shutdownProgress(QStringLiteral("Waiting for 12 acknowledgements"), 0.4);
        QCoreApplication::processEvents();
        check(window, "stopping");
    }

private:
    void check(const QWidget &window, const char *name)
    {
        picture(window, name);
        const std::vector<TextFault> faults = textFaults(&window);
        if (!faults.empty())
            QTest::qFail(qPrintable(QLatin1String(name) + QLatin1String(":\n") + describe(faults)), __FILE__,
                         __LINE__);
    }

    void picture(const QWidget &window, const char *name)
    {
        const QString folder = qEnvironmentVariable("PK_PICTURES");
        if (!folder.isEmpty() && QDir().mkpath(folder))
            const_cast<QWidget &>(window).grab().save(
                QStringLiteral("%1/%2-%3.png")
                    .arg(folder, QLatin1String(name), QLatin1String(QTest::currentDataTag())));
    }
};

PK_WINDOW_TEST(TestShellFit)
#include "tst_shell_fit.moc"
