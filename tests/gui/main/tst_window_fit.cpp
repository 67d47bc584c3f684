// All pages of the running window, at all sizes, scales, languages and schemes: every text fits.

#include "../support/control_names.h"
#include "flow/flow_canvas.h"
#include "flow/primitives.h"
#include "main/command_strip.h"
#include "main/source_sheet.h"
#include "pages/inspector/inspector_panel.h"
#include "views/sheet.h"
#include "views/text_fit.h"
#include "workbench_fixture.h"

#include <QAbstractButton>
#include <QDir>
#include <QLabel>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTableView>

#include <tuple>

using namespace pk::gui;
using pk::test::Desk;

class TestWindowFit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_desk = std::make_unique<Desk>([](SessionOptions &options) {
            options.source = firstSource();
            options.ratePerSecond = 12;
        });
        m_desk->open();
        QTRY_VERIFY(m_desk->loaded() >= 20);
    }
    void cleanupTestCase() { m_desk.reset(); }

    void texts_fit_data()
    {
        QTest::addColumn<QString>("page");
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("scheme");
        QTest::addColumn<QString>("scale");
        QTest::addColumn<QSize>("size");
        for (const QString &page : m_desk->window().pageIds()) {
            for (const char *language : {"id", "en"}) {
                for (const char *scheme : {"dark", "light"}) {
                    for (const char *scale : {"1", "1.5", "2"}) {
                        for (const QSize &size : {QSize(1280, 800), QSize(1366, 768), QSize(1920, 1080)})
                            QTest::addRow("%s-%s-%s-%s-%d", qPrintable(page), language, scheme, scale,
                                          size.width())
                                << page << QString::fromLatin1(language) << QString::fromLatin1(scheme)
                                << QString::fromLatin1(scale) << size;
                    }
                }
            }
        }
    }
    void texts_fit()
    {
        QFETCH(QString, page);
        QFETCH(QString, language);
        QFETCH(QString, scheme);
        QFETCH(QString, scale);
        QFETCH(QSize, size);
        MainWindow &window = m_desk->window();
        Settings &settings = m_desk->bench->settings();
        settings.setLanguage(language);
        settings.setScheme(scheme);
        settings.setScale(scale);
        window.resize(size);
        window.showPage(page);
        QVERIFY(QSignalSpy(&m_desk->controller(), &Controller::snapshotTaken).wait(pk::test::kPatienceMs));
        QCOMPARE(window.size(), size);
        // A new scale takes some turns of the loop until everything has its place.
        std::vector<TextFault> faults;
        const bool fits = QTest::qWaitFor([&] { return (faults = textFaults(&window)).empty(); }, 15'000);
        savePicture(window);
        QVERIFY2(fits, qPrintable(describe(faults)));
        if (page == QLatin1String("flow"))
            checkDiagram(*m_desk->child<FlowCanvas>("canvas"));
    }

    void whatLiesOverThePages_fits_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("scheme");
        QTest::addColumn<QString>("scale");
        QTest::addColumn<QSize>("size");
        const std::tuple<const char *, const char *, QSize> kinds[] = {{"dark", "1", QSize(1280, 800)},
                                                                       {"light", "1", QSize(1920, 1080)},
                                                                       {"dark", "1.5", QSize(1366, 768)},
                                                                       {"light", "2", QSize(1920, 1080)}};
        for (const char *what : {"faults", "campus", "polling", "rest", "topic", "profile", "command"}) {
            for (const char *language : {"id", "en"}) {
                for (const auto &[scheme, scale, size] : kinds)
                    QTest::addRow("%s-%s-%s-%s-%d", what, language, scheme, scale, size.width())
                        << QString::fromLatin1(what) << QString::fromLatin1(language)
                        << QString::fromLatin1(scheme) << QString::fromLatin1(scale) << size;
            }
        }
    }
    void whatLiesOverThePages_fits()
    {
        QFETCH(QString, what);
        QFETCH(QString, language);
        QFETCH(QString, scheme);
        QFETCH(QString, scale);
        QFETCH(QSize, size);
        MainWindow &window = m_desk->window();
        Settings &settings = m_desk->bench->settings();
        settings.setLanguage(language);
        settings.setScheme(scheme);
        settings.setScale(scale);
        window.resize(size);
        window.showPage(what == QLatin1String("profile") ? QStringLiteral("settings")
                                                         : QStringLiteral("flow"));
        QWidget *over = openOver(what);
        QVERIFY(over);
        QTRY_VERIFY(over->isVisible());
        const auto *sheet = qobject_cast<Sheet *>(over);
        QVERIFY(!sheet || sheet->isOpen());
        std::vector<TextFault> faults;
        const bool fits = QTest::qWaitFor([&] { return (faults = textFaults(&window)).empty(); }, 15'000);
        savePicture(window);
        QVERIFY2(fits, qPrintable(describe(faults)));
        QVERIFY(window.rect().contains(QRect(over->mapTo(&window, QPoint()), over->size())));
        closeOver(over);
        QTRY_VERIFY(!over->isVisible());
    }

    void everyControl_hasANameForScreenReaders_data()
    {
        QTest::addColumn<QString>("page");
        QTest::addColumn<QString>("over"); // a sheet, or what the inspector shows; empty: none
        for (const QString &page : m_desk->window().pageIds())
            QTest::newRow(qPrintable(page)) << page << QString();
        for (const char *what : {"faults", "campus", "polling", "rest", "topic", "command"})
            QTest::newRow(what) << QStringLiteral("flow") << QString::fromLatin1(what);
        QTest::newRow("profile") << QStringLiteral("settings") << QStringLiteral("profile");
        QTest::newRow("produce") << QStringLiteral("messages") << QStringLiteral("produce");
        QTest::newRow("reset") << QStringLiteral("groups") << QStringLiteral("resetOffsets");
        for (const char *link :
             {"record:raw_orders/0/0", "partition:raw_orders/0", "topic:raw_orders", "stage:source",
              "stage:campus", "stage:bridge", "stage:transform", "stage:warehouse", "group:kampus-loader",
              "member:kampus-loader/load-0", "table:fact_orders", "row:fact_orders/%1"})
            QTest::newRow(link) << QStringLiteral("flow") << QString::fromLatin1(link);
    }
    void everyControl_hasANameForScreenReaders()
    {
        QFETCH(QString, page);
        QFETCH(QString, over);
        MainWindow &window = m_desk->window();
        m_desk->bench->settings().setScale(QStringLiteral("1"));
        window.resize(1920, 1080);
        window.showPage(page);
        const Link link = linkFromString(over.contains(QLatin1String("%1")) ? over.arg(anOrder()) : over);
        if (link.kind != Link::Kind::None)
            QVERIFY(openInspector(link));
        else if (over == QLatin1String("produce") || over == QLatin1String("resetOffsets"))
            m_desk->click(qPrintable(over));
        else if (!over.isEmpty())
            QVERIFY(openOver(over));
        QVERIFY(QSignalSpy(&m_desk->controller(), &Controller::snapshotTaken).wait(pk::test::kPatienceMs));
        const QStringList nameless = pk::test::namelessControls(window);
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(QLatin1Char('\n'))));
        closeAll();
    }

private:
    static void savePicture(MainWindow &window)
    {
        const QString pictures = qEnvironmentVariable("PK_PICTURES");
        if (pictures.isEmpty())
            return;
        QDir().mkpath(pictures);
        window.grab().save(QStringLiteral("%1/%2.png").arg(pictures, QLatin1String(QTest::currentDataTag())));
    }
    QString anOrder() const
    {
        const std::int64_t number =
            pk::test::number(*m_desk, "SELECT CAST(substr(max(order_id), 5) AS INTEGER) FROM fact_orders");
        return QStringLiteral("ORD-%1").arg(number, 8, 10, QLatin1Char('0'));
    }
    /// With what this link names, all of it.
    bool openInspector(const Link &link)
    {
        auto *table = m_desk->child<QTableView>("recentRecords");
        if (!QTest::qWaitFor([table] { return table->model()->rowCount() > 0; }, pk::test::kPatienceMs))
            return false;
        table->setFocus(Qt::TabFocusReason);
        table->setCurrentIndex(table->model()->index(0, 0));
        QTest::keyClick(table, Qt::Key_Return);
        const auto panel = [this] { return m_desk->window().findChild<InspectorPanel *>(); };
        if (!QTest::qWaitFor([&] { return panel() && panel()->isVisible(); }, pk::test::kPatienceMs))
            return false;
        panel()->open(link);
        const auto isReading = [](const QLabel *label) {
            return label->isVisible() && label->text().endsWith(QChar(0x2026));
        };
        return QTest::qWaitFor(
            [&] {
                const auto labels = panel()->findChildren<QLabel *>();
                return std::none_of(labels.begin(), labels.end(), isReading);
            },
            pk::test::kPatienceMs);
    }
    void closeAll()
    {
        for (Sheet *sheet : m_desk->window().findChildren<Sheet *>())
            sheet->close();
        if (auto *strip = m_desk->window().findChild<CommandStrip *>(); strip && strip->isVisible())
            m_desk->click("closeCommands");
        if (auto *panel = m_desk->window().findChild<InspectorPanel *>(); panel && panel->isVisible())
            QTest::keyClick(panel, Qt::Key_Escape);
    }

    /// Opens it as a person would; null when it did not come.
    QWidget *openOver(const QString &what)
    {
        if (what == QLatin1String("faults")) {
            m_desk->click("faults");
            const auto sheets = m_desk->window().findChildren<Sheet *>();
            const auto open = std::find_if(sheets.begin(), sheets.end(),
                                           [](const Sheet *sheet) { return sheet->isOpen(); });
            return open != sheets.end() ? *open : nullptr;
        }
        if (what == QLatin1String("profile")) {
            m_desk->child<QAbstractButton>("addProfile")->click();
            return m_desk->child("profileEditor");
        }
        if (what == QLatin1String("command")) {
            auto *hint = m_desk->child<QAbstractButton>("commandHint");
            Controller &controller = m_desk->controller();
            Q_EMIT controller.commandIssued(
                sourceText(controller.commandTarget(), controller.source(), controller.rate()));
            if (!QTest::qWaitFor([hint] { return hint->isVisible(); }, pk::test::kPatienceMs))
                return nullptr;
            hint->click();
            return m_desk->window().findChild<CommandStrip *>();
        }
        auto *sheet = m_desk->child<SourceSheet>("sourceSheet");
        sheet->ask(what == QLatin1String("polling")      ? SourceChoice::Kind::Polling
                       : what == QLatin1String("rest")   ? SourceChoice::Kind::Rest
                       : what == QLatin1String("campus") ? SourceChoice::Kind::Campus
                                                         : SourceChoice::Kind::Topic);
        if (what == QLatin1String("polling"))
            sheet->findChild<QRadioButton *>(QStringLiteral("campusServer"))->setChecked(true);
        return sheet;
    }
    void closeOver(QWidget *over)
    {
        if (auto *sheet = qobject_cast<Sheet *>(over))
            sheet->close();
        else
            m_desk->click("closeCommands");
    }

    /// Its texts are painted and no widgets': none of them may be shortened, and none may be too small.
    static void checkDiagram(FlowCanvas &canvas)
    {
        const ShortenedTexts shortened;
        canvas.renderPng(canvas.size(), 1);
        QVERIFY2(shortened.texts().isEmpty(), qPrintable(shortened.texts().join(QLatin1Char('\n'))));
        const double textScale = canvas.fittedScale() * Theme::instance().scale();
        // Six columns at scale 2 in a small window: no smaller than at scale 1.
        const bool roomy = canvas.width() / Theme::instance().scale() >= 720;
        const double least = Theme::instance().scale() >= 1.35 && roomy ? 1.15 : 0.9;
        QVERIFY2(textScale >= least, qPrintable(QString::number(textScale)));
    }

    std::unique_ptr<Desk> m_desk;
};

PK_WINDOW_TEST(TestWindowFit)
#include "tst_window_fit.moc"
