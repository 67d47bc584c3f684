// A session file as the window shows it, and what is said when part of it cannot be read.

#include "../../journal/sample_events.h"
#include "base/database.h"
#include "bridge/recorded_session.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace pk;
using namespace pk::gui;

class TestRecordedSession : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString m_path;

private Q_SLOTS:
    void init()
    {
        m_path = m_folder.filePath(QLatin1String(QTest::currentTestFunction()));
        journal::JournalOptions options;
        options.sessionFile = m_path;
        auto journal = journal::Journal::open(options);
        QVERIFY(journal.ok());
        const journal::WriterId writer = (*journal)->writer("source");
        (*journal)->append(writer, journal::samples::range(journal::EventKind::Acked, "raw_orders", 0, 0, 9));
    }

    void wholeFile_hasNothingToSay()
    {
        const auto recorded = openRecordedSession(m_path, {});
        QVERIFY(recorded.ok());
        QCOMPARE(recorded->run.progress.acked, 10);
        QCOMPARE(recorded->run.reason, QString());
    }

    void damagedFile_saysWhatIsMissing()
    {
        {
            const auto file = openSqlite(m_path);
            QVERIFY(file.ok());
            QVERIFY((*file)->exec("UPDATE chunks SET events = x'00'").ok());
        }
        const auto recorded = openRecordedSession(m_path, {});
        QVERIFY(recorded.ok());
        QVERIFY2(recorded->run.reason.contains(QStringLiteral("lacks these events")),
                 qPrintable(recorded->run.reason));
    }
};

PK_TEST(TestRecordedSession)
#include "tst_recorded_session.moc"
