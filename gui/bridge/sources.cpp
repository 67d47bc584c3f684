#include "bridge/sources.h"

#include "extract/csv_source.h"
#include "extract/generator.h"

#include <algorithm>
#include <charconv>

namespace pk::gui {

namespace {

/// A generator whose time is the wall clock.
class LiveGenerator final : public extract::Source
{
public:
    LiveGenerator(std::unique_ptr<extract::Generator> generator, SequenceCounter sequence)
        : m_generator(std::move(generator))
        , m_sequence(std::move(sequence))
    {
    }

    Result<bool> next(extract::SourceRecord &record) override
    {
        m_generator->advanceTo(SystemClock().nowMs());
        auto more = m_generator->next(record);
        m_sequence->store(m_generator->nextSequence(), std::memory_order_relaxed);
        return more;
    }
    std::string_view name() const override { return m_generator->name(); }

private:
    std::unique_ptr<extract::Generator> m_generator;
    SequenceCounter m_sequence;
};

Result<std::unique_ptr<extract::Source>> openGenerator(const SourceChoice &choice,
                                                       const SequenceCounter &sequence)
{
    extract::GeneratorOptions options;
    options.seed = choice.seed;
    options.datasets = choice.datasets;
    options.startMs = SystemClock().nowMs();
    options.meanGapMs = 0;
    options.firstSequence = sequence->load(std::memory_order_relaxed);
    options.setDirtyShare(static_cast<std::uint32_t>(choice.dirtyPercent) * 10'000);
    auto generator = extract::Generator::create(options);
    if (!generator)
        return generator.error();
    return std::unique_ptr<extract::Source>(std::make_unique<LiveGenerator>(std::move(*generator), sequence));
}

/// A file read anew gives its first records again: they are passed over.
Result<std::unique_ptr<extract::Source>>
openCsv(const QString &path, const std::shared_ptr<const extract::CsvMapping> &mapping, std::int64_t skip)
{
    auto source = extract::CsvSource::create(path, mapping);
    if (!source)
        return source.error();
    extract::SourceRecord record;
    for (std::int64_t i = 0; i < skip; ++i) {
        record.clear();
        if (const auto more = (*source)->next(record); !more)
            return more.error();
    }
    return std::unique_ptr<extract::Source>(std::move(*source));
}

Result<std::int64_t> greatestNumber(Database &db, std::string_view sql)
{
    auto query = db.prepare(sql);
    if (!query)
        return query.error();
    const auto row = (*query)->step();
    if (!row)
        return row.error();
    std::int64_t number = 0;
    if (*row && !(*query)->isNull(0)) {
        const std::string_view id = (*query)->text(0);
        const std::string_view digits = id.substr(std::min<std::size_t>(4, id.size()));
        std::from_chars(digits.data(), digits.data() + digits.size(), number);
    }
    (*query)->reset();
    return number;
}

} // namespace

Result<std::int64_t> nextSequenceIn(Database &warehouse)
{
    const auto order =
        greatestNumber(warehouse, "SELECT max(order_id) FROM fact_orders WHERE order_id GLOB 'ORD-[0-9]*'");
    if (!order)
        return order.error();
    const auto activity = greatestNumber(
        warehouse, "SELECT max(activity_id) FROM fact_activities WHERE activity_id GLOB 'ACT-[0-9]*'");
    if (!activity)
        return activity.error();
    return std::max(*order, *activity) + 1;
}

Result<pipeline::SourceFactory> makeSource(const SourceChoice &choice, const SequenceCounter &sequence)
{
    if (choice.kind == SourceChoice::Kind::Generator) {
        return pipeline::SourceFactory(
            [choice, sequence](std::int64_t) { return openGenerator(choice, sequence); });
    }
    std::shared_ptr<const extract::CsvMapping> mapping;
    if (!choice.mapping.isEmpty()) {
        auto loaded = extract::CsvMapping::load(choice.mapping);
        if (!loaded)
            return loaded.error();
        mapping = std::move(*loaded);
    }
    // Opened once here, so that a file that cannot be read changes nothing.
    if (const auto probe = openCsv(choice.file, mapping, 0); !probe)
        return probe.error();
    return pipeline::SourceFactory(
        [path = choice.file, mapping](std::int64_t skip) { return openCsv(path, mapping, skip); });
}

} // namespace pk::gui
