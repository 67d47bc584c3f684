#pragma once

// A SQLite file that a part of the program keeps for itself: it is made when it is not there, and a file that
// belongs to something else, or to a newer version of the program, is left as it is.
//
// Thread: like the Database it uses.

#include "base/database.h"

#include <QString>

#include <cstdint>
#include <string_view>

namespace pk {

struct FileSchema
{
    /// A table that is in every such file and in no other. With a version it has the one column
    /// schema_version.
    std::string_view mark;
    /// Makes the tables that are missing.
    std::string_view tables;
    /// 0: the file has none.
    std::int64_t version = 0;
    /// What is said of a file that is a database of something else.
    QString foreign;
    /// What is said of a file with a higher version.
    QString newer;
};

/// Makes what is missing in one transaction; `more` makes tables that other files have too, in the same one.
/// Errors: Corrupt for a file that is not ours or too new; those of the database.
Result<void> makeSchema(Database &file, const FileSchema &schema, const QString &path,
                        Result<void> (*more)(Database &) = nullptr);

} // namespace pk
