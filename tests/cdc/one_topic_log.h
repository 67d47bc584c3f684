#pragma once

// A shop's tables without versions, as Maxwell writes them into one topic, and a bridge that reads it.

#include "cdc/one_topic.h"
#include "cdc/store.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include <memory>
#include <string>
#include <vector>

namespace pk::test {

inline constexpr std::int64_t kSecond = 1'763'608'000;

using Columns = std::initializer_list<std::pair<const char *, std::string>>;

/// `"id":7,"status":"PAID"`: whole numbers are written without quotes.
inline std::string columns(Columns all)
{
    std::string text;
    for (const auto &[name, value] : all) {
        const bool isNumber = value.find_first_not_of("0123456789") == std::string::npos && value.size() < 4;
        const std::string quote(isNumber ? "" : "\"");
        text += (text.empty() ? "\"" : ",\"") + std::string(name) + "\":" + quote + value + quote;
    }
    return text;
}

/// A row event as Maxwell 1.22 writes it with output_binlog_position and output_xoffset.
struct Row
{
    std::string table;
    std::string type;
    std::string data;
    std::int64_t xid = 0;
    bool commit = false;
    std::string old = {};
    std::string position = {};
    std::int64_t xoffset = -1;
    std::int64_t second = kSecond;
    std::string database = "toko";

    std::string text() const
    {
        std::string text = "{" + columns({{"database", database}, {"table", table}, {"type", type}})
            + ",\"ts\":" + std::to_string(second);
        if (xid > 0)
            text += ",\"xid\":" + std::to_string(xid);
        if (commit)
            text += ",\"commit\":true";
        if (xoffset >= 0)
            text += ",\"xoffset\":" + std::to_string(xoffset);
        if (!position.empty())
            text += ",\"position\":\"" + position + "\"";
        text += ",\"data\":{" + data + "}";
        return text + (old.empty() ? "}" : ",\"old\":{" + old + "}}");
    }
};

inline std::string order(int id, const std::string &status, const std::string &name = {})
{
    return columns({{"id", std::to_string(id)},
                    {"order_id", name.empty() ? "ORD-" + std::to_string(id) : name},
                    {"customer_id", "MHS-1"},
                    {"customer_name", "Budi"},
                    {"currency", "IDR"},
                    {"status", status},
                    {"channel", "koperasi"},
                    {"ordered_at", "2025-11-20 10:41:00"},
                    {"updated_at", "2025-11-20 10:42:07"}});
}

inline std::string item(int id, int ofOrder, int line, const std::string &qty)
{
    return columns({{"id", std::to_string(id)},
                    {"order_id", std::to_string(ofOrder)},
                    {"line", std::to_string(line)},
                    {"sku", "ATK-017"},
                    {"qty", qty},
                    {"price", "52083"}});
}

inline std::string student(const std::string &name)
{
    return columns({{"nim", "231045"}, {"name", name}, {"program", "TI"}, {"faculty", "FT"}});
}

inline std::string activity(int id)
{
    return columns({{"id", std::to_string(id)},
                    {"activity_id", "ACT-" + std::to_string(id)},
                    {"nim", "231045"},
                    {"kind", "lomba"},
                    {"title", "Robot"},
                    {"term", "2025/2026-1"},
                    {"recorded_at", "2025-11-20 09:00:00"}});
}

/// A bridge that reads one log, and what it has told.
class Log
{
public:
    explicit Log(std::vector<Dataset> datasets = {Dataset::Orders, Dataset::Activities})
        : m_datasets(std::move(datasets))
    {
        auto opened = cdc::openStore(m_folder.filePath(QStringLiteral("bridge.db")));
        if (!opened)
            qFatal("%s", qPrintable(opened.error().toString()));
        store = std::move(*opened);
        startAgain();
    }

    void startAgain() { m_joiner = std::make_unique<cdc::OneTopic>(*store, m_datasets); }
    cdc::Judgement give(const Row &row, std::int32_t partition = 0)
    {
        const std::string text = row.text();
        (void)store->begin();
        const auto judged = m_joiner->apply({{"producer.toko", partition, m_offset++}, text, true, 1});
        if (!judged)
            qFatal("%s", qPrintable(judged.error().toString()));
        (void)store->commit();
        const auto pending = cdc::pendingEvents(*store, 100);
        for (const cdc::PendingEvent &each : *pending)
            told.push_back(each.event);
        if (!pending->empty())
            (void)cdc::removePending(*store, pending->back().id);
        return *judged;
    }
    void give(const std::vector<Row> &rows)
    {
        for (const Row &row : rows)
            give(row);
    }
    std::int64_t waiting()
    {
        return *cdc::waitingHeads(*store, Dataset::Orders) + *cdc::waitingHeads(*store, Dataset::Activities);
    }
    /// "created ORD-1 v1 PAID 2,5" of each event
    QStringList story() const
    {
        QStringList lines;
        for (const cdc::RawEvent &event : told) {
            const QJsonObject json = QJsonDocument::fromJson(QByteArray::fromStdString(event.value)).object();
            QStringList words{json[QStringLiteral("event_type")].toString().section(QLatin1Char('.'), 1),
                              QString::fromStdString(event.key),
                              QStringLiteral("v%1").arg(json[QStringLiteral("version")].toInt())};
            if (json.contains(QStringLiteral("status"))) {
                QStringList quantities;
                for (const QJsonValue &each : json[QStringLiteral("items")].toArray())
                    quantities << each[QStringLiteral("qty")].toVariant().toString();
                words << json[QStringLiteral("status")].toString() << quantities.join(QLatin1Char(','));
            } else {
                words << json[QStringLiteral("activity_id")].toString()
                      << json[QStringLiteral("name")].toString();
            }
            lines << words.join(QLatin1Char(' ')).trimmed();
        }
        return lines;
    }

    std::unique_ptr<Database> store;
    std::vector<cdc::RawEvent> told;

private:
    QTemporaryDir m_folder;
    std::vector<Dataset> m_datasets;
    std::unique_ptr<cdc::OneTopic> m_joiner;
    std::int64_t m_offset = 0;
};

inline QString textOfHeader(const cdc::RawEvent &event, std::string_view name)
{
    return QString::fromStdString(std::string(event.headers.find(name).value_or("")));
}

} // namespace pk::test
