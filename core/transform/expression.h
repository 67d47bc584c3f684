#pragma once

// The small expressions of `compute`: + - * / and parentheses over numbers and fields, with
//   sum(items.line_total)   the sum of a field over an array
//   count(items)            how many elements an array has
//   default(discount, 0)    a field, or the number when the field is missing or null
//   iku_weight()            the weight of this activity under the configured regulation
// Fields are written with dots (customer.city) and looked for in the element for which a value is computed;
// $.rate starts at the top of the document. Exact: nothing is rounded before the end.
//
// Thread: immutable once parsed.
// Errors: of the text, a sentence with the place; of a record, a code and a message.

#include "transform/decimal.h"
#include "transform/document.h"
#include "transform/iku.h"
#include "transform/path.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace pk::transform {

class Expression
{
public:
    struct SyntaxError
    {
        std::size_t at = 0; ///< character, from 0
        QString message; ///< translated
    };
    struct Problem
    {
        std::string_view code;
        std::string message;
    };

    static std::variant<Expression, SyntaxError> parse(std::string_view text);

    bool usesIkuWeight() const { return m_usesIkuWeight; }
    /// `scope` is the element, or the document itself. `regulation` may be null unless usesIkuWeight().
    std::variant<Fraction, Problem> evaluate(const Value &root, const Value &scope,
                                             const IkuRegulation *regulation) const;

private:
    friend class ExpressionParser;
    enum class Kind { Number, Field, Default, Sum, Count, IkuWeight, Add, Subtract, Multiply, Divide };
    /// One operation of a stack machine. Operands come first.
    struct Operation
    {
        Kind kind = Kind::Number;
        Fraction number{}; ///< of Number and Default
        bool fromRoot = false;
        FieldPath path{}; ///< of Field, Default, Count; of Sum the array
        FieldPath field{}; ///< of Sum, within an element
        std::string text{}; ///< the field as written, for messages
    };
    static constexpr std::size_t kMaxStack = 8;

    std::vector<Operation> m_operations;
    bool m_usesIkuWeight = false;
};

} // namespace pk::transform
