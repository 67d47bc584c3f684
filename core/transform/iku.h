#pragma once

// The weight of a student activity for the IKU metric. Regulations, their weights and the sides on which
// their boundaries fall are data (resources/transform/iku_regulations.json), because the published
// transcriptions differ.
//
// Thread: immutable once read.

#include "base/json_reader.h"
#include "transform/decimal.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pk::transform {

class IkuRegulation
{
public:
    /// Reads one element of "regulations"; errors go to the reader.
    static IkuRegulation read(JsonObjectReader &reader);

    const std::string &name() const { return m_name; }
    Decimal weightOfCredits(Decimal sks) const;
    /// Empty when level or rank is not known to the regulation.
    std::optional<Decimal> weightOfAchievement(std::string_view level, std::string_view rank) const;

private:
    struct Band
    {
        std::optional<std::int64_t> upToE4; ///< none: everything above
        bool including = true;
        std::int64_t weightE4 = 0;
    };
    struct Word
    {
        std::string text; ///< as written in messages, lower case
        std::size_t index = 0;
    };
    static std::optional<std::size_t> find(const std::vector<Word> &words, std::string_view text);

    std::string m_name;
    std::vector<Band> m_bands;
    std::vector<Word> m_levels;
    std::vector<Word> m_ranks;
    std::vector<std::vector<std::int64_t>> m_weightsE4; ///< [level][rank]
};

} // namespace pk::transform
