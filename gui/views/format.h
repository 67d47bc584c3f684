#pragma once

// How figures are written in the window.

#include <QString>

#include <cstdint>

namespace pk::gui {

/// A count in groups of three with thin spaces: 288 932. Offsets are not grouped: write them as they are.
QString grouped(std::uint64_t count);

/// Where a record lies in its topic: "P3 @ 48093".
QString placeText(int partition, qint64 offset);

/// A speed: 3,4/s or 1 204/s, in the decimals of the language.
QString perSecondText(double perSecond);

} // namespace pk::gui
