#include "theme/style_sheet.h"

#include "theme/compositor.h"
#include "theme/painting.h"

#include <QFile>
#include <QRegularExpression>

#include <array>

namespace pk::gui {

namespace {

struct Named
{
    const char *name;
    Token token;
};

// Longer names before those they begin with.
constexpr std::array named{
    Named{"Window", Token::Window}, Named{"Surface2", Token::Surface2}, Named{"Surface", Token::Surface},
    Named{"Border", Token::Border}, Named{"Text", Token::Text},         Named{"Muted", Token::Muted},
    Named{"Subtle", Token::Subtle}, Named{"BlueText", Token::BlueText}, Named{"BlueTint", Token::BlueTint},
    Named{"Blue", Token::Blue},     Named{"Consumed", Token::Consumed}, Named{"Selection", Token::Selection},
    Named{"Rose", Token::Rose},
};

// Of scroll bars, as in the sheet.
constexpr int scrollBarBase = 10;
constexpr int handleMarginBase = 2;

} // namespace

QString applicationStyleSheet(const Theme &theme)
{
    QFile file(QStringLiteral(":/pk/theme/style.qss"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QString sheet = QString::fromUtf8(file.readAll());
    for (const Named &entry : named)
        sheet.replace(QLatin1Char('@') + QLatin1String(entry.name), theme.color(entry.token).name());

    sheet.replace(QLatin1String("@MenuRadius"), hasCompositor() ? QLatin1String("10px") : QLatin1String("0"));

    static const QRegularExpression size(QStringLiteral("\\b(\\d+)px\\b"));
    QString scaled;
    qsizetype end = 0;
    for (auto matches = size.globalMatch(sheet); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        const int pixels = match.captured(1).toInt();
        scaled += QStringView(sheet).mid(end, match.capturedStart() - end);
        scaled += QString::number(pixels == 1 ? hairline() : theme.px(pixels)) + QLatin1String("px");
        end = match.capturedEnd();
    }
    scaled += QStringView(sheet).mid(end);
    // More than half of what the rounded sizes leave, and Qt paints the handles with corners.
    const int radius = (theme.px(scrollBarBase) - 2 * theme.px(handleMarginBase)) / 2;
    scaled.replace(QLatin1String("@HandleRadius"), QStringLiteral("%1px").arg(radius));
    return scaled;
}

} // namespace pk::gui
