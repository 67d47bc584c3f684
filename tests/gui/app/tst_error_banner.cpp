// How much room notes and command boxes take.

#include "app/error_page.h"
#include "theme/install.h"
#include "views/command_box.h"
#include "views/error_banner.h"
#include "views/text_label.h"

#include <QApplication>
#include <QScrollArea>
#include <QTest>
#include <QVBoxLayout>

using namespace pk;
using namespace pk::gui;

namespace {

constexpr int kAroundTexts = 2 * 12 + 3; ///< margins, and what lies between the two texts

/// What all of its texts need.
int textHeight(const ErrorBanner &banner)
{
    int height = 0;
    for (const TextLabel *label : banner.findChildren<TextLabel *>()) {
        if (label->isVisibleTo(&banner))
            height += label->heightForWidth(label->width());
    }
    return height;
}

bool isCut(const ErrorBanner &banner)
{
    const auto labels = banner.findChildren<TextLabel *>();
    return std::any_of(labels.begin(), labels.end(), [&banner](const TextLabel *label) {
        return label->isVisibleTo(&banner) && label->height() < label->heightForWidth(label->width());
    });
}

} // namespace

class TestErrorBanner : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { installTheme(*qApp); }

    void floatingBanner_hasRoomForALongerText_thatReplacesTheFirst()
    {
        QWidget page;
        auto *banner = new ErrorBanner(&page);
        banner->setFloating(12, 480);
        banner->setClosable(true);
        page.resize(900, 500);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        const QString sentence = QStringLiteral(
            "The broker's process has ended, and all of its topics are lost with it. A new broker runs with "
            "empty topics; the warehouse is still there.");
        banner->show(ErrorBanner::Severity::Warning, sentence, QStringLiteral("It is being counted."));
        QCoreApplication::processEvents();
        const int before = banner->height();
        banner->show(
            ErrorBanner::Severity::Warning, sentence,
            QStringLiteral("Lost: 1 record that the broker had confirmed and that was not stored. On "
                           "a real Kafka, its replicas on other brokers would still have it."));
        QCoreApplication::processEvents();
        QVERIFY(banner->height() > before);
        QVERIFY(!isCut(*banner));
        QVERIFY(page.rect().contains(banner->geometry()));
    }

    void errorList_entriesAreAsHighAsTheirTexts()
    {
        QList<ErrorNote> notes;
        for (int i = 0; i < 2; ++i) {
            ErrorNote note;
            note.sentence = Saying(QStringLiteral("The disk is full."));
            note.at = QDateTime::currentDateTime();
            notes << note;
        }
        QScrollArea sheet;
        sheet.setWidgetResizable(true);
        sheet.setWidget(new ErrorPage(notes, QDateTime::currentDateTime()));
        sheet.resize(430, 700);
        sheet.show();
        QVERIFY(QTest::qWaitForWindowExposed(&sheet));
        const auto banners = sheet.findChildren<ErrorBanner *>();
        QCOMPARE(banners.size(), 2);
        for (const ErrorBanner *banner : banners) {
            QVERIFY(!isCut(*banner));
            QCOMPARE(banner->height(), textHeight(*banner) + kAroundTexts);
        }
    }

    /// What is no command is not broken like one.
    void valueBox_showsTheValueOnOneLine_andCopiesIt()
    {
        const QString id = QStringLiteral("01a22a6c-f16f-72b5-be34-0dcb82644ecb");
        CommandBox box;
        box.setValue(id);
        for (const int width : {360, 240}) {
            box.resize(width, box.heightForWidth(width));
            box.show();
            const auto labels = box.findChildren<TextLabel *>();
            QVERIFY(std::any_of(labels.begin(), labels.end(),
                                [&id](const TextLabel *label) { return label->text() == id; }));
        }
        QCOMPARE(box.command(), id);
    }
};

PK_WINDOW_TEST(TestErrorBanner)
#include "tst_error_banner.moc"
