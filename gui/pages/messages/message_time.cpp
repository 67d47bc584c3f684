#include "pages/messages/message_time.h"

#include <QDateTime>

namespace pk::gui {

namespace {

constexpr std::int64_t kDayMs = 86'400'000;
constexpr std::int64_t kMonthsMs = 60 * kDayMs;

} // namespace

bool isToday(std::int64_t timestampMs)
{
    return timestampMs < 0 || QDateTime::fromMSecsSinceEpoch(timestampMs).date() == QDate::currentDate();
}

QString rowTime(std::int64_t timestampMs)
{
    if (timestampMs < 0)
        return QStringLiteral("–");
    return QDateTime::fromMSecsSinceEpoch(timestampMs)
        .toString(isToday(timestampMs) ? QStringLiteral("HH:mm:ss.zzz") : QStringLiteral("yyyy-MM-dd HH:mm"));
}

QString axisTime(std::int64_t timestampMs, std::int64_t fromMs, std::int64_t toMs)
{
    const bool months = toMs - fromMs > kMonthsMs;
    const bool days = toMs - fromMs > kDayMs || !isToday(fromMs);
    return QDateTime::fromMSecsSinceEpoch(timestampMs)
        .toString(months     ? QStringLiteral("yyyy-MM-dd")
                      : days ? QStringLiteral("yyyy-MM-dd HH:mm")
                             : QStringLiteral("HH:mm:ss"));
}

} // namespace pk::gui
