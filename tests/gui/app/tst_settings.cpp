#include "app/settings.h"
#include "app/settings_page.h"
#include "theme/install.h"
#include "translations.h"
#include "views/card.h"

#include <QAbstractButton>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QHeaderView>
#include <QLabel>
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
            settings.setDataFolder(m_folder->path());
            settings.setLastPage(QStringLiteral("groups"));
        }
        Theme::instance().setScheme(Scheme::Dark);
        Theme::instance().setScale(1);
        const Settings again(*m_store);
        QCOMPARE(again.language(), QStringLiteral("id"));
        QCOMPARE(again.scheme(), QStringLiteral("light"));
        QCOMPARE(again.scale(), QStringLiteral("1.25"));
        QVERIFY(again.reducedMotion() && again.remoteMode());
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
    void projector_isLeft_whatWasChosenBeforeComesBack()
    {
        {
            Settings settings(*m_store);
            settings.setScheme(QStringLiteral("dark"));
            settings.setScale(QStringLiteral("projector"));
        }
        Settings settings(*m_store); // of the next day
        QCOMPARE(Theme::instance().scheme(), Scheme::Light);
        settings.setScale(QStringLiteral("1"));
        QCOMPARE(Theme::instance().scheme(), Scheme::Dark);
        settings.setScale(QStringLiteral("projector"));
        settings.setScheme(QStringLiteral("dark"));
        settings.setScheme(QStringLiteral("light")); // chosen: it stays
        settings.setScale(QStringLiteral("1"));
        QCOMPARE(Theme::instance().scheme(), Scheme::Light);
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

    void indonesian_reachesTheFileDialog()
    {
        Settings settings(*m_store);
        settings.setLanguage(QStringLiteral("id"));
        QFileDialog dialog(nullptr, QStringLiteral("x"), m_folder->path(), QStringLiteral("CSV (*.csv)"));
        dialog.setOption(QFileDialog::DontUseNativeDialog);
        dialog.show();
        QStringList english;
        const QStringList words{QStringLiteral("Look"),      QStringLiteral("Files"),
                                QStringLiteral("Open"),      QStringLiteral("Cancel"),
                                QStringLiteral("Name"),      QStringLiteral("Size"),
                                QStringLiteral("Date"),      QStringLiteral("Back"),
                                QStringLiteral("Directory"), QStringLiteral("View")};
        const auto look = [&](const QString &text) {
            for (const QString &word : words) {
                if (text.contains(word))
                    english << text;
            }
        };
        for (const QLabel *label : dialog.findChildren<QLabel *>())
            look(label->text());
        for (const QAbstractButton *button : dialog.findChildren<QAbstractButton *>()) {
            look(button->text());
            look(button->toolTip());
        }
        for (const QHeaderView *header : dialog.findChildren<QHeaderView *>()) {
            for (int column = 0; column < header->count(); ++column)
                look(header->model()->headerData(column, Qt::Horizontal).toString());
        }
        QVERIFY2(english.isEmpty(), qPrintable(english.join(QLatin1Char('|'))));
    }

    void page_folder_isTheOneInUse_toCopy()
    {
        Settings settings(*m_store);
        settings.setLanguage(QStringLiteral("en"));
        const QString inUse = m_folder->filePath(QStringLiteral("in-use-2"));
        settings.setFolderInUse(inUse);
        SettingsPage page(settings);
        page.resize(900, 700);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        auto *label = page.findChild<QLabel *>(QStringLiteral("dataFolder"));
        QCOMPARE(label->text(), inUse);
        QCOMPARE(label->toolTip(), inUse);
        QTest::mouseClick(page.findChild<QWidget *>(QStringLiteral("copyFolder")), Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(), inUse);
        settings.setDataFolder(m_folder->filePath(QStringLiteral("later")));
        QCOMPARE(label->text(), inUse); // it is another one only after the next start
        const auto labels = page.findChildren<QLabel *>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [&](const QLabel *other) {
            return other->text().contains(m_folder->filePath(QStringLiteral("later")));
        }));
    }

    void page_sentence_saysHowManySessionFilesAreKept()
    {
        Settings settings(*m_store);
        settings.setLanguage(QStringLiteral("en"));
        SettingsPage page(settings);
        page.show();
        const auto says = [&](const QString &words) {
            const auto labels = page.findChildren<QLabel *>();
            return std::any_of(labels.begin(), labels.end(), [&](const QLabel *label) {
                return label->isVisible() && label->text().contains(words);
            });
        };
        QVERIFY(!says(QStringLiteral("session files are kept"))); // by nobody who has said how many
        settings.setSessionFilesKept(10);
        settings.setLanguage(QStringLiteral("id"));
        settings.setLanguage(QStringLiteral("en"));
        QTRY_VERIFY(says(QStringLiteral("The newest 10 session files are kept.")));
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
        auto *remote = page.findChild<QCheckBox *>(QStringLiteral("remoteMode"));
        QTest::mouseClick(remote, Qt::LeftButton, {}, QPoint(5, remote->height() / 2));
        QVERIFY(settings.remoteMode());
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

    void cardsOfTheRun_standBesideTheWindowsWhereThereIsRoom_elseBelow()
    {
        Settings settings(*m_store);
        SettingsPage page(settings);
        auto *added = new QWidget;
        added->setMinimumSize(100, 40);
        page.addCard(added);
        auto *own = page.findChild<Card *>();
        const auto topLeft = [&page](QWidget *widget) { return widget->mapTo(&page, QPoint()); };
        page.resize(1'300, 700);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        QTRY_COMPARE(topLeft(added).y(), topLeft(own).y());
        QVERIFY(topLeft(added).x() > topLeft(own).x() + own->width());
        page.resize(900, 700);
        QTRY_COMPARE(topLeft(added).x(), topLeft(own).x());
        QVERIFY(topLeft(added).y() > topLeft(own).y() + own->height());
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

PK_WINDOW_TEST(TestSettings)
#include "tst_settings.moc"
