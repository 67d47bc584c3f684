// trim: white space at the ends of texts goes, and runs of it within become one blank.
//
//   {"use": "trim", "paths": ["/customer/name"], "collapse": true}
//
//   paths     only these; without them all texts of the document
//   collapse  runs within, too (default true)

#include "transform/steps/steps.h"
#include "transform/text_case.h"

namespace pk::transform {

namespace {

class TrimStep final : public Step
{
public:
    explicit TrimStep(StepOptions &options)
        : m_all(!options.reader.has(u"paths"))
        , m_paths(options.paths(u"paths"))
        , m_collapse(options.reader.boolean(u"collapse", true))
    {
    }

    Outcome apply(Context &context) const override
    {
        if (m_all)
            trimAll(context.document.root(), context);
        for (const Path &path : m_paths) {
            path.visit(context.document.root(), [&](Value &parent, const FieldPath &field, std::size_t) {
                if (Value *value = field.find(parent); value && isText(*value))
                    trimOne(*value, context);
                return true;
            });
        }
        return Outcome::Enriched;
    }

private:
    /// The nesting is bounded by the parser.
    void trimAll(Value &value, Context &context) const
    {
        if (value.IsObject()) {
            for (auto &member : value.GetObject())
                trimAll(member.value, context);
        } else if (value.IsArray()) {
            for (Value &element : value.GetArray())
                trimAll(element, context);
        } else if (isText(value)) {
            trimOne(value, context);
        }
    }

    void trimOne(Value &value, Context &context) const
    {
        const std::string_view before = textOf(value);
        if (isClean(before))
            return;
        const std::string_view text = trimmed(before);
        if (m_collapse && collapseSpaces(text, context.scratch))
            context.document.setText(value, context.scratch);
        else if (text.size() != before.size())
            context.document.setText(value, text);
    }

    /// Most texts need nothing; this tells so without decoding them: only single blanks, between other bytes
    /// of ASCII.
    static bool isClean(std::string_view text)
    {
        char previous = ' ';
        for (const char c : text) {
            if (static_cast<unsigned char>(c) >= 0x80 || c < ' ' || (c == ' ' && previous == ' '))
                return false;
            previous = c;
        }
        return previous != ' ' || text.empty();
    }

    bool m_all;
    std::vector<Path> m_paths;
    bool m_collapse;
};

} // namespace

std::unique_ptr<const Step> createTrim(StepOptions &options)
{
    return std::make_unique<TrimStep>(options);
}

} // namespace pk::transform
