#include "cdc/row_reader.h"

#include "transform/civil_time.h"
#include "transform/failure_codes.h"

#include <array>
#include <initializer_list>
#include <utility>

namespace pk::cdc {

namespace {

using transform::Value;
namespace code = transform::code;

constexpr std::array<std::string_view, 4> kTables{"orders", "order_items", "students", "activities"};

/// Reads columns and remembers the first that is not as it must be.
class Columns
{
public:
    Columns(std::string_view table, const Value &row)
        : m_table(table)
        , m_row(row)
    {
    }

    const Value *find(std::string_view name) const
    {
        const Value *value = transform::findMember(m_row, name);
        return value != nullptr && !value->IsNull() ? value : nullptr;
    }
    std::string text(std::string_view name)
    {
        std::string text = columnText(m_row, name);
        if (text.empty())
            fail(code::missingField, name, "is missing");
        return text;
    }
    std::int64_t integer(std::string_view name)
    {
        const Value *value = find(name);
        const auto number = value != nullptr ? transform::numberOf(*value) : std::nullopt;
        const auto whole = number ? transform::rescale(*number, 0) : std::nullopt;
        if (value == nullptr)
            fail(code::missingField, name, "is missing");
        else if (!whole)
            fail(code::badNumber, name, "is no whole number");
        return whole.value_or(0);
    }
    /// A whole number by which is known when an event has all its parts.
    std::int64_t versioning(std::string_view name)
    {
        if (find(name) == nullptr)
            fail(code::missingField, name,
                 "is missing: a source without it needs one topic of all its tables, which the bridge reads "
                 "with --one-topic");
        return integer(name);
    }
    /// Whether the table has such a column at all, whatever it holds.
    bool has(std::string_view name) const { return transform::findMember(m_row, name) != nullptr; }
    /// `,"field":value`, as the database has it; a column that the table does not have is left out.
    void append(std::string &out, std::string_view field, std::string_view column) const
    {
        if (const Value *value = transform::findMember(m_row, column)) {
            out.append(",\"").append(field).append("\":");
            transform::writeJson(*value, out);
        }
    }
    const std::optional<Unreadable> &failure() const { return m_failure; }
    void fail(std::string_view failureCode, std::string_view name, std::string_view what)
    {
        if (!m_failure)
            m_failure = Unreadable{std::string(failureCode),
                                   std::string("The column ")
                                       .append(m_table)
                                       .append(".")
                                       .append(name)
                                       .append(" ")
                                       .append(what)
                                       .append(".")};
    }

private:
    std::string_view m_table;
    const Value &m_row;
    std::optional<Unreadable> m_failure;
};

using Fields = std::initializer_list<std::pair<std::string_view, std::string_view>>;

/// `{"field":value,…}`
std::string objectOf(const Columns &columns, Fields fields)
{
    std::string object;
    for (const auto &[field, column] : fields)
        columns.append(object, field, column);
    if (object.empty())
        return "{}";
    object.front() = '{'; // in place of the first comma
    object.push_back('}');
    return object;
}

std::int64_t changedMs(const Columns &columns)
{
    const Value *value = columns.find("updated_at");
    if (value == nullptr || !transform::isText(*value))
        return 0;
    const std::int64_t ms = transform::parseTime(transform::textOf(*value)).value_or(0);
    return transform::isWritableTime(ms) ? ms : 0;
}

Head readOrder(Columns &columns, std::string_view status, Versions versions)
{
    Head head;
    head.dataset = Dataset::Orders;
    head.id = columns.text("id");
    head.key = head.name = columns.text("order_id");
    head.parts.owner = head.id;
    if (versions == Versions::InTheRows) {
        head.version = columns.versioning("version");
        // Without a word of its own about them, every version comes with items of that version.
        head.parts.version = columns.has("items_version") ? columns.integer("items_version") : head.version;
        head.partCount = columns.versioning("item_count");
    }
    head.before = "\"customer\":"
        + objectOf(columns,
                   {{"id", "customer_id"},
                    {"name", "customer_name"},
                    {"email", "customer_email"},
                    {"city", "customer_city"}});
    columns.append(head.after, "currency", "currency");
    if (status.empty())
        columns.append(head.after, "status", "status");
    else
        head.after.append(",\"status\":\"").append(status).push_back('"');
    columns.append(head.after, "channel", "channel");
    columns.append(head.after, "ordered_at", "ordered_at");
    head.changedMs = changedMs(columns);
    return head;
}

Head readActivity(Columns &columns, Versions versions)
{
    Head head;
    head.dataset = Dataset::Activities;
    head.id = columns.text("id");
    head.key = columns.text("nim");
    head.name = columns.text("activity_id");
    if (versions == Versions::InTheRows)
        head.version = columns.versioning("version");
    head.parts = {head.key, 0};
    head.partCount = 1;
    columns.append(head.before, "nim", "nim");
    if (!head.before.empty())
        head.before.erase(0, 1); // the comma
    head.after =
        ",\"activity\":"
        + objectOf(
            columns,
            {{"kind", "kind"}, {"title", "title"}, {"sks", "sks"}, {"level", "level"}, {"rank", "rank"}});
    columns.append(head.after, "term", "term");
    columns.append(head.after, "recorded_at", "recorded_at");
    head.changedMs = changedMs(columns);
    return head;
}

Part readItem(Columns &columns, Versions versions)
{
    Part part;
    part.key.owner = columns.text("order_id");
    if (versions == Versions::InTheRows)
        part.key.version = columns.versioning("version");
    part.line = columns.integer("line");
    part.text = objectOf(columns,
                         {{"line", "line"},
                          {"sku", "sku"},
                          {"name", "name"},
                          {"qty", "qty"},
                          {"unit", "unit"},
                          {"price", "price"}});
    return part;
}

Part readStudent(Columns &columns)
{
    Part part;
    part.key = {columns.text("nim"), 0};
    for (const std::string_view column : {"name", "program", "faculty"})
        columns.append(part.text, column, column);
    return part;
}

} // namespace

Table tableNamed(std::string_view name)
{
    for (std::size_t i = 0; i < kTables.size(); ++i) {
        if (kTables[i] == name)
            return static_cast<Table>(i);
    }
    return Table::Other;
}

std::string_view toString(Table table)
{
    return table == Table::Other ? std::string_view() : kTables[static_cast<std::size_t>(table)];
}

std::variant<Head, Unreadable> readHead(Table table, const Value &row, std::string_view status,
                                        Versions versions)
{
    Columns columns(toString(table), row);
    Head head =
        table == Table::Orders ? readOrder(columns, status, versions) : readActivity(columns, versions);
    if (columns.failure())
        return *columns.failure();
    return head;
}

std::variant<Part, Unreadable> readPart(Table table, const Value &row, Versions versions)
{
    Columns columns(toString(table), row);
    Part part = table == Table::OrderItems ? readItem(columns, versions) : readStudent(columns);
    if (columns.failure())
        return *columns.failure();
    return part;
}

std::string columnText(const Value &row, std::string_view name)
{
    const Value *value = transform::findMember(row, name);
    if (value == nullptr || value->IsNull())
        return {};
    char buffer[24];
    return std::string(transform::scalarText(*value, buffer));
}

} // namespace pk::cdc
