#include "translations.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>
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
    // The wanted languages in order of preference, without the country: "id" of "id-ID".
    const QStringList wanted =
        language.isEmpty() ? QLocale::system().uiLanguages() : QStringList{QLocale(language).name()};
    auto translator = std::make_unique<QTranslator>();
    translator->setObjectName(name);
    for (const QString &entry : wanted) {
        const QString code = entry.left(entry.indexOf(QRegularExpression(QStringLiteral("[-_]"))));
        if (code == QStringLiteral("en") || code == QStringLiteral("C"))
            break;
        if (translator->load(QStringLiteral(":/i18n/pelatihan-kafka_%1.qm").arg(code))) {
            translator->setParent(qApp);
            QCoreApplication::installTranslator(translator.release());
            return code;
        }
    }
    return QStringLiteral("en");
}

} // namespace pk
