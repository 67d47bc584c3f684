#include "extract/csv_row_mapper.h"

#include "extract/csv_values.h"
#include "extract/text_format.h"

#include <QCoreApplication>

#include <algorithm>

namespace pk::extract {

namespace {

/// JSON knows no 007.
void dropLeadingZeros(std::string &number)
{
    const std::size_t sign = number.starts_with('-') ? 1 : 0;
    const std::size_t point = std::min(number.find('.'), number.size());
    const std::size_t kept = std::min(number.find_first_not_of('0', sign), point - 1);
    number.erase(sign, kept - sign);
}

constexpr char kGroupSeparator = '\x1f'; // the unit separator: no column text holds it by accident

QString joined(const std::vector<std::string> &names)
{
    QStringList list;
    for (const std::string &name : names)
        list.append(QString::fromStdString(name));
    return list.join(QLatin1String(", "));
}

} // namespace

Result<CsvRowMapper> CsvRowMapper::create(std::shared_ptr<const CsvMapping> mapping,
                                          const std::vector<std::string> &header, const QString &fileName)
{
    std::vector<std::string> missing;
    std::vector<std::string> ambiguous;
    for (const std::string &column : mapping->columns()) {
        const auto count = std::count(header.begin(), header.end(), column);
        if (count == 0)
            missing.push_back(column);
        else if (count > 1)
            ambiguous.push_back(column);
    }
    const QString mappingName = QString::fromStdString(mapping->name);
    if (!missing.empty())
        return Error{
            ErrorCode::BadInput,
            QCoreApplication::translate("extract",
                                        "%1 lacks columns that the mapping \"%2\" needs: %3. It has: %4. "
                                        "Check the file, its delimiter or the mapping.")
                .arg(fileName, mappingName, joined(missing), joined(header)),
            fileName + QLatin1String(":1")};
    if (!ambiguous.empty())
        return Error{
            ErrorCode::BadInput,
            QCoreApplication::translate("extract",
                                        "%1 has more than one column of these names, which the mapping "
                                        "\"%2\" needs: %3. Rename them in the file.")
                .arg(fileName, mappingName, joined(ambiguous)),
            fileName + QLatin1String(":1")};

    CsvRowMapper mapper;
    mapper.m_mapping = std::move(mapping);
    mapper.m_header = header;
    for (const std::string &column : mapper.m_mapping->groupBy)
        mapper.m_groupBy.push_back(mapper.indexOf(column));
    mapper.m_key = mapper.resolve(mapper.m_mapping->key);
    mapper.m_fields = mapper.resolve(mapper.m_mapping->fields);
    mapper.m_items = mapper.resolve(mapper.m_mapping->items);
    const auto occurred =
        std::find_if(mapper.m_fields.begin(), mapper.m_fields.end(), [](const Resolved &resolved) {
            return resolved.field->path == std::vector<std::string>{"occurred_at"};
        });
    mapper.m_occurred = static_cast<std::size_t>(occurred - mapper.m_fields.begin());
    return mapper;
}

std::string CsvRowMapper::groupOf(const CsvRow &row) const
{
    std::string group;
    for (const std::size_t column : m_groupBy)
        group.append(trimmed(row.field(column))).push_back(kGroupSeparator);
    return group;
}

std::string CsvRowMapper::keyOf(const CsvRow &row) const
{
    std::string key;
    for (const Part &part : m_key) {
        key.append(part.literal);
        if (!part.column)
            continue;
        const std::string_view text = trimmed(row.field(*part.column));
        if (isNull(text))
            return {};
        key.append(text);
    }
    return key;
}

std::int64_t CsvRowMapper::occurredMs(const CsvRow &row) const
{
    const Resolved &occurred = m_fields[m_occurred];
    return parseTime(row.field(occurred.column), occurred.field->timeFormats, m_mapping->utcOffsetMs)
        .value_or(0);
}

std::size_t CsvRowMapper::indexOf(const std::string &column) const
{
    return static_cast<std::size_t>(std::find(m_header.begin(), m_header.end(), column) - m_header.begin());
}

std::vector<CsvRowMapper::Part> CsvRowMapper::resolve(const CsvTemplate &text) const
{
    std::vector<Part> parts;
    for (const TemplatePart &part : text) {
        parts.push_back({part.literal, std::nullopt});
        if (!part.column.empty())
            parts.back().column = indexOf(part.column);
    }
    return parts;
}

std::vector<CsvRowMapper::Resolved> CsvRowMapper::resolve(const std::vector<CsvField> &fields) const
{
    std::vector<Resolved> list;
    for (const CsvField &field : fields)
        list.push_back({&field, indexOf(field.column), resolve(field.text)});
    return list;
}

bool CsvRowMapper::isNull(std::string_view text) const
{
    const auto &nulls = m_mapping->nullValues;
    return text.empty() || std::find(nulls.begin(), nulls.end(), text) != nulls.end();
}

std::optional<RowFailure> CsvRowMapper::readAll(const std::vector<Resolved> &list, const CsvRow &row,
                                                std::vector<std::string> &values) const
{
    values.resize(list.size());
    for (std::size_t i = 0; i < list.size(); ++i) {
        const Resolved &resolved = list[i];
        std::string &out = values[i];
        out.clear();
        if (!resolved.field->constant.empty()) {
            out = resolved.field->constant;
        } else if (!resolved.field->column.empty()) {
            if (auto failure = readColumn(resolved, row.field(resolved.column), out))
                return failure;
            if (&list == &m_fields && i == m_occurred && out == "null")
                return RowFailure{"csv.time",
                                  "Column " + resolved.field->column
                                      + " is empty, but an event needs its time."};
        } else {
            out.push_back('"');
            for (const Part &part : resolved.text) {
                appendJsonText(out, part.literal);
                if (part.column)
                    appendJsonText(out, trimmed(row.field(*part.column)));
            }
            out.push_back('"');
        }
    }
    return std::nullopt;
}

std::optional<RowFailure> CsvRowMapper::readColumn(const Resolved &resolved, std::string_view text,
                                                   std::string &out) const
{
    const CsvField &field = *resolved.field;
    const bool null = isNull(trimmed(text));
    const auto fail = [&](const char *code, const char *expected) {
        constexpr std::size_t shown = 80; // bytes of a value that may be long
        return RowFailure{code,
                          "Column " + field.column + " should hold " + expected + ", not \""
                              + std::string(text.substr(0, shown)) + "\"."};
    };
    if (field.type == CsvType::Presence) {
        out.push_back('"');
        appendJsonText(out, null ? field.absent : field.present);
        out.push_back('"');
        return std::nullopt;
    }
    if (null) {
        out = "null";
        return std::nullopt;
    }
    switch (field.type) {
    case CsvType::Integer:
        if (!appendNumber(out, text, m_mapping->decimal) || out.find('.') != std::string::npos
            || (out.size() > 1 && out.front() == '0'))
            return fail("csv.number", "a whole number");
        return std::nullopt;
    // Numbers, not texts: what stands for the decimals is known here, and who reads a text would have to
    // guess.
    case CsvType::Number:
        if (!appendNumber(out, text, m_mapping->decimal))
            return fail("csv.number", "a number");
        dropLeadingZeros(out);
        return std::nullopt;
    case CsvType::Percent:
        if (!appendPercent(out, text, m_mapping->decimal))
            return fail("csv.number", "a percentage");
        dropLeadingZeros(out);
        return std::nullopt;
    case CsvType::Money:
        if (!appendMoney(out, text, m_mapping->decimal))
            return fail("csv.number", "an amount of money");
        dropLeadingZeros(out);
        return std::nullopt;
    case CsvType::Time: {
        const std::optional<std::int64_t> time = parseTime(text, field.timeFormats, m_mapping->utcOffsetMs);
        if (!time)
            return fail("csv.time", "a time");
        out.push_back('"');
        appendIso(out, *time, *time % 1000 != 0, m_mapping->utcOffsetMs);
        out.push_back('"');
        return std::nullopt;
    }
    case CsvType::Text:
    case CsvType::Presence:
        break;
    }
    out.push_back('"');
    appendJsonText(out, text);
    out.push_back('"');
    return std::nullopt;
}

} // namespace pk::extract
