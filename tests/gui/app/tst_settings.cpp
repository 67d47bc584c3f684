#include "app/settings.h"
#include "app/settings_page.h"
#include "theme/install.h"
#include "translations.h"

#include <QAbstractButton>
#include <QApplication>
#include <QCheckBox>
#include <QDialogButtonBox>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace pk::gui;

class TestSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { installTheme(*qApp); }
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_store =
            std::make_unique<QSettings>(m_folder->filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
    }
    void cleanup()
    {
        pk::installTranslations(QStringLiteral("en"));
        Theme::instance().setScale(1);
        Theme::instance().setReducedMotion(false);
    }

    void read_nothingStored_isTheSystems()
    {
        const Settings settings(*m_store);
        QCOMPARE(settings.language(), QStringLiteral("system"));
        QCOMPARE(settings.scheme(), QStringLiteral("system"));
        QCOMPARE(settings.scale(), QStringLiteral("1"));
        QVERIFY(!settings.reducedMotion());
        QVERIFY(!settings.dataFolder().isEmpty());
        QCOMPARE(Theme::instance().scheme(), systemScheme());
    }
    void read_nonsense_isTheDefault()
    {
        m_store->setValue(QStringLiteral("window/language"), QStringLiteral("xx"));
        m_store->setValue(QStringLiteral("window/scale"), QStringLiteral("-7"));
        const Settings settings(*m_store);
        QCOMPARE(settings.language(), QStringLiteral("system"));
        QCOMPARE(Theme::instance().scale(), 1.0);
    }
    void write_everything_isRemembered()
    {
        {
            Settings settings(*m_store);
            settings.setLanguage(QStringLiteral("id"));
            settings.setScheme(QStringLiteral("light"));
            settings.setScale(QStringLiteral("1.25"));
            settings.setReducedMotion(true);
            settings.setRemoteMode(true);
            settings.setMaskMode(true);
            settings.setDataFolder(m_folder->path());
            settings.setLastPage(QStringLiteral("groups"));
        }
        Theme::instance().setScheme(Scheme::Dark);
        Theme::instance().setScale(1);
        const Settings again(*m_store);
        QCOMPARE(again.language(), QStringLiteral("id"));
        QCOMPARE(again.scheme(), QStringLiteral("light"));
        QCOMPARE(again.scale(), QStringLiteral("1.25"));
        QVERIFY(again.reducedMotion() && again.remoteMode() && again.maskMode());
        QCOMPARE(again.dataFolder(), m_folder->path());
        QCOMPARE(again.lastPage(), QStringLiteral("groups"));
        QCOMPARE(Theme::instance().scheme(), Scheme::Light);
        QCOMPARE(Theme::instance().scale(), 1.25);
        QVERIFY(Theme::instance().reducedMotion());
        QCOMPARE(QCoreApplication::translate("views", "Close"), QStringLiteral("Tutup"));
    }
    void projector_isLightAndLarge_untilSwitchedBack()
    {
        Settings settings(*m_store);
        settings.setScheme(QStringLiteral("dark"));
        settings.setScale(QStringLiteral("projector"));
        QCOMPARE(Theme::instance().scheme(), Scheme::Light);
        QVERIFY(Theme::instance().scale() >= 1.5);
        settings.setScheme(QStringLiteral("dark"));
        QCOMPARE(Theme::instance().scheme(), Scheme::Dark);
    }
    void set_sameValue_tellsNobody()
    {
        Settings settings(*m_store);
        settings.setRemoteMode(true);
        QSignalSpy changed(&settings, &Settings::changed);
        settings.setRemoteMode(true);
        settings.setLanguage(settings.language());
        QCOMPARE(changed.count(), 0);
        settings.setRemoteMode(false);
        QCOMPARE(changed.count(), 1);
    }

    void indonesian_reachesQtsOwnButtons()
    {
        Settings settings(*m_store);
        settings.setLanguage(QStringLiteral("id"));
        const QDialogButtonBox box(QDialogButtonBox::Cancel);
        QCOMPARE(box.button(QDialogButtonBox::Cancel)->text(), QStringLiteral("Batal"));
    }

    void page_clicks_changeTheSettings()
    {
        Settings settings(*m_store);
        SettingsPage page(settings);
        page.resize(900, 700);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        click(page, "language", "id");
        QCOMPARE(settings.language(), QStringLiteral("id"));
        click(page, "scheme", "light");
        QCOMPARE(Theme::instance().scheme(), Scheme::Light);
        click(page, "scale", "1.5");
        QCOMPARE(Theme::instance().scale(), 1.5);
        auto *mask = page.findChild<QCheckBox *>(QStringLiteral("maskMode"));
        QTest::mouseClick(mask, Qt::LeftButton, {}, QPoint(5, mask->height() / 2));
        QVERIFY(settings.maskMode());
        auto *motion = page.findChild<QCheckBox *>(QStringLiteral("reducedMotion"));
        motion->setFocus();
        QTest::keyClick(motion, Qt::Key_Space);
        QVERIFY(Theme::instance().reducedMotion());
    }
    void page_languageFlip_keepsTheChoices()
    {
        Settings settings(*m_store);
        settings.setLanguage(QStringLiteral("en"));
        settings.setScale(QStringLiteral("1.25"));
        SettingsPage page(settings);
        page.show();
        auto *motion = page.findChild<QCheckBox *>(QStringLiteral("reducedMotion"));
        QCOMPARE(motion->accessibleName(), QStringLiteral("Less movement"));
        settings.setLanguage(QStringLiteral("id"));
        QTRY_COMPARE(motion->accessibleName(), QStringLiteral("Kurangi gerakan"));
        QVERIFY(option(page, "scale", "1.25")->isChecked());
        QVERIFY(option(page, "language", "id")->isChecked());
    }

private:
    static QAbstractButton *option(QWidget &page, const char *control, const char *id)
    {
        auto *found = page.findChild<QWidget *>(QLatin1String(control));
        return found ? found->findChild<QAbstractButton *>(QLatin1String(id)) : nullptr;
    }
    static void click(QWidget &page, const char *control, const char *id)
    {
        QAbstractButton *button = option(page, control, id);
        QVERIFY(button);
        QTest::mouseClick(button, Qt::LeftButton);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_store;
};

QTEST_MAIN(TestSettings)
#include "tst_settings.moc"
