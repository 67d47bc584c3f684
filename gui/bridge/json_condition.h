#pragma once

// A condition on one field of a JSON message, as a person types it:
//
//     customer.city = Bandung        items[0].qty > 2        items[*].name ~ buku
//
// A path names fields, and elements by their number or [*] for any. What is compared as numbers are numbers
// and texts that are numbers ("2", as dirty sources write them); everything else is compared as text,
// exactly, and ~ (contains) without regard to case. A field that is not there fulfils no condition, not even
// !=.
//
// Thread: value type. Errors: parse() with a sentence for the person who typed.

#include "base/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pk::gui {

class JsonCondition
{
public:
    enum class Outcome { Matches, Differs, NoSuchField, NotJson };

    /// Whether a text is meant as one: a comparison sign stands in it, outside of quotes and not at its
    /// front.
    static bool isMeant(std::string_view text);
    /// A text that is searched as it is: one in quotes that holds a comparison sign loses them.
    static std::string unquotedText(std::string_view text);
    static Result<JsonCondition> parse(std::string_view text);

    Outcome test(std::string_view json) const;
    /// For a message without the field: what there is instead, "customer: id, name, email"; empty when it is
    /// no JSON with fields.
    std::string whatIsThere(std::string_view json) const;

    /// The path as it was typed.
    const std::string &path() const { return m_path; }
    /// What stands in a message that fulfils it; empty for comparisons that say less.
    std::string searchedText() const;

private:
    enum class Sign { Equal, NotEqual, Greater, GreaterOrEqual, Less, LessOrEqual, Contains };
    struct Step
    {
        std::string name; ///< empty: an element
        std::int64_t element = -1; ///< -1: any
    };
    class Walk;

    Result<void> readPath(std::string_view text);
    bool compare(std::string_view value) const;

    std::string m_path;
    std::vector<Step> m_steps;
    Sign m_sign = Sign::Equal;
    std::string m_value;
};

} // namespace pk::gui
