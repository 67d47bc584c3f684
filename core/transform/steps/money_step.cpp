// normalise_money: amounts become numbers with at most four decimals.
//
//   {"use": "normalise_money", "paths": ["/items/*/price"], "currency": "/currency", "default_currency":
//   "IDR"}
//
//   currency          where the document names its currency; it is written there, in capitals, when it is
//   missing default_currency  what a document without any currency means allow_negative    false: an amount
//   below zero is a dead letter
//
// An amount that names another currency than the document is a dead letter: converting it would need a rate.

#include "transform/failure_codes.h"
#include "transform/money.h"
#include "transform/steps/steps.h"
#include "transform/text_case.h"

namespace pk::transform {

namespace {

class MoneyStep final : public Step
{
public:
    explicit MoneyStep(StepOptions &options)
        : m_paths(options.paths(u"paths"))
        , m_currency(options.optionalPath(u"currency"))
        , m_default(options.reader.text(u"default_currency", QStringLiteral("IDR")).toStdString())
        , m_allowNegative(options.reader.boolean(u"allow_negative", false))
    {
    }

    Outcome apply(Context &context) const override
    {
        Value &root = context.document.root();
        Value *field = m_currency ? m_currency->base().find(root) : nullptr;
        std::string currency; // three letters: no allocation
        if (field && isText(*field)) {
            if (changeCase(trimmed(textOf(*field)), LetterCase::Upper, {}, currency)
                || currency != textOf(*field))
                context.document.setText(*field, currency);
        }
        for (const Path &path : m_paths) {
            const bool fine =
                path.visit(root, [&](Value &parent, const FieldPath &amount, std::size_t index) {
                    Value *value = amount.find(parent);
                    return !value || value->IsNull() || convert(context, *value, path, index, currency);
                });
            if (!fine)
                return Outcome::DeadLetter;
        }
        if (m_currency && (!field || !isText(*field) || textOf(*field).empty())) {
            if (Value *made = m_currency->base().make(root, context.document))
                context.document.setText(*made, currency.empty() ? m_default : currency);
        }
        return Outcome::Enriched;
    }

private:
    bool convert(Context &context, Value &value, const Path &path, std::size_t index,
                 std::string &currency) const
    {
        const auto refuse = [&](std::string_view code, const std::string &why) {
            context.deadLetter(code,
                               "The amount " + quoted(value) + " at " + path.at(index) + " " + why + ".");
            return false;
        };
        std::optional<Money> money;
        if (isNumber(value)) {
            if (const auto number = numberOf(value))
                money = Money{*number, {}};
        } else if (isText(value)) {
            money = parseMoney(trimmed(textOf(value)), (currency.empty() ? m_default : currency) == "IDR");
        }
        if (!money)
            return refuse(code::badMoney, "cannot be read");
        if (!money->currency.empty()) {
            if (currency.empty())
                currency = money->currency;
            else if (currency != money->currency)
                return refuse(code::currencyConflict, "is not in the currency of the document, " + currency);
        }
        if (money->amount.units < 0 && !m_allowNegative)
            return refuse(code::badMoney, "is negative");
        const auto units = rescale(money->amount, kAmountDecimals);
        if (!units)
            return refuse(code::overflow, "is too large");
        if (!value.IsInt64())
            context.document.setNumber(value, {*units, kAmountDecimals});
        return true;
    }

    std::vector<Path> m_paths;
    std::optional<Path> m_currency;
    std::string m_default;
    bool m_allowNegative;
};

} // namespace

std::unique_ptr<const Step> createNormaliseMoney(StepOptions &options)
{
    return std::make_unique<MoneyStep>(options);
}

} // namespace pk::transform
