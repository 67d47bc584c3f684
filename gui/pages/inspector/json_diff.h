#pragma once

// What has changed between two JSON texts, as lines: structure against structure, so that a value that
// changed is one line with both values. Text and order are those of the texts themselves.
//
// Thread: free functions without state.

#include "pages/inspector/code_view.h"

#include <QSet>

#include <string_view>

namespace pk::gui {

struct JsonDiff
{
    std::vector<CodeRow> rows;
    int added = 0; ///< values
    int changed = 0;
    int removed = 0;
    bool valid = false; ///< false: one of them is no JSON or larger than 64 KiB, and there are no rows

    bool hasChanges() const { return added + changed + removed > 0; }
};

/// What is the same in both and has parts of its own is folded into one line, unless `unfolded` has its path
/// ("/items/0"). An empty `before` is the same as no change.
JsonDiff diffJson(std::string_view before, std::string_view after, const QSet<QString> &unfolded = {});

/// 8 bytes a line with their characters, at most `maxBytes`.
std::vector<CodeRow> hexRows(std::string_view bytes, std::size_t maxBytes);
/// The bytes as text, broken at line ends and after `columns` characters; what is no character is written as
/// \xNN.
std::vector<CodeRow> textRows(std::string_view bytes, int columns, std::size_t maxBytes);

} // namespace pk::gui
