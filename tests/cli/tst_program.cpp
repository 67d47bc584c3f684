#include "places/places.h"
#include "support/full_disk.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <csignal>

namespace {

struct Outcome
{
    int code = -1;
    QString out;
    QString error;
};

/// This process's, but for the language: it is what `language` sets, for instance LANG=id_ID.UTF-8.
QProcessEnvironment environmentWith(const QStringList &language)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString &name : environment.keys()) {
        if (name.startsWith(QStringLiteral("LC_")) || name.startsWith(QStringLiteral("LANG")))
            environment.remove(name);
    }
    for (const QString &setting : language)
        environment.insert(setting.section(u'=', 0, 0), setting.section(u'=', 1));
    return environment;
}

QProcessEnvironment englishEnvironment()
{
    return environmentWith({QStringLiteral("LC_ALL=C.UTF-8")});
}

Outcome runProgram(const QStringList &arguments,
                   const QProcessEnvironment &environment = englishEnvironment())
{
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(pk::test::programPath(), arguments);
    process.closeWriteChannel();
    if (!process.waitForFinished(120'000) || process.exitStatus() != QProcess::NormalExit)
        return {};
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
}

QStringList words(const char *text)
{
    return QString::fromLatin1(text).split(u' ', Qt::SkipEmptyParts);
}

} // namespace

/// The executable as a script sees it: exit codes, one plain sentence on stderr, help on stdout.
class TestProgram : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wrongUsage_isExitCode2_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("said");
        QTest::newRow("unknown") << words("dance") << QStringLiteral("There is no subcommand dance.");
        QTest::newRow("option first")
            << words("--brokers 3") << QStringLiteral("There is no subcommand --brokers.");
        QTest::newRow("unknown option")
            << words("broker --speed 3") << QStringLiteral("There is no option --speed.");
        QTest::newRow("unknown option of doctor")
            << words("doctor --fix") << QStringLiteral("There is no option --fix.");
        QTest::newRow("no value") << words("broker --brokers")
                                  << QStringLiteral("The option --brokers needs a value.");
        QTest::newRow("no number") << words("broker --brokers three")
                                   << QStringLiteral("\"three\" is not a whole number.");
        QTest::newRow("too few") << words("broker --brokers 0") << QStringLiteral("0 is outside of 1 to 9.");
        QTest::newRow("too many") << words("broker --brokers 10")
                                  << QStringLiteral("10 is outside of 1 to 9.");
        QTest::newRow("channel") << words("broker --control tcp")
                                 << QStringLiteral("\"tcp\" is none of: stdio.");
        QTest::newRow("no such stage") << words("worker foo") << QStringLiteral("[foo]");
        QTest::newRow("group without a name")
            << QStringList{QStringLiteral("worker"),      QStringLiteral("load"),
                           QStringLiteral("--bootstrap"), QStringLiteral("127.0.0.1:1"),
                           QStringLiteral("--group"),     QString()}
            << QStringLiteral("A consumer group needs a name.");
        QTest::newRow("topics") << words("broker --topics a:0") << QStringLiteral("1 to 100");
        QTest::newRow("extra word") << words("broker now") << QStringLiteral("\"now\" is not expected here.");
        QTest::newRow("file") << words("broker --bootstrap-file /nowhere/addresses")
                              << QStringLiteral("/nowhere/addresses");
    }
    void wrongUsage_isExitCode2()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, said);
        const Outcome outcome = runProgram(arguments);
        QCOMPARE(outcome.code, 2);
        QVERIFY(outcome.out.isEmpty());
        QVERIFY2(outcome.error.contains(said), qPrintable(outcome.error));
        QCOMPARE(outcome.error.count(u'\n'), 1);
    }

    void nothing_withoutADisplay_saysSoAndWhatWorksHere()
    {
        QProcess program;
        QProcessEnvironment bare = QProcessEnvironment::systemEnvironment();
        for (const char *name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
            bare.remove(QLatin1String(name));
        bare.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
        program.setProcessEnvironment(bare);
        program.start(pk::test::programPath(), QStringList());
        QVERIFY(program.waitForFinished(20'000));
        QCOMPARE(program.exitCode(), PK_WITH_WINDOW ? 3 : 2);
        const QString said = QString::fromUtf8(program.readAllStandardError());
        const QString sentence = PK_WITH_WINDOW ? QStringLiteral("There is no display")
                                                : QStringLiteral("No subcommand was given");
        QVERIFY2(said.contains(sentence), qPrintable(said));
        QVERIFY(said.contains(QStringLiteral("pelatihan-kafka --help")));
    }

    void help_isExitCode0_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QStringList>("names");
        QTest::newRow("program") << words("--help") << words("broker doctor --version");
        QTest::newRow("short") << words("-h") << words("broker doctor");
        QTest::newRow("broker")
            << words("broker --help")
            << words("--topics --brokers --bootstrap-file --control raw_orders:3 warehouse_events:3");
        QTest::newRow("broker with more") << words("broker --brokers 99 -h") << words("--brokers");
        QTest::newRow("doctor") << words("doctor --help") << words("doctor --help");
    }
    void help_isExitCode0()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QStringList, names);
        const Outcome outcome = runProgram(arguments);
        QCOMPARE(outcome.code, 0);
        QVERIFY(outcome.error.isEmpty());
        for (const QString &name : names)
            QVERIFY2(outcome.out.contains(name), qPrintable(name));
    }

    void language_followsTheSystem_data()
    {
        QTest::addColumn<QStringList>("language");
        QTest::addColumn<bool>("indonesian");
        QTest::newRow("Indonesian") << words("LC_ALL=id_ID.UTF-8") << true;
        QTest::newRow("Indonesian by LANG") << words("LANG=id_ID.UTF-8") << true;
        QTest::newRow("Indonesian where French is not to be had") << words("LANGUAGE=fr:id:en") << true;
        QTest::newRow("English") << words("LC_ALL=C.UTF-8") << false;
        QTest::newRow("English with Indonesian numbers")
            << words("LANG=en_US.UTF-8 LC_NUMERIC=id_ID.UTF-8") << false;
        QTest::newRow("no such translation") << words("LC_ALL=fr_FR.UTF-8") << false;
    }
    void language_followsTheSystem()
    {
        QFETCH(QStringList, language);
        QFETCH(bool, indonesian);
        const Outcome help = runProgram(words("--help"), environmentWith(language));
        QCOMPARE(help.code, 0);
        const QString usage = help.out.section(u' ', 0, 0);
        QCOMPARE(usage, indonesian ? QStringLiteral("Pemakaian:") : QStringLiteral("Usage:"));
        const Outcome wrong = runProgram(words("broker --speed 3"), environmentWith(language));
        QCOMPARE(wrong.code, 2);
        const QString sentence = indonesian ? QStringLiteral("Tidak ada opsi --speed.")
                                            : QStringLiteral("There is no option --speed.");
        QVERIFY2(wrong.error.startsWith(sentence), qPrintable(wrong.error));
    }

    void version_isOneLine()
    {
        const Outcome outcome = runProgram(words("--version"));
        QCOMPARE(outcome.code, 0);
        QCOMPARE(outcome.out, QStringLiteral("pelatihan-kafka " PK_VERSION "\n"));
    }

    void outputThatHasNoRoom_isNoSuccess()
    {
        const QTemporaryDir folder;
        QProcess process;
        process.setProcessEnvironment(englishEnvironment());
        process.setStandardOutputFile(folder.filePath(QStringLiteral("out")));
        process.setChildProcessModifier([] { pk::test::setFull(); });
        process.start(pk::test::programPath(), words("--version"));
        QVERIFY(process.waitForFinished(20'000));
        QCOMPARE(process.exitCode(), 3);
        const QString said = QString::fromUtf8(process.readAllStandardError());
        QVERIFY2(said.contains(QStringLiteral("Standard output could not be written")), qPrintable(said));
    }

    void doctor_findsTheEmbeddedEnvironment()
    {
        QTemporaryDir folder;
        QProcessEnvironment environment = englishEnvironment();
        environment.insert(QStringLiteral("XDG_DATA_HOME"), folder.path());
        const Outcome outcome = runProgram(words("doctor"), environment);
        QVERIFY2(outcome.code == 0, qPrintable(outcome.out + outcome.error));
        for (const char *name : {"Qt", "librdkafka", "SQLite", "3 brokers started in", "there and back in",
                                 "Java", "kcat", "pyarrow"})
            QVERIFY2(outcome.out.contains(QLatin1String(name)), name);
        QVERIFY(!outcome.out.contains(QStringLiteral("MISSING")));
        // Scripts and the README name this folder.
        QVERIFY2(outcome.out.contains(folder.filePath(QStringLiteral("pelatihan-kafka")) + u' '),
                 qPrintable(outcome.out));
    }

    void doctor_saysWhatIsMissing()
    {
        // A data folder that cannot be made, since a file stands in its way, and no programs at all.
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("file")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QProcessEnvironment environment = englishEnvironment();
        environment.insert(QStringLiteral("XDG_DATA_HOME"), file.fileName());
        environment.insert(QStringLiteral("PATH"), folder.path());
        const Outcome outcome = runProgram(words("doctor"), environment);
        QCOMPARE(outcome.code, 3);
        QVERIFY2(outcome.out.contains(QStringLiteral("MISSING")) && outcome.out.contains(file.fileName()),
                 qPrintable(outcome.out));
        QVERIFY2(outcome.out.contains(QStringLiteral("apt install kcat")), qPrintable(outcome.out));
        QVERIFY2(outcome.out.contains(QStringLiteral("pip install pyarrow")), qPrintable(outcome.out));
    }

    void broker_writesItsAddressesWhenItIsReady()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("addresses"));
        QProcess process;
        process.start(pk::test::programPath(),
                      words("broker --brokers 2 --topics a:1 --bootstrap-file") + QStringList{path});
        QTRY_VERIFY(QFile::exists(path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n');
        QCOMPARE(lines.size(), 3); // bootstrap, incarnation, end of line
        QCOMPARE(lines[0].split(u',').size(), 2);
        QCOMPARE(lines[1].size(), 36);
        QVERIFY(process.state() == QProcess::Running);
        kill(static_cast<pid_t>(process.processId()), SIGTERM);
        QVERIFY(process.waitForFinished(20'000));
        QCOMPARE(process.exitCode(), 130);
        QVERIFY(!QFile::exists(path));
    }

    void fileOfSomebodyElse_isNeitherWrittenOverNorRemoved()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("addresses"));
        const auto put = [&path](const char *text) {
            QFile file(path);
            return file.open(QIODevice::WriteOnly) && file.write(text) > 0;
        };
        const auto content = [&path] {
            QFile file(path);
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        QVERIFY(put("precious"));
        for (const char *command : {"broker --bootstrap-file", "api --port 0 --url-file"}) {
            const Outcome outcome = runProgram(words(command) + QStringList{path});
            QCOMPARE(outcome.code, 2);
            QVERIFY2(outcome.error.contains(path), qPrintable(outcome.error));
            QCOMPARE(content(), QByteArray("precious"));
        }
        QVERIFY(QFile::remove(path));
        QProcess process;
        process.start(pk::test::programPath(), words("broker --bootstrap-file") + QStringList{path});
        QTRY_VERIFY(QFile::exists(path));
        QVERIFY(put("of another broker"));
        kill(static_cast<pid_t>(process.processId()), SIGTERM);
        QVERIFY(process.waitForFinished(20'000));
        QCOMPARE(content(), QByteArray("of another broker"));
    }
};

QTEST_GUILESS_MAIN(TestProgram)
#include "tst_program.moc"
