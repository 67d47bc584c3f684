#pragma once

// Row images: the flat JSON objects that the capture's triggers write, and their values as Maxwell writes
// them.
//
// Thread: free functions.
// Errors: Corrupt for what is no flat JSON object.

#include "base/result.h"
#include "kampus/table_shape.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pk::kampus {

/// Column and the value's JSON text, in the order of the image.
using Image = std::vector<std::pair<std::string, std::string>>;

Result<Image> parseImage(std::string_view json);

/// A JSON text as the Java library Jackson writes it: characters outside the BMP as two \u escapes, and of
/// the others only quotes, backslashes and control characters escaped.
void appendJacksonText(std::string &out, std::string_view utf8);

/// The text that a JSON string token, quotes included, stands for.
std::string unescaped(std::string_view token);

/// The value's JSON text as Maxwell writes it for a column of this kind.
std::string maxwellValue(const Column &column, const std::string &value);

} // namespace pk::kampus
