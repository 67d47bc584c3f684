#include "transform/expression.h"

#include "transform/failure_codes.h"
#include "transform/step.h"

#include <QCoreApplication>

#include <array>

namespace pk::transform {

namespace {

using Problem = Expression::Problem;

bool isNameChar(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$'
        || c == '.';
}
bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isMissing(const Value *value)
{
    return !value || value->IsNull();
}

std::variant<Fraction, Problem> fieldValue(const Value *value, const std::string &name)
{
    if (isMissing(value))
        return Problem{code::missingField, "The field " + name + " is missing; a value is computed from it."};
    const auto number = numberOf(*value);
    if (!number)
        return Problem{code::badNumber,
                       "The field " + name + " must be a number, but is " + quoted(*value) + "."};
    return Fraction::of(*number);
}

/// An activity with a level is an achievement (prestasi); all others count by their credits (sks).
std::variant<Fraction, Problem> ikuWeight(const Value &root, const IkuRegulation &regulation)
{
    const Value *activity = findMember(root, "activity");
    const Value *level = activity ? findMember(*activity, "level") : nullptr;
    if (!isMissing(level)) {
        const Value *rank = findMember(*activity, "rank");
        if (isMissing(rank))
            return Problem{code::missingField,
                           "The field activity.rank is missing; an achievement needs one."};
        char levelBuffer[24];
        char rankBuffer[24];
        const auto weight =
            regulation.weightOfAchievement(scalarText(*level, levelBuffer), scalarText(*rank, rankBuffer));
        if (!weight)
            return Problem{code::unknownAchievement,
                           "The regulation " + regulation.name() + " knows no level " + quoted(*level)
                               + " with rank " + quoted(*rank) + "."};
        return Fraction::of(*weight);
    }
    const Value *sks = activity ? findMember(*activity, "sks") : nullptr;
    if (isMissing(sks))
        return Problem{code::missingField,
                       "An activity needs activity.sks, or activity.level with activity.rank."};
    const auto credits = numberOf(*sks);
    if (!credits)
        return Problem{code::badNumber,
                       "The field activity.sks must be a number, but is " + quoted(*sks) + "."};
    return Fraction::of(regulation.weightOfCredits(*credits));
}

} // namespace

/// Recursive descent; the operations come out in the order in which the stack machine needs them.
class ExpressionParser
{
public:
    explicit ExpressionParser(std::string_view text)
        : m_text(text)
    {
    }

    std::variant<Expression, Expression::SyntaxError> parse()
    {
        sum();
        skipSpaces();
        if (!m_error && m_at < m_text.size())
            fail(QCoreApplication::translate("transform", "an operator was expected"));
        if (m_error)
            return *m_error;
        return std::move(m_result);
    }

private:
    using Kind = Expression::Kind;
    using Operation = Expression::Operation;

    void fail(const QString &what)
    {
        if (!m_error)
            m_error = Expression::SyntaxError{m_at, what};
    }

    void skipSpaces()
    {
        while (m_at < m_text.size() && m_text[m_at] == ' ')
            ++m_at;
    }

    bool skip(char c)
    {
        skipSpaces();
        if (m_at == m_text.size() || m_text[m_at] != c)
            return false;
        ++m_at;
        return true;
    }

    void require(char c)
    {
        if (!skip(c))
            fail(QCoreApplication::translate("transform", "\"%1\" was expected").arg(QLatin1Char(c)));
    }

    void emit(Operation operation, int stackChange)
    {
        m_stack += stackChange;
        if (m_stack > static_cast<int>(Expression::kMaxStack))
            fail(QCoreApplication::translate("transform",
                                             "the expression is too deep; split it into two fields"));
        m_result.m_operations.push_back(std::move(operation));
    }

    void sum()
    {
        product();
        for (;;) {
            const bool plus = skip('+');
            if (m_error || (!plus && !skip('-')))
                return;
            product();
            emit({plus ? Kind::Add : Kind::Subtract}, -1);
        }
    }

    void product()
    {
        operand();
        for (;;) {
            const bool times = skip('*');
            if (m_error || (!times && !skip('/')))
                return;
            operand();
            emit({times ? Kind::Multiply : Kind::Divide}, -1);
        }
    }

    void operand()
    {
        // Bounds the recursion: brackets and signs nest here.
        if (++m_depth > static_cast<int>(Expression::kMaxStack))
            fail(QCoreApplication::translate("transform",
                                             "the expression is too deep; split it into two fields"));
        skipSpaces();
        if (m_error) {
            // Only the first error counts.
        } else if (skip('(')) {
            sum();
            require(')');
        } else if (skip('-')) {
            emit({Kind::Number, Fraction{0, 1}}, 1);
            operand();
            emit({Kind::Subtract}, -1);
        } else if (m_at < m_text.size() && isDigit(m_text[m_at])) {
            emit({Kind::Number, number()}, 1);
        } else {
            nameOrCall();
        }
        --m_depth;
    }

    Fraction number()
    {
        skipSpaces();
        const std::size_t from = m_at;
        while (m_at < m_text.size() && (isDigit(m_text[m_at]) || m_text[m_at] == '.'))
            ++m_at;
        const auto value = parseDecimal(m_text.substr(from, m_at - from));
        if (!value) {
            m_at = from;
            fail(QCoreApplication::translate("transform", "a number was expected"));
        }
        return value ? Fraction::of(*value) : Fraction{};
    }

    std::string_view name()
    {
        skipSpaces();
        const std::size_t from = m_at;
        while (m_at < m_text.size() && isNameChar(m_text[m_at]))
            ++m_at;
        if (m_at == from)
            fail(QCoreApplication::translate("transform", "a number, a field or a function was expected"));
        return m_text.substr(from, m_at - from);
    }

    /// Reads a.b.c into the operation's path; for Sum the last name goes to `field`.
    void readField(Operation &operation)
    {
        const std::size_t from = m_at;
        std::string_view rest = name();
        operation.text = rest;
        operation.fromRoot = rest.substr(0, 2) == "$.";
        if (operation.fromRoot)
            rest.remove_prefix(2);
        while (!m_error) {
            const std::size_t dot = rest.find('.');
            const std::string_view part = rest.substr(0, dot);
            if (part.empty() || part.find('$') != std::string_view::npos) {
                m_at = from;
                fail(QCoreApplication::translate("transform", "a field is written as name.name"));
                return;
            }
            const bool last = dot == std::string_view::npos;
            if (last && operation.kind == Kind::Sum && !operation.path.empty())
                operation.field.append(std::string(part));
            else
                operation.path.append(std::string(part));
            if (last)
                break;
            rest.remove_prefix(dot + 1);
        }
        if (!m_error && operation.kind == Kind::Sum && operation.field.empty()) {
            m_at = from;
            fail(QCoreApplication::translate(
                "transform", "sum() needs an array and a field, as in sum(items.line_total)"));
        }
    }

    void nameOrCall()
    {
        const std::size_t from = m_at;
        const std::string_view called = name();
        if (m_error)
            return;
        if (!skip('(')) {
            m_at = from;
            Operation field{Kind::Field};
            readField(field);
            emit(std::move(field), 1);
            return;
        }
        Operation call;
        if (called == "sum" || called == "count") {
            call.kind = called == "sum" ? Kind::Sum : Kind::Count;
            readField(call);
        } else if (called == "default") {
            call.kind = Kind::Default;
            readField(call);
            require(',');
            if (!m_error)
                call.number = number();
        } else if (called == "iku_weight") {
            call.kind = Kind::IkuWeight;
            m_result.m_usesIkuWeight = true;
        } else {
            m_at = from;
            fail(QCoreApplication::translate(
                     "transform", "there is no function %1; known are sum, count, default, iku_weight")
                     .arg(QString::fromUtf8(called.data(), static_cast<qsizetype>(called.size()))));
        }
        if (!m_error)
            require(')');
        emit(std::move(call), 1);
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    int m_depth = 0;
    int m_stack = 0;
    Expression m_result;
    std::optional<Expression::SyntaxError> m_error;
};

std::variant<Expression, Expression::SyntaxError> Expression::parse(std::string_view text)
{
    return ExpressionParser(text).parse();
}

std::variant<Fraction, Problem> Expression::evaluate(const Value &root, const Value &scope,
                                                     const IkuRegulation *regulation) const
{
    std::array<Fraction, kMaxStack> stack;
    std::size_t top = 0;
    const auto tooLarge = [] {
        return Problem{code::overflow, "A computed value has more digits than an amount can hold."};
    };
    const auto push = [&](std::variant<Fraction, Problem> &&value) -> std::optional<Problem> {
        if (auto *failure = std::get_if<Problem>(&value))
            return std::move(*failure);
        stack[top++] = std::get<Fraction>(value);
        return std::nullopt;
    };
    for (const Operation &operation : m_operations) {
        const Value &from = operation.fromRoot ? root : scope;
        std::optional<Problem> failure;
        switch (operation.kind) {
        case Kind::Number:
            stack[top++] = operation.number;
            break;
        case Kind::Field:
            failure = push(fieldValue(operation.path.find(from), operation.text));
            break;
        case Kind::Default:
            if (const Value *value = operation.path.find(from); !isMissing(value))
                failure = push(fieldValue(value, operation.text));
            else
                stack[top++] = operation.number;
            break;
        case Kind::Count: {
            const Value *array = operation.path.find(from);
            stack[top++] = {array && array->IsArray() ? array->Size() : 0, 1};
            break;
        }
        case Kind::Sum: {
            Fraction total;
            const Value *array = operation.path.find(from);
            for (rapidjson::SizeType i = 0; array && array->IsArray() && i < array->Size() && !failure; ++i) {
                auto value = fieldValue(operation.field.find((*array)[i]), operation.text);
                if (auto *bad = std::get_if<Problem>(&value)) {
                    failure = std::move(*bad);
                } else if (const auto next = add(total, std::get<Fraction>(value))) {
                    total = *next;
                } else {
                    failure = tooLarge();
                }
            }
            stack[top++] = total;
            break;
        }
        case Kind::IkuWeight:
            failure = push(ikuWeight(root, *regulation));
            break;
        case Kind::Add:
        case Kind::Subtract:
        case Kind::Multiply:
        case Kind::Divide: {
            const Fraction right = stack[--top];
            const Fraction left = stack[top - 1];
            if (operation.kind == Kind::Divide && right.numerator == 0)
                return Problem{code::divisionByZero, "A computed value is divided by zero."};
            const auto result = operation.kind == Kind::Add ? add(left, right)
                : operation.kind == Kind::Subtract          ? subtract(left, right)
                : operation.kind == Kind::Multiply          ? multiply(left, right)
                                                            : divide(left, right);
            if (!result)
                return tooLarge();
            stack[top - 1] = *result;
            break;
        }
        }
        if (failure)
            return std::move(*failure);
    }
    return stack[0];
}

} // namespace pk::transform
