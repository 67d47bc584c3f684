// Addresses and statement texts: what needs no server.

#include "base/mysql_database.h"
#include "base/mysql_rights.h"
#include "base/mysql_text.h"

#include <QtTest>

using namespace pk;

class TestMysqlText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void address_isTakenApart_data();
    void address_isTakenApart();
    void address_thatNamesNoDatabase_isRefused_data();
    void address_thatNamesNoDatabase_isRefused();
    void address_withAPassword_namesTheVariable_andDoesNotRepeatIt();
    void fill_putsEachValueInItsPlace();
    void accountThatOnlyReads_hasNoRightTooMany();
    void rightsBesides_areTooMany_data();
    void rightsBesides_areTooMany();
    void numbersAsText_keepAllTheirDigits();
    void fill_leavesQuestionMarksInsideOfQuotes();
};

void TestMysqlText::address_isTakenApart_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("server");
    QTest::addColumn<QString>("database");
    QTest::newRow("all") << "mysql://kampus@db.kampus.ac.id:3307/gudang_1"
                         << "db.kampus.ac.id:3307"
                         << "gudang_1";
    QTest::newRow("without port") << "mysql://kampus@127.0.0.1/gudang"
                                  << "127.0.0.1:3306"
                                  << "gudang";
    QTest::newRow("IPv6") << "mysql://kampus@[::1]:3306/gudang"
                          << "::1:3306"
                          << "gudang";
    QTest::newRow("socket") << "mysql://kampus@/gudang?socket=/run/mysqld/mysqld.sock"
                            << "/run/mysqld/mysqld.sock"
                            << "gudang";
}

void TestMysqlText::address_isTakenApart()
{
    QFETCH(QString, text);
    const auto address = parseMysqlAddress(text, {});
    QVERIFY2(address.ok(), qPrintable(text));
    QCOMPARE(address->user, QStringLiteral("kampus"));
    QTEST(address->server(), "server");
    QTEST(address->database, "database");
}

void TestMysqlText::address_thatNamesNoDatabase_isRefused_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"mysql:", "mysql://", "mysql://kampus@host:3306", "mysql://kampus@host:3306/",
                             "mysql://host/gudang", "mysql://kampus@/gudang", "mysql://kampus@host:no/gudang",
                             "mysql://kampus@host/a/b", "mysql://kampus@host/gudang?socket=/s",
                             "mysql://kampus@/gudang?socket=/s;CLIENT_SSL=1"})
        QTest::newRow(text) << text;
}

void TestMysqlText::address_thatNamesNoDatabase_isRefused()
{
    QFETCH(QString, text);
    const auto address = parseMysqlAddress(text, {});
    QVERIFY(!address.ok());
    QCOMPARE(address.error().code, ErrorCode::Usage);
}

void TestMysqlText::address_withAPassword_namesTheVariable_andDoesNotRepeatIt()
{
    const auto address = parseMysqlAddress(QStringLiteral("mysql://kampus:rahasia@host/gudang"),
                                           QStringLiteral("PK_SOURCE_PASSWORD"));
    QVERIFY(!address.ok());
    QVERIFY(address.error().message.contains(QStringLiteral("PK_SOURCE_PASSWORD")));
    QVERIFY(!address.error().toString().contains(QStringLiteral("rahasia")));
}

void TestMysqlText::fill_putsEachValueInItsPlace()
{
    mysql::StatementText text("INSERT INTO t VALUES (?, ?, ?, ?), (?, NULL, ?, ?)");
    QCOMPARE(text.parameters(), std::size_t{7});
    text.set(0, std::numeric_limits<std::int64_t>::min());
    text.set(1, "it's 'x'");
    text.set(2, R"(a\b)");
    text.setBlob(3, std::string_view("\0\xff", 2));
    text.set(4, std::int64_t{7});
    text.set(5, "");
    QCOMPARE(
        text.fill(),
        std::string(
            R"(INSERT INTO t VALUES (-9223372036854775808, 'it''s ''x''', 'a\b', x'00ff'), (7, NULL, '', NULL))"));
    text.setNull(1);
    QVERIFY(text.fill().find("-9223372036854775808, NULL, 'a") != std::string::npos);
}

void TestMysqlText::fill_leavesQuestionMarksInsideOfQuotes()
{
    mysql::StatementText text(R"(SELECT '?', "a?", `b?`, ? FROM t WHERE c = '''?' AND d = ?)");
    QCOMPARE(text.parameters(), std::size_t{2});
    text.set(0, std::int64_t{1});
    text.set(1, std::int64_t{2});
    QCOMPARE(text.fill(), std::string(R"(SELECT '?', "a?", `b?`, 1 FROM t WHERE c = '''?' AND d = 2)"));
}

// As the servers write it, in a session where double quotes are those of names.
void TestMysqlText::accountThatOnlyReads_hasNoRightTooMany()
{
    const QStringList grants{
        QStringLiteral("GRANT USAGE ON *.* TO \"ro\"@\"%\" IDENTIFIED BY PASSWORD '*B69027D44F6E5EDC07F1'"),
        QStringLiteral("GRANT SELECT, SHOW VIEW ON \"gudang\".* TO \"ro\"@\"%\""),
        QStringLiteral("GRANT SELECT (`id`, `a, DELETE ON `) ON `kampus`.`t` TO `ro`@`%`"),
        QStringLiteral("GRANT SELECT ON `WITH GRANT OPTION`.* TO `ro`@`%` REQUIRE SSL"), QString()};
    QCOMPARE(mysql::rightTooMany(grants), QString());
    QVERIFY(!mysql::refusalOf(QStringLiteral("ro"), grants));
    QVERIFY(mysql::refusalOf(QStringLiteral("ro"), {})); // a server that says nothing
}

void TestMysqlText::rightsBesides_areTooMany_data()
{
    QTest::addColumn<QString>("grant");
    QTest::addColumn<QString>("right");
    const auto row = [](const char *grant, const char *right) {
        QTest::newRow(grant) << QString::fromLatin1(grant) << QString::fromLatin1(right);
    };
    row("GRANT ALL PRIVILEGES ON `kampus`.* TO `a`@`%`", "ALL PRIVILEGES");
    row("GRANT SELECT, INSERT ON \"kampus\".* TO PUBLIC", "INSERT");
    row("GRANT SELECT (`id`), UPDATE (`n`) ON `kampus`.`t` TO `a`@`%`", "UPDATE");
    row("GRANT FILE ON *.* TO `a`@`%`", "FILE");
    row("GRANT EXECUTE ON PROCEDURE `kampus`.`p` TO `a`@`%`", "EXECUTE");
    row("GRANT PROXY ON `ro`@`%` TO `a`@`%`", "PROXY");
    row("GRANT SELECT ON `kampus`.* TO `a`@`%` WITH GRANT OPTION", "GRANT OPTION");
    row("GRANT USAGE ON *.* TO `a`@`%` WITH GRANT OPTION MAX_USER_CONNECTIONS 2", "GRANT OPTION");
    row("GRANT `writer` TO `a`@`%`", "GRANT `writer` TO `a`@`%`");
    row("GRANT SELECT, ROLE_ADMIN ON *.* TO `a`@`%`", "ROLE_ADMIN");
    row("SET DEFAULT ROLE `writer` FOR `a`@`%`", "SET DEFAULT ROLE `writer` FOR `a`@`%`");
    row("something new", "something new");
}

void TestMysqlText::rightsBesides_areTooMany()
{
    QFETCH(QString, grant);
    QFETCH(QString, right);
    const QStringList grants{QStringLiteral("GRANT SELECT ON `kampus`.* TO `a`@`%`"), grant};
    QCOMPARE(mysql::rightTooMany(grants), right);
    const auto refusal = mysql::refusalOf(QStringLiteral("a"), grants);
    QVERIFY(refusal && refusal->code == ErrorCode::Unsupported && refusal->message.contains(right));
}

void TestMysqlText::numbersAsText_keepAllTheirDigits()
{
    QCOMPARE(mysql::typeOfNumber("360000000"), ValueType::Integer);
    QCOMPARE(mysql::typeOfNumber("-9223372036854775808"), ValueType::Integer);
    QCOMPARE(mysql::typeOfNumber("9223372036854775808"), ValueType::Text);
    QCOMPARE(mysql::typeOfNumber("2.5000"), ValueType::Real);
    QCOMPARE(mysql::typeOfNumber("1.7976931348623157e308"), ValueType::Real);
    QCOMPARE(mysql::typeOfNumber("1234567890123456.78"), ValueType::Text);
}

PK_TEST(TestMysqlText)
#include "tst_mysql_text.moc"
