// Ready-made messages are what their names say, and each of them is a message of its own.

#include "bridge/text.h"
#include "pages/messages/message_template.h"

#include <QJsonDocument>
#include <QTest>

using namespace pk;
using namespace pk::gui;

class TestMessageTemplates : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void templates_areWhatTheirNamesSay()
    {
        for (const TemplateKind kind : allTemplates()) {
            const HandMade made = makeTemplate(kind, newIds(kind));
            const bool isJson =
                made.value && !QJsonDocument::fromJson(QByteArray::fromStdString(*made.value)).isNull();
            QCOMPARE(isJson,
                     kind != TemplateKind::BrokenJson && kind != TemplateKind::NotJson
                         && kind != TemplateKind::Tombstone);
            QCOMPARE(made.value.has_value(), kind != TemplateKind::Tombstone);
            QCOMPARE(made.key.has_value(), kind != TemplateKind::WithoutKey);
            QVERIFY(!nameOf(kind).isEmpty());
            QVERIFY(!explain(kind, toQString(made.topic), {}).isEmpty());
        }
        QVERIFY(makeTemplate(TemplateKind::Tombstone, newIds(TemplateKind::Tombstone)).headers.empty());
        const TemplateIds ids = newIds(TemplateKind::MissingField);
        QVERIFY(makeTemplate(TemplateKind::MissingField, ids).value->find("order_id") == std::string::npos);
    }

    void whatBecomesOfIt_dependsOnWhoReadsTheTopic()
    {
        const auto of = [](const char *topic, const TopicReaders &readers = {}) {
            return explain(TemplateKind::ValidOrder, QLatin1String(topic), readers);
        };
        QVERIFY(of("raw_orders").contains(QLatin1String("becomes a row")));
        for (const char *unread : {"raw_orders.dlq", "raw_orders.filtered", "producer.kampus.orders", "own"})
            QVERIFY2(of(unread).startsWith(QLatin1String("No stage reads this topic")), unread);
        for (const char *refused : {"raw_activities", "enriched_orders"})
            QVERIFY2(of(refused).contains(QLatin1String("puts this among the dead letters")), refused);
        QVERIFY(of("producer.kampus.orders", {{}, true}).startsWith(QLatin1String("The bridge reads")));
        QVERIFY(of("producer.kampus.orders.dlq", {{}, true}).startsWith(QLatin1String("No stage reads")));
        const auto ofTombstone = [](const char *topic) {
            return explain(TemplateKind::Tombstone, QLatin1String(topic), {{}, true});
        };
        QVERIFY(ofTombstone("producer.kampus.orders").contains(QLatin1String("reads over it")));
        QCOMPARE(ofTombstone("raw_activities"), ofTombstone("raw_orders"));
        QVERIFY(of("own", {QStringLiteral("own"), false}).startsWith(QLatin1String("The source reads")));
    }

    void template_withOtherIds_isAnotherMessageButForWhatWasWrittenByHand()
    {
        for (const TemplateKind kind : {TemplateKind::ValidOrder, TemplateKind::ValidActivity}) {
            const TemplateIds first = newIds(kind);
            const TemplateIds second = newIds(kind);
            QVERIFY(first.event != second.event && first.number != second.number);
            const HandMade made = makeTemplate(kind, first);
            QVERIFY(made.value->find(first.number) != std::string::npos);
            const HandMade next = withIds(made, first, second);
            QVERIFY(next.value->find(first.event) == std::string::npos);
            QVERIFY(next.value->find(first.number) == std::string::npos);
            QVERIFY(next.value->find(second.event) != std::string::npos);
            QCOMPARE(next.headers.front().second, second.event);
        }
        const TemplateIds first = newIds(TemplateKind::ValidOrder);
        HandMade edited = makeTemplate(TemplateKind::ValidOrder, first);
        edited.key = "ORD-M0000042";
        QCOMPARE(*withIds(edited, first, newIds(TemplateKind::ValidOrder)).key, std::string("ORD-M0000042"));
    }
};

PK_TEST(TestMessageTemplates)
#include "tst_message_templates.moc"
