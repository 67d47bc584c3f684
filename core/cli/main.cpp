#include "cli/cli.h"
#include "resources.h"
#include "translations.h"

#include <QCoreApplication>

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("pelatihan-kafka"));
    QCoreApplication::setApplicationVersion(QStringLiteral(PK_VERSION));
    pk::initResources();
    pk::installTranslations();
    return pk::cli::run(QCoreApplication::arguments());
}
