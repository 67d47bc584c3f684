// normalise_case: letters of texts.
//
//   {"use": "normalise_case", "lower": ["/status"], "upper": ["/currency"], "proper": ["/customer/name"],
//   "keep": ["DKI"]}
//
//   keep  words that a proper name writes in their own way

#include "transform/steps/steps.h"
#include "transform/text_case.h"

#include <array>

namespace pk::transform {

namespace {

class CaseStep final : public Step
{
public:
    explicit CaseStep(StepOptions &options)
        : m_rules{Rule{LetterCase::Lower, options.paths(u"lower")},
                  Rule{LetterCase::Upper, options.paths(u"upper")},
                  Rule{LetterCase::Proper, options.paths(u"proper")}}
    {
        for (const QString &word : options.reader.texts(u"keep"))
            m_keep.push_back(word.toStdString());
    }

    Outcome apply(Context &context) const override
    {
        for (const Rule &rule : m_rules) {
            for (const Path &path : rule.paths) {
                path.visit(context.document.root(), [&](Value &parent, const FieldPath &field, std::size_t) {
                    Value *value = field.find(parent);
                    if (value && isText(*value)
                        && changeCase(textOf(*value), rule.letterCase, m_keep, context.scratch))
                        context.document.setText(*value, context.scratch);
                    return true;
                });
            }
        }
        return Outcome::Enriched;
    }

private:
    struct Rule
    {
        LetterCase letterCase;
        std::vector<Path> paths;
    };
    std::array<Rule, 3> m_rules;
    std::vector<std::string> m_keep;
};

} // namespace

std::unique_ptr<const Step> createNormaliseCase(StepOptions &options)
{
    return std::make_unique<CaseStep>(options);
}

} // namespace pk::transform
