#include "lake/parquet_writer.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

#include <csignal>
#include <sys/prctl.h>

namespace pk::lake {

namespace {

constexpr int kStartMs = 30'000;
constexpr int kWriteMs = 120'000;
constexpr int kLookMs = 20;

Error ended(const QString &why)
{
    return {
        ErrorCode::Unavailable,
        QCoreApplication::translate("lake",
                                    "The program that writes the Parquet files has ended or does not answer. "
                                    "Nothing of this batch counts; it is written again."),
        why, true};
}

Error missing(const QString &what)
{
    return {ErrorCode::Unavailable,
            QCoreApplication::translate(
                "lake",
                "The lakehouse needs Python with pyarrow. Install it (python3 -m venv lake "
                "&& lake/bin/pip install pyarrow) and name that Python in PK_LAKE_PYTHON."),
            what};
}

Error errorOf(const QJsonObject &answer)
{
    const QString what = answer[QStringLiteral("error")].toString();
    if (answer[QStringLiteral("kind")] == QStringLiteral("import"))
        return missing(what);
    return {
        answer[QStringLiteral("kind")] == QStringLiteral("full") ? ErrorCode::Full : ErrorCode::Permission,
        QCoreApplication::translate("lake",
                                    "The Parquet files could not be written. Make room or check the folder's "
                                    "rights; nothing was lost, it is tried again."),
        what, true};
}

void appendField(QByteArray &frame, std::string_view bytes)
{
    frame.append(QByteArray::number(static_cast<qint64>(bytes.size()))).append('\n');
    frame.append(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

DataFile fileOf(const QJsonObject &json, std::span<const LakeRecord> records)
{
    const auto integer = [&json](const char *name) {
        return static_cast<std::int64_t>(json[QLatin1String(name)].toDouble());
    };
    DataFile file;
    file.path = json[QStringLiteral("path")].toString().toStdString();
    file.date = json[QStringLiteral("date")].toString().toStdString();
    const LakeRecord &any = records[static_cast<std::size_t>(integer("record"))];
    file.dataset = any.dataset;
    file.topic = any.position.topic;
    file.epoch = any.epoch;
    file.partition = any.position.partition;
    file.first = integer("first");
    file.last = integer("last");
    file.rows = integer("rows");
    file.bytes = integer("bytes");
    return file;
}

} // namespace

QString lakePython()
{
    return qEnvironmentVariable("PK_LAKE_PYTHON", QStringLiteral("python3"));
}

ParquetWriter::ParquetWriter(std::unique_ptr<QProcess> program)
    : m_program(std::move(program))
{
}

ParquetWriter::~ParquetWriter()
{
    m_program->closeWriteChannel(); // it ends at the end of its input
    if (!m_program->waitForFinished(2'000))
        m_program->kill();
    m_program->waitForFinished(2'000);
}

Result<std::unique_ptr<ParquetWriter>> ParquetWriter::start(const QString &folder)
{
    QFile script(QStringLiteral(":/pk/lake/parquet_writer.py"));
    if (!script.open(QIODevice::ReadOnly))
        return Error{
            ErrorCode::Internal,
            QCoreApplication::translate("lake", "The writer of Parquet files is not in the program."),
            script.fileName()};
    auto program = std::make_unique<QProcess>();
    program->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    program->setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    program->start(lakePython(),
                   {QStringLiteral("-B"), QStringLiteral("-c"), QString::fromUtf8(script.readAll()), folder});
    if (!program->waitForStarted(kStartMs))
        return missing(lakePython() + QStringLiteral(": ") + program->errorString());
    std::unique_ptr<ParquetWriter> writer(new ParquetWriter(std::move(program)));
    const auto ready = writer->answer(kStartMs);
    if (!ready)
        return missing(lakePython() + QStringLiteral(": ") + ready.error().context);
    const QJsonObject json = QJsonDocument::fromJson(*ready).object();
    if (json.contains(QStringLiteral("error")))
        return errorOf(json);
    return writer;
}

Result<Written> ParquetWriter::write(const std::string &tag, std::span<const LakeRecord> records)
{
    QByteArray frame = "write " + QByteArray::number(static_cast<qint64>(records.size())) + ' '
        + QByteArray::fromStdString(tag) + '\n';
    for (const LakeRecord &record : records) {
        frame.append(toString(record.dataset).data()).append(' ');
        frame.append(QByteArray::number(static_cast<qint64>(record.epoch))).append(' ');
        frame.append(QByteArray::number(record.position.partition)).append(' ');
        frame.append(QByteArray::number(static_cast<qint64>(record.position.offset))).append(' ');
        frame.append(QByteArray::number(static_cast<qint64>(record.timestampMs))).append('\n');
        for (const std::string_view field :
             {record.position.topic, record.key, record.correlationId, record.rawPosition, record.value})
            appendField(frame, field);
    }
    const auto json = ask(frame);
    if (!json)
        return json.error();
    Written written;
    for (const QJsonValue &file : (*json)[QStringLiteral("files")].toArray())
        written.files.push_back(fileOf(file.toObject(), records));
    for (const QJsonValue &refused : (*json)[QStringLiteral("refused")].toArray())
        written.refused.push_back({static_cast<std::size_t>(refused[QStringLiteral("record")].toInt()),
                                   refused[QStringLiteral("code")].toString().toStdString(),
                                   refused[QStringLiteral("message")].toString().toStdString()});
    return written;
}

Result<std::vector<std::int64_t>> ParquetWriter::countRows(std::span<const NamedFile> files)
{
    QByteArray frame = "rows " + QByteArray::number(static_cast<qint64>(files.size())) + '\n';
    for (const NamedFile &file : files)
        appendField(frame, file.path);
    const auto json = ask(frame);
    if (!json)
        return json.error();
    std::vector<std::int64_t> rows;
    for (const QJsonValue &count : (*json)[QStringLiteral("rows")].toArray())
        rows.push_back(static_cast<std::int64_t>(count.toDouble(-1)));
    rows.resize(files.size(), -1);
    return rows;
}

Result<QJsonObject> ParquetWriter::ask(const QByteArray &frame)
{
    m_program->write(frame);
    const auto line = answer(kWriteMs);
    if (!line)
        return line.error();
    const QJsonObject json = QJsonDocument::fromJson(*line).object();
    if (json.contains(QStringLiteral("error")))
        return errorOf(json);
    return json;
}

Result<QByteArray> ParquetWriter::answer(int timeoutMs)
{
    QElapsedTimer timer;
    timer.start();
    while (!m_program->canReadLine()) {
        if (m_program->state() == QProcess::NotRunning)
            return ended(m_program->errorString());
        if (timer.elapsed() > timeoutMs) {
            m_program->kill();
            return ended(QStringLiteral("%1 s").arg(timeoutMs / 1'000));
        }
        // Waiting for what can be read also writes what is still to be written.
        if (!m_program->waitForReadyRead(kLookMs) && m_program->state() == QProcess::NotRunning)
            return ended(m_program->errorString());
    }
    return m_program->readLine();
}

} // namespace pk::lake
