#pragma once

// Reads one list of an API page after page, without a network: it says what to ask next and when, and makes
// items of the answers.
//
//   link     the next page is named by the Link header: rel="next"
//   cursor   the answer names the cursor of the next page: "next_cursor", asked with ?after=
//   page     pages are numbered: ?page=2 up to "pages"
//
// The last page is asked again at every look, with its ETag: 304 costs no more than the question. Items of it
// that were given before are known by their states, also after a restart: they stand in the position.
//
// Answers that pass (no answer, 408, 429, 5xx) are retried with growing delays, and not before what
// Retry-After says. Any other refusal is the end.
//
// Page numbers shift when an earlier row is deleted: what slides onto a page that was read is not seen. Links
// and cursors do not have that fault.
//
// Thread: a value type of its source's thread.

#include "sources/rest_page.h"
#include "sources/retry_delay.h"

#include <QUrl>

#include <optional>
#include <set>

namespace pk::sources {

enum class Paging { Link, Page, Cursor };

struct RestRequest
{
    QUrl url;
    std::string etag; ///< for If-None-Match; empty: the whole page is wanted
};

struct RestResponse
{
    int status = 0; ///< 0: no whole answer has come
    QString problem; ///< why
    std::string etag;
    std::string link;
    std::string retryAfter;
    std::string body;
};

class RestReader
{
public:
    struct Options
    {
        QUrl url; ///< of the list
        Dataset dataset = Dataset::Orders;
        Paging paging = Paging::Cursor;
        int pageSize = 100;
        std::int64_t everyMs = 1'000; ///< between two looks at the last page
        std::uint64_t seed = 0; ///< of the jitter
    };
    struct Given
    {
        RestItem item;
        std::string position; ///< behind it
    };

    /// `position`: where an earlier reader of the same list was; empty: at the beginning.
    RestReader(Options options, std::string_view position);

    /// What to ask now; empty: nothing yet, or an answer is still to come.
    std::optional<RestRequest> due(std::int64_t nowMs);
    /// The items of an answer that are new. Errors: with a retriable one due() asks again later.
    Result<std::vector<Given>> take(const RestResponse &response, std::int64_t nowMs);

    /// Where it is when an answer has moved it without an item.
    std::string position() const;
    /// The last answer was the end of the list.
    bool atEnd() const { return m_atEnd; }
    Dataset dataset() const { return m_options.dataset; }

private:
    Error refused(const RestResponse &response) const;
    QUrl firstPage() const;
    std::optional<QUrl> pageAfter(const RestPage &page, const RestResponse &response) const;
    std::string positionText(const QUrl &url, const std::string &etag,
                             const std::vector<std::string> &seen) const;

    const Options m_options;
    QUrl m_url;
    std::string m_etag;
    std::vector<std::string> m_seen; ///< states of this page's items that were given
    RetryDelay m_retry;
    std::int64_t m_nextMs = 0;
    bool m_underWay = false;
    bool m_atEnd = false;
};

} // namespace pk::sources
