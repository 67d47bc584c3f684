// lookup: a value from a table, found by a field.
//
//   {"use": "lookup", "table": "city_province", "key": "/customer/city", "set": "/customer/province",
//   "on_missing": "keep"}
//
//   on_missing  dead_letter, or keep: nothing is set
//
// While the table cannot be asked the record is tried again; nothing is lost and nothing passes it by.

#include "transform/failure_codes.h"
#include "transform/steps/steps.h"
#include "transform/text_case.h"

namespace pk::transform {

namespace {

class LookupStep final : public Step
{
public:
    explicit LookupStep(StepOptions &options)
        : m_table(options.reader.text(u"table", QString()).toStdString())
        , m_key(options.path(u"key"))
        , m_set(options.siblingPath(u"set", m_key))
        , m_keepMissing(options.reader.oneOf(u"on_missing",
                                             {QStringLiteral("dead_letter"), QStringLiteral("keep")},
                                             QStringLiteral("dead_letter"))
                        == QLatin1String("keep"))
    {
        if (!m_set)
            options.path(u"set"); // reports that it is missing
        options.tables.lookup(options.reader, u"table");
    }

    Outcome apply(Context &context) const override
    {
        Outcome outcome = Outcome::Enriched;
        m_key.visit(context.document.root(), [&](Value &parent, const FieldPath &field, std::size_t index) {
            if (const Value *key = field.find(parent); key && !key->IsNull())
                outcome = find(context, parent, *key, index);
            return outcome == Outcome::Enriched;
        });
        return outcome;
    }

private:
    Outcome find(Context &context, Value &parent, const Value &key, std::size_t index) const
    {
        char buffer[24];
        LookupValue found;
        switch (context.lookups->find(m_table, trimmed(scalarText(key, buffer)), found)) {
        case LookupProvider::Answer::Down:
            return context.end(Outcome::Retry, code::lookupDown,
                               "The table " + m_table + " cannot be asked now.");
        case LookupProvider::Answer::Missing:
            if (m_keepMissing)
                return Outcome::Enriched;
            return context.deadLetter(code::lookupMiss,
                                      "The table " + m_table + " has no entry for " + quoted(key) + " of "
                                          + m_key.at(index) + ".");
        case LookupProvider::Answer::Found:
            break;
        }
        const FieldPath &field = m_set->each() ? m_set->field() : m_set->base();
        Value *target = field.make(parent, context.document);
        if (!target)
            return context.deadLetter(code::badType,
                                      "The field " + m_set->at(index)
                                          + " cannot be set: something on its way is no object.");
        const auto number = found.isNumber ? parseDecimal(found.text) : std::nullopt;
        if (number)
            context.document.setNumber(*target, *number);
        else
            context.document.setText(*target, found.text);
        return Outcome::Enriched;
    }

    std::string m_table;
    Path m_key;
    std::optional<Path> m_set;
    bool m_keepMissing;
};

} // namespace

std::unique_ptr<const Step> createLookup(StepOptions &options)
{
    return std::make_unique<LookupStep>(options);
}

} // namespace pk::transform
