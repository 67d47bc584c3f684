// Choosing a warehouse on a server on the page of settings: what is asked, what is refused, and that the run
// goes on where it was. tests/gui/bridge/tst_server_warehouse works with a real server.

#include "main/secret_sheet.h"
#include "main/warehouse_card.h"
#include "views/error_banner.h"
#include "workbench_fixture.h"

#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>

using namespace pk;
using namespace pk::gui;
using pk::test::Desk;
using pk::test::kPatienceMs;

namespace {

const QString kNobody = QStringLiteral("mysql://kampus@127.0.0.1:1/gudang"); // nobody listens there

/// A window on its page of settings.
std::unique_ptr<Desk> deskOnSettings()
{
    auto desk = std::make_unique<Desk>();
    desk->open({1440, 1600});
    if (!QTest::qWaitFor([&] { return desk->loaded() >= 1; }, pk::test::kPatienceMs))
        return nullptr;
    desk->window().showPage(QStringLiteral("settings"));
    const auto *field = desk->child("warehouseAddress");
    const bool ready =
        QTest::qWaitFor([&] { return field->isVisible() && field->isEnabled(); }, pk::test::kPatienceMs);
    return ready ? std::move(desk) : nullptr;
}

void enter(Desk &desk, const QString &address)
{
    auto *field = desk.child<QLineEdit>("warehouseAddress");
    field->clear();
    QTest::keyClicks(field, address);
    QTest::keyClick(field, Qt::Key_Return);
}

} // namespace

class TestWarehouseCard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qunsetenv("PK_WAREHOUSE_PASSWORD"); }

    void addressThatNamesNothing_orHoldsThePassword_isRefusedAtOnce()
    {
        const auto desk = deskOnSettings();
        QVERIFY(desk);
        auto *said = desk->child<ErrorBanner>("warehouseSaid");
        QVERIFY(!desk->child("useWarehouseFile")->isVisible()); // it is the file
        enter(*desk, QStringLiteral("gudang"));
        QTRY_VERIFY(said->isVisible());
        QVERIFY2(said->sentence().contains(QStringLiteral("names no database")),
                 qPrintable(said->sentence()));
        enter(*desk, QStringLiteral("mysql://kampus:rahasia@127.0.0.1/gudang"));
        QVERIFY2(said->sentence().contains(QStringLiteral("PK_WAREHOUSE_PASSWORD")),
                 qPrintable(said->sentence()));
        QVERIFY(!said->sentence().contains(QStringLiteral("rahasia")));
        QVERIFY(!desk->child<SecretSheet>("secretSheet")->isOpen());
    }

    void password_isAskedFor_andAServerThatDoesNotAnswerChangesNothing()
    {
        const auto desk = deskOnSettings();
        QVERIFY(desk);
        const QString file = desk->controller().snapshot()->run.warehousePath;
        enter(*desk, kNobody);
        auto *sheet = desk->child<SecretSheet>("secretSheet");
        QTRY_VERIFY(sheet->isOpen());
        QTest::keyClick(desk->child<QLineEdit>("secret"), Qt::Key_Escape);
        QTRY_VERIFY(!sheet->isOpen());
        QVERIFY(!desk->child("warehouseSaid")->isVisible());
        desk->click("useWarehouse");
        QTRY_VERIFY(sheet->isOpen());
        QTest::keyClicks(desk->child<QLineEdit>("secret"), QStringLiteral("rahasia"));
        QTest::keyClick(desk->child<QLineEdit>("secret"), Qt::Key_Return);
        auto *said = desk->child<ErrorBanner>("warehouseSaid");
        QTRY_VERIFY(said->isVisible());
        QVERIFY2(!said->sentence().isEmpty() && !said->sentence().contains(QStringLiteral("rahasia")),
                 qPrintable(said->sentence()));
        QCOMPARE(desk->failures.size(), 1);
        QCOMPARE(desk->controller().snapshot()->run.warehousePath, file);
        QCOMPARE(desk->controller().snapshot()->run.incarnation, 1);
        const std::int64_t loaded = desk->loaded();
        QTRY_VERIFY(desk->loaded() > loaded);
    }
};

PK_WINDOW_TEST(TestWarehouseCard)
#include "tst_warehouse_card.moc"
