#include "main/window_command.h"

#include "base/interrupt.h"
#include "cli/command_line.h"
#include "cli/exit_codes.h"
#include "cli/output.h"
#include "main/workbench.h"
#include "theme/install.h"

#include <QApplication>
#include <QDir>
#include <QLockFile>
#include <QSettings>
#include <QSocketNotifier>
#include <QStandardPaths>

namespace pk::gui {

namespace {

const QString folderOption = QStringLiteral("data-folder");
const QString pageOption = QStringLiteral("page");

/// Two windows must not share a warehouse: the second gets a folder of its own beside it.
QString freeFolder(const QString &wanted, std::unique_ptr<QLockFile> &lock)
{
    for (int number = 1; number < 100; ++number) {
        const QString folder = number == 1 ? wanted : QStringLiteral("%1-%2").arg(wanted).arg(number);
        if (!QDir().mkpath(folder))
            break; // the session says what is wrong with it
        lock = std::make_unique<QLockFile>(QDir(folder).filePath(QStringLiteral("window.lock")));
        lock->setStaleLockTime(0);
        if (lock->tryLock(0) || lock->error() != QLockFile::LockFailedError)
            return folder;
    }
    lock.reset();
    return wanted;
}

} // namespace

bool hasDisplay()
{
    return !qEnvironmentVariableIsEmpty("DISPLAY") || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY")
        || !qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM");
}

int sayNoDisplay()
{
    cli::printError(QCoreApplication::translate(
        "main",
        "There is no display here, so the window cannot open. Start it on a desktop, or use a subcommand, "
        "for "
        "example: pelatihan-kafka run --orders 10000. All of them: pelatihan-kafka --help"));
    return cli::NoEnvironment;
}

int runWindow(const QStringList &arguments)
{
    cli::CommandLine line(
        QStringLiteral("window"),
        QCoreApplication::translate("cli", "Opens the window; the same as without a subcommand."));
    line.addOption({folderOption,
                    QCoreApplication::translate("main", "Where warehouse and session files go."),
                    QStringLiteral("FOLDER")});
    line.addOption(
        {pageOption, QCoreApplication::translate("main", "The page to begin with."), QStringLiteral("NAME")});
    if (const auto ended = line.parse(arguments))
        return *ended;

    const Interrupt interrupt;
    installTheme(*qApp);
    QSettings store(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("pelatihan-kafka"),
                    QStringLiteral("window"));
    SessionOptions options;
    options.brokerProgram = QCoreApplication::applicationFilePath();
    const QString remembered = store.value(QStringLiteral("data/folder")).toString();
    const QString usual = remembered.isEmpty()
        ? QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation)
        : remembered;
    std::unique_ptr<QLockFile> lock;
    options.dataFolder = freeFolder(line.isSet(folderOption) ? line.value(folderOption) : usual, lock);

    Workbench workbench(store, std::move(options));
    workbench.controller().start(); // before the window is made visible: it takes the longest
    if (line.isSet(pageOption))
        workbench.window().showPage(line.value(pageOption));
    workbench.window().show();
    // Ctrl+C in the terminal that it was started from closes it in order, as the mouse does.
    QSocketNotifier signalled(interrupt.fd(), QSocketNotifier::Read);
    QObject::connect(&signalled, &QSocketNotifier::activated, &workbench, [&] {
        signalled.setEnabled(false);
        workbench.window().close();
    });
    const int code = QApplication::exec();
    return interrupt.requested() ? int(cli::Interrupted) : code;
}

} // namespace pk::gui
