#pragma once

// Numbers as the window shows them: counts grouped as the default locale does, large rates shortened, offsets
// never grouped.
//
// Thread: pure functions.

#include "base/grouped.h"
#include "flow/flow_model.h"

#include <QString>

#include <cstdint>

namespace pk::gui {

QString countText(std::int64_t count); ///< "1,284,913"
QString shortCountText(std::int64_t count); ///< "128", "4.9k", "12k": no longer than four characters
QString rateText(double perS); ///< "312", "48.2 k"
QString shortRateFigure(double perS); ///< "48.2k", for labels
QString shortRateText(double perS); ///< "48.2k/s"
QString offsetText(std::int64_t offset);
/// Partitions as short as they can be said: "P0", "P1" or, when there are many, "P0–P5".
QStringList partitionTexts(const std::vector<int> &partitions, std::size_t most);
/// Those of a member; where they differ from topic to topic, one text a topic.
QStringList partitionTexts(const Member &member, std::size_t most);

QString statusText(NodeStatus status);
QString operationText(Operation operation);

} // namespace pk::gui
