#include "base/whole_file.h"
#include "support/full_disk.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace pk;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestWholeFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void newText_takesThePlaceOfTheFormer()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("a.txt"));
        QVERIFY(writeWholeFile(path, "former"));
        QVERIFY(writeWholeFile(path, "new"));
        QCOMPARE(contentOf(path), QByteArray("new"));
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1);
    }

    void noRoom_leavesTheFormerFile()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("a.txt"));
        QVERIFY(writeWholeFile(path, "former"));
        Result<void> written;
        {
            const test::FullDisk full;
            written = writeWholeFile(path, "new");
        }
        QVERIFY(!written);
        QVERIFY(!written.error().message.isEmpty());
        QCOMPARE(written.error().context, path);
        QCOMPARE(contentOf(path), QByteArray("former"));
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1);
    }

    /// In its place a file would take it from everybody else.
    void pipe_isWrittenTo()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("pipe"));
        QCOMPARE(mkfifo(QFile::encodeName(path).constData(), 0600), 0);
        const int reading = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_NONBLOCK);
        QVERIFY(reading >= 0);
        QVERIFY(writeWholeFile(path, "text"));
        QByteArray read(10, '\0');
        QCOMPARE(::read(reading, read.data(), 10), 4);
        QVERIFY(read.startsWith("text"));
        ::close(reading);
        QVERIFY(!QFileInfo(path).isFile());
    }

    void impossiblePlaces_areTold()
    {
        const QTemporaryDir folder;
        const auto nowhere = writeWholeFile(folder.filePath(QStringLiteral("no/a.txt")), "text");
        QVERIFY(!nowhere);
        QCOMPARE(nowhere.error().code, ErrorCode::NotFound);
        const auto onFolder = writeWholeFile(folder.path(), "text");
        QVERIFY(!onFolder);
        QCOMPARE(onFolder.error().code, ErrorCode::BadInput);
    }
};

PK_TEST(TestWholeFile)
#include "tst_whole_file.moc"
