#pragma once

// The window's frame on a pipeline that only writes down what it is asked, with three empty pages, in
// English.

#include "app/main_window.h"
#include "app/settings.h"
#include "fake_transport.h"
#include "theme/install.h"
#include "translations.h"
#include "views/sheet.h"
#include "views/text_label.h"

#include <QApplication>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

namespace pk::gui {

class ShellTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { installTheme(*qApp); }
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_store =
            std::make_unique<QSettings>(m_folder->filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
        m_settings = std::make_unique<Settings>(*m_store);
        m_settings->setLanguage(QStringLiteral("en"));
        m_settings->setReducedMotion(true);
        m_settings->setScheme(QStringLiteral("dark"));
        m_transport = std::make_unique<FakeTransport>();
        m_shutdown = std::make_unique<FakeShutdown>();
        newWindow();
    }
    void cleanup()
    {
        m_window.reset();
        m_settings->setScale(QStringLiteral("1"));
        m_settings.reset();
        m_store.reset();
        pk::installTranslations(QStringLiteral("en"));
    }

protected:
    PageInfo pageNamed(const QString &id)
    {
        const auto title = [id] {
            const bool english = QCoreApplication::translate("views", "Close") == QLatin1String("Close");
            return id + (english ? QStringLiteral(" en") : QStringLiteral(" id"));
        };
        return {id, title, QStringLiteral("topic"), [this, id](QWidget *parent) {
                    m_made << id;
                    return new QWidget(parent);
                }};
    }
    void newWindow()
    {
        m_window.reset();
        m_made.clear();
        m_window = std::make_unique<MainWindow>(*m_transport, *m_shutdown, *m_settings);
        for (const char *id : {"flow", "messages", "groups"})
            m_window->addPage(pageNamed(QLatin1String(id)));
    }
    void show()
    {
        m_window->show();
        QApplication::setActiveWindow(m_window.get());
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    template <typename Kind> Kind *child(const char *name)
    {
        return m_window->findChild<Kind *>(QLatin1String(name));
    }
    /// By the badge, and what stands below it.
    void askWhatIsReal()
    {
        QTest::mouseClick(child<QWidget>("environment"), Qt::LeftButton);
        QTest::mouseClick(child<QWidget>("whatIsReal"), Qt::LeftButton);
        QApplication::setActiveWindow(m_window.get()); // the offscreen platform does not give it back
    }
    Sheet *openSheet()
    {
        for (Sheet *sheet : m_window->findChildren<Sheet *>()) {
            if (sheet->isOpen())
                return sheet;
        }
        return nullptr;
    }
    QStringList visibleTexts()
    {
        QStringList texts;
        for (const TextLabel *label : m_window->findChildren<TextLabel *>()) {
            if (label->isVisible())
                texts << label->text();
        }
        return texts;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_store;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<FakeTransport> m_transport;
    std::unique_ptr<FakeShutdown> m_shutdown;
    std::unique_ptr<MainWindow> m_window;
    QStringList m_made;
};

} // namespace pk::gui
