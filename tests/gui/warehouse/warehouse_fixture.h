#pragma once

// A warehouse file written by the real writer, without a pipeline around it.

#include "warehouse/warehouse.h"
#include "warehouse/writer.h"

#include <QTemporaryDir>

#include <string>

namespace pk::test {

/// Writes orders the way the loader does. Offsets count up from 0 in partition 0.
class LoadedWarehouse
{
public:
    explicit LoadedWarehouse(bool images = true)
        : m_path(m_folder.filePath(QStringLiteral("warehouse.db")))
        , m_database(std::move(*warehouse::openWarehouse(m_path, Semantics::EffectivelyOnce)))
    {
        warehouse::WriterOptions options;
        options.cluster = "test";
        options.beforeImages = images;
        m_writer = std::move(*warehouse::Writer::create(*m_database, options));
    }

    QString path() const { return m_path; }
    Database &database() { return *m_database; }

    /// One order; the same number again with a greater version is an update.
    bool load(int number, int version = 1, const std::string &status = "PAID")
    {
        const std::string id = std::to_string(number);
        const std::string key = "ORD-" + std::string(8 - id.size(), '0') + id;
        const std::string value = R"({"event_id":"e-)" + id + "-" + std::to_string(version)
            + R"(","event_type":"order.updated","order_id":")" + key + R"(","version":)"
            + std::to_string(version)
            + R"(,"occurred_at":"2025-11-20T10:42:07.918+07:00","customer":{"id":"C-)" + id
            + R"(","name":"Nama )" + id
            + R"(","email":"a@b.id","city":"Malang"},"items":[{"line":1,"sku":"ATK-017",)"
            + R"("name":"Buku","qty":24,"unit":"pcs","price":1500}],"currency":"IDR","status":")" + status
            + R"(","channel":"kasir","order_total":36000})";
        const std::string correlation = "corr-" + std::to_string(m_offset);
        warehouse::LoadRecord record;
        record.source = {"enriched_orders", 0, m_offset};
        record.raw = {"raw_orders", 1, m_offset + 1'000};
        record.key = key;
        record.value = value;
        record.correlationId = correlation;
        ++m_offset;
        const std::array<warehouse::LoadRecord, 1> records{record};
        if (!m_writer->begin(1'763'600'000'000 + m_offset))
            return false;
        const auto outcomes = m_writer->apply(records);
        return outcomes.ok() && (*outcomes)[0].action != warehouse::Action::Rejected
            && m_writer->commit().ok();
    }

    std::int64_t number(std::string_view sql)
    {
        auto statement = m_database->prepare(sql);
        return statement.ok() && *(*statement)->step() ? (*statement)->integer(0) : -1;
    }
    QStringList texts(std::string_view sql)
    {
        QStringList all;
        auto statement = m_database->prepare(sql);
        while (statement.ok() && *(*statement)->step()) {
            const std::string_view text = (*statement)->text(0);
            all << QString::fromUtf8(text.data(), qsizetype(text.size()));
        }
        return all;
    }

private:
    QTemporaryDir m_folder;
    QString m_path;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<warehouse::Writer> m_writer;
    std::int64_t m_offset = 0;
};

} // namespace pk::test
