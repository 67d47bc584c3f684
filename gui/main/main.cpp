#include "cli/cli.h"
#include "main/snapshot_command.h"
#include "main/window_command.h"
#include "resources.h"
#include "translations.h"

#include <QApplication>

#include <cstring>

namespace {

constexpr pk::cli::Subcommand kWithWindow[] = {
    {"window", QT_TRANSLATE_NOOP("cli", "Opens the window; the same as without a subcommand."),
     &pk::gui::runWindow},
    {"snapshot", QT_TRANSLATE_NOOP("cli", "Writes a picture of a page with a running pipeline."),
     &pk::gui::runSnapshot},
};

void nameApplication()
{
    // No organisation: Qt would put its name before ours in the data folder, which scripts and the README
    // name as <data>/pelatihan-kafka. Whatever remembers something names its QSettings.
    QCoreApplication::setApplicationName(QStringLiteral("pelatihan-kafka"));
    QCoreApplication::setApplicationVersion(QStringLiteral(PK_VERSION));
    pk::initResources();
    pk::installTranslations();
}

} // namespace

int main(int argc, char *argv[])
{
    const char *name = argc > 1 ? argv[1] : "window";
    const bool window = std::strcmp(name, "window") == 0;
    const bool help = argc > 2 && (std::strcmp(argv[2], "--help") == 0 || std::strcmp(argv[2], "-h") == 0);
    if (!window && std::strcmp(name, "snapshot") != 0) {
        QCoreApplication application(argc, argv);
        nameApplication();
        return pk::cli::run(QCoreApplication::arguments(), kWithWindow);
    }
    if (!window || help)
        pk::gui::drawWithoutDisplay();
    else if (!pk::gui::hasDisplay()) {
        QCoreApplication application(argc, argv);
        nameApplication();
        return pk::gui::sayNoDisplay();
    }
    // Before Qt takes away what it knows itself: -session is also one of its own.
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments << QString::fromLocal8Bit(argv[i]);
    int forQt = window ? argc : 1;
    QApplication application(forQt, argv);
    nameApplication();
    if (window)
        arguments = QCoreApplication::arguments();
    if (argc == 1)
        arguments << QStringLiteral("window");
    return pk::cli::run(arguments, kWithWindow);
}
