// filter: records that are not wanted go to <input>.filtered.
//
//   {"use": "filter", "drop": {"path": "/status", "in": ["draft", "test"]}}
//   {"use": "filter", "keep": {"path": "/channel", "equals": "koperasi"}}
//
// A condition has a path and exactly one of equals, not_equals, in, not_in (texts, compared as written;
// numbers by their text), exists (true or false; null does not exist), less, greater (numbers).

#include "transform/failure_codes.h"
#include "transform/steps/steps.h"

#include <QCoreApplication>

#include <algorithm>

namespace pk::transform {

namespace {

class Condition
{
public:
    explicit Condition(JsonObjectReader reader, StepOptions &outer)
    {
        StepOptions options(reader, outer.tables, outer.dataset);
        m_path = options.path(u"path");
        if (m_path.each())
            reader.fail(u"path",
                        QCoreApplication::translate(
                            "transform", "A condition looks at one field; its path may have no *."));
        int tests = 0;
        const auto choose = [&](QStringView key, Test test) {
            if (!reader.has(key))
                return false;
            m_test = test;
            ++tests;
            return true;
        };
        for (const auto &[key, test] : {std::pair{QStringView(u"equals"), Test::In},
                                        std::pair{QStringView(u"not_equals"), Test::NotIn}}) {
            if (choose(key, test))
                m_texts.push_back(reader.text(key).toStdString());
        }
        for (const auto &[key, test] :
             {std::pair{QStringView(u"in"), Test::In}, std::pair{QStringView(u"not_in"), Test::NotIn}}) {
            if (choose(key, test)) {
                for (const QString &text : reader.texts(key))
                    m_texts.push_back(text.toStdString());
            }
        }
        if (choose(u"exists", Test::Exists))
            m_exists = reader.boolean(u"exists");
        if (choose(u"less", Test::Less))
            m_limit = {reader.decimal(u"less", kAmountDecimals), kAmountDecimals};
        if (choose(u"greater", Test::Greater))
            m_limit = {reader.decimal(u"greater", kAmountDecimals), kAmountDecimals};
        if (tests != 1)
            reader.fail(u"",
                        QCoreApplication::translate("transform",
                                                    "A condition needs exactly one of equals, not_equals, "
                                                    "in, not_in, exists, less, greater."));
        reader.finish();
    }

    bool holds(Value &root) const
    {
        const Value *value = m_path.base().find(root);
        const bool exists = value && !value->IsNull();
        switch (m_test) {
        case Test::Exists:
            return exists == m_exists;
        case Test::In:
        case Test::NotIn: {
            char buffer[24];
            const bool in = exists
                && std::find(m_texts.begin(), m_texts.end(), scalarText(*value, buffer)) != m_texts.end();
            return in == (m_test == Test::In);
        }
        case Test::Less:
        case Test::Greater: {
            const auto number = exists ? numberOf(*value) : std::nullopt;
            const auto difference =
                number ? subtract(Fraction::of(*number), Fraction::of(m_limit)) : std::nullopt;
            return difference
                && (m_test == Test::Less ? difference->numerator < 0 : difference->numerator > 0);
        }
        }
        return false;
    }

    const std::string &path() const { return m_path.text(); }

private:
    enum class Test { In, NotIn, Exists, Less, Greater };
    Path m_path;
    Test m_test = Test::Exists;
    std::vector<std::string> m_texts;
    bool m_exists = true;
    Decimal m_limit;
};

class FilterStep final : public Step
{
public:
    explicit FilterStep(StepOptions &options)
        : m_drop(options.reader.has(u"drop"))
        , m_condition(options.reader.object(m_drop ? u"drop" : u"keep"), options)
    {
    }

    Outcome apply(Context &context) const override
    {
        if (m_condition.holds(context.document.root()) != m_drop)
            return Outcome::Enriched;
        return context.end(Outcome::Filtered, code::filtered,
                           "The condition on " + m_condition.path() + " filters this record.");
    }

private:
    bool m_drop;
    Condition m_condition;
};

} // namespace

std::unique_ptr<const Step> createFilter(StepOptions &options)
{
    return std::make_unique<FilterStep>(options);
}

} // namespace pk::transform
