#include "transform/engine.h"

#include "transform/config_data.h"
#include "transform/event_id.h"

#include <chrono>

namespace pk::transform {

namespace {

/// Answers from the tables of the configuration.
class TableLookups final : public LookupProvider
{
public:
    explicit TableLookups(std::shared_ptr<const Config> config)
        : m_config(std::move(config))
    {
    }

    Answer find(std::string_view table, std::string_view key, LookupValue &value) override
    {
        const auto &tables = m_config->data().lookups;
        const auto found = tables.find(table);
        if (found == tables.end())
            return Answer::Missing;
        m_key.assign(key);
        for (char &c : m_key)
            c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        const auto entry = found->second->entries.find(m_key);
        if (entry == found->second->entries.end())
            return Answer::Missing;
        value = {entry->second.text, entry->second.isNumber};
        return Answer::Found;
    }

private:
    std::shared_ptr<const Config> m_config;
    std::string m_key;
};

} // namespace

class Engine::Private
{
public:
    std::shared_ptr<const Config> config;
    std::shared_ptr<LookupProvider> lookups;
    Context context;
    Output output;
    std::string key;
    std::string value;
    std::string eventId;
    std::vector<StepCount> counts;

    void begin(const Input &input)
    {
        context.input = &input;
        context.failure = {};
        context.document
            .clear(); // so that a record that cannot be parsed does not show its predecessor's fields
        output.failure = {};
    }

    Outcome run(std::size_t index)
    {
        const Config::Data::ConfiguredStep &step = config->data().steps[index];
        const std::uint64_t before = context.document.changes();
        const Outcome outcome = step.step->apply(context);
        if (outcome != Outcome::Retry) {
            StepCount &count = counts[index];
            ++count.records;
            count.changed += outcome == Outcome::Enriched && context.document.changes() != before ? 1 : 0;
            count.ended += outcome == Outcome::Enriched ? 0 : 1;
        }
        if (outcome != Outcome::Enriched) {
            context.failure.step = step.name;
            context.failure.stepIndex = index;
        }
        return outcome;
    }

    void finish(const Input &input, Outcome outcome)
    {
        output.outcome = outcome;
        output.failure = std::move(context.failure);
        char buffer[24];
        const Value &root = context.document.root();
        const Value *id = findMember(root, "event_id");
        eventId.assign(id && isText(*id) && !textOf(*id).empty() ? textOf(*id)
                                                                 : givenEventId(input, context.scratch));
        value.clear();
        key.assign(input.key);
        if (outcome == Outcome::Enriched) {
            const Value *business = findMember(root, context.dataset == Dataset::Orders ? "order_id" : "nim");
            if (business && !business->IsNull())
                key.assign(scalarText(*business, buffer));
            writeJson(root, value);
        }
        output.key = key;
        output.value = value;
        output.eventId = eventId;
    }
};

Engine::Engine(std::shared_ptr<const Config> config, std::shared_ptr<LookupProvider> lookups)
    : d(std::make_unique<Private>())
{
    d->context.dataset = config->dataset();
    d->lookups = lookups ? std::move(lookups) : std::make_shared<TableLookups>(config);
    d->context.lookups = d->lookups.get();
    d->counts.resize(config->data().steps.size());
    d->config = std::move(config);
}

Engine::~Engine() = default;
Engine::Engine(Engine &&) noexcept = default;
Engine &Engine::operator=(Engine &&) noexcept = default;

const Output &Engine::transform(const Input &input)
{
    d->begin(input);
    const std::size_t count = d->config->data().steps.size();
    Outcome outcome = Outcome::Enriched;
    for (std::size_t i = 0; i < count && outcome == Outcome::Enriched; ++i)
        outcome = d->run(i);
    d->finish(input, outcome);
    return d->output;
}

Trace Engine::trace(const Input &input)
{
    using Clock = std::chrono::steady_clock;
    Trace trace;
    d->begin(input);
    std::string before;
    const auto &steps = d->config->data().steps;
    for (std::size_t i = 0; i < steps.size() && trace.outcome == Outcome::Enriched; ++i) {
        TraceStep step;
        step.name = steps[i].name;
        step.index = i;
        step.before = before;
        const auto start = Clock::now();
        trace.outcome = d->run(i);
        step.durationNs = std::chrono::duration_cast<std::chrono::nanoseconds>(Clock::now() - start).count();
        if (trace.outcome == Outcome::Enriched) {
            writeJson(d->context.document.root(), step.after);
            before = step.after;
        }
        trace.steps.push_back(std::move(step));
    }
    d->finish(input, trace.outcome);
    trace.failure = d->output.failure;
    trace.value = d->value;
    return trace;
}

const std::vector<StepCount> &Engine::counts() const
{
    return d->counts;
}

const Config &Engine::config() const
{
    return *d->config;
}

} // namespace pk::transform
