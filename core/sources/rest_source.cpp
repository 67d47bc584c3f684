#include "sources/rest_source.h"

#include "base/clock.h"

#include <algorithm>

namespace pk::sources {

namespace {

QUrl listUrl(QUrl url, Dataset dataset)
{
    QString path = url.path();
    if (!path.endsWith(u'/'))
        path += u'/';
    url.setPath(
        path
        + QString::fromLatin1(toString(dataset).data(), static_cast<qsizetype>(toString(dataset).size())));
    return url;
}

} // namespace

RestSource::RestSource(RestOptions options, std::unique_ptr<PositionStore> store)
    : m_options(std::move(options))
    , m_store(std::move(store))
    , m_tracker(*m_store)
    , m_lastItemMs(m_options.nowMs())
    , m_client(qgetenv("PK_API_TOKEN"))
{
    for (const Dataset dataset : m_options.datasets) {
        RestReader::Options reader;
        reader.url = listUrl(m_options.url, dataset);
        reader.dataset = dataset;
        reader.paging = m_options.paging;
        reader.pageSize = m_options.pageSize;
        reader.everyMs = m_options.everyMs;
        reader.seed = static_cast<std::uint64_t>(monotonicUs());
        const auto kept = m_store->positions().find(std::string(toString(dataset)));
        m_readers.emplace_back(std::move(reader), kept != m_store->positions().end() ? kept->second : "");
    }
}

std::string RestOptions::identity() const
{
    const char *const names[] = {"link", "page", "cursor"};
    return target + " rest " + names[static_cast<int>(paging)] + " " + std::to_string(pageSize) + " "
        + url.toString(QUrl::FullyEncoded).toStdString();
}

Result<std::unique_ptr<RestSource>> RestSource::create(RestOptions options)
{
    auto store = PositionStore::open(options.positions, options.identity());
    if (!store)
        return store.error();
    return std::unique_ptr<RestSource>(new RestSource(std::move(options), std::move(*store)));
}

Result<void> RestSource::takeAnswer(std::int64_t nowMs)
{
    const auto answer = m_client.take();
    if (!answer)
        return {};
    RestReader &reader = m_readers[m_turn];
    auto given = reader.take(*answer, nowMs);
    m_trouble = given ? std::nullopt : std::optional(given.error());
    if (!given)
        return given.error();
    if (given->empty()) {
        std::string &last = m_lastPosition[reader.dataset()];
        if (std::string position = reader.position(); position != last)
            m_tracker.moved(std::string(toString(reader.dataset())), last = std::move(position));
        return {};
    }
    m_lastItemMs = nowMs;
    for (RestReader::Given &each : *given)
        m_found.push_back({reader.dataset(), std::move(each)});
    return {};
}

void RestSource::askNext(std::int64_t nowMs)
{
    for (std::size_t i = 0; i < m_readers.size() && !m_client.isUnderWay(); ++i) {
        const std::size_t turn = (m_turn + 1 + i) % m_readers.size();
        if (auto request = m_readers[turn].due(nowMs)) {
            m_turn = turn;
            m_client.get(std::move(*request));
        }
    }
}

Result<bool> RestSource::ready()
{
    if (!m_found.empty() || m_ended)
        return true;
    const std::int64_t nowMs = m_options.nowMs();
    const bool last = m_options.end.isPossible();
    if (auto taken = takeAnswer(nowMs); !taken && !taken.error().retriable)
        return taken.error();
    if (!m_found.empty())
        return true;
    if (m_trouble) {
        askNext(nowMs);
        return *m_trouble;
    }
    const bool atEnd = std::ranges::all_of(m_readers, [](const RestReader &r) { return r.atEnd(); });
    m_ended = last && atEnd && m_options.end.reached(nowMs, m_lastItemMs);
    if (!m_ended)
        askNext(nowMs);
    return m_ended;
}

Result<bool> RestSource::next(extract::SourceRecord &record)
{
    if (m_found.empty())
        return false;
    const Found found = std::move(m_found.front());
    m_found.pop_front();
    const RestItem &item = found.given.item;
    record.dataset = found.dataset;
    const std::string identity = "api\n" + m_options.url.toString(QUrl::FullyEncoded).toStdString() + "\n"
        + std::string(toString(found.dataset)) + "\n" + item.object.state();
    fillRecord(record, item.object, item.text, identity, name());
    m_tracker.gave(std::string(toString(found.dataset)), found.given.position);
    return true;
}

} // namespace pk::sources
