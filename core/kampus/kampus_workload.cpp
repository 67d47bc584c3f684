#include "kampus/kampus_workload.h"

#include "extract/activity_stream.h"
#include "extract/activity_writer.h"
#include "extract/dirty_text.h"
#include "extract/text_format.h"

#include <algorithm>

namespace pk::kampus {

using namespace extract;

namespace {

constexpr std::int64_t kRecentActivities = 200; // how far back they are corrected
constexpr std::uint32_t kMostStepMs = 30'000; // of the virtual time between two transactions

} // namespace

std::string_view toString(ShopAction action)
{
    switch (action) {
    case ShopAction::OrderPlaced:
        return "order-placed";
    case ShopAction::StatusChanged:
        return "status-changed";
    case ShopAction::ItemsChanged:
        return "items-changed";
    case ShopAction::AddressChanged:
        return "address-changed";
    case ShopAction::OrderCancelled:
        return "order-cancelled";
    case ShopAction::OrderDeleted:
        return "order-deleted";
    case ShopAction::ActivityRecorded:
        return "activity-recorded";
    case ShopAction::ActivityCorrected:
        return "activity-corrected";
    case ShopAction::ActivityDeleted:
        return "activity-deleted";
    case ShopAction::StudentChanged:
        return "student-changed";
    case ShopAction::GivenUp:
        return "given-up";
    }
    return {};
}

KampusWorkload::KampusWorkload(Database &db, const Campus &campus, Options options)
    : m_db(db)
    , m_campus(campus)
    , m_options(std::move(options))
    , m_sql(db)
    , m_random(0)
{
}

void KampusWorkload::mark()
{
    if (!m_options.mark || m_sql.failed())
        return;
    if (auto marked = m_options.mark(m_db); !marked)
        m_sql.fail(marked.error());
}

Result<void> KampusWorkload::begin()
{
    if (auto began = m_db.begin(); !began)
        return began.error();
    mark();
    readProgress();
    return {};
}

Result<void> KampusWorkload::end()
{
    writeProgress();
    mark();
    if (auto error = m_sql.takeError()) {
        m_db.rollback();
        return *std::move(error);
    }
    auto committed = m_db.commit();
    if (!committed)
        m_db.rollback();
    return committed;
}

Result<ShopAction> KampusWorkload::next()
{
    if (auto began = begin(); !began)
        return began.error();
    ShopAction action = act();
    constexpr std::uint32_t givenUpPercent = 2;
    if (m_random.below(100) < givenUpPercent && !m_sql.failed()) {
        action = ShopAction::GivenUp;
        m_db.rollback();
        if (auto again = begin(); !again) // only how far the workload has come
            return again.error();
    }
    if (auto ended = end(); !ended)
        return ended.error();
    return action;
}

/// Reads where the workload is and draws the transaction's own random numbers and time.
void KampusWorkload::readProgress()
{
    const auto rows = m_sql.rows(
        "SELECT transactions, next_order, next_activity, clock_ms FROM shop_progress WHERE id = 1");
    m_progress = {};
    if (rows.empty())
        m_sql.run("INSERT INTO shop_progress VALUES (1, 0, 1, 1, 0)");
    else
        m_progress = {numberOf(rows[0][0]), numberOf(rows[0][1]), numberOf(rows[0][2]), numberOf(rows[0][3])};
    m_random = Pcg32(m_options.seed, static_cast<std::uint64_t>(m_progress.transactions) + 1);
    const std::int64_t step = 1 + m_random.below(kMostStepMs);
    m_progress.clockMs = m_options.clock != nullptr ? m_options.clock->nowMs() : m_progress.clockMs + step;
}

void KampusWorkload::writeProgress()
{
    ++m_progress.transactions;
    m_sql.run("UPDATE shop_progress SET transactions = ?, next_order = ?, next_activity = ?, clock_ms = ? "
              "WHERE id = 1",
              {m_progress.transactions, m_progress.nextOrder, m_progress.nextActivity, m_progress.clockMs});
}

ShopAction KampusWorkload::act()
{
    struct Share
    {
        std::uint32_t percent;
        std::string_view statuses; ///< of the orders it may happen to
        ShopAction (KampusWorkload::*action)(const FoundOrder &);
    };
    static constexpr Share shares[] = {
        {24, "'PENDING','PAID','PACKED'", &KampusWorkload::changeStatus},
        {12, "'PENDING'", &KampusWorkload::changeItems},
        {5, "'PENDING','PAID'", &KampusWorkload::changeAddress},
        {4, "'PENDING','PAID'", &KampusWorkload::cancelOrder},
        {3, "'PENDING','CANCELLED'", &KampusWorkload::deleteOrder},
    };
    constexpr std::uint32_t recorded = 10;
    constexpr std::uint32_t corrected = recorded + 4;
    constexpr std::uint32_t deleted = corrected + 1;
    constexpr std::uint32_t changed = deleted + 2;
    std::uint32_t dice = m_random.below(m_options.orders ? 100 : changed);
    for (const Share &share : shares) {
        if (!m_options.orders)
            break;
        if (dice < share.percent) {
            const auto order = pickOrder(share.statuses);
            return order ? (this->*share.action)(*order) : placeOrder();
        }
        dice -= share.percent;
    }
    if (!m_options.activities)
        return placeOrder();
    if (dice < recorded)
        return recordActivity();
    if (dice < corrected)
        return correctActivity();
    if (dice < deleted)
        return deleteActivity();
    return dice < changed ? changeStudent() : placeOrder();
}

/// The next id of the form that people use. Somebody may have taken it by hand.
std::string KampusWorkload::freeName(std::string_view prefix, std::int64_t &next, std::string_view lookUp)
{
    std::string name;
    do {
        name = prefix;
        appendPadded(name, m_options.numbersFrom + next++, kNumberDigits);
    } while (m_sql.number(lookUp, {name}) > 0);
    return name;
}

/// As DATETIME or DATETIME(3), WIB.
std::string KampusWorkload::moment(std::int64_t utcMs, bool millis) const
{
    std::string text;
    appendDateTime(text, utcMs);
    if (millis) {
        text.push_back('.');
        appendPadded(text, utcMs % 1000, 3);
    }
    return text;
}

ShopAction KampusWorkload::recordActivity()
{
    Activity activity;
    activity.student = &m_random.pick(m_campus.students);
    activity.kind = &pickKind(m_campus, m_random);
    activity.title = &m_random.pick(activity.kind->titles);
    activity.recordedMs = (m_progress.clockMs / kMinuteMs - 1 - m_random.below(9)) * kMinuteMs;
    drawResult(activity, m_campus, m_random);
    const Dirt dirt =
        drawDirt(DirtRates::fromShare(m_options.dirtyPerMillion, Dataset::Activities), m_random);
    const auto orNull = [](const std::string *text) {
        return text != nullptr ? SqlValue(*text) : SqlValue();
    };
    SqlValue sks = activity.kind->sks.empty() ? SqlValue() : SqlValue(std::to_string(activity.sks));
    if (dirt.has(DirtKind::NegativeQuantity) && !activity.kind->sks.empty())
        sks = "-" + std::to_string(activity.sks);
    std::string term;
    appendTerm(term, activity.recordedMs);
    const std::string name =
        freeName("ACT-", m_progress.nextActivity, "SELECT COUNT(*) FROM activities WHERE activity_id = ?");
    ensureStudent(*activity.student);
    m_sql.run("INSERT INTO activities (activity_id, nim, kind, title, sks, level, `rank`, term, recorded_at, "
              "updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
              {name, activity.student->nim, activity.kind->kind, dirtyText(*activity.title, dirt), sks,
               orNull(activity.level), orNull(activity.rank), term, moment(activity.recordedMs, false),
               moment(m_progress.clockMs, true)});
    return ShopAction::ActivityRecorded;
}

std::optional<std::int64_t> KampusWorkload::pickActivity()
{
    const std::int64_t last = m_sql.number("SELECT MAX(id) FROM activities");
    const std::int64_t id = last - m_random.below(kRecentActivities);
    const std::int64_t found = m_sql.number("SELECT MAX(id) FROM activities WHERE id <= ?", {id});
    return found > 0 ? std::optional(found) : std::nullopt;
}

ShopAction KampusWorkload::correctActivity()
{
    const auto id = pickActivity();
    if (!id)
        return recordActivity();
    const auto row = m_sql.rows("SELECT kind FROM activities WHERE id = ?", {*id});
    const auto kind =
        std::find_if(m_campus.activities.begin(), m_campus.activities.end(),
                     [&](const ActivityKind &k) { return !row.empty() && k.kind == row[0][0]; });
    const std::string now = moment(m_progress.clockMs, true);
    if (kind == m_campus.activities.end() || kind->sks.empty()) {
        m_sql.run("UPDATE activities SET version = version + 1, `rank` = ?, updated_at = ? WHERE id = ?",
                  {m_random.pick(m_campus.ranks), now, *id});
    } else {
        m_sql.run("UPDATE activities SET version = version + 1, sks = ?, updated_at = ? WHERE id = ?",
                  {std::to_string(m_random.pick(kind->sks)), now, *id});
    }
    return ShopAction::ActivityCorrected;
}

ShopAction KampusWorkload::deleteActivity()
{
    const auto id = pickActivity();
    if (!id)
        return recordActivity();
    m_sql.run("DELETE FROM activities WHERE id = ?", {*id});
    return ShopAction::ActivityDeleted;
}

ShopAction KampusWorkload::changeStudent()
{
    const auto known = m_sql.rows("SELECT nim FROM students WHERE nim >= ? ORDER BY nim LIMIT 1",
                                  {m_random.pick(m_campus.students).nim});
    if (known.empty())
        return recordActivity();
    m_sql.run("UPDATE students SET active = 1 - active WHERE nim = ?", {known[0][0]});
    return ShopAction::StudentChanged;
}

void KampusWorkload::ensureStudent(const Person &student)
{
    if (m_sql.number("SELECT COUNT(*) FROM students WHERE nim = ?", {student.nim}) == 0)
        m_sql.run("INSERT INTO students (nim, name, program, faculty) VALUES (?, ?, ?, ?)",
                  {student.nim, student.name, student.program, student.faculty});
}

} // namespace pk::kampus
