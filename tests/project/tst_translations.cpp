#include "translations.h"

#include <QCoreApplication>
#include <QTest>

namespace {

QString sentence()
{
    return QCoreApplication::translate("base", "The query was stopped.");
}

} // namespace

class TestTranslations : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cleanup() { pk::installTranslations(QStringLiteral("en")); }

    void install_language_translates_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("used");
        QTest::addColumn<QString>("expected");
        const QString english = QStringLiteral("The query was stopped.");
        QTest::newRow("Indonesian") << QStringLiteral("id") << QStringLiteral("id")
                                    << QStringLiteral("Kueri dihentikan.");
        QTest::newRow("English") << QStringLiteral("en") << QStringLiteral("en") << english;
        QTest::newRow("no such translation") << QStringLiteral("fr") << QStringLiteral("en") << english;
        QTest::newRow("no language") << QStringLiteral("nonsense") << QStringLiteral("en") << english;
    }
    void install_language_translates()
    {
        QFETCH(QString, language);
        QFETCH(QString, used);
        QFETCH(QString, expected);
        QCOMPARE(pk::installTranslations(language), used);
        QCOMPARE(sentence(), expected);
    }

    void install_again_switches()
    {
        pk::installTranslations(QStringLiteral("id"));
        pk::installTranslations(QStringLiteral("id"));
        pk::installTranslations(QStringLiteral("en"));
        QCOMPARE(sentence(), QStringLiteral("The query was stopped."));
    }

    void install_empty_followsTheSystem()
    {
        QCOMPARE(pk::installTranslations(), QStringLiteral("id"));
        QCOMPARE(sentence(), QStringLiteral("Kueri dihentikan."));
    }
};

int main(int argc, char *argv[])
{
    qputenv("LC_ALL", "id_ID.UTF-8"); // Qt reads the system's language once, when it starts
    QCoreApplication application(argc, argv);
    TestTranslations test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_translations.moc"
