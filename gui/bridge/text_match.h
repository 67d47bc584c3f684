#pragma once

// Looks for a text in messages, without regard to case: "bandung" is in "Bandung", "é" in "É". Quick enough
// for every value of a long topic: what is ASCII is looked for in the bytes as they are.
//
// Thread: value type.

#include <QStringMatcher>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace pk::gui {

class TextMatch
{
public:
    TextMatch() = default; ///< empty: in every text
    explicit TextMatch(std::string_view text);

    bool isEmpty() const { return m_folded.empty(); }
    bool isIn(std::string_view utf8) const { return isEmpty() || find(utf8) != std::string_view::npos; }
    /// The byte at which it begins; npos: nowhere.
    std::size_t find(std::string_view utf8) const;

private:
    std::size_t findBytes(std::string_view bytes) const;

    std::string m_folded;
    bool m_isAscii = true;
    std::array<std::size_t, 256> m_step{}; ///< by the byte under its end: so far on it may next be
    QStringMatcher m_matcher; ///< of what is not ASCII
};

} // namespace pk::gui
