#include "bridge/text_match.h"

#include "bridge/text.h"

#include <algorithm>

namespace pk::gui {

namespace {

unsigned char byteOf(char c)
{
    return static_cast<unsigned char>(c);
}

bool isAscii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return byteOf(c) < 128; });
}

char lowered(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

char raised(char c)
{
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

} // namespace

TextMatch::TextMatch(std::string_view text)
    : m_folded(toQString(text).toCaseFolded().toStdString())
    , m_isAscii(isAscii(m_folded))
{
    if (!m_isAscii) {
        m_matcher = QStringMatcher(toQString(m_folded), Qt::CaseInsensitive);
        return;
    }
    m_step.fill(m_folded.size());
    for (std::size_t i = 0; i + 1 < m_folded.size(); ++i) {
        for (const char c : {m_folded[i], raised(m_folded[i])})
            m_step[byteOf(c)] = m_folded.size() - 1 - i;
    }
}

std::size_t TextMatch::find(std::string_view utf8) const
{
    if (m_isAscii)
        return findBytes(utf8);
    if (isAscii(utf8)) // as most values are: it is not worth being decoded
        return std::string_view::npos;
    const QString text = toQString(utf8);
    const qsizetype at = m_matcher.indexIn(text);
    if (at < 0)
        return std::string_view::npos;
    const auto before = static_cast<std::size_t>(QStringView(text).left(at).toUtf8().size());
    return std::min(before, utf8.size() - 1); // what is no UTF-8 was longer as text
}

/// By Horspool: most bytes are not even looked at.
std::size_t TextMatch::findBytes(std::string_view bytes) const
{
    const std::size_t size = m_folded.size();
    if (size == 0)
        return 0;
    for (std::size_t end = size; end <= bytes.size(); end += m_step[byteOf(bytes[end - 1])]) {
        const std::string_view here = bytes.substr(end - size, size);
        if (std::equal(here.begin(), here.end(), m_folded.begin(),
                       [](char c, char folded) { return lowered(c) == folded; }))
            return end - size;
    }
    return std::string_view::npos;
}

} // namespace pk::gui
