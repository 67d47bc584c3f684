// The rows that the inspector's sections are made of.

#include "bridge/message_cache.h"
#include "code_text.h"
#include "pages/inspector/code_view.h"
#include "pages/inspector/json_diff.h"
#include "pages/inspector/link_rows.h"
#include "pages/inspector/partition_view.h"
#include "pages/inspector/record_path.h"
#include "pages/inspector/step_section.h"
#include "theme/install.h"
#include "views/key_value_rows.h"

#include <QAbstractButton>
#include <QApplication>
#include <QTest>

using namespace pk::gui;
using pk::test::textOf;

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

    /// Where no step was traced, nothing is marked as changed; it is read aloud all the same.
    void recordWithoutSteps_isDescribedWhole()
    {
        auto message = std::make_shared<FullMessage>();
        message->hasValue = true;
        message->value = R"({"order_id":"ORD-1","status":"PAID"})";
        auto story = std::make_shared<RecordStory>();
        story->message = message;
        StepSection section;
        section.setStory(story, {});
        const auto *code = section.findChild<CodeView *>();
        QCOMPARE(code->accessibleName(), QStringLiteral("The record's value"));
        QCOMPARE(code->accessibleDescription(),
                 QStringLiteral("{\n\"order_id\": \"ORD-1\",\n\"status\": \"PAID\"\n}"));
    }

    void changedLines_areDescribedHoweverLongTheRest()
    {
        std::vector<CodeRow> rows(5'000);
        for (CodeRow &row : rows)
            row.spans = {{CodeSpan::Kind::Plain, QStringLiteral("same")}};
        rows[4'000].change = CodeRow::Change::Added;
        rows[4'000].spans.front().text = QStringLiteral("new");
        CodeView view;
        view.setRows(rows);
        const QStringList lines = view.accessibleDescription().split(QLatin1Char('\n'));
        QVERIFY(lines.size() < 200);
        QVERIFY(lines.contains(QStringLiteral("+ new")));
        QCOMPARE(lines.front(), QStringLiteral("same"));
        QCOMPARE(lines.back(), QString(QChar(0x2026)));
    }

    void deadLetterTopic_isBesideTheWayOfOneThatWentOn()
    {
        RecordStory story;
        story.asked = story.rawAt = {"raw_orders", 0, 1};
        story.enrichedAt = {"enriched_orders", 2, 1};
        const auto lookOfSideTopic = [&story] {
            for (const LinkRows::Row &row : pathRows(story, RunInfo())) {
                if (row.title == QLatin1String("raw_orders.dlq"))
                    return row.look;
            }
            return LinkRows::Look::Plain;
        };
        QVERIFY(lookOfSideTopic() == LinkRows::Look::Bypassed);
        story.enrichedAt = {};
        story.aside = AsideNote();
        QVERIFY(lookOfSideTopic() == LinkRows::Look::Branch);
    }

    void jsonDiff_marksWhatChangedWhereItStood()
    {
        const JsonDiff diff =
            diffJson(R"({"a":1,"price":"Rp 5","gone":true,"same":{"x":[1,2]},"items":[{"q":1}]})",
                     R"({"a":1,"price":50000,"same":{"x":[1,2]},"items":[{"q":1,"total":2.50}],"n":null})");
        QCOMPARE(textOf(diff.rows),
                 QStringLiteral(" {\n"
                                "   \"a\": 1,\n"
                                "~  \"price\": \"Rp 5\" \u2192 50000,\n"
                                "-  \"gone\": true,\n"
                                "   \"same\": { \u2026 },\n"
                                "   \"items\": [\n"
                                "     {\n"
                                "       \"q\": 1,\n"
                                "+      \"total\": 2.50\n"
                                "     }\n"
                                "   ],\n"
                                "+  \"n\": null\n"
                                " }"));
        QCOMPARE(diff.added, 2);
        QCOMPARE(diff.changed, 1);
        QCOMPARE(diff.removed, 1);
        const JsonDiff open = diffJson({}, R"({"same":{"x":[1,2]}})", {QStringLiteral("/same")});
        QCOMPARE(textOf(open.rows), QStringLiteral(" {\n   \"same\": {\n     \"x\": [ \u2026 ]\n   }\n }"));
        QVERIFY(!diffJson("{", "{}").valid);
        QVERIFY(!diffJson({}, std::string(1'000'000, '[')).valid);
        QVERIFY(diffJson({}, '"' + std::string(60'000, 'x') + '"').valid);
        QVERIFY(!diffJson({}, '"' + std::string(70'000, 'x') + '"').valid); // shown as text instead
    }

    void bytes_areShownAsTheyAre()
    {
        QCOMPARE(textOf(textRows("ab\xff\n\xc3\xa9\x01", 40, 100)), QStringLiteral(" ab\\xff\n \u00e9\\x01"));
        QCOMPARE(textOf(textRows("abcdef", 4, 5)), QStringLiteral(" abcd\n e"));
        QCOMPARE(
            textOf(hexRows("{\"a\":1}\n!", 100)),
            QStringLiteral(" 0000  7b 22 61 22 3a 31 7d 0a  {\"a\":1}.\n 0008  21                       !"));
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
