#pragma once

// Writes records to Parquet files by a small program in Python, resources/lake/parquet_writer.py: no library
// that writes Parquet from C++ is in the packages of Debian 12 or Ubuntu 24.04, and pyarrow is one command
// away everywhere. The seam is a child process with two pipes; whoever has a better writer puts it in its
// place.
//
// The interpreter is PK_LAKE_PYTHON, or python3.
//
// Thread: one thread, that of start().
// Ownership: the program ends with this object, and when its thread dies.
// Errors: Unavailable when Python or pyarrow is missing, with the command for it; Unavailable (retriable)
// when the program ended or does not answer; whatever it says of the folder.

#include "lake/catalog.h"

#include <memory>

class QJsonObject;
class QProcess;

namespace pk::lake {

struct LakeRecord
{
    Dataset dataset = Dataset::Orders;
    PositionView position;
    std::int64_t epoch = 0; ///< of the partition's log
    std::string_view key;
    std::string_view value;
    std::int64_t timestampMs = 0;
    std::string_view correlationId;
    std::string_view rawPosition;
};

struct Refused
{
    std::size_t index = 0; ///< of the record
    std::string code;
    std::string message; ///< English, one sentence
};

struct Written
{
    std::vector<DataFile> files;
    std::vector<Refused> refused;
};

class ParquetWriter
{
public:
    static Result<std::unique_ptr<ParquetWriter>> start(const QString &folder);
    ~ParquetWriter();

    /// Writes the records to new files in their places; whole when it returns, and named by nobody yet. The
    /// same records go to files of the same names. Some tenths of a second for 20,000 records.
    Result<Written> write(const std::string &tag, std::span<const LakeRecord> records);

    /// How many rows these files below the lake's folder say that they have; -1: there is no such file, or it
    /// is not Parquet. Some milliseconds a file.
    Result<std::vector<std::int64_t>> countRows(std::span<const NamedFile> files);

private:
    explicit ParquetWriter(std::unique_ptr<QProcess> program);
    /// Sends what is asked, and gives the answer. Errors: those that it tells of, too.
    Result<QJsonObject> ask(const QByteArray &frame);
    Result<QByteArray> answer(int timeoutMs);

    std::unique_ptr<QProcess> m_program;
};

/// What the interpreter is called.
QString lakePython();

} // namespace pk::lake
