#include "api/campus_api.h"

#include "base/hash.h"
#include "cdc/event_writer.h"

#include <QUrlQuery>

#include <algorithm>
#include <optional>

namespace pk::api {

namespace {

constexpr int kMostObjects = 1'000;
constexpr int kSlowMs = 2'000;

HttpResponse failure(int status, const QByteArray &what)
{
    return {status, {{"Content-Type", "application/json"}}, "{\"error\":\"" + what + "\"}\n", 0, false};
}

/// A number of the query; `fallback` where it has none, empty where it is none.
std::optional<qint64> numberIn(const QUrlQuery &query, const QString &name, qint64 fallback)
{
    if (!query.hasQueryItem(name))
        return fallback;
    bool isNumber = false;
    const qint64 number = query.queryItemValue(name).toLongLong(&isNumber);
    return isNumber && number > 0 ? std::optional(number) : std::nullopt;
}

/// Opaque to clients, so that nobody builds one.
QByteArray encoded(const sources::RowCursor &cursor)
{
    return QByteArray::fromStdString(cursor.toString())
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

std::optional<sources::RowCursor> decoded(const QString &text)
{
    if (text.isEmpty())
        return sources::RowCursor{};
    const QByteArray plain = QByteArray::fromBase64(text.toLatin1(), QByteArray::Base64UrlEncoding);
    const auto cursor = sources::RowCursor::fromString(plain.toStdString());
    return cursor.id > 0 ? std::optional(cursor) : std::nullopt;
}

/// Rows as the shop typed them; one that is unreadable for us is left out, as the shop would.
QByteArray dataOf(const std::vector<sources::CampusRow> &rows)
{
    std::string data;
    for (const sources::CampusRow &row : rows) {
        if (const auto *head = std::get_if<cdc::Head>(&row.head)) {
            data.append(data.empty() ? "\n{" : ",\n{");
            cdc::appendBody(data, *head, row.parts);
        }
    }
    return QByteArray::fromStdString(data);
}

QByteArray pathWith(const HttpRequest &request, const QString &name, const QByteArray &value)
{
    QUrlQuery query(request.url);
    query.removeQueryItem(name);
    query.addQueryItem(name, QString::fromLatin1(value));
    return request.url.path().toUtf8() + '?' + query.toString(QUrl::FullyEncoded).toUtf8();
}

} // namespace

HttpResponse CampusApi::list(const HttpRequest &request, Dataset dataset)
{
    const QUrlQuery query(request.url);
    const auto limit = numberIn(query, QStringLiteral("limit"), 100);
    const auto page = numberIn(query, QStringLiteral("page"), 1);
    const auto after = decoded(query.queryItemValue(QStringLiteral("after")));
    if (!limit || !page || !after)
        return failure(400, "limit and page are whole numbers from 1 on, after is a next_cursor");
    const int count = static_cast<int>(std::min<qint64>(*limit, kMostObjects));
    const bool numbered = query.hasQueryItem(QStringLiteral("page"));
    const auto rows = numbered
        ? sources::rowsAt(*m_database, dataset, (*page - 1) * count, count)
        : sources::rowsAfter(*m_database, dataset, sources::RowOrder::ByTime, *after, count);
    if (!rows)
        return failure(500, "the database does not answer");
    HttpResponse response;
    response.headers = {{"Content-Type", "application/json"}};
    response.body = "{\"data\":[" + dataOf(*rows) + "]";
    if (numbered) {
        const auto total = sources::countRows(*m_database, dataset);
        if (!total)
            return failure(500, "the database does not answer");
        const qint64 pages = std::max<qint64>(1, (*total + count - 1) / count);
        response.body += ",\"page\":" + QByteArray::number(*page) + ",\"pages\":" + QByteArray::number(pages);
        if (*page < pages)
            response.addHeader("Link",
                               '<' + pathWith(request, QStringLiteral("page"), QByteArray::number(*page + 1))
                                   + ">; rel=\"next\"");
    } else {
        const QByteArray next = rows->empty() ? query.queryItemValue(QStringLiteral("after")).toLatin1()
                                              : encoded({rows->back().stamp, rows->back().id});
        response.body += ",\"next_cursor\":\"" + next + '"';
        if (static_cast<int>(rows->size()) == count)
            response.addHeader("Link",
                               '<' + pathWith(request, QStringLiteral("after"), next) + ">; rel=\"next\"");
    }
    response.body += "}\n";
    const Sha256 digest = sha256(response.body.toStdString());
    const QByteArray etag = '"' + QByteArray::fromStdString(toHex(digest.data(), 8)) + '"';
    response.addHeader("ETag", etag);
    if (request.headers.value("if-none-match") == etag)
        return {304, {{"ETag", etag}}, {}, 0, false};
    return response;
}

HttpResponse CampusApi::answer(const HttpRequest &request)
{
    ++m_requests;
    const Fault fault = m_faults.next();
    m_given += fault != Fault::None ? 1 : 0;
    if (fault == Fault::TooMany) {
        HttpResponse response = failure(429, "too many requests");
        response.addHeader("Retry-After", "1");
        return response;
    }
    if (fault == Fault::Failed)
        return failure(500, "as it was asked for");
    HttpResponse response;
    if (request.url.path() == QStringLiteral("/orders"))
        response = list(request, Dataset::Orders);
    else if (request.url.path() == QStringLiteral("/activities"))
        response = list(request, Dataset::Activities);
    else
        response = failure(404, "there are /orders and /activities");
    response.delayMs = fault == Fault::Slow ? kSlowMs : 0;
    response.cut = fault == Fault::Cut && response.status == 200;
    return response;
}

} // namespace pk::api
