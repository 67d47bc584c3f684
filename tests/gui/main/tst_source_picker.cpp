// Choosing a source in the window, by mouse and by keyboard, and what the diagram makes of it.

#include "app/settings.h"
#include "bridge/flow_id.h"
#include "flow/flow_canvas.h"
#include "main/source_sheet.h"
#include "views/command_box.h"
#include "workbench_fixture.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>

using namespace pk;
using namespace pk::gui;
using pk::test::Desk;

namespace {

std::unique_ptr<Desk> campusDesk()
{
    auto desk = std::make_unique<Desk>([](SessionOptions &options) {
        options.source = firstSource();
        options.ratePerSecond = 12;
    });
    desk->open();
    return desk;
}

/// Where the bar has no room for it, it lies behind a button.
QComboBox *pickerOf(Desk &desk)
{
    auto *box = desk.child<QComboBox>("source");
    if (!box->isVisible())
        desk.click("more");
    return QTest::qWaitFor([box] { return box->isVisible(); }) ? box : nullptr;
}

void chooseByMouse(QComboBox &box, const QString &id)
{
    QTest::mouseClick(&box, Qt::LeftButton);
    QAbstractItemView *list = box.view();
    QTRY_VERIFY(list->isVisible());
    const QModelIndex entry = list->model()->index(box.findData(id), 0);
    list->scrollTo(entry);
    QTest::mouseMove(list->viewport(), list->visualRect(entry).center());
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(entry).center());
}

const FlowGraph &pictureOf(Desk &desk)
{
    return desk.child<FlowCanvas>("canvas")->graph();
}

} // namespace

class TestSourcePicker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void campus_isDrawnFromTheDatabaseToTheWarehouse_andTheGeneratorIsOneClickAway()
    {
        const auto desk = campusDesk();
        QTRY_VERIFY(desk->loaded() >= 3);
        QTRY_VERIFY(pictureOf(*desk).node(flow_id::campus) && pictureOf(*desk).node(flow_id::bridge));
        QComboBox *box = pickerOf(*desk);
        QVERIFY(box);
        QCOMPARE(box->currentData().toString(), QStringLiteral("campus"));
        chooseByMouse(*box, QStringLiteral("generator"));
        QTRY_VERIFY(!pictureOf(*desk).node(flow_id::campus));
        QVERIFY(!pictureOf(*desk).node(flow_id::bridge));
        const std::int64_t before = desk->loaded();
        QTRY_VERIFY(desk->loaded() > before + 5);
        QVERIFY2(desk->failures.isEmpty(), qPrintable(desk->failures.join(u'\n')));
    }

    void generatorByKeyboard_thenPollingWithItsSettings()
    {
        const auto desk = campusDesk();
        QTRY_VERIFY(desk->loaded() >= 1);
        QComboBox *box = pickerOf(*desk);
        QVERIFY(box);
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Down);
        QTRY_COMPARE(box->currentData().toString(), QStringLiteral("generator"));
        chooseByMouse(*box, QStringLiteral("polling"));
        auto *sheet = desk->child<SourceSheet>("sourceSheet");
        QTRY_VERIFY(sheet->isOpen());
        QVERIFY(desk->controller().source().kind == SourceChoice::Kind::Generator); // until it is confirmed
        auto *order = sheet->findChild<QComboBox *>(QStringLiteral("pollOrder"));
        QVERIFY(order && !order->accessibleName().isEmpty());
        order->setFocus();
        QTest::keyClick(order, Qt::Key_Down);
        QTest::keyClick(order, Qt::Key_Return);
        QTRY_VERIFY(!sheet->isOpen());
        QVERIFY(desk->controller().source().kind == SourceChoice::Kind::Polling);
        QVERIFY(desk->controller().source().pollById);
        QTRY_VERIFY(pictureOf(*desk).node(flow_id::campus) && !pictureOf(*desk).node(flow_id::bridge));
        QVERIFY2(desk->failures.isEmpty(), qPrintable(desk->failures.join(u'\n')));
    }

    void topicThatIsNotThere_isSaidInTheSheet_whichStaysOpen()
    {
        const auto desk = campusDesk();
        QTRY_VERIFY(desk->loaded() >= 1);
        QComboBox *box = pickerOf(*desk);
        QVERIFY(box);
        chooseByMouse(*box, QStringLiteral("topic"));
        auto *sheet = desk->child<SourceSheet>("sourceSheet");
        QTRY_VERIFY(sheet->isOpen());
        auto *name = sheet->findChild<QLineEdit *>(QStringLiteral("topicName"));
        QVERIFY(name);
        auto *command = sheet->findChild<CommandBox *>(QStringLiteral("topicCommand"));
        QVERIFY(command && command->command().startsWith(QStringLiteral("kcat -b ")));
        const auto right = [sheet](const QWidget *w) { return w->mapTo(sheet, w->rect().topRight()).x(); };
        QCOMPARE(right(name), right(sheet->findChild<QPushButton *>(QStringLiteral("useSource"))));
        QTest::keyClicks(name, QStringLiteral("no_such_topic"));
        QTest::mouseClick(sheet->findChild<QPushButton *>(QStringLiteral("useSource")), Qt::LeftButton);
        auto *error = sheet->findChild<QWidget *>(QStringLiteral("sourceError"));
        QTRY_VERIFY(error->isVisible());
        QVERIFY(sheet->isOpen());
        QVERIFY(desk->controller().source().kind == SourceChoice::Kind::Campus);
        QTRY_COMPARE(box->currentData().toString(), QStringLiteral("campus"));
    }

    /// The embedded broker has no real Maxwell: the choice is there, and says why it cannot be made.
    void campusAgain_isOneKeyAway_andMaxwellIsExplained()
    {
        const auto desk = campusDesk();
        QTRY_VERIFY(desk->loaded() >= 1);
        QComboBox *box = pickerOf(*desk);
        QVERIFY(box);
        chooseByMouse(*box, QStringLiteral("generator"));
        QTRY_VERIFY(desk->controller().source().kind == SourceChoice::Kind::Generator);
        chooseByMouse(*box, QStringLiteral("campus"));
        auto *sheet = desk->child<SourceSheet>("sourceSheet");
        QTRY_VERIFY(sheet->isOpen());
        auto *server = sheet->findChild<QRadioButton *>(QStringLiteral("campusServer"));
        QTRY_VERIFY(!server->isEnabled());
        QVERIFY(sheet->findChild<QRadioButton *>(QStringLiteral("campusFile"))->isChecked());
        QVERIFY(sheet->findChild<QLabel *>(QStringLiteral("whyNoMaxwell"))
                    ->text()
                    .contains(QLatin1String("real Kafka")));
        QVERIFY(sheet->findChild<QPushButton *>(QStringLiteral("goToLocalKafka"))->isVisible());
        QVERIFY(!sheet->findChild<QLineEdit *>(QStringLiteral("campusAddress"))->isVisible());
        QTest::keyClick(sheet->findChild<QRadioButton *>(QStringLiteral("campusFile")), Qt::Key_Return);
        QTRY_VERIFY(!sheet->isOpen());
        QTRY_VERIFY(pictureOf(*desk).node(flow_id::campus));
        QVERIFY(desk->controller().source().kind == SourceChoice::Kind::Campus);
        QVERIFY2(desk->failures.isEmpty(), qPrintable(desk->failures.join(u'\n')));
    }

    void serverThatIsNone_orDoesNotAnswer_isSaid_andWhoClosesTheSheetKeepsTheSource()
    {
        qunsetenv("PK_SOURCE_PASSWORD");
        const auto desk = campusDesk();
        QTRY_VERIFY(desk->loaded() >= 1);
        QComboBox *box = pickerOf(*desk);
        QVERIFY(box);
        chooseByMouse(*box, QStringLiteral("polling"));
        auto *sheet = desk->child<SourceSheet>("sourceSheet");
        QTRY_VERIFY(sheet->isOpen());
        auto *address = sheet->findChild<QLineEdit *>(QStringLiteral("campusAddress"));
        QTest::mouseClick(sheet->findChild<QRadioButton *>(QStringLiteral("campusServer")), Qt::LeftButton,
                          {}, {8, 8});
        QTRY_VERIFY(address->isVisible());
        auto *use = sheet->findChild<QPushButton *>(QStringLiteral("useSource"));
        auto *error = sheet->findChild<QLabel *>(QStringLiteral("sourceError"));
        const auto enter = [&](const QString &text) {
            address->clear();
            QTest::keyClicks(address, text);
            QTest::mouseClick(use, Qt::LeftButton);
        };
        enter(QStringLiteral("kampus"));
        QTRY_VERIFY(error->isVisible() && error->text().contains(QLatin1String("names no database")));
        enter(QStringLiteral("mysql://kampus:rahasia@127.0.0.1/kampus"));
        QTRY_VERIFY(error->text().contains(QLatin1String("PK_SOURCE_PASSWORD")));
        QVERIFY(!error->text().contains(QLatin1String("rahasia")));
        auto *password = sheet->findChild<QLineEdit *>(QStringLiteral("campusPassword"));
        QCOMPARE(password->echoMode(), QLineEdit::Password);
        QTest::keyClicks(password, QStringLiteral("rahasia"));
        enter(QStringLiteral("mysql://kampus@127.0.0.1:1/kampus")); // nobody listens there
        QVERIFY(!error->isVisible() && !use->isEnabled()); // it is asked
        QTRY_VERIFY(error->isVisible() && use->isEnabled());
        QVERIFY(!error->text().contains(QLatin1String("rahasia")));
        QVERIFY(sheet->isOpen());
        QVERIFY(desk->controller().source().kind == SourceChoice::Kind::Campus);
        QTest::mouseClick(use, Qt::LeftButton);
        sheet->close();
        QTRY_VERIFY(use->isEnabled());
        const std::int64_t loaded = desk->loaded();
        QTRY_VERIFY(desk->loaded() > loaded + 5);
        QVERIFY(desk->controller().source().kind == SourceChoice::Kind::Campus);
        QCOMPARE(desk->bench->settings().campusServer(), QString()); // only one that has worked
        QVERIFY2(desk->failures.isEmpty(), qPrintable(desk->failures.join(u'\n')));
    }
};

PK_WINDOW_TEST(TestSourcePicker)
#include "tst_source_picker.moc"
