#pragma once

// The whole window on an embedded broker and a warehouse of its own, in English.

#include "app/settings.h"
#include "main/workbench.h"
#include "places/places.h"
#include "support/patience.h"
#include "theme/install.h"
#include "warehouse/warehouse.h"

#include <QApplication>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include <functional>

namespace pk::test {

class Desk
{
public:
    explicit Desk(const std::function<void(gui::SessionOptions &)> &change = {})
        : store(folder.filePath(QStringLiteral("window.ini")), QSettings::IniFormat)
    {
        gui::installTheme(*qApp);
        gui::SessionOptions options;
        options.brokerProgram = programPath();
        options.dataFolder = folder.filePath(QStringLiteral("data"));
        options.staticAssignment = true;
        options.restartAfterCrashMs = 2'000;
        if (change)
            change(options);
        bench = std::make_unique<gui::Workbench>(store, options);
        bench->settings().setLanguage(QStringLiteral("en"));
        bench->settings().setScheme(QStringLiteral("dark"));
        bench->settings().setReducedMotion(true);
        QObject::connect(&bench->controller(), &gui::Controller::commandFailed, &bench->controller(),
                         [this](const QString &what, const QString &why) {
                             failures << what + QStringLiteral(": ") + why;
                         });
    }

    gui::MainWindow &window() { return bench->window(); }
    gui::Controller &controller() { return bench->controller(); }
    void open(QSize size = {1440, 900})
    {
        window().resize(size);
        window().show();
        QApplication::setActiveWindow(&window());
        controller().start();
    }
    std::int64_t loaded() const
    {
        const gui::SnapshotPtr snapshot = bench->controller().snapshot();
        return snapshot ? snapshot->run.progress.loaded : 0;
    }
    template <typename Kind = QWidget> Kind *child(const char *name)
    {
        return window().findChild<Kind *>(QLatin1String(name));
    }
    void click(const char *name) { QTest::mouseClick(child(name), Qt::LeftButton); }

    QTemporaryDir folder;
    QSettings store;
    QStringList failures;
    std::unique_ptr<gui::Workbench> bench;
};

/// Of the first row in the window's warehouse; -1: there is none.
inline std::int64_t number(const Desk &desk, std::string_view sql)
{
    auto db = warehouse::openWarehouseForReading(desk.folder.filePath(QStringLiteral("data/warehouse.db")));
    if (!db)
        return -1;
    auto statement = (*db)->prepare(sql);
    if (!statement || !*(*statement)->step())
        return -1;
    return (*statement)->integer(0);
}

} // namespace pk::test
