#pragma once

// The data that steps refer to by name: units, lookup tables, IKU regulations. JSON files, found beside the
// configuration first and among the shipped ones (:/pk/transform/) second.
//
// Thread: filled while a configuration is read; the tables themselves are immutable afterwards and shared.
// Errors: reported through the reader of the configuration, with the place in the table's own file.

#include "base/json_reader.h"
#include "transform/decimal.h"
#include "transform/iku.h"

#include <QString>

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

namespace pk::transform {

/// Finds std::string keys by string_view without a copy.
struct TextHash
{
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};
template <typename T> using TextMap = std::unordered_map<std::string, T, TextHash, std::equal_to<>>;

/// Lower-case ASCII; table keys are compared without case.
std::string foldedKey(std::string_view key);

struct Unit
{
    std::string base; ///< "pcs", "g"
    Decimal factor; ///< base units in one of this unit
};
using UnitTable = TextMap<Unit>;

struct LookupTable
{
    struct Entry
    {
        std::string text;
        bool isNumber = false;
    };
    TextMap<Entry> entries;
};

class Tables
{
public:
    /// `folder`: where the configuration lies, empty when it is not a file.
    explicit Tables(QString folder)
        : m_folder(std::move(folder))
    {
    }

    /// Each reads the table named at `key` of `options`; null after an error.
    std::shared_ptr<const UnitTable> units(JsonObjectReader &options, QStringView key,
                                           const QString &fallback);
    std::shared_ptr<const LookupTable> lookup(JsonObjectReader &options, QStringView key);
    std::shared_ptr<const IkuRegulation> regulation(JsonObjectReader &options, QStringView key);

    /// The lookup tables read so far, by name.
    const std::map<std::string, std::shared_ptr<const LookupTable>, std::less<>> &lookups() const
    {
        return m_lookups;
    }

private:
    std::optional<JsonFile> open(JsonObjectReader &options, QStringView key, const QString &name);

    QString m_folder;
    std::map<std::string, std::shared_ptr<const LookupTable>, std::less<>> m_lookups;
};

/// Reads {"lusin": {"base": "pcs", "factor": 12}, …} into a table.
void readUnits(JsonObjectReader units, UnitTable &table);

} // namespace pk::transform
