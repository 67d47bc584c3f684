#include "bridge/log_origin.h"

#include "domain/headers.h"

#include <set>
#include <string_view>

namespace pk::gui {

namespace {

void add(std::vector<journal::Interval> &intervals, std::int64_t offset)
{
    if (!intervals.empty() && intervals.back().last + 1 == offset)
        ++intervals.back().last;
    else
        intervals.push_back({offset, offset});
}

} // namespace

std::optional<std::string> originOf(const FullMessage &message)
{
    // Worked again after a crash, a record has another time; the raw record it came from is the same.
    if (const std::string_view raw = headerOf(message, header::rawPosition); !raw.empty())
        return std::string(raw).append(1, '\n').append(message.key);
    std::string_view id = headerOf(message, header::eventId);
    if (id.empty())
        id = headerOf(message, header::correlationId);
    if (id.empty())
        return std::nullopt;
    // Two sources of one seed make the same events, but not at the same time.
    return std::string(id)
        .append(1, '\n')
        .append(message.key)
        .append(1, '\n')
        .append(std::to_string(message.timestampMs));
}

Origins judge(const std::vector<FullMessage> &messages, const journal::IntervalSet &known,
              std::int64_t before)
{
    std::set<std::string> acknowledged;
    for (const FullMessage &message : messages) {
        if (!known.contains(message.offset))
            continue;
        if (auto origin = originOf(message))
            acknowledged.insert(std::move(*origin));
    }
    Origins origins;
    for (const FullMessage &message : messages) {
        if (message.offset >= before || known.contains(message.offset))
            continue;
        const auto origin = originOf(message);
        add(!origin                              ? origins.foreign
                : acknowledged.contains(*origin) ? origins.ours
                                                 : origins.undecided,
            message.offset);
    }
    return origins;
}

} // namespace pk::gui
