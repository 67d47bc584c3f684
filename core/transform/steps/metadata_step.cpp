// add_metadata: when the record was transformed, and constants.
//
//   {"use": "add_metadata", "processed_at": "/processed_at", "set": {"/campus": "UB"}}

#include "transform/civil_time.h"
#include "transform/failure_codes.h"
#include "transform/steps/steps.h"

#include <QCoreApplication>

namespace pk::transform {

namespace {

class MetadataStep final : public Step
{
public:
    explicit MetadataStep(StepOptions &options)
        : m_processedAt(options.optionalPath(u"processed_at"))
    {
        if (m_processedAt && m_processedAt->each())
            options.reader.fail(u"processed_at",
                                QCoreApplication::translate("transform", "This path may have no *."));
        if (!options.reader.has(u"set"))
            return;
        JsonObjectReader constants = options.reader.object(u"set");
        for (const QString &text : constants.keys()) {
            std::string why;
            std::optional<Path> path = Path::parse(text.toStdString(), why);
            std::string value = constants.text(text).toStdString();
            if (path && !path->each())
                m_constants.push_back({std::move(*path), std::move(value)});
            else
                constants.fail(
                    text,
                    QCoreApplication::translate("transform", "\"%1\" is no path to one field.").arg(text));
        }
    }

    Outcome apply(Context &context) const override
    {
        const std::int64_t now = context.input->nowMs;
        char buffer[24];
        if (m_processedAt && !set(context, *m_processedAt, formatUtc(isWritableTime(now) ? now : 0, buffer)))
            return Outcome::DeadLetter;
        for (const Constant &constant : m_constants) {
            if (!set(context, constant.path, constant.value))
                return Outcome::DeadLetter;
        }
        return Outcome::Enriched;
    }

private:
    struct Constant
    {
        Path path;
        std::string value;
    };

    static bool set(Context &context, const Path &path, std::string_view text)
    {
        Value *target = path.base().make(context.document.root(), context.document);
        if (target)
            context.document.setText(*target, text);
        else
            context.deadLetter(code::badType,
                               "The field " + path.text()
                                   + " cannot be set: something on its way is no object.");
        return target != nullptr;
    }

    std::optional<Path> m_processedAt;
    std::vector<Constant> m_constants;
};

} // namespace

std::unique_ptr<const Step> createAddMetadata(StepOptions &options)
{
    return std::make_unique<MetadataStep>(options);
}

} // namespace pk::transform
