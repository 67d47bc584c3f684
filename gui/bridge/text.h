#pragma once

// Core speaks UTF-8 in std::string, the window QString.
//
// Thread: any.

#include <QString>

#include <string>
#include <string_view>

namespace pk::gui {

inline QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// Of a warehouse: the file's or the database's, without the way to it.
inline QString warehouseName(const QString &path)
{
    return path.section(u'?', 0, 0).section(u'/', -1);
}

} // namespace pk::gui
