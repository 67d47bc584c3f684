// Where a window works while another one has the data folder, and what becomes of what it left there.

#include "main/data_folder.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace pk::gui;

namespace {

void write(const QString &file)
{
    QVERIFY(QDir().mkpath(QFileInfo(file).path()));
    QFile made(file);
    QVERIFY(made.open(QIODevice::WriteOnly));
    QVERIFY(made.write("x") == 1);
}

/// What a window leaves behind.
void writeAll(const QString &folder)
{
    for (const char *name : {"warehouse.db", "warehouse.db-wal", "sessions/session-1.pks", "samples/a.csv"})
        write(folder + QLatin1Char('/') + QLatin1String(name));
}

} // namespace

class TestDataFolder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void secondWindow_worksBesideTheFirst_andTheThirdBesideBoth()
    {
        const QTemporaryDir home;
        const QString wanted = home.filePath(QStringLiteral("data"));
        const DataFolder first(wanted);
        const DataFolder second(wanted);
        const DataFolder third(wanted);
        QCOMPARE(first.path(), wanted);
        QCOMPARE(second.path(), wanted + QStringLiteral("-2"));
        QCOMPARE(third.path(), wanted + QStringLiteral("-3"));
        QVERIFY(!first.isAnother() && second.isAnother());
        QCOMPARE(second.holder(), QCoreApplication::applicationPid());
    }

    void leftBehind_isKeptForAMonth_thenRemoved()
    {
        const QTemporaryDir home;
        const QString wanted = home.filePath(QStringLiteral("data"));
        const QString other = wanted + QStringLiteral("-2");
        writeAll(wanted);
        writeAll(other);
        const QDateTime today = QDateTime::currentDateTime();
        {
            const DataFolder folder(wanted, today.addDays(DataFolder::kKeptDays - 1));
            QVERIFY(QFile::exists(other + QStringLiteral("/warehouse.db")));
        }
        const DataFolder folder(wanted, today.addDays(DataFolder::kKeptDays + 1));
        QVERIFY(!QFileInfo::exists(other));
        QVERIFY(QFile::exists(wanted + QStringLiteral("/warehouse.db"))); // the first window's, never
    }

    void leftBehind_ofAWindowThatRuns_stays()
    {
        const QTemporaryDir home;
        const QString wanted = home.filePath(QStringLiteral("data"));
        const DataFolder first(wanted);
        const DataFolder second(wanted);
        writeAll(second.path());
        const DataFolder third(wanted, QDateTime::currentDateTime().addDays(2 * DataFolder::kKeptDays));
        QVERIFY(QFile::exists(second.path() + QStringLiteral("/warehouse.db")));
    }

    void leftBehind_besideAPersonsOwnFiles_onlyTheWindowsGo()
    {
        const QTemporaryDir home;
        const QString wanted = home.filePath(QStringLiteral("data"));
        const QString other = wanted + QStringLiteral("-2");
        const QString notes = other + QStringLiteral("/notes.txt");
        const QString foreign = wanted + QStringLiteral("-3/thesis.txt"); // no window was ever there
        writeAll(other);
        write(notes);
        write(foreign);
        const DataFolder folder(wanted, QDateTime::currentDateTime().addDays(2 * DataFolder::kKeptDays));
        QVERIFY(QFile::exists(notes) && QFile::exists(foreign));
        QVERIFY(!QFile::exists(other + QStringLiteral("/warehouse.db")));
    }
};

PK_TEST(TestDataFolder)
#include "tst_data_folder.moc"
