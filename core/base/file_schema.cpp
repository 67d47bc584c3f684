#include "base/file_schema.h"

#include "base/sql.h"

#include <string>

namespace pk {

Result<void> makeSchema(Database &file, const FileSchema &schema, const QString &path,
                        Result<void> (*more)(Database &))
{
    Transaction transaction(file); // first: two programs may make one file at the same time
    if (auto begun = transaction.begin(); !begun)
        return begun;
    const auto marked =
        queryInteger(file, "SELECT count(*) FROM sqlite_master WHERE name = ?", {schema.mark});
    if (!marked)
        return marked.error();
    const auto all = queryInteger(file, "SELECT count(*) FROM sqlite_master");
    if (!all)
        return all.error();
    if (*marked == 0 && *all > 0)
        return Error{ErrorCode::Corrupt, schema.foreign, path};
    if (auto made = file.exec(schema.tables); !made)
        return made;
    if (more) {
        if (auto made = more(file); !made)
            return made;
    }
    if (schema.version > 0) {
        const std::string mark(schema.mark);
        const auto version = queryInteger(file, "SELECT max(schema_version) FROM " + mark);
        if (!version)
            return version.error();
        if (*version > schema.version)
            return Error{ErrorCode::Corrupt, schema.newer, path};
        if (*version == 0) {
            if (auto stored = execute(file, "INSERT INTO " + mark + " VALUES (?)", {schema.version}); !stored)
                return stored;
        }
    }
    return transaction.commit();
}

} // namespace pk
