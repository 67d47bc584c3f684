// The CSV reader: what RFC 4180 allows, what spreadsheets write, and what broken files hold.

#include "extract/csv_reader.h"

#include <QBuffer>
#include <QtTest>

using namespace pk::extract;

namespace {

/// One line of text a row: "2: a|b" or "2: !quote raw bytes".
QString dump(const QByteArray &file, std::optional<CsvEncoding> encoding = CsvEncoding::Utf8,
             std::optional<char> delimiter = std::nullopt)
{
    static constexpr const char *problems[] = {"", "quote", "unterminated", "long", "encoding"};
    QBuffer buffer;
    buffer.setData(file);
    buffer.open(QIODevice::ReadOnly);
    CsvReader reader(buffer, QStringLiteral("test.csv"));
    if (const auto opened = reader.open(delimiter, encoding); !opened)
        return QStringLiteral("error: ") + opened.error().message;
    QStringList lines;
    QStringList header;
    for (const std::string &name : reader.header())
        header.append(QString::fromStdString(name));
    lines.append(QStringLiteral("header: ") + header.join(QLatin1Char('|')));
    CsvRow row;
    for (;;) {
        const auto more = reader.next(row);
        if (!more || !*more)
            break;
        QStringList fields;
        for (std::size_t i = 0; i < row.size(); ++i)
            fields.append(
                QString::fromUtf8(row.field(i).data(), static_cast<qsizetype>(row.field(i).size())));
        const bool bad = row.problem != CsvProblem::None;
        lines.append(QString::number(row.line) + QStringLiteral(": ")
                     + (bad ? QLatin1Char('!') + QLatin1String(problems[static_cast<int>(row.problem)])
                                + QLatin1Char(' ')
                                + QString::fromLatin1(row.raw.data(), static_cast<qsizetype>(row.raw.size()))
                            : fields.join(QLatin1Char('|'))));
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace

class TestCsvReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void read_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("rows");
        const auto row = [](const char *name, const QByteArray &file, const char *rows) {
            QTest::newRow(name) << file << QString::fromUtf8(rows);
        };
        row("plain", "a,b\n1,2\n3,4\n", "header: a|b\n2: 1|2\n3: 3|4");
        row("CRLF", "a,b\r\n1,2\r\n", "header: a|b\n2: 1|2");
        row("no last line end", "a,b\n1,2", "header: a|b\n2: 1|2");
        row("lone CR at the end", "a,b\n1,2\r", "header: a|b\n2: 1|2");
        row("BOM",
            "\xef\xbb\xbf"
            "a,b\n1,2\n",
            "header: a|b\n2: 1|2");
        row("semicolon", "a;b\n1,5;2\n", "header: a|b\n2: 1,5|2");
        row("tab", "a\tb\n1\t2\n", "header: a|b\n2: 1|2");
        row("delimiter inside a quoted name", "\"a,b,c\";d\n1;2\n", "header: a,b,c|d\n2: 1|2");
        row("one column", "a\n1\n2\n", "header: a\n2: 1\n3: 2");
        row("empty fields", "a,b,c\n,,\n1,,3\n", "header: a|b|c\n2: ||\n3: 1||3");
        row("last field empty at the end", "a,b\n1,", "header: a|b\n2: 1|");
        row("blank lines", "a,b\n\n1,2\n\r\n\n3,4\n", "header: a|b\n3: 1|2\n6: 3|4");
        row("quoted", "a,b\n\"1\",\"x,y\"\n", "header: a|b\n2: 1|x,y");
        row("doubled quotes", "a,b\n\"say \"\"hi\"\"\",\"\"\"\"\n", "header: a|b\n2: say \"hi\"|\"");
        row("empty quoted", "a,b\n\"\",2\n", "header: a|b\n2: |2");
        row("line break inside", "a,b\n\"1\r\n2\",x\n3,y\n", "header: a|b\n2: 1\r\n2|x\n4: 3|y");
        row("quote inside a plain field", "a,b\n12\" pipe,2\n", "header: a|b\n2: 12\" pipe|2");
        row("quoted before CRLF", "a,b\r\n1,\"2\"\r\n3,\"4\"\r\n", "header: a|b\n2: 1|2\n3: 3|4");
        row("text after a quote", "a,b\n\"1\"x,2\n3,4\n", "header: a|b\n2: !quote \"1\"x,2\n3: 3|4");
        row("unterminated at the end", "a,b\n1,2\n3,\"4\n", "header: a|b\n2: 1|2\n3: !unterminated 3,\"4");
        row("unterminated in the middle", "a,b\n1,\"2\n3,4\n5,6\n",
            "header: a|b\n2: !unterminated 1,\"2\n3: 3|4\n4: 5|6");
        row("stray quote that a later one closes", "a,b\n1,\"2\n3,4\n5,\"6\"\n7,\"8\n9\"\n",
            "header: a|b\n2: !unterminated 1,\"2\n3: 3|4\n4: 5|6\n5: 7|8\n9");
        row("stray quote that ends a later value", "a,b,c\n1,\"2,3\n4,5\",6,7\n7,8,9\n",
            "header: a|b|c\n2: !unterminated 1,\"2,3\n3: 4|5\"|6|7\n4: 7|8|9");
        row("stray quote that ends a later value, with as many columns",
            "a,b,c\n1,\"2,3\n4,5,6\n7,8\",9\n10,11,12\n",
            "header: a|b|c\n2: !unterminated 1,\"2,3\n3: 4|5|6\n4: 7|8\"|9\n5: 10|11|12");
        row("text of several lines", "a,b,c\n1,\"x\n\ny, z\nw, v, u\nt\",3\n4,5,6\n",
            "header: a|b|c\n2: 1|x\n\ny, z\nw, v, u\nt|3\n7: 4|5|6");
        row("text after a quote, then one that is never closed", "a,b\n\"1\"x,\"2\n3,4\n",
            "header: a|b\n2: !unterminated \"1\"x,\"2\n3: 3|4");
        row("other columns on one line", "a,b\n\"1\",2,3\n4,5\n", "header: a|b\n2: 1|2|3\n3: 4|5");
        row("not UTF-8", "a,b\nCaf\xe9,2\n3,4\n", "header: a|b\n2: !encoding Caf\xc3\xa9,2\n3: 3|4");
        row("UTF-8", "a,b\nCaf\xc3\xa9,2\n", "header: a|b\n2: Caf\xc3\xa9|2");
        row("UTF-16",
            "\xff\xfe"
            "a",
            "error: test.csv is encoded in UTF-16. Save it as CSV UTF-8 and try again.");
        row("empty", "", "error: test.csv is empty. A CSV file must begin with a line of column names.");
        row("blank only", "\n\r\n",
            "error: test.csv is empty. A CSV file must begin with a line of column names.");
        row("header only", "a,b\n", "header: a|b");
    }
    void read()
    {
        QFETCH(QByteArray, file);
        QFETCH(QString, rows);
        QCOMPARE(dump(file), rows);
    }

    void latin1_isGivenAsUtf8()
    {
        QCOMPARE(dump("a,b\nCaf\xe9,\"\xd6l\"\n", CsvEncoding::Latin1),
                 QString::fromUtf8("header: a|b\n2: Caf\xc3\xa9|\xc3\x96l"));
    }

    void encoding_isRecognisedByTheFirstRowThatTells_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("rows");
        const auto row = [](const char *name, const QByteArray &file, const char *rows) {
            QTest::newRow(name) << file << QString::fromUtf8(rows);
        };
        row("UTF-8", "a,b\n1,2\nCaf\xc3\xa9,3\n", "header: a|b\n2: 1|2\n3: Caf\xc3\xa9|3");
        row("Latin-1", "a,b\n1,2\nCaf\xe9,3\n\"\xd6l\",4\n",
            "header: a|b\n2: 1|2\n3: Caf\xc3\xa9|3\n4: \xc3\x96l|4");
        row("Latin-1 in the header", "a,Caf\xe9\n1,\xd6l\n", "header: a|Caf\xc3\xa9\n2: 1|\xc3\x96l");
        row("Latin-1 in a text of several lines", "a,b\n\"x\nCaf\xe9\",3\n",
            "header: a|b\n2: x\nCaf\xc3\xa9|3");
        row("one bad row of UTF-8", "a,b\nCaf\xc3\xa9,1\nCaf\xe9,2\nCaf\xc3\xa9,3\n",
            "header: a|b\n2: Caf\xc3\xa9|1\n3: !encoding Caf\xc3\xa9,2\n4: Caf\xc3\xa9|3");
        row("a bad row behind the mark of UTF-8",
            "\xef\xbb\xbf"
            "a,b\nCaf\xe9,2\nCaf\xc3\xa9,3\n",
            "header: a|b\n2: !encoding Caf\xc3\xa9,2\n3: Caf\xc3\xa9|3");
    }
    void encoding_isRecognisedByTheFirstRowThatTells()
    {
        QFETCH(QByteArray, file);
        QFETCH(QString, rows);
        QCOMPARE(dump(file, std::nullopt), rows);
    }

    void givenDelimiter_winsOverTheHeader()
    {
        QCOMPARE(dump("a,b;c\n1,2;3\n", CsvEncoding::Utf8, ';'), QStringLiteral("header: a,b|c\n2: 1,2|3"));
    }

    void rowsAcrossChunks_areWhole()
    {
        QByteArray file = "a,b\n";
        for (int i = 0; i < 20'000; ++i)
            file += QByteArray::number(i) + ",\"x\ny\"\n";
        QBuffer buffer(&file);
        buffer.open(QIODevice::ReadOnly);
        CsvReader reader(buffer, QStringLiteral("test.csv"));
        QVERIFY(reader.open(std::nullopt, CsvEncoding::Utf8).ok());
        CsvRow row;
        for (int i = 0; i < 20'000; ++i) {
            const auto more = reader.next(row);
            QVERIFY(more.ok() && *more);
            QCOMPARE(row.line, 2 + 2 * i);
            QCOMPARE(row.field(0), std::to_string(i));
            QCOMPARE(row.field(1), std::string_view("x\ny"));
        }
        QVERIFY(!*reader.next(row));
    }

    /// The books of a shop: one clerk's stray quote may cost the line on which it stands, and no other.
    void strayQuote_costsItsLineAlone()
    {
        QByteArray file = "id,name,qty\n";
        for (int order = 1; order <= 4'000; ++order) {
            file += QByteArray::number(order);
            file += order == 10 ? ",\"budi,1\n" : order == 3'000 ? ",siti,\"5\"\n" : ",siti,1\n";
        }
        QBuffer buffer(&file);
        buffer.open(QIODevice::ReadOnly);
        CsvReader reader(buffer, QStringLiteral("test.csv"));
        QVERIFY(reader.open(std::nullopt, CsvEncoding::Utf8).ok());
        CsvRow row;
        for (int order = 1; order <= 4'000; ++order) {
            const auto more = reader.next(row);
            QVERIFY(more.ok() && *more);
            QCOMPARE(row.line, order + 1);
            QCOMPARE(row.problem, order == 10 ? CsvProblem::UnterminatedQuote : CsvProblem::None);
            if (order == 10)
                QCOMPARE(row.raw, std::string("10,\"budi,1"));
            else
                QCOMPARE(row.field(0), std::to_string(order));
        }
        QVERIFY(!*reader.next(row));
    }

    void hugeField_isRead()
    {
        const std::string huge(900'000, 'x');
        const QString rows = dump("a,b\n\"" + QByteArray::fromStdString(huge) + "\",2\n3,4\n");
        QCOMPARE(rows.section(QLatin1Char('\n'), 1, 1),
                 QStringLiteral("2: ") + QString::fromStdString(huge) + QStringLiteral("|2"));
        QCOMPARE(rows.section(QLatin1Char('\n'), 2), QStringLiteral("3: 3|4"));
    }

    void tooLongLine_isCutAndSkipped_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::newRow("plain") << QByteArray();
        QTest::newRow("in a quote") << QByteArray("\"");
    }
    void tooLongLine_isCutAndSkipped()
    {
        QFETCH(QByteArray, before);
        QByteArray file = "a,b\n" + before + QByteArray(5'000'000, 'x') + ",2\n3,4\n";
        QBuffer buffer(&file);
        buffer.open(QIODevice::ReadOnly);
        CsvReader reader(buffer, QStringLiteral("test.csv"));
        QVERIFY(reader.open(std::nullopt, CsvEncoding::Utf8).ok());
        CsvRow row;
        QVERIFY(*reader.next(row));
        QCOMPARE(row.problem, CsvProblem::TooLong);
        QCOMPARE(row.line, 2);
        QCOMPARE(row.raw.size(), CsvReader::kMaxRecordBytes);
        QVERIFY(*reader.next(row));
        QCOMPARE(row.line, 3);
        QCOMPARE(row.field(1), std::string_view("4"));
    }

    void utf8_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("valid");
        QTest::newRow("ascii") << QByteArray("abc") << true;
        QTest::newRow("four bytes") << QByteArray("\xf0\x9f\x98\x80") << true;
        QTest::newRow("overlong") << QByteArray("\xc0\xaf") << false;
        QTest::newRow("overlong three") << QByteArray("\xe0\x80\xaf") << false;
        QTest::newRow("surrogate") << QByteArray("\xed\xa0\x80") << false;
        QTest::newRow("above U+10FFFF") << QByteArray("\xf4\x90\x80\x80") << false;
        QTest::newRow("cut") << QByteArray("\xe2\x82") << false;
        QTest::newRow("stray continuation") << QByteArray("\x80") << false;
    }
    void utf8()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, valid);
        QCOMPARE(isValidUtf8(std::string_view(bytes.data(), static_cast<std::size_t>(bytes.size()))), valid);
    }
};

PK_TEST(TestCsvReader)
#include "tst_csv_reader.moc"
