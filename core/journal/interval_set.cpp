#include "journal/interval_set.h"

#include <algorithm>

namespace pk::journal {

namespace {

constexpr std::int64_t kPageSize = 65'536;

} // namespace

std::int64_t IntervalSet::add(std::int64_t first, std::int64_t last)
{
    std::int64_t fresh = 0;
    for (std::int64_t page = first / kPageSize; page <= last / kPageSize; ++page) {
        const std::int64_t begin = page * kPageSize;
        const Run run{static_cast<std::uint16_t>(std::max(first, begin) - begin),
                      static_cast<std::uint16_t>(std::min(last - begin, kPageSize - 1))};
        fresh += addToPage(page, run);
    }
    m_count += fresh;
    return fresh;
}

std::int64_t IntervalSet::addToPage(std::int64_t page, Run run)
{
    if (page > m_newestIndex) {
        if (m_newestIndex >= 0)
            m_sealed.push_back({m_newestIndex, std::make_shared<const Runs>(m_newest)});
        m_newest.clear();
        m_newestIndex = page;
    }
    if (page == m_newestIndex)
        return addRun(m_newest, run);

    const auto at = std::lower_bound(m_sealed.begin(), m_sealed.end(), page,
                                     [](const Page &p, std::int64_t index) { return p.index < index; });
    if (at == m_sealed.end() || at->index != page) {
        m_sealed.insert(at, {page, std::make_shared<const Runs>(Runs{run})});
        return run.last - run.first + 1;
    }
    Runs changed = *at->runs;
    const std::int64_t fresh = addRun(changed, run);
    if (fresh > 0)
        at->runs = std::make_shared<const Runs>(std::move(changed));
    return fresh;
}

std::int64_t IntervalSet::addRun(Runs &runs, Run run)
{
    // The first run that touches or follows the new one; almost always there is none or it is the last.
    auto begin = runs.end();
    if (!runs.empty() && run.first <= runs.back().last + 1) {
        begin = std::lower_bound(runs.begin(), runs.end(), run.first,
                                 [](const Run &r, std::uint16_t first) { return r.last + 1 < first; });
    }
    std::int64_t had = 0;
    Run merged = run;
    auto end = begin;
    for (; end != runs.end() && end->first <= run.last + 1; ++end) {
        had += end->last - end->first + 1;
        merged.first = std::min(merged.first, end->first);
        merged.last = std::max(merged.last, end->last);
    }
    if (begin == end) {
        runs.insert(begin, merged);
    } else {
        *begin = merged;
        runs.erase(begin + 1, end);
    }
    return merged.last - merged.first + 1 - had;
}

void IntervalSet::addAll(const IntervalSet &other)
{
    for (const Interval &interval : other.intervals())
        add(interval.first, interval.last);
}

void IntervalSet::cutFrom(std::int64_t offset)
{
    IntervalSet kept;
    for (const Interval &interval : intervals()) {
        if (interval.first < offset)
            kept.add(interval.first, std::min(interval.last, offset - 1));
    }
    *this = std::move(kept);
}

const IntervalSet::Runs *IntervalSet::findPage(std::int64_t page) const
{
    if (page == m_newestIndex)
        return &m_newest;
    const auto at = std::lower_bound(m_sealed.begin(), m_sealed.end(), page,
                                     [](const Page &p, std::int64_t index) { return p.index < index; });
    return at != m_sealed.end() && at->index == page ? at->runs.get() : nullptr;
}

bool IntervalSet::contains(std::int64_t offset) const
{
    if (offset < 0)
        return false;
    const Runs *runs = findPage(offset / kPageSize);
    if (runs == nullptr)
        return false;
    const auto within = static_cast<std::uint16_t>(offset % kPageSize);
    const auto at = std::lower_bound(runs->begin(), runs->end(), within,
                                     [](const Run &r, std::uint16_t value) { return r.last < value; });
    return at != runs->end() && at->first <= within;
}

std::vector<Interval> IntervalSet::intervals() const
{
    std::vector<Interval> all;
    const auto append = [&all](std::int64_t page, const Runs &runs) {
        for (const Run &run : runs) {
            const Interval next{page * kPageSize + run.first, page * kPageSize + run.last};
            if (!all.empty() && all.back().last + 1 == next.first)
                all.back().last = next.last;
            else
                all.push_back(next);
        }
    };
    for (const Page &page : m_sealed)
        append(page.index, *page.runs);
    append(m_newestIndex, m_newest);
    return all;
}

std::int64_t IntervalSet::countIn(std::int64_t first, std::int64_t last) const
{
    std::int64_t count = 0;
    const auto add = [&](std::int64_t page, const Runs &runs) {
        const std::int64_t begin = page * kPageSize;
        if (begin > last || begin + kPageSize <= first)
            return;
        auto run = std::lower_bound(runs.begin(), runs.end(), first - begin,
                                    [](const Run &r, std::int64_t value) { return r.last < value; });
        for (; run != runs.end() && begin + run->first <= last; ++run)
            count += std::min(begin + run->last, last) - std::max(begin + run->first, first) + 1;
    };
    for (const Page &page : m_sealed)
        add(page.index, *page.runs);
    add(m_newestIndex, m_newest);
    return count;
}

std::int64_t IntervalSet::front() const
{
    if (!m_sealed.empty())
        return m_sealed.front().index * kPageSize + m_sealed.front().runs->front().first;
    return m_newest.empty() ? -1 : m_newestIndex * kPageSize + m_newest.front().first;
}

bool IntervalSet::operator==(const IntervalSet &other) const
{
    if (m_count != other.m_count || m_newestIndex != other.m_newestIndex || m_newest != other.m_newest)
        return false;
    return std::equal(m_sealed.begin(), m_sealed.end(), other.m_sealed.begin(), other.m_sealed.end(),
                      [](const Page &a, const Page &b) {
                          return a.index == b.index && (a.runs == b.runs || *a.runs == *b.runs);
                      });
}

} // namespace pk::journal
