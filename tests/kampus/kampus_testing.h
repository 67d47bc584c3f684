#pragma once

// What the tests of core/kampus share: a campus in memory, and its change log as lists of rows.

#include "base/database.h"
#include "kampus/change_capture.h"
#include "kampus/change_log.h"
#include "kampus/json_image.h"
#include "kampus/kampus_database.h"
#include "kampus/kampus_workload.h"
#include "kampus/sql_runner.h"
#include "resources.h"

#include <QtTest>

#include <map>

namespace pk::kampus {

/// What a failed QVERIFY2 prints.
template <typename T> QByteArray why(const Result<T> &result)
{
    return result ? QByteArray() : result.error().toString().toUtf8();
}

inline std::unique_ptr<Database> openKampus(const QString &path = QStringLiteral(":memory:"))
{
    initResources();
    auto db = openSqlite(path);
    if (!db)
        qFatal("%s", why(db).constData());
    if (auto made = createSqliteKampus(**db); !made)
        qFatal("%s", why(made).constData());
    return *std::move(db);
}

inline const extract::Campus &shippedCampus()
{
    initResources();
    static const auto campus = extract::Campus::shipped();
    return **campus;
}

inline KampusWorkload::Options marked(std::uint64_t seed)
{
    KampusWorkload::Options options;
    options.seed = seed;
    options.mark = closeTransaction;
    return options;
}

/// `count` transactions of the workload.
inline void work(Database &db, KampusWorkload::Options options, int count)
{
    KampusWorkload workload(db, shippedCampus(), std::move(options));
    for (int i = 0; i < count; ++i) {
        const auto done = workload.next();
        if (!done)
            qFatal("%s", why(done).constData());
    }
}

/// The whole contents of a table: image by primary key, both as JSON text.
using Contents = std::map<std::string, std::string>;

inline std::string keyIn(const TableShape &shape, const std::string &image)
{
    std::string key;
    const auto fields = parseImage(image);
    for (const auto &[column, value] : *fields) {
        for (const std::string &part : shape.primaryKey)
            key += part == column ? value + "|" : "";
    }
    return key;
}

inline Contents contentsOf(Database &db, const std::string &table)
{
    const auto shape = readShape(db, table);
    const std::string name = quotedName(table);
    Contents contents;
    for (const auto &row : SqlRunner(db).rows("SELECT " + imageOf(*shape, name) + " FROM " + name))
        contents[keyIn(*shape, row[0])] = row[0];
    return contents;
}

/// The table as somebody sees it who reads nothing but the log. An event that does not fit what came before
/// it is noted in `misfits`.
inline std::map<std::string, Contents> folded(Database &db, const std::vector<LogEntry> &log,
                                              QStringList &misfits)
{
    std::map<std::string, Contents> tables;
    for (const LogEntry &entry : log) {
        const auto shape = readShape(db, entry.table);
        Contents &table = tables[entry.table];
        const auto misfit = [&] {
            misfits << QStringLiteral("seq %1: %2 of %3")
                           .arg(entry.seq)
                           .arg(QString::fromStdString(entry.type), QString::fromStdString(entry.table));
        };
        if (!entry.before.empty()) {
            const auto found = table.find(keyIn(*shape, entry.before));
            if (found == table.end() || found->second != entry.before)
                misfit();
            else
                table.erase(found);
        }
        if (!entry.after.empty() && !table.emplace(keyIn(*shape, entry.after), entry.after).second)
            misfit();
    }
    return tables;
}

inline std::vector<LogEntry> allOf(ChangeLog &log, std::size_t page = 100'000)
{
    std::vector<LogEntry> all;
    for (;;) {
        auto entries = log.next(page);
        if (!entries)
            qFatal("%s", why(entries).constData());
        if (entries->empty())
            return all;
        if (auto passed = log.passTo(entries->back().seq); !passed)
            qFatal("%s", why(passed).constData());
        std::move(entries->begin(), entries->end(), std::back_inserter(all));
    }
}

inline QStringList lines(std::initializer_list<const char *> texts)
{
    QStringList list;
    for (const char *text : texts)
        list << QString::fromUtf8(text);
    return list;
}

/// "insert students 1" per line of the log: what was done to what in which transaction, counted from 1.
inline QStringList summaryOf(const std::vector<LogEntry> &log)
{
    QStringList lines;
    std::int64_t last = 0;
    int transaction = 0;
    for (const LogEntry &entry : log) {
        transaction += entry.xid != last ? 1 : 0;
        last = entry.xid;
        lines << QStringLiteral("%1 %2 %3%4")
                     .arg(QString::fromStdString(entry.type), QString::fromStdString(entry.table))
                     .arg(transaction)
                     .arg(entry.lastOfTransaction ? QStringLiteral(" commit") : QString());
    }
    return lines;
}

} // namespace pk::kampus
