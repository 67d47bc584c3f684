// The Messages page at all sizes, scales, languages and schemes, with a running pipeline: every text fits.

#include "controller_fixture.h"
#include "pages/messages/message_list.h"
#include "pages/messages/message_table.h"
#include "pages/messages/messages_page.h"
#include "pages/messages/produce_sheet.h"
#include "pages/messages/read_controls.h"
#include "theme/install.h"
#include "translations.h"
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
        QTRY_VERIFY_WITH_TIMEOUT(m_bed->loaded() >= 60, 15'000);
    }
    void cleanupTestCase() { m_bed.reset(); }

    void texts_fit_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<bool>("dark");
        QTest::addColumn<double>("scale");
        QTest::addColumn<QSize>("window");
        for (const char *language : {"id", "en"}) {
            for (const bool dark : {true, false}) {
                for (const double scale : {1.0, 1.5, 2.0}) {
                    for (const QSize &size :
                         {QSize(1280, 800), QSize(1366, 768), QSize(1600, 900), QSize(1920, 1080)})
                        QTest::addRow("%s-%s-%g-%d", language, dark ? "dark" : "light", scale, size.width())
                            << QString::fromLatin1(language) << dark << scale << size;
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
        pk::installTranslations(language);
        Theme::instance().setScheme(dark ? Scheme::Dark : Scheme::Light);
        Theme::instance().setScale(scale);
        const auto px = [](int base) { return Theme::instance().px(base); };
        MessagesPage page(*m_bed->controller);
        page.setAutoFillBackground(true);
        page.resize(window.width() - px(64), window.height() - px(56) - px(28));
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        auto *table = page.findChild<MessageTable *>();
        QTRY_VERIFY_WITH_TIMEOUT(table->messages().rowCount() > 5, 10'000);
        check(page, "live");

        auto *filter = page.findChild<QLineEdit *>(QStringLiteral("valueFilter"));
        QTest::keyClicks(filter, QStringLiteral("Malang"));
        auto *list = page.findChild<MessageList *>();
        const auto isFiltered = [list] {
            const TopicReader *reader = list->reader();
            return reader && reader->size() > 0
                && static_cast<std::int64_t>(reader->size()) < reader->progress().read;
        };
        QTRY_VERIFY_WITH_TIMEOUT(isFiltered(), 10'000);
        QTRY_VERIFY(table->messages().rowCount() > 0);
        table->setCurrentIndex(table->model()->index(std::min(3, table->messages().rowCount() - 1), 0));
        QTRY_VERIFY(page.findChild<QWidget *>(QStringLiteral("detailTabs"))->isEnabled());
        QTest::qWait(300);
        check(page, "selected");
        page.findChild<QTabBar *>()->setCurrentIndex(3);
        check(page, "headers");
        QTest::keyClick(table, Qt::Key_Escape);
        QTest::mouseClick(page.findChild<QPushButton *>(QStringLiteral("produce")), Qt::LeftButton);
        check(page, "produce");
    }

private:
    void check(QWidget &page, const char *name)
    {
        QCoreApplication::processEvents();
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

QTEST_MAIN(TestMessagesFit)
#include "tst_messages_fit.moc"
