#include "pages/messages/message_template.h"

#include "base/clock.h"
#include "base/uuid7.h"
#include "bridge/record_story.h"
#include "domain/headers.h"
#include "domain/pipeline_names.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QRandomGenerator>

namespace pk::gui {

namespace {

std::string newEventId()
{
    auto *random = QRandomGenerator::global();
    return uuid7(SystemClock().nowMs(), random->generate(), random->generate64());
}

std::string now()
{
    return QDateTime::currentDateTime().toOffsetFromUtc(7 * 3600).toString(Qt::ISODateWithMs).toStdString();
}

void addHeaders(HandMade &message, const std::string &eventId, const std::string &type)
{
    message.headers = {{std::string(header::eventId), eventId},
                       {std::string(header::eventType), type},
                       {std::string(header::source), "api"},
                       {std::string(header::contentType), "application/json"}};
}

HandMade order(const std::string &unit, const TemplateIds &ids)
{
    HandMade message;
    message.topic = rawTopic(Dataset::Orders);
    message.key = ids.number;
    addHeaders(message, ids.event, "order.created");
    message.value = "{\n  \"event_id\": \"" + ids.event
        + "\",\n  \"event_type\": \"order.created\",\n  \"order_id\": \"" + ids.number
        + "\",\n  \"version\": 1,\n  \"occurred_at\": \"" + now()
        + "\",\n  \"customer\": {\"id\": \"MHS-231045\", \"name\": \"  budi S.\", \"email\": "
          "\"Budi@KAMPUS.ac.id\", \"city\": \"Malang\"},\n  \"items\": [\n    {\"line\": 1, \"sku\": "
          "\"ATK-017\", "
          "\"name\": \"Buku tulis\", \"qty\": \"2\", \"unit\": \""
        + unit
        + "\", \"price\": \"Rp 52.083\"}\n  ],\n  \"currency\": \"IDR\",\n  \"status\": \"PAID\",\n  "
          "\"channel\": "
          "\"koperasi\",\n  \"ordered_at\": \""
        + now() + "\"\n}";
    return message;
}

HandMade activity(const TemplateIds &ids)
{
    HandMade message;
    message.topic = rawTopic(Dataset::Activities);
    message.key = "231045";
    addHeaders(message, ids.event, "activity.recorded");
    message.value = "{\n  \"event_id\": \"" + ids.event
        + "\",\n  \"event_type\": \"activity.recorded\",\n  \"activity_id\": \"" + ids.number
        + "\",\n  \"version\": 1,\n  \"occurred_at\": \"" + now()
        + "\",\n  \"nim\": \"231045\",\n  \"name\": \"Budi Santoso\",\n  \"program\": \"Informatika\",\n  "
          "\"faculty\": \"FTI\",\n  \"activity\": {\"kind\": \"magang\", \"title\": \"Magang industri\", "
          "\"sks\": "
          "\"20\", \"level\": null, \"rank\": null},\n  \"term\": \"2025/2026-1\",\n  \"recorded_at\": \""
        + now() + "\"\n}";
    return message;
}

} // namespace

std::vector<TemplateKind> allTemplates()
{
    return {TemplateKind::ValidOrder,   TemplateKind::ValidActivity, TemplateKind::UnknownUnit,
            TemplateKind::MissingField, TemplateKind::BrokenJson,    TemplateKind::NotJson,
            TemplateKind::Tombstone,    TemplateKind::WithoutKey};
}

QString nameOf(TemplateKind kind)
{
    switch (kind) {
    case TemplateKind::ValidOrder:
        return QCoreApplication::translate("messages", "A valid order");
    case TemplateKind::ValidActivity:
        return QCoreApplication::translate("messages", "A valid student activity");
    case TemplateKind::UnknownUnit:
        return QCoreApplication::translate("messages", "An order with an unknown unit");
    case TemplateKind::MissingField:
        return QCoreApplication::translate("messages", "An order without its number");
    case TemplateKind::BrokenJson:
        return QCoreApplication::translate("messages", "JSON that ends too early");
    case TemplateKind::NotJson:
        return QCoreApplication::translate("messages", "Text that is no JSON");
    case TemplateKind::Tombstone:
        return QCoreApplication::translate("messages", "A tombstone");
    case TemplateKind::WithoutKey:
        break;
    }
    return QCoreApplication::translate("messages", "An order without a key");
}

namespace {

/// In the topic that it is made for.
QString explainAtHome(TemplateKind kind)
{
    switch (kind) {
    case TemplateKind::ValidOrder:
        return QCoreApplication::translate("messages",
                                           "It passes the transform and becomes a row of the warehouse.");
    case TemplateKind::ValidActivity:
        return QCoreApplication::translate(
            "messages", "It becomes a row of the warehouse when the pipeline runs activities.");
    case TemplateKind::UnknownUnit:
        return QCoreApplication::translate(
            "messages", "No rule knows this unit: the transform puts it among the dead letters.");
    case TemplateKind::MissingField:
    case TemplateKind::BrokenJson:
    case TemplateKind::NotJson:
        return QCoreApplication::translate(
            "messages",
            "The broker takes it, since to it a value is only bytes. The transform "
            "puts it among the dead letters.");
    case TemplateKind::Tombstone:
        return QCoreApplication::translate(
            "messages", "A key without a value. Where a topic is compacted it deletes the key.");
    case TemplateKind::WithoutKey:
        break;
    }
    return QCoreApplication::translate(
        "messages", "Any partition may get it, so the order among such messages is not kept.");
}

} // namespace

QString unreadText(const QString &topic, const TopicReaders &readers)
{
    const std::string name = topic.toStdString();
    const TopicRole role = roleOf(name);
    const bool read = role == TopicRole::Raw || role == TopicRole::Enriched || topic == readers.source
        || (isChangeTopic(inputOf(name)) && readers.bridge && role == TopicRole::Other);
    return read
        ? QString()
        : QCoreApplication::translate(
            "messages", "No stage reads this topic: it stays there and becomes no row of the warehouse.");
}

QString explain(TemplateKind kind, const QString &topic, const TopicReaders &readers)
{
    const std::string name = topic.toStdString();
    const Dataset dataset = kind == TemplateKind::ValidActivity ? Dataset::Activities : Dataset::Orders;
    if (name == rawTopic(dataset))
        return explainAtHome(kind);
    if (const QString unread = unreadText(topic, readers); !unread.isEmpty())
        return unread;
    if (kind == TemplateKind::Tombstone && isChangeTopic(name))
        return QCoreApplication::translate("messages",
                                           "The bridge reads over it: Maxwell tells a deletion by an event "
                                           "with a value, not by a tombstone.");
    if (kind == TemplateKind::Tombstone && roleOf(name) == TopicRole::Raw)
        return explainAtHome(kind);
    if (roleOf(name) == TopicRole::Raw)
        return QCoreApplication::translate(
            "messages", "The transform has other rules for this topic: it puts this among the dead letters.");
    if (roleOf(name) == TopicRole::Enriched)
        return QCoreApplication::translate(
            "messages",
            "The loader reads this topic and expects what the transform writes: it "
            "puts this among the dead letters.");
    if (isChangeTopic(name))
        return QCoreApplication::translate(
            "messages",
            "The bridge reads this topic and expects change events of the database: "
            "it puts this among the dead letters.");
    return QCoreApplication::translate("messages",
                                       "The source reads this topic and copies it into the raw one.");
}

TemplateIds newIds(TemplateKind kind)
{
    auto *random = QRandomGenerator::global();
    TemplateIds ids;
    ids.event = newEventId();
    // Apart from the numbers of generator and campus (core/extract/number_series.h), so that no order of
    // theirs is changed by hand and each counts on from its own.
    ids.number = kind == TemplateKind::ValidActivity
        ? "ACT-" + std::to_string(random->bounded(90'000'000, 100'000'000))
        : "ORD-M"
            + QString::number(random->bounded(10'000'000)).rightJustified(7, QLatin1Char('0')).toStdString();
    return ids;
}

HandMade makeTemplate(TemplateKind kind, const TemplateIds &ids)
{
    HandMade message = order(kind == TemplateKind::UnknownUnit ? "segenggam" : "lusin", ids);
    switch (kind) {
    case TemplateKind::ValidOrder:
    case TemplateKind::UnknownUnit:
        break;
    case TemplateKind::ValidActivity:
        return activity(ids);
    case TemplateKind::MissingField: {
        const std::size_t from = message.value->find("  \"order_id\"");
        message.value->erase(from, message.value->find('\n', from) - from + 1);
        break;
    }
    case TemplateKind::BrokenJson:
        message.value->resize(message.value->find("\"qty\"") + 7);
        break;
    case TemplateKind::NotJson:
        message.value = "halo, ini bukan JSON";
        break;
    case TemplateKind::Tombstone: // of what kind of event, and what it is written in, its value would say
        message.value.reset();
        message.headers.clear();
        break;
    case TemplateKind::WithoutKey:
        message.key.reset();
        break;
    }
    return message;
}

HandMade withIds(HandMade message, const TemplateIds &old, const TemplateIds &ids)
{
    const auto renew = [&](std::string &text) {
        for (const auto &[before, after] :
             {std::pair(&old.event, &ids.event), std::pair(&old.number, &ids.number)}) {
            for (std::size_t at = 0; (at = text.find(*before, at)) != std::string::npos; at += after->size())
                text.replace(at, before->size(), *after);
        }
    };
    if (message.key)
        renew(*message.key);
    for (auto &[name, value] : message.headers)
        renew(value);
    if (message.value)
        renew(*message.value);
    return message;
}

} // namespace pk::gui
