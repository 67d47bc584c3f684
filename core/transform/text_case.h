#pragma once

// Spaces and letter case of texts in UTF-8, without a locale.
//
// Thread: free functions, callable from anywhere.

#include <span>
#include <string>
#include <string_view>

namespace pk::transform {

/// Without the white space at both ends: ASCII, no-break, the typographic spaces and the byte order mark.
std::string_view trimmed(std::string_view text);
/// Writes the text with every run of white space as one blank. False: there was nothing to change.
bool collapseSpaces(std::string_view text, std::string &out);

enum class LetterCase { Lower, Upper, Proper };

/// Writes the text in another case. False: there was nothing to change, `out` is not used.
/// Proper: each word begins with a capital and goes on in small letters (budi s. → Budi S.; siti-aminah →
/// Siti-Aminah; MA'RUF → Ma'ruf), except words that stand in `keep` ("DKI"), which are written as there.
bool changeCase(std::string_view text, LetterCase letterCase, std::span<const std::string> keep,
                std::string &out);

} // namespace pk::transform
