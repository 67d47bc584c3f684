#include "extract/csv_reader.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cstring>

namespace pk::extract {

namespace {
constexpr std::size_t kChunkBytes = 64 * 1024;
}

char guessDelimiter(std::string_view headerLine)
{
    static constexpr std::array<char, 3> candidates = {',', ';', '\t'};
    std::array<int, 3> counts{};
    bool quoted = false;
    for (const char c : headerLine) {
        if (c == '"')
            quoted = !quoted;
        for (std::size_t i = 0; i < candidates.size(); ++i)
            counts[i] += !quoted && c == candidates[i] ? 1 : 0;
    }
    return candidates[static_cast<std::size_t>(std::max_element(counts.begin(), counts.end())
                                               - counts.begin())];
}

bool isValidUtf8(std::string_view bytes)
{
    for (std::size_t i = 0; i < bytes.size();) {
        const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(bytes[at]); };
        const unsigned lead = byte(i);
        if (lead < 0x80) {
            ++i;
            continue;
        }
        const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
        if (lead < 0xc2 || lead > 0xf4 || i + length > bytes.size())
            return false;
        // The second byte has a narrower range where overlong forms, surrogates or numbers above U+10FFFF
        // begin.
        const unsigned low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
        const unsigned high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
        if (byte(i + 1) < low || byte(i + 1) > high)
            return false;
        for (std::size_t k = 2; k < length; ++k) {
            if ((byte(i + k) & 0xc0U) != 0x80)
                return false;
        }
        i += length;
    }
    return true;
}

void CsvRow::clear()
{
    line = 0;
    raw.clear();
    problem = CsvProblem::None;
    m_text.clear();
    m_ends.clear();
}

Result<void> CsvReader::open(std::optional<char> delimiter, std::optional<CsvEncoding> encoding)
{
    m_encoding = encoding.value_or(CsvEncoding::Utf8);
    m_recognises = !encoding;
    if (Result<void> skipped = skipMark(); !skipped)
        return skipped;
    std::size_t end = m_start;
    while (available(end) && m_buffer[end] != '\n' && end - m_start < kMaxRecordBytes)
        ++end;
    m_delimiter =
        delimiter.value_or(guessDelimiter(std::string_view(m_buffer).substr(m_start, end - m_start)));

    CsvRow row;
    const Result<bool> read = next(row);
    if (!read)
        return read.error();
    if (!*read)
        return Error{ErrorCode::BadInput,
                     QCoreApplication::translate(
                         "extract", "%1 is empty. A CSV file must begin with a line of column names.")
                         .arg(m_name),
                     m_name};
    if (row.problem != CsvProblem::None)
        return Error{
            ErrorCode::BadInput,
            QCoreApplication::translate("extract",
                                        "The first line of %1 cannot be read as column names. Check its "
                                        "quotes and its encoding.")
                .arg(m_name),
            m_name + QLatin1String(":1")};
    for (std::size_t i = 0; i < row.size(); ++i)
        m_header.emplace_back(row.field(i));
    return {};
}

Result<void> CsvReader::skipMark()
{
    available(2);
    if (m_buffer.starts_with("\xef\xbb\xbf")) {
        m_start = 3;
        m_recognises = false;
    }
    if (m_buffer.starts_with("\xff\xfe") || m_buffer.starts_with("\xfe\xff"))
        return Error{ErrorCode::BadInput,
                     QCoreApplication::translate(
                         "extract", "%1 is encoded in UTF-16. Save it as CSV UTF-8 and try again.")
                         .arg(m_name),
                     m_name};
    return {};
}

Result<bool> CsvReader::next(CsvRow &row)
{
    for (;;) {
        row.clear();
        if (m_start >= kChunkBytes) {
            m_buffer.erase(0, m_start);
            m_start = 0;
        }
        if (!available(m_start)) {
            if (m_readError)
                return *m_readError;
            return false;
        }
        row.line = m_line;
        std::size_t at = m_start;
        End end = End::Field;
        while (end == End::Field)
            end = available(at) && m_buffer[at] == '"' ? readQuoted(row, at) : readPlain(row, at);
        if (m_readError)
            return *m_readError;
        if (end != End::Limit && turnsOutLatin1(at))
            continue; // the same row once more
        if (end != End::Limit && swallowedLines(row, at))
            giveUpLine(row, CsvProblem::UnterminatedQuote);
        else if (end != End::Limit)
            finish(row, at);
        if (!row.raw.empty())
            return true;
    }
}

bool CsvReader::available(std::size_t at)
{
    while (at >= m_buffer.size() && !m_atEnd)
        fill();
    return at < m_buffer.size();
}

void CsvReader::fill()
{
    const std::size_t size = m_buffer.size();
    m_buffer.resize(size + kChunkBytes);
    const qint64 got = m_device.read(m_buffer.data() + size, static_cast<qint64>(kChunkBytes));
    m_buffer.resize(size + static_cast<std::size_t>(std::max<qint64>(got, 0)));
    if (got < 0)
        m_readError =
            Error{ErrorCode::Unavailable,
                  QCoreApplication::translate("extract",
                                              "%1 could not be read to its end: %2. What was read before "
                                              "stays; try again when the file is back.")
                      .arg(m_name, m_device.errorString()),
                  m_name};
    m_atEnd = got <= 0;
}

/// Whether the row up to `at` has just shown that the file is in Latin-1.
bool CsvReader::turnsOutLatin1(std::size_t at)
{
    if (!m_recognises)
        return false;
    const std::string_view bytes = std::string_view(m_buffer).substr(m_start, at - m_start);
    if (std::all_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; }))
        return false;
    m_recognises = false;
    if (isValidUtf8(bytes))
        return false;
    m_encoding = CsvEncoding::Latin1;
    return true;
}

/// Whether the row up to `at` is one that a stray quote has made of several lines: some quote in it ended
/// where no value ends, its columns are not the header's, or every line within it would be a row by itself.
bool CsvReader::swallowedLines(const CsvRow &row, std::size_t at) const
{
    const std::string_view bytes = std::string_view(m_buffer).substr(m_start, at - m_start);
    std::size_t from = bytes.find('\n') + 1;
    if (from == 0 || from == bytes.size()) // one line
        return false;
    if (row.problem != CsvProblem::None || (!m_header.empty() && row.size() != m_header.size()))
        return true;
    constexpr std::size_t fewest = 3; // columns: with less, a text may look like a row by chance
    bool rowsInside = false;
    for (std::size_t to = bytes.find('\n', from); m_header.size() >= fewest && to < bytes.size() - 1;
         from = to + 1, to = bytes.find('\n', from)) {
        const std::string_view line = bytes.substr(from, to - from);
        rowsInside = std::count(line.begin(), line.end(), m_delimiter) + 1 == std::ssize(m_header);
        if (!rowsInside)
            break;
    }
    return rowsInside;
}

CsvReader::End CsvReader::readQuoted(CsvRow &row, std::size_t &at)
{
    ++at; // the opening quote
    for (;;) {
        if (!available(at) || at - m_start > kMaxRecordBytes) {
            giveUpLine(row, CsvProblem::UnterminatedQuote);
            return End::Limit;
        }
        const void *found = std::memchr(m_buffer.data() + at, '"', m_buffer.size() - at);
        const std::size_t quote = found == nullptr
            ? m_buffer.size()
            : static_cast<std::size_t>(static_cast<const char *>(found) - m_buffer.data());
        append(row, at, quote);
        at = quote;
        if (found == nullptr)
            continue;
        ++at;
        if (!available(at) || m_buffer[at] != '"')
            break;
        append(row, at, at + 1); // a doubled quote is one
        ++at;
    }
    // Nothing but a delimiter or a line end may follow.
    const bool clean = !available(at) || m_buffer[at] == m_delimiter || m_buffer[at] == '\n'
        || (m_buffer[at] == '\r' && (!available(at + 1) || m_buffer[at + 1] == '\n'));
    if (!clean)
        row.problem = CsvProblem::BadQuote;
    return readPlain(row, at);
}

CsvReader::End CsvReader::readPlain(CsvRow &row, std::size_t &at)
{
    const std::size_t from = at;
    while (available(at) && m_buffer[at] != m_delimiter && m_buffer[at] != '\n') {
        if (at - m_start > kMaxRecordBytes) {
            giveUpLine(row, CsvProblem::TooLong);
            return End::Limit;
        }
        ++at;
    }
    const bool fileEnds = !available(at);
    const bool rowEnds = fileEnds || m_buffer[at] == '\n';
    const bool carriageReturn = rowEnds && at > from && m_buffer[at - 1] == '\r';
    append(row, from, carriageReturn ? at - 1 : at);
    row.m_ends.push_back(row.m_text.size());
    at += fileEnds ? 0 : 1;
    return fileEnds ? End::File : rowEnds ? End::Row : End::Field;
}

void CsvReader::append(CsvRow &row, std::size_t from, std::size_t to)
{
    const std::string_view bytes = std::string_view(m_buffer).substr(from, to - from);
    if (m_encoding == CsvEncoding::Utf8) {
        row.m_text.append(bytes);
        return;
    }
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80) {
            row.m_text.push_back(c);
        } else {
            row.m_text.push_back(static_cast<char>(0xc0U | byte >> 6U));
            row.m_text.push_back(static_cast<char>(0x80U | (byte & 0x3fU)));
        }
    }
}

/// Ends the row with the line on which it began and goes on behind that line.
void CsvReader::giveUpLine(CsvRow &row, CsvProblem problem)
{
    std::size_t end = m_buffer.find('\n', m_start);
    if (end == std::string::npos) {
        row.raw.assign(m_buffer, m_start, kMaxRecordBytes);
        if (m_buffer.size() - m_start > kMaxRecordBytes)
            problem = CsvProblem::TooLong;
        while (end == std::string::npos && !m_atEnd) { // skip the rest without keeping it
            m_buffer.clear();
            m_start = 0;
            fill();
            end = m_buffer.find('\n');
        }
    } else {
        row.raw.assign(m_buffer, m_start, std::min(end - m_start, kMaxRecordBytes));
        if (end - m_start > kMaxRecordBytes)
            problem = CsvProblem::TooLong;
    }
    if (!row.raw.empty() && row.raw.back() == '\r')
        row.raw.pop_back();
    row.problem = problem;
    m_start = end == std::string::npos ? m_buffer.size() : end + 1;
    ++m_line;
}

void CsvReader::finish(CsvRow &row, std::size_t at)
{
    row.raw.assign(m_buffer, m_start, at - m_start);
    m_line += std::count(row.raw.begin(), row.raw.end(), '\n');
    m_start = at;
    if (!row.raw.empty() && row.raw.back() == '\n')
        row.raw.pop_back();
    if (!row.raw.empty() && row.raw.back() == '\r')
        row.raw.pop_back();
    if (row.problem == CsvProblem::None && m_encoding == CsvEncoding::Utf8 && !isValidUtf8(row.raw))
        row.problem = CsvProblem::BadEncoding;
}

} // namespace pk::extract
