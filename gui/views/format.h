#pragma once

// How figures are written in the window.

#include "base/grouped.h"

#include <QString>

#include <cstdint>

namespace pk::gui {

/// Where a record lies in its topic: "P3 @ 48093".
QString placeText(int partition, qint64 offset);

/// A speed: 3.4/s or 1,204/s, as the language writes figures.
QString perSecondText(double perSecond);

/// An amount of money in 1/10,000 of the currency, grouped as the language does: "Rp 1.250.000", "USD 12.50".
/// Without a currency the figure alone.
QString moneyText(qint64 tenThousandths, const QString &currency);

/// A time span: "40 µs", "2.7 ms", "27 ms", "3.2 s", "4 min".
QString durationText(std::int64_t us);

} // namespace pk::gui
