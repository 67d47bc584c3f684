// normalise_time: points in time become UTC with milliseconds, 2025-11-20T03:42:07.918Z.
//
//   {"use": "normalise_time", "paths": ["/ordered_at"], "zone": "+07:00"}
//
//   zone  what a time without offset means (default WIB, +07:00)

#include "transform/civil_time.h"
#include "transform/failure_codes.h"
#include "transform/steps/steps.h"

#include <QCoreApplication>

namespace pk::transform {

namespace {

class TimeStep final : public Step
{
public:
    explicit TimeStep(StepOptions &options)
        : m_paths(options.paths(u"paths"))
        , m_zoneMinutes(zone(options))
    {
    }

    Outcome apply(Context &context) const override
    {
        for (const Path &path : m_paths) {
            const bool fine = path.visit(
                context.document.root(), [&](Value &parent, const FieldPath &field, std::size_t index) {
                    Value *value = field.find(parent);
                    if (!value || value->IsNull())
                        return true;
                    char buffer[24];
                    const auto ms = isText(*value) || isNumber(*value)
                        ? parseTime(scalarText(*value, buffer), m_zoneMinutes)
                        : std::nullopt;
                    if (!ms) {
                        context.deadLetter(code::badTime,
                                           "The time " + quoted(*value) + " at " + path.at(index)
                                               + " cannot be read.");
                        return false;
                    }
                    char written[24];
                    context.document.setText(*value, formatUtc(*ms, written));
                    return true;
                });
            if (!fine)
                return Outcome::DeadLetter;
        }
        return Outcome::Enriched;
    }

private:
    static int zone(StepOptions &options)
    {
        const std::string text = options.reader.text(u"zone", QStringLiteral("+07:00")).toStdString();
        // A zone is what makes the first second of the epoch's next day in it another moment.
        const auto there = parseTime("1970-01-02T00:00:00" + text);
        if (!there || text.empty() || (text[0] != '+' && text[0] != '-'))
            options.reader.fail(
                u"zone", QCoreApplication::translate("transform", "The zone must be an offset like +07:00."));
        return there ? static_cast<int>((86'400'000 - *there) / 60'000) : 0;
    }

    std::vector<Path> m_paths;
    int m_zoneMinutes;
};

} // namespace

std::unique_ptr<const Step> createNormaliseTime(StepOptions &options)
{
    return std::make_unique<TimeStep>(options);
}

} // namespace pk::transform
