#pragma once

// A source that the test lets go on by and by, so that what comes when is no matter of the machine's speed.

#include "extract/source.h"
#include "pipeline/pipeline.h"

#include <atomic>

namespace pk::test {

/// Gives no more than is allowed so far.
class Portions final : public extract::Source
{
public:
    Portions(std::unique_ptr<extract::Source> source, const std::atomic<std::int64_t> &allowed)
        : m_source(std::move(source))
        , m_allowed(allowed)
    {
    }
    static pipeline::SourceFactory of(pipeline::SourceFactory inner, const std::atomic<std::int64_t> &allowed)
    {
        return [inner = std::move(inner), &allowed](std::int64_t skip) -> Result<std::unique_ptr<Source>> {
            auto source = inner(skip);
            if (!source)
                return source.error();
            return std::unique_ptr<Source>(std::make_unique<Portions>(std::move(*source), allowed));
        };
    }
    Result<bool> ready() override { return m_given < m_allowed; }
    Result<bool> next(extract::SourceRecord &record) override
    {
        ++m_given;
        return m_source->next(record);
    }
    std::string_view name() const override { return m_source->name(); }

private:
    std::unique_ptr<extract::Source> m_source;
    const std::atomic<std::int64_t> &m_allowed;
    std::int64_t m_given = 0;
};

} // namespace pk::test
