#pragma once

// Lines of code as a text, each behind the mark of its change.

#include "pages/inspector/code_view.h"

#include <QStringList>

#include <vector>

namespace pk::test {

inline QString textOf(const std::vector<gui::CodeRow> &rows)
{
    QStringList lines;
    for (const gui::CodeRow &row : rows) {
        constexpr char marks[] = " -~+";
        lines << QLatin1Char(marks[static_cast<int>(row.change)]) + row.text();
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace pk::test
