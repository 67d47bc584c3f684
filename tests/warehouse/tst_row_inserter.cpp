// How many rows become statements: on databases of the test's own, which write down what they are given.

#include "base/database.h"
#include "warehouse/row_inserter.h"

#include <QtTest>

#include <algorithm>
#include <array>

using namespace pk;

namespace {

constexpr std::array<std::string_view, 2> kColumns = {"id", "text"};

/// What one statement was given.
struct Given
{
    std::vector<std::int64_t> ids;
    std::size_t bytes = 0;
};

class ListingStatement final : public Statement
{
public:
    explicit ListingStatement(std::vector<Given> &list)
        : m_list(list)
    {
    }
    void bindNull(int) override { }
    void bind(int, std::int64_t value) override { m_given.ids.push_back(value); }
    void bind(int, std::string_view text) override { m_given.bytes += text.size(); }
    void bindBlob(int, std::string_view) override { }
    Result<bool> step() override
    {
        m_list.push_back(std::exchange(m_given, {}));
        return false;
    }
    void reset() override { }
    int columnCount() const override { return 0; }
    std::string columnName(int) const override { return {}; }
    ValueType type(int) const override { return ValueType::Null; }
    std::int64_t integer(int) const override { return 0; }
    double real(int) const override { return 0; }
    std::string_view text(int) const override { return {}; }

private:
    std::vector<Given> &m_list;
    Given m_given;
};

class ListingSink final : public RowSink
{
public:
    explicit ListingSink(std::vector<Given> &list)
        : m_list(list)
    {
    }
    void null() override { }
    void integer(std::int64_t value) override { m_given.ids.push_back(value); }
    void text(std::string_view text) override { m_given.bytes += text.size(); }
    Result<void> endRow() override { return m_given.bytes < 1'000 ? Result<void>() : flush(); }
    Result<void> flush() override
    {
        if (!m_given.ids.empty())
            m_list.push_back(std::exchange(m_given, {}));
        return {};
    }

private:
    std::vector<Given> &m_list;
    Given m_given;
};

class ListingDatabase final : public Database
{
public:
    ListingDatabase(std::string version, bool pours)
        : m_version(std::move(version))
        , m_pours(pours)
    {
    }
    Result<void> exec(std::string_view) override { return {}; }
    Result<std::unique_ptr<Statement>> prepare(std::string_view sql) override
    {
        prepared.emplace_back(sql);
        return std::unique_ptr<Statement>(std::make_unique<ListingStatement>(given));
    }
    std::unique_ptr<RowSink> rowSink(std::string_view sql, std::size_t columns) override
    {
        if (!m_pours)
            return {};
        prepared.push_back(std::to_string(columns) + ": " + std::string(sql));
        return std::make_unique<ListingSink>(given);
    }
    Result<std::unique_ptr<Statement>> prepareOnly(std::string_view sql) override { return prepare(sql); }
    std::optional<std::size_t> errorPosition() const override { return {}; }
    std::string errorText() const override { return {}; }
    void allowOnlyQueries() override { }
    void setStopCondition(std::function<bool()>) override { }
    Result<void> begin() override { return {}; }
    Result<void> commit() override { return {}; }
    void rollback() override { }
    std::int64_t changes() const override { return 0; }
    std::string version() const override { return m_version; }

    std::vector<std::string> prepared;
    std::vector<Given> given;

private:
    const std::string m_version;
    const bool m_pours;
};

/// Inserts rows 0, 1, … whose texts are so long; false when it fails.
bool insert(ListingDatabase &db, std::size_t rows, std::size_t bytes)
{
    auto inserter = warehouse::RowInserter::prepare(db, "t", kColumns, " ON DUPLICATE KEY UPDATE text = 1");
    const std::string text(bytes, 'x');
    return inserter.ok()
        && inserter
               ->insert(rows,
                        [&](warehouse::RowBinder &row, std::size_t i) {
                            row.integer(static_cast<std::int64_t>(i));
                            row.text(text);
                        })
               .ok();
}

std::vector<std::int64_t> idsOf(const std::vector<Given> &given)
{
    std::vector<std::int64_t> ids;
    for (const Given &one : given)
        ids.insert(ids.end(), one.ids.begin(), one.ids.end());
    return ids;
}

std::vector<std::int64_t> upTo(std::int64_t rows)
{
    std::vector<std::int64_t> ids;
    for (std::int64_t i = 0; i < rows; ++i)
        ids.push_back(i);
    return ids;
}

} // namespace

class TestRowInserter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rows_becomeFewStatements_inTheirOrder();
    void rowsThatAreLargerThanAStatementMayBe_goInSmallerOnes();
    void aDatabaseWithItsOwnWay_isGivenRowAfterRow_andNoOtherStatement();
};

void TestRowInserter::rows_becomeFewStatements_inTheirOrder()
{
    ListingDatabase db("MySQL 8.0.36", false);
    QVERIFY(insert(db, 2'000, 10));
    QVERIFY2(db.given.size() < 12, qPrintable(QString::number(db.given.size())));
    QCOMPARE(idsOf(db.given), upTo(2'000));
}

void TestRowInserter::rowsThatAreLargerThanAStatementMayBe_goInSmallerOnes()
{
    ListingDatabase db("MySQL 8.0.36", false);
    QVERIFY(insert(db, 2'000, 30'000));
    QCOMPARE(idsOf(db.given), upTo(2'000));
    for (const Given &statement : db.given)
        QVERIFY(statement.bytes <= 4'000'000);
    db.given.clear();
    QVERIFY(insert(db, 2, 5'000'000)); // one row goes whatever it holds: the server says if it is too much
    QCOMPARE(db.given.size(), std::size_t{2});
}

void TestRowInserter::aDatabaseWithItsOwnWay_isGivenRowAfterRow_andNoOtherStatement()
{
    ListingDatabase db("MariaDB 10.11.6", true);
    QVERIFY(insert(db, 250, 10));
    QCOMPARE(db.prepared,
             std::vector<std::string>{
                 "2: INSERT INTO t(id, text) VALUES (?, ?) ON DUPLICATE KEY UPDATE text = 1"});
    QCOMPARE(idsOf(db.given), upTo(250));
    QCOMPARE(db.given.size(), std::size_t{3}); // two that were enough, and what was left
}

PK_TEST(TestRowInserter)
#include "tst_row_inserter.moc"
