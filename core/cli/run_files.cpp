#include "cli/run_files.h"

#include "base/mysql_database.h"
#include "base/placed_file.h"

#include <QCoreApplication>
#include <QDir>

#include <filesystem>

namespace pk::cli {

namespace {

struct File
{
    QString option; ///< that has named it, or what it lies beside
    QString path;
    bool isWritten = true;
};

/// Also where a link or a second name leads to the same file, and where neither is there yet.
bool isSameFile(const QString &one, const QString &other)
{
    namespace fs = std::filesystem;
    const fs::path a = QDir().absoluteFilePath(one).toStdString();
    const fs::path b = QDir().absoluteFilePath(other).toStdString();
    std::error_code failed;
    if (fs::equivalent(a, b, failed))
        return true;
    const fs::path wholeA = fs::weakly_canonical(a, failed);
    return !failed && wholeA == fs::weakly_canonical(b, failed) && !failed;
}

class Files
{
public:
    explicit Files(const CommandLine &line)
        : m_line(line)
    {
    }

    /// What the option names, if it is set.
    void addGiven(const char *option, bool isWritten)
    {
        const QString name = QString::fromLatin1(option);
        if (m_line.knows(name) && m_line.isSet(name))
            add(option, m_line.value(name), isWritten);
    }
    void add(const char *option, const QString &path, bool isWritten = true)
    {
        if (!path.isEmpty() && path != QStringLiteral("-") && !isMysqlAddress(path))
            m_all.push_back({QString::fromLatin1(option), path, isWritten});
    }
    /// With what SQLite has beside it.
    void addDatabase(const char *option, const QString &path)
    {
        for (const char *suffix : {"", "-wal", "-shm"})
            add(option, path.isEmpty() ? path : path + QLatin1String(suffix));
    }
    Result<void> areApart() const
    {
        for (std::size_t i = 0; i < m_all.size(); ++i) {
            for (std::size_t k = i + 1; k < m_all.size(); ++k) {
                const File &one = m_all[i];
                const File &other = m_all[k];
                if (one.option == other.option || !(one.isWritten || other.isWritten)
                    || !isSameFile(one.path, other.path))
                    continue;
                return m_line.wrongValue(
                    one.option,
                    QCoreApplication::translate(
                        "cli", "--%1 and --%2 lead to the same file, %3. Give each a file of its own.")
                        .arg(one.option, other.option, one.path));
            }
        }
        return {};
    }

private:
    const CommandLine &m_line;
    std::vector<File> m_all;
};

} // namespace

Result<void> checkFileNames(const CommandLine &line)
{
    for (const char *option :
         {"report", "session", "store", "positions", "input", "mapping", "transform", "database", "lake"}) {
        const QString name = QString::fromLatin1(option);
        if (line.knows(name) && line.isSet(name) && isInMemory(line.value(name)))
            return line.wrongValue(
                name,
                QCoreApplication::translate(
                    "cli", "--%1 needs the name of a file: what is kept in memory is gone with the program.")
                    .arg(name));
    }
    return {};
}

Result<void> checkFilesApart(const CommandLine &line, const pipeline::RunRequest &request)
{
    const pipeline::PipelineOptions &options = request.pipeline;
    Files files(line);
    files.addGiven("report", true);
    files.addDatabase("session", request.sessionFile);
    files.addGiven("mapping", false);
    files.addGiven("transform", false);
    files.add("input", line.value(QStringLiteral("input")), options.campus.has_value());
    files.addGiven("positions", true);
    files.addDatabase("store", options.bridgePath);
    if (!isMysqlAddress(options.warehousePath)) {
        QStringList warehouses{options.warehousePath};
        for (const QString &environment :
             line.value(QStringLiteral("compare")).split(u',', Qt::SkipEmptyParts))
            warehouses << options.warehousePath + u'.' + environment;
        for (const QString &warehouse : warehouses) {
            files.addDatabase("warehouse", warehouse);
            if (!line.isSet(QStringLiteral("input"))) // then the campus is made there
                files.add("warehouse", warehouse + QStringLiteral(".kampus"));
            if (!line.isSet(QStringLiteral("positions")))
                files.add("warehouse", warehouse + QStringLiteral(".positions"));
        }
    }
    if (!options.lakePath.isEmpty()) {
        files.add("lake", options.lakePath);
        for (const char *inside : {"manifest.json", "catalog.sqlite"})
            files.add("lake", QDir(options.lakePath).filePath(QLatin1String(inside)));
    }
    return files.areApart();
}

} // namespace pk::cli
