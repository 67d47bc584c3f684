#include "cli/compare_command.h"
#include "cli/run_request.h"
#include "support/full_disk.h"

#include <QFile>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QtTest>

using namespace pk;
using namespace pk::cli;

/// What a run leaves behind and says when it has ended.
class TestRunEnd : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reportWithoutRoom_leavesTheFormerOneAndSaysSo()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("report.json"));
        CommandLine line(QStringLiteral("run"), {});
        declareRun(line);
        QVERIFY(!line.parse({QStringLiteral("run"), QStringLiteral("--report"), path}));
        QVERIFY(writeReport(line, {{QStringLiteral("former"), true}}));
        Result<void> written;
        {
            const test::FullDisk full;
            written = writeReport(line, {{QStringLiteral("former"), false}});
        }
        QVERIFY(!written);
        QVERIFY(written.error().message.contains(QStringLiteral("The run itself is done")));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains("true"));
    }
};

PK_TEST(TestRunEnd)
#include "tst_run_end.moc"
