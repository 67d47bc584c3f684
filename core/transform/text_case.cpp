#include "transform/text_case.h"

#include "base/json_utf8.h"

#include <QChar>

namespace pk::transform {

namespace {

bool isSpace(char32_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200b)
        || c == 0x202f || c == 0x205f || c == 0x3000 || c == 0xfeff;
}

char32_t inCase(char32_t c, bool upper)
{
    if (c < 0x80) {
        if (upper)
            return c >= 'a' && c <= 'z' ? c - 32 : c;
        return c >= 'A' && c <= 'Z' ? c + 32 : c;
    }
    return upper ? QChar::toUpper(c) : QChar::toLower(c);
}

/// Apostrophes stand within words, everything else that is no letter or digit ends one.
bool endsWord(char32_t c)
{
    if (c < 0x80)
        return !((c | 0x20U) >= 'a' && (c | 0x20U) <= 'z') && !(c >= '0' && c <= '9') && c != '\'';
    return c != 0x2019 && c != 0x2bc && !QChar::isLetterOrNumber(c) && !QChar::isMark(c);
}

bool sameFolded(std::string_view a, std::string_view b)
{
    if (a.size() != b.size())
        return false;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (inCase(static_cast<unsigned char>(a[i]), false)
            != inCase(static_cast<unsigned char>(b[i]), false))
            return false;
    }
    return true;
}

/// Writes the words of `keep` that stand in `out` as `keep` has them.
void restoreKept(std::span<const std::string> keep, std::string &out)
{
    for (std::size_t from = 0; from < out.size();) {
        std::size_t to = std::min(out.find(' ', from), out.size());
        for (const std::string &word : keep) {
            if (sameFolded(std::string_view(out).substr(from, to - from), word))
                out.replace(from, to - from, word);
        }
        from = to + 1;
    }
}

} // namespace

std::string_view trimmed(std::string_view text)
{
    std::size_t from = 0;
    std::size_t to = 0;
    bool started = false;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t before = at;
        if (isSpace(nextCodePoint(text, at)))
            continue;
        if (!started)
            from = before;
        started = true;
        to = at;
    }
    return text.substr(from, started ? to - from : 0);
}

bool collapseSpaces(std::string_view text, std::string &out)
{
    out.clear();
    bool changed = false;
    bool space = false;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t before = at;
        const char32_t c = nextCodePoint(text, at);
        if (isSpace(c)) {
            changed = changed || space || c != ' ';
            space = true;
            continue;
        }
        if (space)
            out.push_back(' ');
        space = false;
        out.append(text, before, at - before);
    }
    if (space)
        out.push_back(' ');
    return changed;
}

bool changeCase(std::string_view text, LetterCase letterCase, std::span<const std::string> keep,
                std::string &out)
{
    out.clear();
    bool wordStart = true;
    const auto upperHere = [&](char32_t c) {
        if (letterCase != LetterCase::Proper)
            return letterCase == LetterCase::Upper;
        const bool upper = wordStart;
        wordStart = endsWord(c);
        return upper;
    };
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = nextCodePoint(text, at);
        appendCodePoint(out, inCase(c, upperHere(c)));
    }
    if (letterCase == LetterCase::Proper && !keep.empty())
        restoreKept(keep, out);
    return out != text;
}

} // namespace pk::transform
