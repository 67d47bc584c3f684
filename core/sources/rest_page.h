#pragma once

// One page of a list that an API gives: its objects as they were written, and where the next page is.
//
//   {"data":[{"order_id":"ORD-1","version":2,"occurred_at":"…",…},…],"next_cursor":"…","page":1,"pages":9}
//
// An array alone is a page, too; its next page stands in the Link header (RFC 8288).
//
// Thread: free functions. Errors: BadInput for what is no such page.

#include "base/result.h"
#include "sources/foreign_object.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pk::sources {

struct RestItem
{
    std::string text; ///< the whole object, byte for byte
    ForeignObject object;
};

struct RestPage
{
    std::vector<RestItem> items;
    std::string nextCursor;
    std::int64_t page = 0;
    std::int64_t pages = 0; ///< 0: it does not say
};

Result<RestPage> parseRestPage(std::string_view body, Dataset dataset);

/// The target of rel="next"; empty where there is none.
std::string nextLink(std::string_view linkHeader);

} // namespace pk::sources
