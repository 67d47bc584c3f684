// A whole table between bootstrap-start and bootstrap-complete, in as many steps as it takes.

#include "base/clock.h"
#include "kampus/change_capture.h"
#include "kampus/change_publisher.h"

namespace pk::kampus {

namespace {

constexpr std::uint64_t kNoPlace = UINT64_MAX; // the tag of a bootstrap's records

std::string selectAll(const TableShape &shape)
{
    std::string order;
    for (const std::string &column : shape.primaryKey)
        order += (order.empty() ? " ORDER BY " : ", ") + quotedName(column);
    const std::string table = quotedName(shape.name);
    return "SELECT " + imageOf(shape, table) + " FROM " + table + order;
}

} // namespace

Result<std::size_t> ChangePublisher::beginBootstrap(const BootstrapRequest &request, std::int64_t deadlineUs)
{
    const auto shape = m_log.shape(request.table);
    if (!shape && shape.error().code == ErrorCode::NotFound)
        return refuseBootstrap(request, shape.error());
    if (!shape)
        return shape.error();
    // One snapshot for all rows, and no change in it that was not published before them.
    if (auto began = m_db.exec("BEGIN"); !began)
        return began.error();
    const auto more = m_log.hasMore();
    auto rows = m_db.prepare(selectAll(**shape));
    if (!more || !rows || *more) {
        if (rows)
            rows->reset();
        m_db.rollback();
        if (!more || !rows)
            return more ? rows.error() : more.error();
        m_unfinished = true; // a later step publishes it
        return std::size_t{0};
    }
    m_bootstrap.emplace(Bootstrap{.request = request, .shape = **shape, .rows = *std::move(rows)});
    m_bootstrap->atSeconds = SystemClock().nowMs() / 1000;
    return continueBootstrap(deadlineUs);
}

Result<std::size_t> ChangePublisher::continueBootstrap(std::int64_t deadlineUs)
{
    const auto through = advanceBootstrap(deadlineUs);
    if (through && !*through)
        return std::size_t{0};
    if (through) {
        const std::size_t rows = m_bootstrap->sent;
        endBootstrap();
        return rows;
    }
    if (through.error().code == ErrorCode::Busy && m_bootstrap->at == Bootstrap::At::Mark)
        return through.error(); // all of it is in Kafka; only the mark is missing
    // The whole bootstrap runs again, as Maxwell's does after a crash; but not for ever.
    const bool ofThisTable = m_failedAtBroker || through.error().code == ErrorCode::Corrupt;
    const BootstrapRequest request = m_bootstrap->request;
    endBootstrap();
    forgetProducer();
    if (!through.error().retriable && ofThisTable) {
        m_failedAtBroker = false;
        return refuseBootstrap(request, through.error());
    }
    return through.error();
}

/// True: all is acknowledged, and the request marked.
Result<bool> ChangePublisher::advanceBootstrap(std::int64_t deadlineUs)
{
    using At = Bootstrap::At;
    Bootstrap &b = *m_bootstrap;
    while (!m_refused) {
        Result<bool> done = true;
        switch (b.at) {
        case At::Start:
            done = sendForBootstrap("bootstrap-start", {}, deadlineUs);
            break;
        case At::NextRow:
            done = b.rows->step();
            if (done && !*done) {
                b.at = At::Complete;
                continue;
            }
            break;
        case At::Row:
            done = sendForBootstrap("bootstrap-insert", b.rows->text(0), deadlineUs);
            if (done && *done) {
                ++b.sent;
                b.at = At::NextRow;
                if (monotonicUs() > deadlineUs) {
                    m_producer->poll(0);
                    return false;
                }
                continue;
            }
            break;
        case At::Complete:
            done = sendForBootstrap("bootstrap-complete", {}, deadlineUs);
            break;
        case At::Answers:
            done = flush(deadlineUs);
            if (done && *done && !m_refused) {
                b.rows.reset();
                m_db.rollback(); // the mark is a transaction of its own
            }
            break;
        case At::Mark:
            if (auto marked = m_log.endBootstrap(b.request.id, static_cast<std::int64_t>(b.sent)); !marked)
                return marked.error();
            return true;
        }
        if (!done || !*done)
            return done;
        b.at = static_cast<At>(static_cast<int>(b.at) + 1);
    }
    return takeRefusal(-b.request.id);
}

Result<bool> ChangePublisher::sendForBootstrap(std::string_view type, std::string_view image,
                                               std::int64_t deadlineUs)
{
    const RowChange change{.type = type, .atSeconds = m_bootstrap->atSeconds, .after = image};
    return send(m_bootstrap->shape, change, kNoPlace, deadlineUs);
}

Result<std::size_t> ChangePublisher::refuseBootstrap(const BootstrapRequest &request, Error why)
{
    if (auto marked = m_log.endBootstrap(request.id, 0, why.toString().toStdString()); !marked)
        return marked.error();
    m_unfinished = true; // others may have been asked for, too
    why.context = QStringLiteral("cdc_bootstrap %1").arg(request.id);
    why.retriable = false;
    if (m_options.refused)
        m_options.refused(why);
    return std::size_t{0};
}

void ChangePublisher::endBootstrap()
{
    if (!m_bootstrap)
        return;
    m_bootstrap.reset(); // its statement first
    m_db.rollback();
}

} // namespace pk::kampus
