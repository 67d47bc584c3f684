// normalise_unit: quantities in the base unit (pcs, kg).
//
//   {"use": "normalise_unit", "path": "/items/*/unit", "qty": "/items/*/qty", "factor":
//   "/items/*/unit_factor",
//    "table": "units.id", "units": {"kodi": {"base": "pcs", "factor": 20}}, "default": "pcs", "on_unknown":
//    "dead_letter"}
//
//   factor      where the factor is kept, for a `compute` whose prices are per raw unit
//   table       the table of units; `units` adds to it or overrides it
//   default     the unit where none is given; without it a missing unit is a dead letter
//   on_unknown  dead_letter, or keep: unit and quantity stay as they are

#include "transform/failure_codes.h"
#include "transform/steps/steps.h"
#include "transform/text_case.h"

namespace pk::transform {

namespace {

class UnitStep final : public Step
{
public:
    explicit UnitStep(StepOptions &options)
        : m_unit(options.path(u"path"))
        , m_quantity(options.siblingPath(u"qty", m_unit))
        , m_factor(options.siblingPath(u"factor", m_unit))
        , m_default(options.reader.text(u"default", QString()).toStdString())
        , m_keepUnknown(options.reader.oneOf(u"on_unknown",
                                             {QStringLiteral("dead_letter"), QStringLiteral("keep")},
                                             QStringLiteral("dead_letter"))
                        == QLatin1String("keep"))
    {
        if (const auto table = options.tables.units(options.reader, u"table", QStringLiteral("units.id")))
            m_units = *table;
        if (options.reader.has(u"units"))
            readUnits(options.reader.object(u"units"), m_units);
    }

    Outcome apply(Context &context) const override
    {
        const bool fine = m_unit.visit(context.document.root(),
                                       [&](Value &parent, const FieldPath &field, std::size_t index) {
                                           return convert(context, parent, field, index);
                                       });
        return fine ? Outcome::Enriched : Outcome::DeadLetter;
    }

private:
    static const FieldPath &within(const Path &path) { return path.each() ? path.field() : path.base(); }

    bool convert(Context &context, Value &parent, const FieldPath &field, std::size_t index) const
    {
        Document &document = context.document;
        const auto refuse = [&](std::string_view code, std::string message) {
            context.deadLetter(code, std::move(message));
            return false;
        };
        Value *unitValue = field.find(parent);
        const bool given = unitValue && !unitValue->IsNull();
        if (given && !isText(*unitValue))
            return refuse(code::unknownUnit,
                          "The unit at " + m_unit.at(index) + " must be a text, but is " + quoted(*unitValue)
                              + ".");
        const std::string_view name = given ? trimmed(textOf(*unitValue)) : std::string_view(m_default);
        if (name.empty())
            return refuse(code::missingField, "The field " + m_unit.at(index) + " is missing or empty.");
        const Unit *unit = find(name);
        if (!unit && !m_keepUnknown)
            return refuse(code::unknownUnit,
                          "The unit " + quoted(name) + " at " + m_unit.at(index) + " is not known.");
        const Decimal factor = unit ? unit->factor : Decimal{1, 0};

        Value *quantity = m_quantity ? within(*m_quantity).find(parent) : nullptr;
        if (quantity && !quantity->IsNull()) {
            const auto number = numberOf(*quantity);
            if (!number)
                return refuse(code::badNumber,
                              "The field " + m_quantity->at(index) + " must be a number, but is "
                                  + quoted(*quantity) + ".");
            const auto product = multiply(Fraction::of(*number), Fraction::of(factor));
            const auto converted = product ? round(*product, kQuantityDecimals) : std::nullopt;
            if (!converted)
                return refuse(code::overflow, "The quantity at " + m_quantity->at(index) + " is too large.");
            document.setNumber(*quantity, *converted);
        }
        const std::string_view base = unit ? std::string_view(unit->base) : name;
        if (!given || textOf(*unitValue) != base) {
            unitValue = given ? unitValue : field.make(parent, document);
            if (unitValue)
                document.setText(*unitValue, base);
        }
        if (m_factor) {
            if (Value *kept = within(*m_factor).make(parent, document))
                document.setNumber(*kept, factor);
        }
        return true;
    }

    const Unit *find(std::string_view name) const
    {
        char folded[32];
        if (name.size() > sizeof folded)
            return nullptr;
        for (std::size_t i = 0; i < name.size(); ++i)
            folded[i] = name[i] >= 'A' && name[i] <= 'Z' ? static_cast<char>(name[i] + 32) : name[i];
        const auto unit = m_units.find(std::string_view(folded, name.size()));
        return unit != m_units.end() ? &unit->second : nullptr;
    }

    Path m_unit;
    std::optional<Path> m_quantity;
    std::optional<Path> m_factor;
    std::string m_default;
    bool m_keepUnknown;
    UnitTable m_units;
};

} // namespace

std::unique_ptr<const Step> createNormaliseUnit(StepOptions &options)
{
    return std::make_unique<UnitStep>(options);
}

} // namespace pk::transform
