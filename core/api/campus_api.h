#pragma once

// The campus's own API over its database: GET /orders and /activities, in pages.
//
//   ?limit=100              how many objects, at most 1000
//   ?after=<cursor>         what has changed behind it, by time; each answer has "next_cursor", also the last
//   ?page=2                 by number, sorted by id; the answer has "page" and "pages"
//   Link: <…>; rel="next"   while there is more
//   ETag, If-None-Match     304 when the page is as it was
//
// Thread: that of the database. Errors: an answer of status 500.

#include "api/fault_plan.h"
#include "api/http_server.h"
#include "sources/campus_rows.h"

namespace pk::api {

class CampusApi
{
public:
    CampusApi(std::unique_ptr<Database> database, FaultPlan faults)
        : m_database(std::move(database))
        , m_faults(std::move(faults))
    {
    }

    HttpResponse answer(const HttpRequest &request);
    std::int64_t requests() const { return m_requests; }
    std::int64_t faults() const { return m_given; } ///< of these

private:
    HttpResponse list(const HttpRequest &request, Dataset dataset);

    std::unique_ptr<Database> m_database;
    FaultPlan m_faults;
    std::int64_t m_requests = 0;
    std::int64_t m_given = 0;
};

} // namespace pk::api
