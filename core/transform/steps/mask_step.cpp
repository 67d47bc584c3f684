// mask: personal data made unreadable, in its old shape, and always in the same way for the same value.
//
//   {"use": "mask", "names": ["/name"], "emails": ["/customer/email"], "ids": ["/nim"], "salt": "2025"}
//
//   names   Budi Santoso → B*** S******
//   emails  budi@kampus.ac.id → b***@kampus.ac.id
//   ids     every digit and letter is replaced by another that depends on the whole id and the salt, so that
//   two
//           students stay two students: 231045 → 804417

#include "base/hash.h"
#include "base/json_utf8.h"
#include "transform/steps/steps.h"

namespace pk::transform {

namespace {

void maskWord(std::string_view text, std::string &out)
{
    bool start = true;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t before = at;
        const char32_t c = nextCodePoint(text, at);
        const bool separator = c == ' ' || c == '.' || c == '-';
        if (separator || start)
            out.append(text, before, at - before);
        else
            out.push_back('*');
        start = separator;
    }
}

class MaskStep final : public Step
{
public:
    explicit MaskStep(StepOptions &options)
        : m_names(options.paths(u"names"))
        , m_emails(options.paths(u"emails"))
        , m_ids(options.paths(u"ids"))
        , m_salt(options.reader.text(u"salt", QString()).toStdString())
    {
    }

    Outcome apply(Context &context) const override
    {
        each(context, m_names, [](std::string_view text, std::string &out) { maskWord(text, out); });
        each(context, m_emails, maskEmail);
        each(context, m_ids, [this](std::string_view text, std::string &out) { maskId(text, out); });
        return Outcome::Enriched;
    }

private:
    template <typename Mask> static void each(Context &context, const std::vector<Path> &paths, Mask mask)
    {
        for (const Path &path : paths) {
            path.visit(context.document.root(), [&](Value &parent, const FieldPath &field, std::size_t) {
                char buffer[24];
                if (Value *value = field.find(parent); value && (isText(*value) || isNumber(*value))) {
                    context.scratch.clear();
                    mask(scalarText(*value, buffer), context.scratch);
                    context.document.setText(*value, context.scratch);
                }
                return true;
            });
        }
    }

    static void maskEmail(std::string_view text, std::string &out)
    {
        const std::size_t at = text.rfind('@');
        if (at == std::string_view::npos || at == 0)
            return maskWord(text, out);
        std::size_t first = 0;
        nextCodePoint(text, first);
        out.append(text, 0, first).append("***").append(text, at);
    }

    void maskId(std::string_view text, std::string &out) const
    {
        std::string keyed = m_salt;
        keyed.push_back('\n');
        keyed.append(text);
        const Sha256 digest = sha256(keyed);
        for (std::size_t i = 0; i < text.size(); ++i) {
            const char c = text[i];
            const unsigned byte = digest[i % digest.size()];
            if (c >= '0' && c <= '9')
                out.push_back(static_cast<char>('0' + byte % 10));
            else if (c >= 'a' && c <= 'z')
                out.push_back(static_cast<char>('a' + byte % 26));
            else if (c >= 'A' && c <= 'Z')
                out.push_back(static_cast<char>('A' + byte % 26));
            else
                out.push_back(c);
        }
    }

    std::vector<Path> m_names;
    std::vector<Path> m_emails;
    std::vector<Path> m_ids;
    std::string m_salt;
};

} // namespace

std::unique_ptr<const Step> createMask(StepOptions &options)
{
    return std::make_unique<MaskStep>(options);
}

} // namespace pk::transform
