#include "transform/steps/steps.h"

#include <QCoreApplication>

#include <array>

namespace pk::transform {

std::span<const StepType> stepTypes()
{
    static constexpr std::array types{
        StepType{"parse", createParse},
        StepType{"validate", createValidate},
        StepType{"trim", createTrim},
        StepType{"normalise_case", createNormaliseCase},
        StepType{"normalise_unit", createNormaliseUnit},
        StepType{"normalise_money", createNormaliseMoney},
        StepType{"normalise_time", createNormaliseTime},
        StepType{"lookup", createLookup},
        StepType{"filter", createFilter},
        StepType{"compute", createCompute},
        StepType{"mask", createMask},
        StepType{"add_metadata", createAddMetadata},
    };
    return types;
}

static std::optional<Path> readPath(const QString &text, QString &problem)
{
    std::string why;
    std::optional<Path> path = Path::parse(text.toStdString(), why);
    if (!path)
        problem = QCoreApplication::translate(
                      "transform", "\"%1\" is no path: %2. Write it like /customer/city or /items/*/qty.")
                      .arg(text, QString::fromStdString(why));
    return path;
}

Path StepOptions::path(QStringView key)
{
    QString problem;
    std::optional<Path> path = readPath(reader.text(key), problem);
    if (!path)
        reader.fail(key, problem);
    return path.value_or(Path());
}

std::optional<Path> StepOptions::optionalPath(QStringView key)
{
    if (!reader.has(key))
        return std::nullopt;
    return path(key);
}

std::vector<Path> StepOptions::paths(QStringView key)
{
    std::vector<Path> list;
    const QStringList texts = reader.texts(key);
    for (qsizetype i = 0; i < texts.size(); ++i) {
        QString problem;
        if (std::optional<Path> path = readPath(texts.at(i), problem))
            list.push_back(std::move(*path));
        else
            reader.failAt(key, i, problem);
    }
    return list;
}

std::optional<Path> StepOptions::siblingPath(QStringView key, const Path &other)
{
    std::optional<Path> sibling = optionalPath(key);
    if (sibling && (sibling->each() != other.each() || (other.each() && !(sibling->base() == other.base()))))
        reader.fail(
            key,
            QCoreApplication::translate("transform", "This path must lead through the same array as %1.")
                .arg(QString::fromStdString(other.text())));
    return sibling;
}

std::string quoted(const Value &value)
{
    char buffer[24];
    if (value.IsObject())
        return "an object";
    if (value.IsArray())
        return "an array";
    const std::string_view text = scalarText(value, buffer);
    return isText(value) ? quoted(text) : std::string(text.substr(0, 60));
}

std::string quoted(std::string_view text)
{
    constexpr std::size_t longest = 60;
    if (text.size() <= longest)
        return '"' + std::string(text) + '"';
    std::size_t end = longest;
    while ((static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80) // never in the middle of a character
        --end;
    return '"' + std::string(text.substr(0, end)) + "…\"";
}

} // namespace pk::transform
