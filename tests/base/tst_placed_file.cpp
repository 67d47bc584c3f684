#include "base/database.h"
#include "base/placed_file.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace pk;

/// Whether the file that is open still lies at its path.
class TestPlacedFile : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    QString path(const char *name) const { return m_folder.filePath(QLatin1String(name)); }

private Q_SLOTS:
    void aFileInUse_isInPlaceUntilItIsRemovedRenamedOrReplaced()
    {
        const QString name = path("place.db");
        const std::function<bool()> fates[] = {
            [&] { return QFile::remove(name); },
            [&] { return QFile::rename(name, path("elsewhere.db")); },
            [&] { return QFile::remove(name) && openSqlite(name).ok(); },
        };
        for (const auto &meet : fates) {
            const auto db = openSqlite(name);
            QVERIFY((*db)->exec("CREATE TABLE t(a); INSERT INTO t VALUES (1)").ok());
            const PlacedFile file(name);
            QVERIFY(file.inPlace().ok());
            QVERIFY(meet());
            const auto there = file.inPlace();
            QVERIFY(!there.ok());
            QCOMPARE(there.error().code, ErrorCode::Unavailable);
            QVERIFY(!there.error().retriable);
            QCOMPARE(there.error().context, name);
            for (const char *suffix : {"", "-wal", "-shm"})
                QFile::remove(name + QLatin1String(suffix));
        }
    }

    void whatIsNoFile_isAlwaysInPlace()
    {
        QVERIFY(PlacedFile().inPlace().ok());
        QVERIFY(PlacedFile(QStringLiteral("mysql://kampus@host:3306/gudang")).inPlace().ok());
    }
};

PK_TEST(TestPlacedFile)
#include "tst_placed_file.moc"
