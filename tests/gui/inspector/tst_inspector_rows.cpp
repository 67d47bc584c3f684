// The rows that the inspector's sections are made of.

#include "bridge/message_cache.h"
#include "pages/inspector/link_rows.h"
#include "pages/inspector/partition_view.h"
#include "theme/install.h"
#include "views/key_value_rows.h"

#include <QAbstractButton>
#include <QApplication>
#include <QTest>

using namespace pk::gui;

class TestInspectorRows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { installTheme(*qApp); }

    void messageRow_hasTheShapeOfWhatHappened()
    {
        FullMessage message;
        message.hasValue = true;
        const auto mark = [&message](const char *topic) { return messageRow(message, topic).mark; };
        message.value = R"({"database":"kampus","table":"orders","type":"update","data":{}})";
        QVERIFY(mark("producer.kampus.orders") == Mark::Square);
        message.value = R"({"database":"kampus","table":"orders","type":"delete","data":{}})";
        QVERIFY(mark("producer.kampus.orders") == Mark::Diamond);
        message.value = R"({"database":"kampus","table":"orders","type":"insert","data":{}})";
        QVERIFY(mark("producer.kampus.orders") == Mark::Dot);
        message.headers = {{"event_type", "order.updated"}};
        QVERIFY(mark("raw_orders") == Mark::Square);
        QVERIFY(mark("raw_orders.dlq") == Mark::Triangle);
        message.hasValue = false;
        QVERIFY(mark("raw_orders") == Mark::Diamond);
    }

    void longSentence_takesASecondLineInsteadOfBeingCut()
    {
        LinkRows rows;
        LinkRows::Row row;
        row.title = QStringLiteral("Too few.");
        row.figure = QStringLiteral("2");
        row.sentence = true;
        rows.setRows({row});
        rows.setFixedWidth(360);
        rows.show();
        const auto line = [&rows] { return rows.findChild<QAbstractButton *>()->height(); };
        QTRY_VERIFY(line() > 0);
        const int one = line();
        row.title = QStringLiteral("The unit is not in the unit table, so the quantity cannot be compared.");
        rows.setRows({row});
        QTRY_VERIFY(line() > one + 10);
        rows.setFixedWidth(700);
        QTRY_COMPARE(line(), one);
    }

    void figures_endAtTheRightEdge()
    {
        KeyValueRows rows;
        rows.setValuesAtRight();
        rows.setRows({{QStringLiteral("Lag"), QStringLiteral("0"), Token::Text, {}}});
        rows.resize(300, 24);
        rows.show();
        QVERIFY(QTest::qWaitForWindowExposed(&rows));
        const QImage picture = rows.grab().toImage().convertToFormat(QImage::Format_RGB32);
        const auto isInk = [&picture](int x) {
            for (int y = 0; y < picture.height(); ++y) {
                if (picture.pixel(x, y) != picture.pixel(picture.width() / 2, picture.height() / 2))
                    return true;
            }
            return false;
        };
        bool atEdge = false;
        for (int x = picture.width() - 10; x < picture.width(); ++x)
            atEdge = atEdge || isInk(x);
        QVERIFY(atEdge);
    }
};

PK_WINDOW_TEST(TestInspectorRows)
#include "tst_inspector_rows.moc"
