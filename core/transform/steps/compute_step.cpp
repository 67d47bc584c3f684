// compute: fields from other fields.
//
//   {"use": "compute", "set": "/order_total", "expr": "sum(items.line_total)"}
//   {"use": "compute", "fields": [{"set": "/items/*/line_total", "expr": "price * qty", "decimals": 4}, …],
//    "drop": ["/items/*/price"]}
//
//   fields         several at once, in this order
//   decimals       0 to 12 (default 4); rounded once, a half away from zero
//   drop           fields that were only needed on the way
//   regulation     the name of the IKU regulation for iku_weight(), written to `regulation_to`

#include "transform/expression.h"
#include "transform/failure_codes.h"
#include "transform/steps/steps.h"

#include <QCoreApplication>

namespace pk::transform {

namespace {

struct Field
{
    Path target;
    Expression expression;
    int decimals = kAmountDecimals;
};

class ComputeStep final : public Step
{
public:
    explicit ComputeStep(StepOptions &options)
    {
        JsonObjectReader &reader = options.reader;
        if (reader.has(u"fields") == reader.has(u"set"))
            reader.fail(u"fields",
                        QCoreApplication::translate("transform",
                                                    "Give either \"set\" with \"expr\", or \"fields\"."));
        if (reader.has(u"set"))
            readField(options);
        for (JsonObjectReader &field : reader.objects(u"fields")) {
            StepOptions inner(field, options.tables, options.dataset);
            readField(inner);
            field.finish();
        }
        m_drop = options.paths(u"drop");
        bool needsRegulation = false;
        for (const Field &field : m_fields)
            needsRegulation = needsRegulation || field.expression.usesIkuWeight();
        if (needsRegulation || reader.has(u"regulation"))
            m_regulation = options.tables.regulation(reader, u"regulation");
        m_regulationTo = options.optionalPath(u"regulation_to");
    }

    Outcome apply(Context &context) const override
    {
        Value &root = context.document.root();
        for (const Field &field : m_fields) {
            const bool fine =
                field.target.visit(root, [&](Value &parent, const FieldPath &name, std::size_t index) {
                    return compute(context, field, parent, name, index);
                });
            if (!fine)
                return Outcome::DeadLetter;
        }
        for (const Path &path : m_drop) {
            path.visit(root, [&context](Value &parent, const FieldPath &field, std::size_t) {
                field.remove(parent, context.document);
                return true;
            });
        }
        if (m_regulationTo && m_regulation) {
            if (Value *name = m_regulationTo->base().make(root, context.document))
                context.document.setText(*name, m_regulation->name());
        }
        return Outcome::Enriched;
    }

private:
    void readField(StepOptions &options)
    {
        const Path target = options.path(u"set");
        const std::string text = options.reader.text(u"expr").toStdString();
        constexpr int mostDecimals = 12;
        const auto decimals =
            static_cast<int>(options.reader.integer(u"decimals", 0, mostDecimals, kAmountDecimals));
        if (options.reader.failed())
            return;
        auto parsed = Expression::parse(text);
        if (const auto *error = std::get_if<Expression::SyntaxError>(&parsed)) {
            options.reader.fail(
                u"expr",
                QCoreApplication::translate("transform", "The expression is wrong at its character %1: %2.")
                    .arg(error->at + 1)
                    .arg(error->message));
            return;
        }
        m_fields.push_back({target, std::get<Expression>(std::move(parsed)), decimals});
    }

    bool compute(Context &context, const Field &field, Value &parent, const FieldPath &name,
                 std::size_t index) const
    {
        const Value &root = context.document.root();
        auto result =
            field.expression.evaluate(root, field.target.each() ? parent : root, m_regulation.get());
        if (auto *problem = std::get_if<Expression::Problem>(&result)) {
            context.deadLetter(problem->code, problem->message + " (" + field.target.at(index) + ")");
            return false;
        }
        const auto value = round(std::get<Fraction>(result), field.decimals);
        // Amounts must fit the 1/10,000 of the warehouse, whatever the decimals here.
        if (!value || !rescale(*value, kAmountDecimals)) {
            context.deadLetter(code::overflow,
                               "The value of " + field.target.at(index)
                                   + " has more digits than an amount can hold.");
            return false;
        }
        Value *target = name.make(parent, context.document);
        if (!target) {
            context.deadLetter(code::badType,
                               "The field " + field.target.at(index)
                                   + " cannot be set: something on its way is no object.");
            return false;
        }
        context.document.setNumber(*target, *value);
        return true;
    }

    std::vector<Field> m_fields;
    std::vector<Path> m_drop;
    std::shared_ptr<const IkuRegulation> m_regulation;
    std::optional<Path> m_regulationTo;
};

} // namespace

std::unique_ptr<const Step> createCompute(StepOptions &options)
{
    return std::make_unique<ComputeStep>(options);
}

} // namespace pk::transform
