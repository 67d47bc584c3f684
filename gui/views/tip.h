#pragma once

// A sentence as a tool tip that is broken into lines: plain text stands in one, however long it is.
//
// Thread: any.

#include <QString>

namespace pk::gui {

inline QString brokenTip(const QString &sentence)
{
    return sentence.isEmpty() ? QString() : QStringLiteral("<qt>%1</qt>").arg(sentence.toHtmlEscaped());
}

} // namespace pk::gui
