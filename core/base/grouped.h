#pragma once

// A count as the language of the person groups it, 288,932 or 288.932, and the sign for one that is not
// known. Offsets are not grouped: write them as they are.
//
// Thread: free functions. Errors: none.

#include <QLocale>
#include <QString>

#include <cstdint>

namespace pk {

inline QString grouped(std::int64_t count)
{
    return QLocale().toString(static_cast<qlonglong>(count));
}

/// In place of a figure that nobody knows at present.
inline QString unknownText()
{
    return QStringLiteral("\u2013");
}

} // namespace pk
