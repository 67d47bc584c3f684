// The Messages page at all sizes, scales, languages and schemes, with a running pipeline: every text fits.

#include "../support/fit_matrix.h"
#include "controller_fixture.h"
#include "pages/messages/message_list.h"
#include "pages/messages/message_table.h"
#include "pages/messages/messages_page.h"
#include "pages/messages/produce_sheet.h"
#include "pages/messages/read_controls.h"
#include "theme/install.h"
#include "translations.h"
#include "views/error_banner.h"
#include "views/text_fit.h"

#include <QApplication>
#include <QDir>
#include <QLineEdit>
#include <QPushButton>
#include <QTabBar>

using namespace pk::gui;
using namespace pk::test;

class TestMessagesFit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        installTheme(*qApp);
        Theme::instance().setReducedMotion(true);
        m_bed = std::make_unique<Bed>([](SessionOptions &o) {
            o.ratePerSecond = 40;
            o.source.dirtyPercent = 20;
            o.source.datasets = pk::extract::GeneratedDatasets::Both;
        });
        m_bed->controller->start();
        QTRY_VERIFY(m_bed->loaded() >= 60);
    }
    void cleanupTestCase() { m_bed.reset(); }

    void texts_fit_data() { addFitRows(); }
    void texts_fit()
    {
        const QSize window = takeFitRow();
        MessagesPage page(*m_bed->controller);
        page.setAutoFillBackground(true);
        page.resize(contentOf(window));
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        auto *table = page.findChild<MessageTable *>();
        QTRY_VERIFY(table->messages().rowCount() > 5);
        check(page, "live");

        auto *filter = page.findChild<QLineEdit *>(QStringLiteral("valueFilter"));
        QTest::keyClicks(filter, QStringLiteral("Malang"));
        auto *list = page.findChild<MessageList *>();
        const auto isFiltered = [list] {
            const TopicReader *reader = list->reader();
            return reader && reader->size() > 0
                && static_cast<std::int64_t>(reader->size()) < reader->progress().read;
        };
        QTRY_VERIFY(isFiltered());
        QTRY_VERIFY(table->messages().rowCount() > 0);
        table->setCurrentIndex(table->model()->index(std::min(3, table->messages().rowCount() - 1), 0));
        QTRY_VERIFY(page.findChild<QWidget *>(QStringLiteral("detailTabs"))->isEnabled());
        const auto *way = page.findChild<QWidget *>(QStringLiteral("way"));
        QTRY_VERIFY(!way->isHidden());
        check(page, "selected");
        page.findChild<QTabBar *>()->setCurrentIndex(3);
        check(page, "headers");
        QTest::keyClick(table, Qt::Key_Escape);
        filter->setText(QStringLiteral("items[x].qty > 2"));
        QTRY_VERIFY(page.findChild<QWidget *>(QStringLiteral("filterError"))->isVisible());
        check(page, "wrong-path");
        filter->clear();
        QTest::mouseClick(page.findChild<QAbstractButton *>(QStringLiteral("offset")), Qt::LeftButton);
        auto *offset = page.findChild<QLineEdit *>(QStringLiteral("offsetField"));
        offset->selectAll();
        QTest::keyClicks(offset, QStringLiteral("900000"));
        QTRY_VERIFY(list->findChild<ErrorBanner *>()->isVisible());
        check(page, "outside");
        QTest::mouseClick(page.findChild<QPushButton *>(QStringLiteral("produce")), Qt::LeftButton);
        check(page, "produce");
    }

private:
    void check(QWidget &page, const char *name)
    {
        QCoreApplication::processEvents();
        // What came last is laid out, one level of widgets after the other.
        for (int level = 0; level < 8; ++level)
            QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
        const QString folder = qEnvironmentVariable("PK_PICTURES");
        if (!folder.isEmpty() && QDir().mkpath(folder))
            page.grab().save(QStringLiteral("%1/%2-%3.png")
                                 .arg(folder, QLatin1String(name), QLatin1String(QTest::currentDataTag())));
        const std::vector<TextFault> faults = textFaults(&page);
        if (!faults.empty())
            QTest::qFail(qPrintable(QLatin1String(name) + QLatin1String(":\n") + describe(faults)), __FILE__,
                         __LINE__);
    }

    std::unique_ptr<Bed> m_bed;
};

PK_WINDOW_TEST(TestMessagesFit)
#include "tst_messages_fit.moc"
