#include "translations.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTranslator>

#include <memory>

// Q_INIT_RESOURCE must stand outside every namespace.
static void registerTranslations()
{
    Q_INIT_RESOURCE(pk_i18n);
}

namespace pk {

QString installTranslations(const QString &language)
{
    registerTranslations();
    // The application owns the translator in use; its name is how a later call finds it.
    const QString name = QStringLiteral("pelatihan-kafka");
    if (auto *previous = qApp->findChild<QTranslator *>(name, Qt::FindDirectChildrenOnly)) {
        QCoreApplication::removeTranslator(previous);
        delete previous;
    }
    const QLocale locale = language.isEmpty() ? QLocale::system() : QLocale(language);
    const QString wanted = locale.name().section(QLatin1Char('_'), 0, 0); // "id" of "id_ID"
    auto translator = std::make_unique<QTranslator>(qApp);
    translator->setObjectName(name);
    if (!translator->load(QStringLiteral(":/i18n/pelatihan-kafka_%1.qm").arg(wanted)))
        return QStringLiteral("en");
    QCoreApplication::installTranslator(translator.release());
    return wanted;
}

} // namespace pk
