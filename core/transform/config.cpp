#include "transform/config.h"

#include "base/json_reader.h"
#include "base/plain_words.h"
#include "transform/config_data.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

namespace pk::transform {

namespace {

QString knownSteps()
{
    QStringList names;
    for (const StepType &type : stepTypes())
        names.append(QString::fromLatin1(type.name.data(), static_cast<qsizetype>(type.name.size())));
    return names.join(QLatin1String(", "));
}

const StepType *findType(const QString &name)
{
    for (const StepType &type : stepTypes()) {
        if (name == QLatin1String(type.name.data(), static_cast<qsizetype>(type.name.size())))
            return &type;
    }
    return nullptr;
}

void readStep(JsonObjectReader &reader, Tables &tables, Config::Data &data)
{
    const QString name = reader.text(u"use");
    if (reader.failed())
        return;
    const StepType *type = findType(name);
    if (!type) {
        reader.fail(u"use",
                    QCoreApplication::translate("transform", "There is no step \"%1\". Known are: %2.")
                        .arg(name, knownSteps()));
        return;
    }
    // A document comes into being by parsing, and only once.
    const bool first = data.steps.empty();
    if ((type->name == "parse") != first) {
        reader.fail(u"use",
                    QCoreApplication::translate("transform",
                                                "The step \"parse\" must be the first, and there only."));
        return;
    }
    StepOptions options(reader, tables, data.dataset);
    data.steps.push_back({type->name, type->create(options)});
    reader.finish();
}

} // namespace

Config::Config(std::unique_ptr<const Data> data)
    : m_data(std::move(data))
{
}
Config::~Config() = default;

Result<std::shared_ptr<const Config>> Config::parse(const QByteArray &json, const QString &origin)
{
    Result<JsonFile> file = JsonFile::parse(json, origin);
    if (!file)
        return std::move(file).error();
    auto data = std::make_unique<Data>();
    JsonObjectReader root = file->root();
    root.integer(u"version", 1, 1);
    const QString dataset = root.oneOf(u"dataset", {QStringLiteral("orders"), QStringLiteral("activities")});
    data->dataset = dataset == QLatin1String("activities") ? Dataset::Activities : Dataset::Orders;

    const QFileInfo place(origin);
    Tables tables(place.isFile() && !origin.startsWith(QLatin1Char(':')) ? place.absolutePath() : QString());
    for (JsonObjectReader &step : root.objects(u"steps"))
        readStep(step, tables, *data);
    if (data->steps.empty())
        root.fail(
            u"steps",
            QCoreApplication::translate("transform", "A configuration needs steps; the first is \"parse\"."));
    root.finish();
    if (file->failed())
        return file->error();
    data->lookups = tables.lookups();
    return std::shared_ptr<const Config>(new Config(std::move(data)));
}

Result<std::shared_ptr<const Config>> Config::load(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        const QString message =
            QCoreApplication::translate("transform", "The transform configuration cannot be read: %1.");
        return Error{file.exists() ? ErrorCode::BadInput : ErrorCode::NotFound,
                     message.arg(fileProblem(file)), path};
    }
    return parse(file.readAll(), path);
}

Result<std::shared_ptr<const Config>> Config::shipped(Dataset dataset)
{
    const std::string_view name = toString(dataset);
    return load(QStringLiteral(":/pk/transform/%1.json")
                    .arg(QLatin1String(name.data(), static_cast<qsizetype>(name.size()))));
}

Dataset Config::dataset() const
{
    return m_data->dataset;
}

std::vector<std::string> Config::stepNames() const
{
    std::vector<std::string> names;
    for (const Data::ConfiguredStep &step : m_data->steps)
        names.emplace_back(step.name);
    return names;
}

} // namespace pk::transform
