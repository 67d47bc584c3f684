#include "sources/rest_reader.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QUrlQuery>

#include <algorithm>

namespace pk::sources {

namespace {

enum Status {
    Ok = 200,
    NotModified = 304,
    Unauthorized = 401,
    Forbidden = 403,
    RequestTimeout = 408,
    TooMany = 429
};

bool passes(int status)
{
    return status == 0 || status == RequestTimeout || status == TooMany || status >= 500;
}

/// Seconds, or a date of HTTP.
std::int64_t askedDelayMs(const std::string &retryAfter)
{
    const QString text = QString::fromStdString(retryAfter).trimmed();
    bool isNumber = false;
    if (const qint64 seconds = text.toLongLong(&isNumber); isNumber)
        return std::clamp<qint64>(seconds, 0, RetryDelay::kLongestAskedMs / 1000) * 1000;
    // Qt's own reader of such dates does not take GMT, which is what HTTP writes.
    const QDateTime read = QLocale::c().toDateTime(text, QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"));
    const QDateTime moment(read.date(), read.time(), Qt::UTC);
    return read.isValid() ? std::max<qint64>(0, QDateTime::currentDateTimeUtc().msecsTo(moment)) : 0;
}

QUrl withItem(QUrl url, const QString &name, const QString &value)
{
    QUrlQuery query(url);
    query.removeQueryItem(name);
    query.addQueryItem(name, QString::fromLatin1(QUrl::toPercentEncoding(value)));
    url.setQuery(query);
    return url;
}

} // namespace

RestReader::RestReader(Options options, std::string_view position)
    : m_options(std::move(options))
    , m_url(firstPage())
    , m_retry(m_options.seed)
{
    const QJsonObject kept =
        QJsonDocument::fromJson(QByteArray(position.data(), static_cast<qsizetype>(position.size())))
            .object();
    if (!kept.contains(QStringLiteral("url")))
        return;
    m_url = QUrl(kept.value(QStringLiteral("url")).toString());
    m_etag = kept.value(QStringLiteral("etag")).toString().toStdString();
    for (const QJsonValue &state : kept.value(QStringLiteral("seen")).toArray())
        m_seen.push_back(state.toString().toStdString());
}

QUrl RestReader::firstPage() const
{
    const QUrl first = withItem(m_options.url, QStringLiteral("limit"), QString::number(m_options.pageSize));
    return m_options.paging == Paging::Page ? withItem(first, QStringLiteral("page"), QStringLiteral("1"))
                                            : first;
}

std::string RestReader::positionText(const QUrl &url, const std::string &etag,
                                     const std::vector<std::string> &seen) const
{
    QJsonArray states;
    for (const std::string &state : seen)
        states.append(QString::fromStdString(state));
    return QJsonDocument(QJsonObject{{QStringLiteral("url"), url.toString(QUrl::FullyEncoded)},
                                     {QStringLiteral("etag"), QString::fromStdString(etag)},
                                     {QStringLiteral("seen"), states}})
        .toJson(QJsonDocument::Compact)
        .toStdString();
}

std::string RestReader::position() const
{
    return positionText(m_url, m_etag, m_seen);
}

std::optional<RestRequest> RestReader::due(std::int64_t nowMs)
{
    if (m_underWay || nowMs < m_nextMs)
        return std::nullopt;
    m_underWay = true;
    return RestRequest{m_url, m_etag};
}

Error RestReader::refused(const RestResponse &response) const
{
    const QString where = m_url.toDisplayString();
    if (response.status == 0)
        return {ErrorCode::Unavailable,
                QCoreApplication::translate("sources", "The API does not answer: %1. It is asked again.")
                    .arg(response.problem),
                where, true};
    if (passes(response.status))
        return {ErrorCode::Unavailable,
                QCoreApplication::translate("sources",
                                            "The API has answered with status %1; it is asked again later.")
                    .arg(response.status),
                where, true};
    if (response.status == Unauthorized || response.status == Forbidden)
        return {
            ErrorCode::Permission,
            QCoreApplication::translate("sources",
                                        "The API does not let us in (status %1). Put a token that it accepts "
                                        "into the environment variable PK_API_TOKEN.")
                .arg(response.status),
            where};
    return {
        ErrorCode::BadInput,
        QCoreApplication::translate("sources",
                                    "The API has refused the request with status %1. Check the address and "
                                    "the kind of paging.")
            .arg(response.status),
        where};
}

std::optional<QUrl> RestReader::pageAfter(const RestPage &page, const RestResponse &response) const
{
    std::optional<QUrl> next;
    switch (m_options.paging) {
    case Paging::Link:
        if (const std::string link = nextLink(response.link); !link.empty())
            next = m_url.resolved(QUrl(QString::fromStdString(link)));
        break;
    case Paging::Cursor:
        if (!page.nextCursor.empty())
            next = withItem(m_url, QStringLiteral("after"), QString::fromStdString(page.nextCursor));
        break;
    case Paging::Page:
        if (page.page > 0 && page.page < page.pages)
            next = withItem(m_url, QStringLiteral("page"), QString::number(page.page + 1));
        break;
    }
    return next && *next == m_url ? std::nullopt : next;
}

Result<std::vector<RestReader::Given>> RestReader::take(const RestResponse &response, std::int64_t nowMs)
{
    m_underWay = false;
    if (response.status == NotModified) {
        m_retry.reset();
        m_atEnd = true;
        m_nextMs = nowMs + m_options.everyMs;
        return std::vector<Given>();
    }
    if (response.status != Ok) {
        m_nextMs = nowMs + m_retry.nextMs(askedDelayMs(response.retryAfter));
        return refused(response);
    }
    auto page = parseRestPage(response.body, m_options.dataset);
    if (!page)
        return page.error();
    m_retry.reset();
    const auto next = pageAfter(*page, response);
    std::vector<Given> given;
    std::set<std::string> states; // of what is on the page
    for (RestItem &item : page->items) {
        const std::string state = item.object.state();
        states.insert(state);
        if (std::ranges::find(m_seen, state) != m_seen.end())
            continue;
        m_seen.push_back(state);
        // Without the ETag: asked with it, the rest of the page would not come again.
        given.push_back({std::move(item), positionText(m_url, {}, m_seen)});
    }
    if (next) {
        m_url = *next;
        m_etag.clear();
        m_seen.clear();
    } else {
        m_etag = response.etag;
        std::erase_if(m_seen, [&states](const std::string &state) { return !states.contains(state); });
    }
    m_atEnd = !next;
    m_nextMs = next ? nowMs : nowMs + m_options.everyMs;
    if (!given.empty())
        given.back().position = position();
    return given;
}

} // namespace pk::sources
