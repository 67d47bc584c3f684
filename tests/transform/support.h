#pragma once

// What the transform tests share: a configuration from steps, one record through it, the result as texts.

#include "resources.h"
#include "transform/engine.h"

#include <QByteArray>
#include <QTest>

namespace pk::transform::test {

inline std::string_view view(const QByteArray &text)
{
    return {text.constData(), static_cast<std::size_t>(text.size())};
}
inline QByteArray bytes(std::string_view text)
{
    return QByteArray(text.data(), static_cast<qsizetype>(text.size()));
}

/// JSON with ' for ", so that it can be read in a table of cases (moc does not understand all raw literals).
inline QByteArray json(const char *text)
{
    return QByteArray(text).replace('\'', '"');
}

/// A configuration of "parse" (with options) and one more step; both as JSON objects without their braces.
inline QByteArray configOf(const QByteArray &step, const QByteArray &parse = {},
                           const QByteArray &dataset = "orders")
{
    return "{\"version\":1,\"dataset\":\"" + dataset + "\",\"steps\":[{\"use\":\"parse\""
        + (parse.isEmpty() ? "" : ",") + parse + "}" + (step.isEmpty() ? "" : ",{") + step
        + (step.isEmpty() ? "" : "}") + "]}";
}

inline std::shared_ptr<const Config> config(const QByteArray &text)
{
    auto read = Config::parse(text, QStringLiteral("test.json"));
    if (!read)
        qFatal("%s", qPrintable(read.error().toString()));
    return *read;
}

inline Input input(const QByteArray &value)
{
    Input record;
    record.value = view(value);
    record.key = "ORD-1";
    record.topic = "raw_orders";
    record.partition = 2;
    record.offset = 41;
    record.timestampMs = 1'763'610'000'000; // 2025-11-20T03:40:00Z
    record.nowMs = 1'763'610'127'918; // 2025-11-20T03:42:07.918Z
    return record;
}

/// The value of an enriched record, the code of any other.
inline QByteArray result(const Output &output)
{
    return output.outcome == Outcome::Enriched ? bytes(output.value) : bytes(output.failure.code);
}

} // namespace pk::transform::test
