#pragma once

// Reads a CSV file row by row (RFC 4180): quoted fields with delimiters, doubled quotes and line breaks in
// them, CRLF or LF, a byte order mark, UTF-8 or Latin-1, a last line with or without its end. Blank lines are
// skipped.
//
// A bad row is given with `problem` set and its original bytes; reading goes on after it. When a row of
// several lines cannot be right, because a quote is never closed (or not within kMaxRecordBytes), or only by
// another one that was meant to open a value, or because its columns are not the header's or each line within
// it has just these, only the line on which it begins is given up and the next line is a row again. So one
// stray quote does not swallow the lines behind it.
//
// Memory: one chunk and one row of at most kMaxRecordBytes.
// Thread: used by one thread.
// Errors: a device that cannot be read, an empty file, a file in UTF-16.

#include "base/result.h"

#include <QIODevice>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pk::extract {

enum class CsvEncoding { Utf8, Latin1 };

enum class CsvProblem { None, BadQuote, UnterminatedQuote, TooLong, BadEncoding };

/// One row. Filled again and again, so its buffers keep their capacity.
class CsvRow
{
public:
    std::int64_t line = 0; ///< 1-based, the one on which the row begins
    std::string raw; ///< original bytes without the line end; cut at kMaxRecordBytes when too long
    CsvProblem problem = CsvProblem::None;

    std::size_t size() const { return m_ends.size(); }
    /// UTF-8. REQUIRES: i < size().
    std::string_view field(std::size_t i) const
    {
        const std::size_t start = i == 0 ? 0 : m_ends[i - 1];
        return std::string_view(m_text).substr(start, m_ends[i] - start);
    }
    void clear();

private:
    friend class CsvReader;
    std::string m_text; // all fields, one after the other
    std::vector<std::size_t> m_ends;
};

class CsvReader
{
public:
    static constexpr std::size_t kMaxRecordBytes = 1024 * 1024;

    /// `device` is open for reading and outlives the reader; `name` stands for it in errors.
    CsvReader(QIODevice &device, QString name)
        : m_device(device)
        , m_name(std::move(name))
    {
    }

    /// Reads the header line. Without a delimiter it is taken from that line: comma, semicolon or tab.
    /// Without an encoding it is recognised.
    Result<void> open(std::optional<char> delimiter, std::optional<CsvEncoding> encoding);
    const std::vector<std::string> &header() const { return m_header; }
    char delimiter() const { return m_delimiter; }

    /// The next row after the header. False: the file is at its end.
    Result<bool> next(CsvRow &row);

private:
    enum class End { Field, Row, File, Limit }; // what ended a field

    bool available(std::size_t at);
    void fill();
    End readQuoted(CsvRow &row, std::size_t &at);
    End readPlain(CsvRow &row, std::size_t &at);
    bool turnsOutLatin1(std::size_t at);
    bool swallowedLines(const CsvRow &row, std::size_t at) const;
    void append(CsvRow &row, std::size_t from, std::size_t to);
    void giveUpLine(CsvRow &row, CsvProblem problem);
    void finish(CsvRow &row, std::size_t at);
    Result<void> skipMark();

    QIODevice &m_device;
    QString m_name;
    std::vector<std::string> m_header;
    char m_delimiter = ',';
    CsvEncoding m_encoding = CsvEncoding::Utf8;
    bool m_recognises = false; ///< all rows so far are the same in either encoding
    std::string m_buffer;
    std::size_t m_start = 0; // of the next row in m_buffer
    std::int64_t m_line = 1; // of the next row
    bool m_atEnd = false;
    std::optional<Error> m_readError;
};

/// The most frequent of comma, semicolon and tab outside of quotes; a comma when there is none.
char guessDelimiter(std::string_view headerLine);
bool isValidUtf8(std::string_view bytes);

} // namespace pk::extract
