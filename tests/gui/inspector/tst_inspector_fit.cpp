// The inspector's views at all sizes, scales, languages and schemes: every text fits. With
// PK_PICTURES=<folder> it also writes what it sees.

#include "inspector_bed.h"
#include "theme/install.h"
#include "translations.h"
#include "views/text_fit.h"

#include <QApplication>
#include <QScrollArea>
#include <QScrollBar>

using namespace pk;
using namespace pk::test;

class TestInspectorFit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        installTheme(*qApp);
        m_bed = std::make_unique<InspectorBed>([](SessionOptions &options) { options.ratePerSecond = 20; });
        QVERIFY(m_bed->start());
        m_bed->controller->setRate(1);
    }

    void texts_fit_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<bool>("dark");
        QTest::addColumn<double>("scale");
        QTest::addColumn<QSize>("window");
        for (const QString &language : {QStringLiteral("id"), QStringLiteral("en")}) {
            for (const bool dark : {true, false}) {
                for (const double scale : {1.0, 1.5, 2.0}) {
                    for (const QSize &window : {QSize(1280, 800), QSize(1366, 768), QSize(1920, 1080)})
                        QTest::addRow("%s-%s-%.1f-%d", qPrintable(language), dark ? "dark" : "light", scale,
                                      window.width())
                            << language << dark << scale << window;
                }
            }
        }
    }
    void texts_fit()
    {
        QFETCH(QString, language);
        QFETCH(bool, dark);
        QFETCH(double, scale);
        QFETCH(QSize, window);
        installTranslations(language);
        Theme::instance().setScheme(dark ? Scheme::Dark : Scheme::Light);
        Theme::instance().setScale(scale);
        InspectorPanel panel(*m_bed->controller);
        // The window's bars take 64 at the left, 56 above and 28 below.
        panel.resize(std::min(panel.sizeHint().width(), window.width() - qRound(64 * scale)),
                     window.height() - qRound(84 * scale));
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel));
        picture(panel, QStringLiteral("empty"));
        for (const auto &[name, link] : m_bed->links()) {
            panel.open(link);
            QTRY_VERIFY2_WITH_TIMEOUT(isSettled(panel), qPrintable(name), 10'000);
            check(panel, name);
            const auto scrolls = panel.findChildren<QScrollArea *>();
            const auto shown = std::find_if(scrolls.begin(), scrolls.end(),
                                            [](const QScrollArea *scroll) { return scroll->isVisible(); });
            QVERIFY(shown != scrolls.end());
            QScrollBar *bar = (*shown)->verticalScrollBar();
            if (bar->maximum() > 0) {
                bar->setValue(bar->maximum());
                check(panel, name + QStringLiteral("-end"));
            }
        }
    }

    void cleanupTestCase() { m_bed.reset(); }

private:
    void check(InspectorPanel &panel, const QString &name)
    {
        // Nested layouts settle one after the other.
        std::vector<TextFault> faults;
        const bool fits = QTest::qWaitFor(
            [&] {
                faults = textFaults(&panel);
                return faults.empty();
            },
            2'000);
        picture(panel, name);
        QVERIFY2(fits, qPrintable(name + QLatin1String(":\n") + describe(faults)));
    }

    void picture(InspectorPanel &panel, const QString &name)
    {
        takePicture(panel, name + QLatin1Char('-') + QLatin1String(QTest::currentDataTag()));
    }

    std::unique_ptr<InspectorBed> m_bed;
};

QTEST_MAIN(TestInspectorFit)
#include "tst_inspector_fit.moc"
