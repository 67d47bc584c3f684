#include "views/themed.h"

#include <QCache>
#include <QFontMetricsF>

#include <cmath>
#include <utility>

namespace pk::gui {

int textWidth(const QFont &font, const QString &text)
{
    // To measure is to shape, and layouts ask for the same texts again and again.
    static constexpr int kKept = 2'000; // some screens full
    static QCache<std::pair<QFont, QString>, int> widths(kKept);
    const std::pair asked(font, text);
    if (const int *known = widths.object(asked))
        return *known;
    const int width = static_cast<int>(std::ceil(QFontMetricsF(font).horizontalAdvance(text))) + 1;
    widths.insert(asked, new int(width));
    return width;
}

} // namespace pk::gui
