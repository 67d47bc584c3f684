#include "extract/generator.h"

#include "base/uuid7.h"
#include "extract/activity_writer.h"
#include "extract/number_series.h"
#include "extract/order_writer.h"

#include <QCoreApplication>

#include <algorithm>

namespace pk::extract {

namespace {

/// The concerns that have their own sequence of random numbers.
enum class Stream : std::uint64_t { Flow, Ids, Dirt, Orders, Activities, HeldBack, Count };

Pcg32 randomFor(const GeneratorOptions &options, Stream stream)
{
    const auto first = static_cast<std::uint64_t>(options.firstSequence);
    return Pcg32(options.seed,
                 first * static_cast<std::uint64_t>(Stream::Count) + static_cast<std::uint64_t>(stream));
}

void appendHex64(std::string &out, std::uint64_t number)
{
    static constexpr char digits[] = "0123456789abcdef";
    for (int shift = 60; shift >= 0; shift -= 4)
        out.push_back(digits[(number >> static_cast<unsigned>(shift)) & 0xfU]);
}

} // namespace

Result<void> GeneratorOptions::check() const
{
    const auto bad = [](const QString &what) { return Error{ErrorCode::Usage, what, QString()}; };
    constexpr std::int64_t maxSequence = kNumbersEnd - 1;
    if (count < 0)
        return bad(QCoreApplication::translate("extract", "The number of records must not be negative."));
    if (firstSequence < 1 || firstSequence > maxSequence)
        return bad(
            QCoreApplication::translate("extract", "The first sequence number must lie between 1 and %1.")
                .arg(maxSequence));
    constexpr std::int64_t dayMs = 86'400'000;
    if (meanGapMs < 0 || meanGapMs > dayMs)
        return bad(QCoreApplication::translate(
            "extract", "The mean time between events must lie between 0 and one day."));
    if (startMs < dayMs)
        return bad(QCoreApplication::translate("extract", "The virtual clock must start after 1970."));
    constexpr std::uint32_t million = 1'000'000;
    bool ratesFit = hotPerMillion <= million;
    for (const DirtRates *rates : {&orderDirt, &activityDirt}) {
        ratesFit = ratesFit && rates->duplicate <= million && rates->late <= million
            && std::all_of(rates->kinds.begin(), rates->kinds.end(),
                           [](std::uint32_t rate) { return rate <= million; });
    }
    if (!ratesFit)
        return bad(QCoreApplication::translate("extract", "A rate must lie between 0 and 100 percent."));
    return {};
}

Result<std::unique_ptr<Generator>> Generator::create(const GeneratorOptions &options,
                                                     std::shared_ptr<const Campus> campus)
{
    if (const Result<void> checked = options.check(); !checked)
        return checked.error();
    if (!campus) {
        Result<std::shared_ptr<const Campus>> shipped = Campus::shipped();
        if (!shipped)
            return shipped.error();
        campus = *shipped;
    }
    return std::unique_ptr<Generator>(new Generator(options, std::move(campus)));
}

Generator::Generator(const GeneratorOptions &options, std::shared_ptr<const Campus> campus)
    : m_options(options)
    , m_campus(std::move(campus))
    , m_flowRandom(randomFor(options, Stream::Flow))
    , m_idRandom(randomFor(options, Stream::Ids))
    , m_dirtRandom(randomFor(options, Stream::Dirt))
    , m_orders(*m_campus, randomFor(options, Stream::Orders), options.firstSequence, options.hotPerMillion)
    , m_activities(*m_campus, randomFor(options, Stream::Activities), options.firstSequence,
                   options.hotPerMillion)
    , m_heldBack(randomFor(options, Stream::HeldBack))
    , m_nowMs(options.startMs)
{
}

Result<bool> Generator::next(SourceRecord &record)
{
    if (m_options.count > 0 && m_generated == m_options.count)
        return false;
    if (!m_heldBack.takeDue(record)) {
        do {
            makeEvent(record);
        } while (m_heldBack.keepLate(record, rates(record.dataset)));
    }
    record.timestampMs = m_nowMs; // of sending, so that a topic's timestamps never go back
    m_heldBack.sent(record, rates(record.dataset));
    ++m_generated;
    return true;
}

void Generator::advanceTo(std::int64_t ms)
{
    m_nowMs = std::max(m_nowMs, ms);
}

std::int64_t Generator::nextSequence() const
{
    return std::max(m_orders.nextNumber(), m_activities.nextNumber());
}

void Generator::makeEvent(SourceRecord &record)
{
    constexpr std::uint32_t oneActivityIn = 4;
    record.clear();
    m_nowMs += m_flowRandom.below(static_cast<std::uint32_t>(2 * m_options.meanGapMs + 1));
    const bool activity = m_flowRandom.below(oneActivityIn) == 0;
    record.dataset = m_options.datasets == GeneratedDatasets::Activities
            || (m_options.datasets == GeneratedDatasets::Both && activity)
        ? Dataset::Activities
        : Dataset::Orders;

    const std::string eventId = newUuid();
    const Dirt dirt = drawDirt(rates(record.dataset), m_dirtRandom);
    if (record.dataset == Dataset::Orders) {
        const OrderEventKind kind = m_orders.next(m_nowMs);
        appendOrderId(record.key, m_orders.order().number);
        writeOrder(record.value, *m_campus, m_orders.order(), kind, eventId, m_nowMs, dirt);
        addHeaders(record, eventId, eventType(kind));
    } else {
        const Activity &next = m_activities.next(m_nowMs);
        record.key = next.student->nim;
        writeActivity(record.value, next, eventId, m_nowMs, dirt);
        addHeaders(record, eventId, kActivityEventType);
    }
}

std::string Generator::newUuid()
{
    const std::uint32_t high = m_idRandom.next();
    return uuid7(m_nowMs, high, m_idRandom.next64());
}

void Generator::addHeaders(SourceRecord &record, std::string_view eventId, std::string_view eventType)
{
    const std::string correlationId = newUuid();
    m_traceparent = "00-";
    for (const char c : correlationId) {
        if (c != '-')
            m_traceparent.push_back(c);
    }
    m_traceparent.push_back('-');
    appendHex64(m_traceparent, m_idRandom.next64() | 1U); // a span id must not be zero
    m_traceparent.append("-01");

    record.headers.add(header::correlationId, correlationId);
    record.headers.add(header::eventId, eventId);
    record.headers.add(header::eventType, eventType);
    record.headers.add(header::source, name());
    record.headers.add(header::contentType, "application/json");
    record.headers.add(header::traceparent, m_traceparent);
}

} // namespace pk::extract
