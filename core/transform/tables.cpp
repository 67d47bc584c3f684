#include "transform/tables.h"

#include <QCoreApplication>
#include <QFile>
#include <QRegularExpression>

namespace pk::transform {

std::string foldedKey(std::string_view key)
{
    std::string folded(key);
    for (char &c : folded) {
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c + 32);
    }
    return folded;
}

std::optional<JsonFile> Tables::open(JsonObjectReader &options, QStringView key, const QString &name)
{
    // A name, never a path: a configuration is data and must not open files elsewhere.
    static const QRegularExpression allowed(QStringLiteral("^[A-Za-z0-9_][A-Za-z0-9_.-]*$"));
    if (!allowed.match(name).hasMatch()) {
        options.fail(
            key,
            QCoreApplication::translate("transform", "A table's name has only letters, digits, _ . and -."));
        return std::nullopt;
    }
    const QStringList places{m_folder.isEmpty() ? QString() : m_folder + QStringLiteral("/%1.json").arg(name),
                             QStringLiteral(":/pk/transform/%1.json").arg(name)};
    for (const QString &place : places) {
        QFile file(place);
        if (place.isEmpty() || !file.open(QIODevice::ReadOnly))
            continue;
        Result<JsonFile> read = JsonFile::parse(file.readAll(), place);
        if (read)
            return std::move(read).value();
        options.fail(read.error());
        return std::nullopt;
    }
    options.fail(
        key,
        QCoreApplication::translate(
            "transform", "There is no table \"%1\": neither %1.json beside this file nor a shipped one.")
            .arg(name));
    return std::nullopt;
}

void readUnits(JsonObjectReader units, UnitTable &table)
{
    for (const QString &name : units.keys()) {
        JsonObjectReader unit = units.object(name);
        Unit read;
        read.base = unit.text(u"base", QStringLiteral("pcs")).toStdString();
        constexpr int factorDecimals = 6;
        read.factor = {unit.decimal(u"factor", factorDecimals), factorDecimals};
        if (read.factor.units <= 0)
            unit.fail(
                u"factor",
                QCoreApplication::translate("transform", "The factor of a unit must be greater than 0."));
        while (read.factor.scale > 0 && read.factor.units % 10 == 0) {
            read.factor.units /= 10;
            --read.factor.scale;
        }
        unit.finish();
        table.insert_or_assign(foldedKey(name.toStdString()), read);
    }
}

std::shared_ptr<const UnitTable> Tables::units(JsonObjectReader &options, QStringView key,
                                               const QString &fallback)
{
    std::optional<JsonFile> file = open(options, key, options.text(key, fallback));
    if (!file)
        return nullptr;
    auto table = std::make_shared<UnitTable>();
    JsonObjectReader root = file->root();
    root.value(u"title");
    readUnits(root.object(u"units"), *table);
    root.finish();
    if (!file->failed())
        return table;
    options.fail(file->error());
    return nullptr;
}

std::shared_ptr<const LookupTable> Tables::lookup(JsonObjectReader &options, QStringView key)
{
    const QString name = options.text(key);
    if (options.failed())
        return nullptr;
    if (const auto known = m_lookups.find(name.toStdString()); known != m_lookups.end())
        return known->second;
    std::optional<JsonFile> file = open(options, key, name);
    if (!file)
        return nullptr;
    auto table = std::make_shared<LookupTable>();
    JsonObjectReader root = file->root();
    root.value(u"title");
    JsonObjectReader entries = root.object(u"entries");
    for (const QString &entry : entries.keys()) {
        LookupTable::Entry read;
        if (entries.value(entry).isDouble()) {
            constexpr int decimals = 6;
            char buffer[24];
            read.text = formatDecimal({entries.decimal(entry, decimals), decimals}, buffer);
            read.isNumber = true;
        } else {
            read.text = entries.text(entry).toStdString();
        }
        table->entries.insert_or_assign(foldedKey(entry.toStdString()), std::move(read));
    }
    root.finish();
    if (file->failed()) {
        options.fail(file->error());
        return nullptr;
    }
    m_lookups.emplace(name.toStdString(), table);
    return table;
}

std::shared_ptr<const IkuRegulation> Tables::regulation(JsonObjectReader &options, QStringView key)
{
    const QString wanted = options.text(key);
    std::optional<JsonFile> file = open(options, key, QStringLiteral("iku_regulations"));
    if (!file)
        return nullptr;
    std::shared_ptr<const IkuRegulation> found;
    QStringList names;
    JsonObjectReader root = file->root();
    for (JsonObjectReader &element : root.objects(u"regulations")) {
        auto regulation = std::make_shared<IkuRegulation>(IkuRegulation::read(element));
        names.append(QString::fromStdString(regulation->name()));
        if (names.back() == wanted)
            found = std::move(regulation);
    }
    root.finish();
    if (file->failed()) {
        options.fail(file->error());
        return nullptr;
    }
    if (!found)
        options.fail(key,
                     QCoreApplication::translate("transform", "There is no regulation \"%1\". Known are: %2.")
                         .arg(wanted, names.join(QLatin1String(", "))));
    return found;
}

} // namespace pk::transform
