#include "extract/csv_mapping.h"

#include "extract/csv_values.h"
#include "extract/json_fields.h"
#include "extract/text_format.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonDocument>

#include <algorithm>

namespace pk::extract {

namespace {

const std::vector<std::string> kUsualTimeFormats = {"iso",        "yyyy-MM-dd HH:mm:ss", "dd/MM/yyyy HH:mm",
                                                    "yyyy-MM-dd", "dd/MM/yyyy",          "epoch"};

/// One of the texts of a table; the first is the default.
template <typename T>
T readChoice(const JsonFields &fields, const char *key, const std::vector<std::pair<std::string, T>> &choices)
{
    const std::string text = fields.textOr(key, choices.front().first);
    QStringList names;
    for (const auto &[name, value] : choices) {
        if (name == text)
            return value;
        names.append(QString::fromStdString(name));
    }
    fields.fail(key,
                QCoreApplication::translate("extract", "one of %1").arg(names.join(QLatin1String(", "))));
    return choices.front().second;
}

CsvTemplate readTemplate(const JsonFields &fields, const char *key)
{
    const std::string text = fields.text(key);
    CsvTemplate parts(1);
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '{') {
            const std::size_t end = text.find('}', at);
            if (end == std::string::npos || end == at + 1) {
                fields.fail(key,
                            QCoreApplication::translate("extract", "a column's name and } after every {"));
                return parts;
            }
            parts.back().column = text.substr(at + 1, end - at - 1);
            parts.emplace_back();
            at = end;
        } else {
            parts.back().literal.push_back(text[at]);
        }
    }
    return parts;
}

std::vector<std::string> readPointer(const JsonFields &fields)
{
    const std::string text = fields.text("to");
    std::vector<std::string> path;
    std::size_t at = 0;
    while (at < text.size() && text[at] == '/') {
        const std::size_t end = std::min(text.find('/', at + 1), text.size());
        path.push_back(text.substr(at + 1, end - at - 1));
        at = end;
    }
    const bool whole = at == text.size() && !path.empty()
        && std::none_of(path.begin(), path.end(), [](const std::string &token) { return token.empty(); });
    if (!whole)
        fields.fail("to", QCoreApplication::translate("extract", "a JSON pointer such as /customer/id"));
    return path;
}

std::string scalarJson(const QJsonValue &value)
{
    const QByteArray list = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return list.mid(1, list.size() - 2).toStdString(); // without the brackets
}

CsvField readField(const JsonFields &fields)
{
    fields.allowOnly({"to", "column", "template", "value", "type", "formats", "present", "absent"});
    CsvField field;
    field.path = readPointer(fields);
    const int sources =
        (fields.has("column") ? 1 : 0) + (fields.has("template") ? 1 : 0) + (fields.has("value") ? 1 : 0);
    if (sources != 1) {
        fields.fail(
            "to",
            QCoreApplication::translate("extract", "exactly one of column, template and value beside it"));
        return field;
    }
    if (fields.has("value")) {
        const QJsonValue value = fields.value("value");
        if (value.isObject() || value.isArray())
            fields.fail("value",
                        QCoreApplication::translate("extract", "a text, a number, true, false or null"));
        field.constant = scalarJson(value);
        return field;
    }
    if (fields.has("template")) {
        field.text = readTemplate(fields, "template");
        return field;
    }
    field.column = fields.text("column");
    field.type = readChoice<CsvType>(fields, "type",
                                     {{"text", CsvType::Text},
                                      {"number", CsvType::Number},
                                      {"integer", CsvType::Integer},
                                      {"percent", CsvType::Percent},
                                      {"money", CsvType::Money},
                                      {"time", CsvType::Time},
                                      {"presence", CsvType::Presence}});
    if (field.type == CsvType::Time) {
        field.timeFormats = fields.has("formats") ? fields.texts("formats") : kUsualTimeFormats;
        if (!std::all_of(field.timeFormats.begin(), field.timeFormats.end(),
                         [](const std::string &format) { return isTimeFormat(format); }))
            fields.fail("formats",
                        QCoreApplication::translate(
                            "extract", "iso, epoch, or letters such as dd/MM/yyyy HH:mm in each"));
    }
    if (field.type == CsvType::Presence) {
        field.present = fields.text("present");
        field.absent = fields.text("absent");
    }
    return field;
}

/// No pointer may be another's, or lie inside another's value.
void checkPointers(const std::vector<CsvField> &list, const JsonFields &top, const char *key)
{
    for (std::size_t i = 0; i < list.size(); ++i) {
        for (std::size_t k = 0; k < list.size(); ++k) {
            const auto &outer = list[i].path;
            const auto &inner = list[k].path;
            if (i != k && outer.size() <= inner.size()
                && std::equal(outer.begin(), outer.end(), inner.begin()))
                top.fail(
                    key,
                    QCoreApplication::translate("extract", "each pointer once, and none inside another"));
        }
    }
}

const CsvField *findField(const std::vector<CsvField> &list, const char *name)
{
    const auto found = std::find_if(list.begin(), list.end(), [&](const CsvField &field) {
        return field.path.size() == 1 && field.path.front() == name;
    });
    return found == list.end() ? nullptr : &*found;
}

void checkRequired(const CsvMapping &mapping, const JsonFields &top)
{
    const bool orders = mapping.dataset == Dataset::Orders;
    const auto require = [&](const char *name) {
        if (findField(mapping.fields, name) == nullptr)
            top.fail("fields",
                     QCoreApplication::translate("extract", "a field with \"to\": \"/%1\"")
                         .arg(QLatin1String(name)));
    };
    require(orders ? "order_id" : "activity_id");
    if (!orders)
        require("nim");
    const CsvField *occurred = findField(mapping.fields, "occurred_at");
    if (occurred == nullptr || occurred->type != CsvType::Time)
        top.fail("fields",
                 QCoreApplication::translate("extract",
                                             "a field with \"to\": \"/occurred_at\" and \"type\": \"time\""));
    for (const char *own : {"event_id", "event_type", "items"}) {
        if (findField(mapping.fields, own) != nullptr)
            top.fail("fields",
                     QCoreApplication::translate("extract", "no field for /%1, which is made elsewhere")
                         .arg(QLatin1String(own)));
    }
    if (orders ? mapping.items.empty() : !mapping.items.empty())
        top.fail("items", QCoreApplication::translate("extract", "items for orders, and only for them"));
}

void collect(const CsvTemplate &text, std::vector<std::string> &columns)
{
    for (const TemplatePart &part : text)
        columns.push_back(part.column);
}

} // namespace

Result<std::shared_ptr<const CsvMapping>> CsvMapping::parse(const QByteArray &json, const QString &origin)
{
    const Result<QJsonObject> object = parseJsonObject(json, origin);
    if (!object)
        return object.error();
    JsonProblems problems(origin);
    const JsonFields top(*object, QString(), problems);
    top.allowOnly({"version", "name", "title", "dataset", "delimiter", "encoding", "decimal", "utc_offset",
                   "null_values", "group_by", "recurring_key", "event_type", "key", "fields", "items"});
    top.integer("version", 1, 1);

    auto mapping = std::make_shared<CsvMapping>();
    mapping->name = top.text("name");
    mapping->dataset = readChoice<Dataset>(
        top, "dataset", {{"orders", Dataset::Orders}, {"activities", Dataset::Activities}});
    if (top.has("delimiter"))
        mapping->delimiter = readChoice<char>(top, "delimiter", {{",", ','}, {";", ';'}, {"\t", '\t'}});
    if (top.has("encoding"))
        mapping->encoding = readChoice<CsvEncoding>(
            top, "encoding", {{"utf-8", CsvEncoding::Utf8}, {"latin-1", CsvEncoding::Latin1}});
    mapping->decimal = readChoice<char>(top, "decimal", {{".", '.'}, {",", ','}});
    const std::optional<std::int64_t> offset = parseOffset(top.textOr("utc_offset", "+07:00"));
    if (!offset)
        top.fail("utc_offset", QCoreApplication::translate("extract", "an offset such as +07:00 or Z"));
    mapping->utcOffsetMs = offset.value_or(kWibOffsetMs);
    if (top.has("null_values"))
        mapping->nullValues = top.texts("null_values", 0);
    if (top.has("group_by"))
        mapping->groupBy = top.texts("group_by");
    mapping->recurringKey = readChoice<RecurringKey>(
        top, "recurring_key", {{"reject", RecurringKey::Reject}, {"new_version", RecurringKey::NewVersion}});
    mapping->eventType = top.text("event_type");
    mapping->key = readTemplate(top, "key");
    for (const JsonFields &field : top.objects("fields"))
        mapping->fields.push_back(readField(field));
    if (top.has("items")) {
        for (const JsonFields &item : top.objects("items"))
            mapping->items.push_back(readField(item));
    }
    checkPointers(mapping->fields, top, "fields");
    checkPointers(mapping->items, top, "items");
    checkRequired(*mapping, top);
    if (problems.first())
        return *problems.first();
    return std::shared_ptr<const CsvMapping>(std::move(mapping));
}

Result<std::shared_ptr<const CsvMapping>> CsvMapping::load(const QString &path)
{
    const Result<QByteArray> bytes = readFileBytes(path);
    if (!bytes)
        return bytes.error();
    return parse(*bytes, path);
}

std::vector<std::string> CsvMapping::columns() const
{
    std::vector<std::string> all = groupBy;
    collect(key, all);
    for (const std::vector<CsvField> *list : {&fields, &items}) {
        for (const CsvField &field : *list) {
            all.push_back(field.column);
            collect(field.text, all);
        }
    }
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    std::erase(all, std::string());
    return all;
}

Result<std::shared_ptr<const CsvMapping>> findMapping(const std::vector<std::string> &header)
{
    std::shared_ptr<const CsvMapping> best;
    const QDir folder(QStringLiteral(":/pk/mappings"));
    for (const QString &file : folder.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name)) {
        Result<std::shared_ptr<const CsvMapping>> mapping = CsvMapping::load(folder.filePath(file));
        if (!mapping)
            return mapping.error();
        const std::vector<std::string> wanted = (*mapping)->columns();
        const bool fits = std::all_of(wanted.begin(), wanted.end(), [&](const std::string &column) {
            return std::find(header.begin(), header.end(), column) != header.end();
        });
        if (fits && (!best || wanted.size() > best->columns().size()))
            best = *mapping;
    }
    return best;
}

} // namespace pk::extract
