#include "main/window_command.h"

#include "app/settings.h"
#include "base/interrupt.h"
#include "cli/command_line.h"
#include "cli/exit_codes.h"
#include "cli/output.h"
#include "main/data_folder.h"
#include "main/given_up.h"
#include "main/workbench.h"
#include "theme/install.h"

#include <QApplication>
#include <QDir>
#include <QSettings>
#include <QSocketNotifier>

namespace pk::gui {

namespace {

const QString folderOption = QStringLiteral("data-folder");
const QString pageOption = QStringLiteral("page");

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
        {pageOption,
         QCoreApplication::translate("main", "The page to begin with:") + QLatin1Char(' ')
             + QCoreApplication::translate("main", "flow, messages, groups, warehouse or settings."),
         QStringLiteral("NAME")});
    if (const auto ended = line.parse(arguments))
        return *ended;

    const Interrupt interrupt;
    installTheme(*qApp);
    QSettings store(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("pelatihan-kafka"),
                    QStringLiteral("window"));
    SessionOptions options;
    options.brokerProgram = QCoreApplication::applicationFilePath();
    const QString wanted = line.isSet(folderOption) ? QDir(line.value(folderOption)).absolutePath()
                                                    : Settings::rememberedDataFolder(store);
    auto folder = std::make_unique<DataFolder>(wanted);
    options.dataFolder = folder->path();
    options.source = firstSource();
    options.environment = environment::EnvironmentChoice::fromId(Settings::rememberedEnvironment(store))
                              .value_or(options.environment);

    Workbench workbench(store, std::move(options), std::move(folder));
    if (line.isSet(pageOption) && !workbench.window().page(line.value(pageOption)))
        return cli::fail(line.wrongValue(
            pageOption, QCoreApplication::translate("main", "There is no page of this name.")));
    workbench.controller().start(); // before the window is made visible: it takes the longest
    if (line.isSet(pageOption))
        workbench.window().showPage(line.value(pageOption));
    workbench.window().show();
    // Ctrl+C in the terminal that it was started from closes it in order, as the mouse does.
    QSocketNotifier signalled(interrupt.fd(), QSocketNotifier::Read);
    QObject::connect(&signalled, &QSocketNotifier::activated, &workbench, [&] {
        signalled.setEnabled(false);
        workbench.window().closeUnattended();
    });
    const int code = QApplication::exec();
    leaveIfGivenUp(workbench, cli::NotVerified, [&store] { store.sync(); });
    return interrupt.requested() ? int(cli::Interrupted) : code;
}

} // namespace pk::gui
