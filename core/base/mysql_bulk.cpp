#include "base/mysql_bulk.h"

#include "base/mysql_handle.h"

#include <mysql.h>

#include <deque>
#include <utility>

namespace pk::mysql {

/// What is called of the library, by its own names.
struct Library
{
    decltype(&mysql_stmt_init) init = nullptr;
    decltype(&mysql_stmt_prepare) prepare = nullptr;
    decltype(&mysql_stmt_attr_set) setAttribute = nullptr;
    decltype(&mysql_stmt_bind_param) bind = nullptr;
    decltype(&mysql_stmt_execute) execute = nullptr;
    decltype(&mysql_stmt_errno) number = nullptr;
    decltype(&mysql_stmt_error) text = nullptr;
    decltype(&mysql_stmt_close) close = nullptr;
    bool complete = false;

    explicit Library(LoadedLibrary loaded)
    {
        loaded.find("mysql_stmt_init", init);
        loaded.find("mysql_stmt_prepare", prepare);
        loaded.find("mysql_stmt_attr_set", setAttribute);
        loaded.find("mysql_stmt_bind_param", bind);
        loaded.find("mysql_stmt_execute", execute);
        loaded.find("mysql_stmt_errno", number);
        loaded.find("mysql_stmt_error", text);
        loaded.find("mysql_stmt_close", close);
        complete = loaded.isComplete();
    }
};

namespace {

/// Null as long as the driver has not loaded it.
const Library *loadedLibrary()
{
    const LoadedLibrary loaded({"libmariadb.so.3"});
    if (!loaded.isComplete())
        return nullptr;
    static const Library library(loaded);
    return library.complete ? &library : nullptr;
}

constexpr unsigned kNoMemory = 2008; // CR_OUT_OF_MEMORY

} // namespace

struct Bulk::Column
{
    bool isText = false;
    std::vector<std::int64_t> integers;
    std::vector<const char *> texts;
    std::vector<unsigned long> lengths;
    std::vector<char> indicators;
    std::deque<std::string> written; ///< integers in a column of texts
};

struct Bulk::Prepared
{
    explicit Prepared(const Library &l)
        : library(l)
    {
    }
    /// Also after its connection was closed: the library has told the statement.
    ~Prepared()
    {
        if (statement != nullptr)
            library.close(statement);
    }
    Prepared(const Prepared &) = delete;
    Prepared &operator=(const Prepared &) = delete;

    Failure failure() const { return {library.number(statement), library.text(statement)}; }

    const Library &library;
    MYSQL_STMT *statement = nullptr;
};

bool hasBulk()
{
    return loadedLibrary() != nullptr;
}

Bulk::Bulk(std::string sql, std::size_t columns)
    : m_sql(std::move(sql))
    , m_columns(columns)
{
}

Bulk::~Bulk() = default;

/// A column has one type in all rows: where any value is a text, all are.
void Bulk::fill(std::size_t index, Column &column) const
{
    const std::size_t rows = m_cells.size() / m_columns;
    column.integers.resize(rows);
    column.texts.resize(rows);
    column.lengths.resize(rows);
    column.indicators.resize(rows);
    for (std::size_t row = 0; row < rows; ++row) {
        const Cell &cell = m_cells[row * m_columns + index];
        column.isText = column.isText || cell.kind == Kind::Text;
        column.integers[row] = cell.integer;
        column.texts[row] = cell.text.data();
        column.lengths[row] = cell.text.size();
        column.indicators[row] = cell.kind == Kind::Null ? STMT_INDICATOR_NULL : STMT_INDICATOR_NONE;
    }
    for (std::size_t row = 0; column.isText && row < rows; ++row) {
        if (m_cells[row * m_columns + index].kind != Kind::Integer)
            continue;
        const std::string &written = column.written.emplace_back(std::to_string(column.integers[row]));
        column.texts[row] = written.data();
        column.lengths[row] = written.size();
    }
}

std::optional<Bulk::Failure> Bulk::prepare(const QSqlDriver &driver)
{
    m_prepared.reset();
    const Library *const library = loadedLibrary();
    MYSQL *const connection = connectionOf(driver);
    if (library == nullptr || connection == nullptr)
        return Failure{kNoMemory, "no connection of MariaDB's client library"};
    auto prepared = std::make_unique<Prepared>(*library);
    prepared->statement = library->init(connection);
    if (prepared->statement == nullptr)
        return Failure{kNoMemory, "no memory for a statement"};
    if (library->prepare(prepared->statement, m_sql.data(), static_cast<unsigned long>(m_sql.size())) != 0)
        return prepared->failure();
    m_prepared = std::move(prepared);
    return {};
}

std::optional<Bulk::Failure> Bulk::execute(const QSqlDriver &driver, std::uint64_t session)
{
    std::optional<Failure> failed;
    if (!m_prepared || m_session != session) {
        failed = prepare(driver);
        m_session = session;
    }
    std::vector<Column> columns(m_columns);
    std::vector<MYSQL_BIND> binds(m_columns);
    for (std::size_t i = 0; i < m_columns; ++i) {
        fill(i, columns[i]);
        binds[i].buffer_type = columns[i].isText ? MYSQL_TYPE_STRING : MYSQL_TYPE_LONGLONG;
        binds[i].buffer = columns[i].isText ? static_cast<void *>(columns[i].texts.data())
                                            : static_cast<void *>(columns[i].integers.data());
        binds[i].length = columns[i].lengths.data();
        binds[i].u.indicator = columns[i].indicators.data();
    }
    auto rows = static_cast<unsigned>(m_cells.size() / m_columns);
    m_cells.clear();
    m_bytes = 0;
    if (failed)
        return failed;
    const Library &library = m_prepared->library;
    MYSQL_STMT *const statement = m_prepared->statement;
    if (library.setAttribute(statement, STMT_ATTR_ARRAY_SIZE, &rows) != 0
        || library.bind(statement, binds.data()) != 0 || library.execute(statement) != 0)
        return m_prepared->failure();
    return {};
}

} // namespace pk::mysql
