#pragma once

// A count as the language of the person groups it: 288,932 or 288.932. Offsets are not grouped: write them as
// they are.
//
// Thread: a free function. Errors: none.

#include <QLocale>
#include <QString>

#include <cstdint>

namespace pk {

inline QString grouped(std::int64_t count)
{
    return QLocale().toString(static_cast<qlonglong>(count));
}

} // namespace pk
