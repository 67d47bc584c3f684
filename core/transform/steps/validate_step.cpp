// validate: what an event must have before anything is done with it.
//
//   {"use": "validate", "required": ["/order_id", "/items/*/sku"], "non_negative": ["/items/*/qty"],
//    "share": ["/items/*/discount"], "unique": ["/items/*/line"], "whole": ["/version"]}
//
//   required      present, not null, not blank; an array must have at least one element
//   non_negative  a number, and not below zero; a missing one is no matter of this rule
//   share         a number from 0 to 1; a missing one is no matter of this rule
//   whole         a whole number
//   unique        different in every element of the array

#include "transform/decimal.h"
#include "transform/failure_codes.h"
#include "transform/steps/steps.h"

#include <QCoreApplication>

#include <algorithm>

namespace pk::transform {

namespace {

bool isBlank(const Value &value)
{
    const auto isSpace = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
    if (!value.IsString())
        return value.IsNull() || (value.IsArray() && value.Empty());
    const std::string_view text = textOf(value);
    return std::all_of(text.begin(), text.end(), isSpace);
}

class ValidateStep final : public Step
{
public:
    explicit ValidateStep(StepOptions &options)
        : m_required(options.paths(u"required"))
        , m_nonNegative(options.paths(u"non_negative"))
        , m_share(options.paths(u"share"))
        , m_whole(options.paths(u"whole"))
        , m_unique(options.paths(u"unique"))
    {
        for (std::size_t i = 0; i < m_unique.size(); ++i) {
            if (!m_unique[i].each())
                options.reader.failAt(
                    u"unique", static_cast<qsizetype>(i),
                    QCoreApplication::translate(
                        "transform", "\"unique\" compares the elements of an array; the path needs a *."));
        }
    }

    Outcome apply(Context &context) const override
    {
        const bool fine = std::all_of(m_required.begin(), m_required.end(),
                                      [&](const Path &path) { return required(context, path); })
            && std::all_of(m_nonNegative.begin(), m_nonNegative.end(),
                           [&](const Path &path) { return nonNegative(context, path); })
            && std::all_of(m_share.begin(), m_share.end(),
                           [&](const Path &path) { return share(context, path); })
            && std::all_of(m_whole.begin(), m_whole.end(),
                           [&](const Path &path) { return whole(context, path); })
            && std::all_of(m_unique.begin(), m_unique.end(),
                           [&](const Path &path) { return unique(context, path); });
        return fine ? Outcome::Enriched : Outcome::DeadLetter;
    }

private:
    static bool refuse(Context &context, std::string_view code, std::string message)
    {
        context.deadLetter(code, std::move(message));
        return false;
    }

    static bool required(Context &context, const Path &path)
    {
        Value &root = context.document.root();
        if (path.each()) {
            const Value *array = path.base().find(root);
            if (array && !array->IsNull() && !array->IsArray())
                return refuse(context, code::badType,
                              "The field " + path.text() + " needs an array, but there is " + quoted(*array)
                                  + ".");
            if (!array || isBlank(*array))
                return refuse(context, code::missingField,
                              "The field " + path.text() + " is missing: there are no elements.");
        }
        return path.visit(root, [&](Value &parent, const FieldPath &field, std::size_t index) {
            const Value *value = field.find(parent);
            return (value && !isBlank(*value))
                || refuse(context, code::missingField,
                          "The field " + path.at(index) + " is missing or empty.");
        });
    }

    /// Whether every number there is fits; what is missing does.
    template <typename Fits>
    static bool numbers(Context &context, const Path &path, const Fits &fits, std::string_view code,
                        const char *otherwise)
    {
        return path.visit(
            context.document.root(), [&](Value &parent, const FieldPath &field, std::size_t index) {
                const Value *value = field.find(parent);
                if (!value || value->IsNull())
                    return true;
                const auto number = numberOf(*value);
                if (!number)
                    return refuse(context, code::badNumber,
                                  "The field " + path.at(index) + " must be a number, but is "
                                      + quoted(*value) + ".");
                return fits(*number)
                    || refuse(context, code,
                              "The field " + path.at(index) + " is " + quoted(*value) + "; " + otherwise);
            });
    }

    static bool nonNegative(Context &context, const Path &path)
    {
        return numbers(
            context, path, [](Decimal number) { return number.units >= 0; }, code::negativeQuantity,
            "it must not be negative.");
    }

    static bool share(Context &context, const Path &path)
    {
        return numbers(
            context, path,
            [](Decimal number) { return number.units >= 0 && number.units <= powerOfTen(number.scale); },
            code::badShare, "it must be a share from 0 to 1, such as 0.05 for 5 %.");
    }

    static bool whole(Context &context, const Path &path)
    {
        return path.visit(context.document.root(),
                          [&](Value &parent, const FieldPath &field, std::size_t index) {
                              const Value *value = field.find(parent);
                              return !value || value->IsNull() || value->IsInt64()
                                  || refuse(context, code::badNumber,
                                            "The field " + path.at(index) + " must be a whole number, but is "
                                                + quoted(*value) + ".");
                          });
    }

    /// Sorted, because a message of a megabyte may have a hundred thousand elements.
    static bool unique(Context &context, const Path &path)
    {
        std::vector<const Value *> &seen = context.values;
        seen.clear();
        path.visit(context.document.root(), [&seen](Value &parent, const FieldPath &field, std::size_t) {
            if (const Value *value = field.find(parent); value && (value->IsInt64() || value->IsString()))
                seen.push_back(value);
            return true;
        });
        std::sort(seen.begin(), seen.end(),
                  [](const Value *a, const Value *b) { return compare(*a, *b) < 0; });
        const auto twin = std::adjacent_find(
            seen.begin(), seen.end(), [](const Value *a, const Value *b) { return compare(*a, *b) == 0; });
        return twin == seen.end()
            || refuse(context, code::duplicateValue,
                      "The value " + quoted(**twin) + " stands twice at " + path.text() + ".");
    }

    static int compare(const Value &a, const Value &b)
    {
        if (a.IsInt64() != b.IsInt64())
            return a.IsInt64() ? -1 : 1;
        if (a.IsInt64())
            return a.GetInt64() < b.GetInt64() ? -1 : a.GetInt64() > b.GetInt64() ? 1 : 0;
        return textOf(a).compare(textOf(b));
    }

    std::vector<Path> m_required;
    std::vector<Path> m_nonNegative;
    std::vector<Path> m_share;
    std::vector<Path> m_whole;
    std::vector<Path> m_unique;
};

} // namespace

std::unique_ptr<const Step> createValidate(StepOptions &options)
{
    return std::make_unique<ValidateStep>(options);
}

} // namespace pk::transform
