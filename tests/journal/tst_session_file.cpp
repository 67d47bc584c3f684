#include "journal/journal.h"
#include "journal/session_file.h"
#include "sample_events.h"

#include <QtTest>

#include <QProcess>
#include <QTemporaryDir>

#include <cstdio>

using namespace pk;
using namespace pk::journal;

namespace {

constexpr std::uint64_t kChunk = 1'000;
constexpr char kChildOption[] = "--record-until-killed";

/// A closed session of three chunks of 1,000 events.
std::vector<Event> writeSession(const QString &path)
{
    std::vector<Event> events = samples::randomStream(21, 800);
    events.resize(3 * kChunk);
    auto file = *SessionFile::create(path, {{"seed", "7"}, {"environment", "embedded"}});
    const std::pair<std::uint32_t, std::string> writer(2, "load-0");
    for (std::uint64_t i = 0; i < 3; ++i) {
        const std::span<const Event> parts[] = {std::span(events).subspan(i * kChunk, 400),
                                                std::span(events).subspan(i * kChunk + 400, 600)};
        if (!file->append(parts, {&writer, 1}))
            return {};
    }
    return file->close() ? events : std::vector<Event>();
}

void change(const QString &path, const char *sql)
{
    auto db = openSqlite(path);
    if (!db || !(*db)->exec(sql))
        qFatal("cannot change the test's file");
}

/// The other end of killedWriter_leavesAFileThatOpens: records, says so, and waits to be killed.
int recordUntilKilled(const QString &path)
{
    JournalOptions options;
    options.sessionFile = path;
    auto journal = Journal::open(options);
    if (!journal)
        return 1;
    std::vector<Event> events(10'000, samples::fact(EventKind::Step, "step"));
    (*journal)->append((*journal)->writer("child"), events);
    if (!(*journal)->flush())
        return 1;
    events.assign(3, samples::fact(EventKind::Step, "unwritten"));
    (*journal)->append((*journal)->writer("child"), events);
    std::puts("flushed");
    std::fflush(stdout);
    std::getchar();
    return 0;
}

} // namespace

class tst_SessionFile : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;
    QString m_path;

private Q_SLOTS:
    void init()
    {
        static int number = 0;
        m_path = m_dir.filePath(QStringLiteral("%1.pks").arg(++number));
    }

    void closedSession_readsBackWhole()
    {
        const std::vector<Event> events = writeSession(m_path);
        QCOMPARE(events.size(), std::size_t(3 * kChunk));
        const auto file = *SessionFile::open(m_path);
        QCOMPARE(file->info().formatVersion, SessionFile::kFormatVersion);
        QCOMPARE(file->info().product, std::string("Pelatihan Kafka " PK_VERSION));
        QVERIFY(file->info().createdUs > 0);
        QVERIFY(file->info().closed);
        QVERIFY((file->info().values
                 == std::map<std::string, std::string>{{"seed", "7"}, {"environment", "embedded"}}));
        QVERIFY((*file->writers() == std::map<std::uint32_t, std::string>{{2, "load-0"}}));
        QCOMPARE(file->firstSeq(), std::uint64_t(1));
        QCOMPARE(file->lastSeq(), 3 * kChunk);
        QVERIFY(*file->read(0, 10'000) == events);
        QVERIFY(file->damage().empty());
        QVERIFY(file->damageText().isEmpty());
    }

    void closedSession_isOneFileThatOpensWithoutWriteAccess()
    {
        writeSession(m_path);
        QVERIFY(!QFile::exists(m_path + QStringLiteral("-wal")));
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        // SQLite's header: read and write version 1 is a rollback journal; 2, a WAL, needs a writable folder.
        QCOMPARE(file.read(20).mid(18), QByteArray("\1\1"));
    }

    void read_givesTheRange_data()
    {
        QTest::addColumn<quint64>("after");
        QTest::addColumn<quint64>("max");
        QTest::addColumn<quint64>("first");
        QTest::addColumn<quint64>("count");
        QTest::newRow("first") << quint64(0) << quint64(1) << quint64(1) << quint64(1);
        QTest::newRow("end of a chunk") << quint64(998) << quint64(2) << quint64(999) << quint64(2);
        QTest::newRow("over chunks") << quint64(999) << quint64(1'002) << quint64(1'000) << quint64(1'002);
        QTest::newRow("begin of a chunk") << quint64(1'000) << quint64(1) << quint64(1'001) << quint64(1);
        QTest::newRow("to the end") << quint64(2'990) << quint64(100) << quint64(2'991) << quint64(10);
        QTest::newRow("beyond") << quint64(3'000) << quint64(100) << quint64(0) << quint64(0);
        QTest::newRow("none") << quint64(0) << quint64(0) << quint64(0) << quint64(0);
    }
    void read_givesTheRange()
    {
        QFETCH(quint64, after);
        QFETCH(quint64, max);
        QFETCH(quint64, first);
        QFETCH(quint64, count);
        writeSession(m_path);
        const auto file = *SessionFile::open(m_path);
        const std::vector<Event> events = *file->read(after, max);
        QCOMPARE(quint64(events.size()), count);
        if (count > 0) {
            QCOMPARE(quint64(events.front().seq), first);
            QCOMPARE(quint64(events.back().seq), first + count - 1);
        }
    }

    void forEach_endsWhenTheVisitorSaysSo()
    {
        writeSession(m_path);
        const auto file = *SessionFile::open(m_path);
        int calls = 0;
        QVERIFY(file->forEach([&calls](std::span<const Event>) { return ++calls < 2; }));
        QCOMPARE(calls, 2);
    }

    void damagedFile_tellsWhatIsLostAndReadsTheRest_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<QString>("lost");
        QTest::newRow("changed byte")
            << QByteArray("UPDATE chunks SET events = CAST(substr(events, 1, 50) || x'FF' || "
                          "substr(events, 52) AS BLOB) WHERE first_seq = 1001")
            << "1001–2000";
        QTest::newRow("cut off") << QByteArray(
            "UPDATE chunks SET events = substr(events, 1, 99) WHERE first_seq = 1001")
                                 << "1001–2000";
        QTest::newRow("empty") << QByteArray(
            "UPDATE chunks SET events = x'', checksum = 0 WHERE first_seq = 1001")
                               << "1001–2000";
        QTest::newRow("not there") << QByteArray("DELETE FROM chunks WHERE first_seq = 1001") << "1001–2000";
        QTest::newRow("wrong length")
            << QByteArray("UPDATE chunks SET last_seq = 1999, count = 999 WHERE first_seq = 1001")
            << "1001–1999, 2000";
        QTest::newRow("impossible range")
            << QByteArray("UPDATE chunks SET last_seq = 5 WHERE first_seq = 1001") << "1001–2000";
        QTest::newRow("events of another chunk") << QByteArray(
            "UPDATE chunks SET events = (SELECT events FROM chunks WHERE first_seq = 1), checksum = "
            "(SELECT checksum FROM chunks WHERE first_seq = 1) WHERE first_seq = 1001")
                                                 << "1001–2000";
    }
    void damagedFile_tellsWhatIsLostAndReadsTheRest()
    {
        QFETCH(QByteArray, sql);
        QFETCH(QString, lost);
        const std::vector<Event> events = writeSession(m_path);
        change(m_path, sql.constData());
        const auto file = *SessionFile::open(m_path);
        const std::vector<Event> read = *file->read(0, 10'000);
        QCOMPARE(read.size(), std::size_t(2 * kChunk));
        QCOMPARE(read.back().seq, 3 * kChunk);
        QVERIFY(read.back() == events.back());
        QVERIFY2(file->damageText().contains(lost), qPrintable(file->damageText()));
    }

    void fileWithoutAnEnd_saysThatMoreMayHaveHappened()
    {
        writeSession(m_path);
        change(m_path, "DELETE FROM chunks WHERE first_seq = 2001"); // no later one shows that it is gone
        QVERIFY((*SessionFile::open(m_path))->damageText().isEmpty());
        change(m_path, "UPDATE session SET closed = 0");
        const QString said = (*SessionFile::open(m_path))->damageText();
        QVERIFY2(said.contains(QStringLiteral("More may have happened")), qPrintable(said));
    }

    void damagedPages_neverCrash()
    {
        writeSession(m_path);
        QFile original(m_path);
        QVERIFY(original.open(QIODevice::ReadOnly));
        const QByteArray bytes = original.readAll();
        Pcg32 random(3);
        for (int round = 0; round < 100; ++round) {
            QByteArray changed = bytes;
            for (int i = 0; i < 20; ++i)
                changed[random.below(static_cast<std::uint32_t>(changed.size()))] =
                    static_cast<char>(random.next());
            const QString path = m_dir.filePath(QStringLiteral("damaged.pks"));
            QFile copy(path);
            QVERIFY(copy.open(QIODevice::WriteOnly | QIODevice::Truncate));
            copy.write(changed);
            copy.close();
            const auto file = SessionFile::open(path);
            if (!file) {
                QVERIFY(!file.error().message.isEmpty());
                continue;
            }
            const auto read = (*file)->read(0, 10'000);
            QVERIFY(read.ok());
            QVERIFY(read->size() == 3 * kChunk || !(*file)->info().closed || !(*file)->damage().empty()
                    || (*file)->lastSeq() < 3 * kChunk);
        }
    }

    void open_whatIsNoSession_isAClearError_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<int>("code");
        QTest::newRow("missing") << QByteArray() << QByteArray() << int(ErrorCode::NotFound);
        QTest::newRow("text") << QByteArray("{\"not\": \"a session\"}").repeated(100) << QByteArray()
                              << int(ErrorCode::Corrupt);
        QTest::newRow("other database")
            << QByteArray() << QByteArray("CREATE TABLE fact_orders(id)") << int(ErrorCode::Corrupt);
        QTest::newRow("no header") << QByteArray()
                                   << QByteArray("CREATE TABLE session(format, product, created_us, closed)")
                                   << int(ErrorCode::Corrupt);
    }
    void open_whatIsNoSession_isAClearError()
    {
        QFETCH(QByteArray, content);
        QFETCH(QByteArray, sql);
        QFETCH(int, code);
        if (!content.isEmpty()) {
            QFile file(m_path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(content);
        }
        if (!sql.isEmpty())
            change(m_path, sql.constData());
        const auto file = SessionFile::open(m_path);
        QVERIFY(!file);
        QCOMPARE(int(file.error().code), code);
        QVERIFY(!file.error().message.isEmpty());
        QCOMPARE(file.error().context, m_path);
    }

    void open_newerFormat_saysSo()
    {
        writeSession(m_path);
        change(m_path, "UPDATE session SET format = 9, product = 'Pelatihan Kafka 8.0'");
        const auto file = SessionFile::open(m_path);
        QVERIFY(!file);
        QCOMPARE(file.error().code, ErrorCode::Corrupt);
        QVERIFY(file.error().message.contains(QStringLiteral("Pelatihan Kafka 8.0")));
        QVERIFY(file.error().message.contains(QStringLiteral("format 9")));
    }

    void killedWriter_leavesAFileThatOpens()
    {
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(), {QString::fromLatin1(kChildOption), m_path});
        QVERIFY(child.waitForReadyRead(20'000));
        QCOMPARE(child.readLine().trimmed(), QByteArray("flushed"));
        child.kill();
        QVERIFY(child.waitForFinished());

        const auto file = *SessionFile::open(m_path);
        QVERIFY(file->lastSeq() >= 10'000);
        QVERIFY(!file->info().closed);
        QCOMPARE((*file->read(0, 20'000)).size(), std::size_t(file->lastSeq()));
        QVERIFY(file->damage().empty());
    }

    void snapshots_areKeptByNumber_andDamageIsFound()
    {
        writeSession(m_path);
        {
            auto file = *SessionFile::open(m_path, OpenMode::ReadWrite);
            QVERIFY(file->saveSnapshot(2'000, "later"));
            QVERIFY(file->saveSnapshot(1'000, "old"));
            QVERIFY(file->saveSnapshot(1'000, "state"));
        }
        {
            const auto file = *SessionFile::open(m_path);
            QVERIFY((*file->snapshots() == std::vector<std::uint64_t>{1'000, 2'000}));
            QCOMPARE(*file->loadSnapshot(1'000), std::string("state"));
            QCOMPARE(file->loadSnapshot(5).error().code, ErrorCode::NotFound);
        }
        change(m_path, "UPDATE snapshots SET state = x'00' WHERE seq = 2000");
        QCOMPARE((*SessionFile::open(m_path))->loadSnapshot(2'000).error().code, ErrorCode::Corrupt);
    }
};

int main(int argc, char *argv[])
{
    if (argc == 3 && qstrcmp(argv[1], kChildOption) == 0)
        return recordUntilKilled(QString::fromLocal8Bit(argv[2]));
    const QCoreApplication app(argc, argv);
    tst_SessionFile test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_session_file.moc"
