#include "extract/csv_source.h"

#include "base/hash.h"
#include "base/plain_words.h"
#include "base/uuid7.h"
#include "extract/text_format.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>

namespace pk::extract {

namespace {

/// The order in which the generator writes them; other members follow.
const std::vector<std::string_view> kOrderMembers = {
    "event_id", "event_type", "order_id", "activity_id", "version",    "occurred_at", "customer",
    "nim",      "name",       "program",  "faculty",     "activity",   "items",       "currency",
    "status",   "channel",    "term",     "ordered_at",  "recorded_at"};
constexpr std::string_view kIdPlaceholder = "\"00000000-0000-0000-0000-000000000000\"";

bool maps(const std::vector<CsvField> &fields, const char *name)
{
    return std::any_of(fields.begin(), fields.end(),
                       [&](const CsvField &field) { return field.path == std::vector<std::string>{name}; });
}

std::vector<std::vector<std::string>> pathsOf(const std::vector<CsvField> &fields)
{
    std::vector<std::vector<std::string>> paths;
    for (const CsvField &field : fields)
        paths.push_back(field.path);
    return paths;
}

JsonLayout orderLayout(const CsvMapping &mapping)
{
    auto paths = pathsOf(mapping.fields);
    paths.push_back({"event_id"});
    paths.push_back({"event_type"});
    if (!maps(mapping.fields, "version"))
        paths.push_back({"version"});
    if (mapping.dataset == Dataset::Orders)
        paths.push_back({"items"});
    return JsonLayout(paths, kOrderMembers);
}

JsonLayout itemLayout(const CsvMapping &mapping)
{
    auto paths = pathsOf(mapping.items);
    if (!maps(mapping.items, "line"))
        paths.push_back({"line"});
    return JsonLayout(paths, {"line"});
}

std::uint64_t number64(const Sha256 &digest, std::size_t from)
{
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < 8; ++i)
        number = number << 8U | digest[from + i];
    return number;
}

/// A UUIDv7 whose random bits come from a hash: the same content has the same id.
std::string hashedUuid(std::int64_t ms, const Sha256 &digest, std::size_t from)
{
    const auto high = static_cast<std::uint32_t>(digest[from] << 8U | digest[from + 1]);
    return uuid7(std::max<std::int64_t>(ms, 0), high, number64(digest, from + 2));
}

RowFailure failureOf(CsvProblem problem)
{
    switch (problem) {
    case CsvProblem::BadQuote:
        return {"csv.quote", "Text follows a closing quote."};
    case CsvProblem::UnterminatedQuote:
        return {"csv.unterminated_quote",
                "A quote is opened on this line and never closed, or only on a later one with which it makes "
                "no row."};
    case CsvProblem::TooLong:
        return {"csv.too_long", "The line is longer than 1 MiB; only its beginning was kept."};
    case CsvProblem::BadEncoding:
        return {"csv.encoding",
                "The line is not valid UTF-8, which the rest of the file or its mapping says it is. Save the "
                "file in one encoding; in Latin-1, the mapping says \"encoding\": \"latin-1\"."};
    case CsvProblem::None:
        break;
    }
    return {};
}

Error cannotOpen(const QString &path, const QString &why, ErrorCode code)
{
    return Error{
        code,
        QCoreApplication::translate("extract", "%1 cannot be opened: %2. Check the path and try again.")
            .arg(path, why),
        path};
}

Result<std::unique_ptr<QFile>> openFile(const QString &path)
{
    const QFileInfo info(path);
    auto file = std::make_unique<QFile>(path);
    if (info.isDir() || !file->open(QIODevice::ReadOnly)) {
        return cannotOpen(path, fileProblem(*file),
                          info.exists() ? ErrorCode::BadInput : ErrorCode::NotFound);
    }
    return file;
}

Result<std::shared_ptr<const CsvMapping>> mappingFor(const QString &path)
{
    Result<std::unique_ptr<QFile>> file = openFile(path);
    if (!file)
        return file.error();
    CsvReader reader(**file, path);
    if (const Result<void> opened = reader.open(std::nullopt, std::nullopt); !opened)
        return opened.error();
    Result<std::shared_ptr<const CsvMapping>> found = findMapping(reader.header());
    if (!found || *found)
        return found;
    QStringList columns;
    for (const std::string &column : reader.header())
        columns.append(QString::fromStdString(column));
    return Error{
        ErrorCode::Usage,
        QCoreApplication::translate("extract",
                                    "No known mapping fits the columns of %1 (%2). A mapping file says "
                                    "what its columns mean.")
            .arg(path, columns.join(QLatin1String(", "))),
        path};
}

} // namespace

Result<std::unique_ptr<CsvSource>> CsvSource::create(const QString &path,
                                                     std::shared_ptr<const CsvMapping> mapping)
{
    if (!mapping) {
        Result<std::shared_ptr<const CsvMapping>> found = mappingFor(path);
        if (!found)
            return found.error();
        mapping = *found;
    }
    Result<std::unique_ptr<QFile>> file = openFile(path);
    if (!file)
        return file.error();
    auto reader = std::make_unique<CsvReader>(**file, path);
    if (const Result<void> opened = reader->open(mapping->delimiter, mapping->encoding); !opened)
        return opened.error();
    Result<CsvRowMapper> mapper = CsvRowMapper::create(mapping, reader->header(), path);
    if (!mapper)
        return mapper.error();
    return std::unique_ptr<CsvSource>(
        new CsvSource(*std::move(file), std::move(reader), *std::move(mapper), std::move(mapping)));
}

CsvSource::CsvSource(std::unique_ptr<QFile> file, std::unique_ptr<CsvReader> reader, CsvRowMapper mapper,
                     std::shared_ptr<const CsvMapping> mapping)
    : m_file(std::move(file))
    , m_reader(std::move(reader))
    , m_mapper(std::move(mapper))
    , m_mapping(std::move(mapping))
    , m_origin(QFileInfo(m_file->fileName()).fileName().toStdString())
    , m_orderLayout(orderLayout(*m_mapping))
    , m_itemLayout(itemLayout(*m_mapping))
{
}

Result<bool> CsvSource::next(SourceRecord &record)
{
    record.clear();
    for (;;) {
        if (!m_rowWaits) {
            const Result<bool> read = m_reader->next(m_row);
            if (!read)
                return read.error();
            if (!*read) {
                const bool last = m_group.open;
                if (last)
                    finishGroup(record);
                return last;
            }
        }
        m_rowWaits = false;
        if (std::optional<RowFailure> failure = takeRow()) {
            writeReject(record, *std::move(failure));
            return true;
        }
        if (m_rowWaits || m_mapping->groupBy.empty()) {
            finishGroup(record);
            return true;
        }
    }
}

/// Adds m_row to the open group, or begins one with it; when another group is still open the row has to wait.
std::optional<RowFailure> CsvSource::takeRow()
{
    if (m_row.problem != CsvProblem::None)
        return failureOf(m_row.problem);
    if (m_row.size() != m_mapper.columnCount())
        return RowFailure{"csv.column_count",
                          "The line has " + std::to_string(m_row.size()) + " columns where the header has "
                              + std::to_string(m_mapper.columnCount()) + "."};
    std::string key = m_mapper.keyOf(m_row);
    if (key.empty())
        return RowFailure{"csv.empty_key", "A column of which the record's key is made is empty."};
    std::string identity = m_mapper.groupOf(m_row);
    const bool sameGroup = m_group.open && m_group.identity == identity;
    if ((sameGroup ? m_group.items.size() : 0) + m_row.raw.size() > kMaxItemsBytes)
        return RowFailure{"csv.group_too_large", "The order " + key + " is larger than a message may be."};
    if (std::optional<RowFailure> failure = m_mapper.readFields(m_row, m_fieldValues))
        return failure;
    if (std::optional<RowFailure> failure = m_mapper.readItems(m_row, m_itemValues))
        return failure;
    if (!sameGroup) {
        const std::int32_t version = m_mapping->groupBy.empty() ? 1 : nextVersion(key);
        if (version > 1 && m_mapping->recurringKey == CsvMapping::RecurringKey::Reject)
            return RowFailure{"csv.key_recurs",
                              "The lines of " + key
                                  + " ended earlier in the file; sort the file, or let the mapping "
                                    "say \"recurring_key\": \"new_version\"."};
        if (m_group.open) {
            m_rowWaits = true;
            return std::nullopt;
        }
        beginGroup(std::move(identity), std::move(key), version);
    }
    addItem();
    return std::nullopt;
}

void CsvSource::beginGroup(std::string identity, std::string key, std::int32_t version)
{
    if (!m_mapping->groupBy.empty())
        rememberKey(key, version);
    m_group.open = true;
    m_group.identity = std::move(identity);
    m_group.key = std::move(key);
    m_group.version = version;
    m_group.occurredMs = m_mapper.occurredMs(m_row);
    m_group.values = m_fieldValues;
    m_group.items.clear();
    m_group.itemCount = 0;
}

void CsvSource::addItem()
{
    if (m_mapping->dataset != Dataset::Orders)
        return;
    m_group.items.push_back(m_group.itemCount == 0 ? '[' : ',');
    ++m_group.itemCount;
    m_itemValues.push_back(std::to_string(m_group.itemCount)); // the line number, when the mapping gives none
    m_itemLayout.write(m_group.items, m_itemValues);
}

void CsvSource::finishGroup(SourceRecord &record)
{
    record.dataset = m_mapping->dataset;
    record.key = m_group.key;
    record.timestampMs = std::max<std::int64_t>(m_group.occurredMs, 0);
    const bool again = m_group.version > 1 && m_mapping->eventType == "order.created";
    const std::string eventType = again ? "order.updated" : m_mapping->eventType;

    m_group.values.emplace_back(kIdPlaceholder);
    std::string &quotedType = m_group.values.emplace_back("\"");
    appendJsonText(quotedType, eventType);
    quotedType.push_back('"');
    if (!maps(m_mapping->fields, "version"))
        m_group.values.push_back(std::to_string(m_group.version));
    if (m_mapping->dataset == Dataset::Orders)
        m_group.values.push_back(m_group.items + ']');
    m_orderLayout.write(record.value, m_group.values);

    // The id is made of everything else in the message.
    const Sha256 digest = sha256(m_mapping->name + '\n' + m_group.key + '\n' + record.value);
    const std::string eventId = hashedUuid(m_group.occurredMs, digest, 0);
    const std::string correlationId = hashedUuid(m_group.occurredMs, digest, 10);
    record.value.replace(record.value.find(kIdPlaceholder) + 1, eventId.size(), eventId);

    std::string trace = correlationId;
    std::erase(trace, '-');
    record.headers.add(header::correlationId, correlationId);
    record.headers.add(header::eventId, eventId);
    record.headers.add(header::eventType, eventType);
    record.headers.add(header::source, name());
    record.headers.add(header::contentType, "application/json");
    record.headers.add(header::traceparent, "00-" + trace + '-' + toHex(digest.data() + 20, 8) + "-01");
    m_group.open = false;
}

void CsvSource::writeReject(SourceRecord &record, RowFailure failure)
{
    record.dataset = m_mapping->dataset;
    record.hasKey = false;
    record.value = m_row.raw;
    const Sha256 digest = sha256(m_origin + '\n' + std::to_string(m_row.line) + '\n' + m_row.raw);
    record.headers.add(header::correlationId, hashedUuid(m_group.occurredMs, digest, 0));
    record.headers.add(header::source, name());
    record.headers.add(header::contentType, "text/csv");
    record.timestampMs = std::max<std::int64_t>(m_group.occurredMs, 0);
    record.reject = Reject{m_origin, m_row.line, std::move(failure.reason), std::move(failure.code)};
}

/// The version of an order that begins with this key: 1 for a new one.
std::int32_t CsvSource::nextVersion(std::string_view key) const
{
    const auto known = m_versions.find(number64(sha256(key), 0));
    return known == m_versions.end() ? 1 : known->second + 1;
}

void CsvSource::rememberKey(std::string_view key, std::int32_t version)
{
    const std::uint64_t hash = number64(sha256(key), 0);
    if (!m_versions.insert_or_assign(hash, version).second)
        return;
    if (m_keyRing.size() < kRememberedKeys) {
        m_keyRing.push_back(hash);
        return;
    }
    m_versions.erase(m_keyRing[m_oldestKey]);
    m_keyRing[m_oldestKey] = hash;
    m_oldestKey = (m_oldestKey + 1) % kRememberedKeys;
}

} // namespace pk::extract
