// The inspector's views at all sizes, scales, languages and schemes: every text fits. With
// PK_PICTURES=<folder> it also writes what it sees.

#include "../support/fit_matrix.h"
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

    void texts_fit_data() { addFitRows({QSize(1280, 800), QSize(1366, 768), QSize(1920, 1080)}); }
    void texts_fit()
    {
        const QSize room = contentOf(takeFitRow());
        InspectorPanel panel(*m_bed->controller);
        panel.resize(std::min(panel.sizeHint().width(), room.width()), room.height());
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel));
        picture(panel, QStringLiteral("empty"));
        for (const auto &[name, link] : m_bed->links()) {
            panel.open(link);
            QTRY_VERIFY2(isSettled(panel), qPrintable(name));
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

PK_WINDOW_TEST(TestInspectorFit)
#include "tst_inspector_fit.moc"
