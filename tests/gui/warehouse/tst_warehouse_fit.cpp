// The page over a running pipeline at all sizes, scales, languages and schemes: every text fits.

#include "../support/fit_matrix.h"
#include "controller_fixture.h"
#include "pages/warehouse/spine.h"
#include "pages/warehouse/warehouse_page.h"
#include "theme/install.h"
#include "translations.h"
#include "views/text_fit.h"
#include "views/themed.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDir>
#include <QPushButton>
#include <QTableView>

using namespace pk;
using namespace pk::test;

class TestWarehouseFit : public QObject
{
    Q_OBJECT

    std::unique_ptr<Bed> m_bed;
    std::unique_ptr<WarehousePage> m_page;

private Q_SLOTS:
    void initTestCase()
    {
        installTheme(*qApp);
        m_bed = std::make_unique<Bed>([](SessionOptions &o) { o.ratePerSecond = 40; });
        m_bed->controller->start();
        m_page = std::make_unique<WarehousePage>(*m_bed->controller);
        m_page->resize(1536, 816);
        m_page->show();
        QTRY_VERIFY(m_bed->loaded() > 260);
        m_bed->controller->setRate(6);
        auto *rows = m_page->findChild<QTableView *>(QStringLiteral("rows"));
        QTRY_VERIFY(rows->model()->rowCount() > 20);
        QTest::mouseClick(m_page->findChild<QPushButton *>(QStringLiteral("runSql")), Qt::LeftButton);
        m_bed->controller->pause();
        QTRY_VERIFY(m_bed->controller->state() == RunState::Paused);
        QSignalSpy stepped(m_bed->controller.get(), &Controller::stepped);
        for (int i = 0; i < 6; ++i) {
            m_bed->controller->stepRecord();
            QTRY_COMPARE(stepped.count(), i + 1);
        }
        rows->selectRow(1);
        // Its steps, too, which are read from the topic.
        QTRY_VERIFY(m_page->findChildren<SpineRow *>().size() > 6);
    }
    void cleanupTestCase()
    {
        m_page.reset();
        m_bed.reset();
    }

    void texts_fit_data() { addFitRows(); }
    void texts_fit()
    {
        const QSize size = contentOf(takeFitRow());
        m_page->resize(size);
        QCoreApplication::processEvents();
        QCoreApplication::processEvents();
        QCOMPARE(m_page->size(), size);
        check("rows");
        auto *choice = m_page->findChild<QWidget *>(QStringLiteral("view"));
        if (choice->isVisible()) { // rows and console stand in each other's place
            QTest::mouseClick(choice->findChildren<QAbstractButton *>().back(), Qt::LeftButton);
            QCoreApplication::processEvents();
            check("console");
            QTest::mouseClick(choice->findChildren<QAbstractButton *>().front(), Qt::LeftButton);
        }
    }

private:
    void check(const char *name)
    {
        const QString folder = qEnvironmentVariable("PK_PICTURES");
        if (!folder.isEmpty() && QDir().mkpath(folder)) {
            QPixmap picture(m_page->size());
            picture.fill(color(Token::Window));
            m_page->render(&picture);
            picture.save(QStringLiteral("%1/%2-%3.png")
                             .arg(folder, QLatin1String(name), QLatin1String(QTest::currentDataTag())));
        }
        const std::vector<TextFault> faults = textFaults(m_page.get());
        QVERIFY2(faults.empty(), qPrintable(describe(faults)));
    }
};

PK_WINDOW_TEST(TestWarehouseFit)
#include "tst_warehouse_fit.moc"
