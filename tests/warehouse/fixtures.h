#pragma once

// Enriched messages and warehouses for the tests of this folder.

#include "base/mysql_database.h"
#include "warehouse/warehouse.h"
#include "warehouse/writer.h"

#include <QCoreApplication>
#include <QTemporaryDir>
#include <QtGlobal>

#include <cstdio>
#include <deque>
#include <string>
#include <utility>
#include <vector>

namespace pk::test {

using namespace pk::warehouse;

inline constexpr std::int64_t kNow = 1'763'610'000'000;
inline const std::string kCluster = "cluster-1";

struct OrderSpec
{
    int number = 1;
    int version = 1;
    int minute = 0; ///< of occurred_at
    std::string eventId = {}; ///< empty: made of number and version
    std::string status = "paid";
    int items = 2;
};

inline std::string orderId(int number)
{
    char text[32];
    std::snprintf(text, sizeof text, "ORD-%08d", number);
    return text;
}

inline std::string orderJson(const OrderSpec &spec)
{
    char when[40];
    std::snprintf(when, sizeof when, "2025-11-20T03:%02d:07.918Z", spec.minute);
    const std::string event = spec.eventId.empty() ? "018c0000-0000-7000-8000-"
            + std::to_string(100'000'000 + spec.number) + std::to_string(100 + spec.version)
                                                   : spec.eventId;
    std::string json = "{\"event_id\":\"" + event + "\",\"event_type\":\"order.updated\",\"order_id\":\""
        + orderId(spec.number) + "\",\"version\":" + std::to_string(spec.version) + ",\"occurred_at\":\""
        + when
        + "\",\"customer\":{\"id\":\"MHS-231045\",\"name\":\"Budi Santoso\",\"email\":\"budi@kampus.ac.id\","
          "\"city\":\"Malang\"},\"items\":[";
    for (int line = 1; line <= spec.items; ++line) {
        json += std::string(line > 1 ? "," : "") + "{\"line\":" + std::to_string(line)
            + ",\"sku\":\"ATK-017\",\"name\":\"Buku "
              "tulis\",\"qty\":24,\"unit\":\"pcs\",\"unit_price\":4340.25,"
              "\"line_total\":104166}";
    }
    json += "],\"currency\":\"IDR\",\"status\":\"" + spec.status
        + "\",\"channel\":\"koperasi\",\"ordered_at\":\"2025-11-20T03:41:00.000Z\",\"order_total\":208332,"
          "\"item_count\":"
        + std::to_string(spec.items) + ",\"processed_at\":\"2025-11-20T03:42:08.001Z\"}";
    return json;
}

struct ActivitySpec
{
    int number = 1;
    int version = 1;
    int minute = 0;
    std::string eventId = {};
    std::string nim = "231045";
    std::string name = "Budi Santoso";
    std::string program = "Informatika";
    std::string sks = "10"; ///< JSON
    std::string level = {}; ///< empty: null
    std::string weight = "0.6"; ///< JSON
    std::string regulation = "358/M/KEP/2025";
};

inline std::string activityJson(const ActivitySpec &spec)
{
    char when[40];
    std::snprintf(when, sizeof when, "2025-11-20T03:%02d:07.918Z", spec.minute);
    const std::string event = spec.eventId.empty()
        ? "018d-" + std::to_string(spec.number) + "-" + std::to_string(spec.version)
        : spec.eventId;
    const std::string level = spec.level.empty() ? "null" : "\"" + spec.level + "\"";
    return "{\"event_id\":\"" + event + "\",\"event_type\":\"activity.recorded\",\"activity_id\":\"ACT-"
        + std::to_string(spec.number) + "\",\"version\":" + std::to_string(spec.version)
        + ",\"occurred_at\":\"" + when + "\",\"nim\":\"" + spec.nim + "\",\"name\":\"" + spec.name
        + "\",\"program\":\"" + spec.program
        + "\",\"faculty\":\"FTI\",\"activity\":{\"kind\":\"magang\",\"title\":\"Magang\",\"sks\":" + spec.sks
        + ",\"level\":" + level + ",\"rank\":null},\"term\":\"2025/2026-1\",\"recorded_at\":\"" + when
        + "\",\"weight\":" + spec.weight + ",\"regulation\":\"" + spec.regulation + "\"}";
}

/// A run of messages of one enriched partition, with the bytes that the records point to.
class Messages
{
public:
    explicit Messages(Dataset dataset = Dataset::Orders, std::int32_t partition = 0)
        : m_dataset(dataset)
        , m_partition(partition)
    {
    }

    /// Appends a message at the next offset; `rawOffset` -1: its origin is unknown.
    Messages &add(std::string value, std::int64_t rawOffset)
    {
        const auto number = static_cast<std::int64_t>(m_records.size());
        m_values.push_back(std::move(value));
        char correlation[48];
        std::snprintf(correlation, sizeof correlation, "018c0000-0000-7000-8000-%012lld",
                      static_cast<long long>(number));
        m_correlations.emplace_back(correlation);
        LoadRecord record;
        record.dataset = m_dataset;
        record.source = {enrichedTopic(m_dataset), m_partition, number};
        if (rawOffset >= 0)
            record.raw = {rawTopic(m_dataset), m_partition, rawOffset};
        record.value = m_values.back();
        record.correlationId = m_correlations.back();
        m_records.push_back(record);
        return *this;
    }
    Messages &add(std::string value)
    {
        return add(std::move(value), static_cast<std::int64_t>(m_records.size()));
    }

    std::vector<LoadRecord> &records() { return m_records; }
    std::span<const LoadRecord> span(std::size_t first, std::size_t count) const
    {
        return std::span<const LoadRecord>(m_records).subspan(first, count);
    }
    std::size_t size() const { return m_records.size(); }

private:
    Dataset m_dataset;
    std::int32_t m_partition;
    std::deque<std::string> m_values; ///< a deque: views into it stay valid
    std::deque<std::string> m_correlations;
    std::vector<LoadRecord> m_records;
};

/// All rows of a query, one line each, columns separated by |, NULL as \N.
inline std::vector<std::string> rowsOf(Database &db, std::string_view sql)
{
    auto query = db.prepare(sql);
    if (!query)
        return {"error: " + query.error().toString().toStdString()};
    std::vector<std::string> rows;
    for (;;) {
        const auto there = (*query)->step();
        if (!there)
            return {"error: " + there.error().toString().toStdString()};
        if (!*there)
            return rows;
        std::string &row = rows.emplace_back();
        for (int column = 0; column < (*query)->columnCount(); ++column) {
            row.append(column > 0 ? "|" : "");
            if ((*query)->type(column) == ValueType::Real) // written differently by each database
                row.append(QByteArray::number((*query)->real(column)).toStdString());
            else
                row.append((*query)->isNull(column) ? "\\N" : (*query)->text(column));
        }
    }
}

/// Where the warehouses of these tests are: mysql://USER@HOST:PORT/mysql when PK_TEST_MYSQL says so, which
/// makes each of them a database of that server; otherwise empty, and each is a file.
inline QString testServer()
{
    return qEnvironmentVariable("PK_TEST_MYSQL");
}

/// The address of a new, empty database of that server.
inline QString newDatabase()
{
    static int number = 0;
    const QString name = QStringLiteral("w%1_%2").arg(QCoreApplication::applicationPid()).arg(++number);
    auto address = parseMysqlAddress(testServer(), QString::fromLatin1(warehouse::kPasswordVariable));
    auto admin = address ? openMysql(*address, passwordOf(*address))
                         : Result<std::unique_ptr<Database>>(address.error());
    const auto made =
        admin ? (*admin)->exec("CREATE DATABASE " + name.toStdString()) : Result<void>(admin.error());
    if (!made)
        qFatal("%s", qPrintable(made.error().toString()));
    return testServer().section(u'/', 0, -2) + u'/' + name;
}

/// A new warehouse with a Writer on it.
class Warehouse
{
public:
    explicit Warehouse(Semantics semantics = Semantics::EffectivelyOnce, bool images = false)
    {
        auto opened = openWarehouse(path(), semantics);
        if (!opened)
            qFatal("%s", qPrintable(opened.error().toString()));
        db = std::move(*opened);
        options.semantics = semantics;
        options.cluster = kCluster;
        options.owner = "member-1";
        options.beforeImages = images;
        newWriter();
    }

    QString path() const { return m_path; }
    void newWriter()
    {
        writer.reset();
        auto created = Writer::create(*db, options);
        if (!created)
            qFatal("%s", qPrintable(created.error().toString()));
        writer = std::move(*created);
    }

    /// Loads in one transaction, without offsets. Codes of rejected records go into `codes`.
    std::vector<Action> load(std::span<const LoadRecord> records)
    {
        std::vector<Action> actions;
        codes.clear();
        const auto begun = writer->begin(kNow);
        const auto outcomes =
            begun ? writer->apply(records) : Result<std::vector<LoadOutcome>>(begun.error());
        const auto committed = outcomes ? writer->commit() : Result<void>(outcomes.error());
        if (!committed)
            qFatal("%s", qPrintable(committed.error().toString()));
        for (const LoadOutcome &outcome : *outcomes) {
            actions.push_back(outcome.action);
            codes.push_back(outcome.code);
        }
        return actions;
    }
    std::vector<Action> load(Messages &messages) { return load(messages.span(0, messages.size())); }

    std::vector<std::string> rows(std::string_view sql) { return rowsOf(*db, sql); }
    std::string sum() { return checksum(*db).value(); }

private:
    QTemporaryDir m_folder; // outlives the connection
    QString m_path =
        testServer().isEmpty() ? m_folder.filePath(QStringLiteral("warehouse.db")) : newDatabase();

public:
    std::unique_ptr<Database> db;
    WriterOptions options;
    std::unique_ptr<Writer> writer; // before its database
    std::vector<std::string> codes;
};

} // namespace pk::test
