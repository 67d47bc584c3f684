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

} // namespace pk::gui
