#include "bridge/needs_text.h"

#include <QCoreApplication>

namespace pk::gui {

QString needsText(BridgeNeeds needs)
{
    switch (needs) {
    case BridgeNeeds::Items:
        return QCoreApplication::translate("bridge", "waits for all items");
    case BridgeNeeds::Order:
        return QCoreApplication::translate("bridge", "waits for its order");
    case BridgeNeeds::Student:
        return QCoreApplication::translate("bridge", "waits for its student");
    case BridgeNeeds::Activity:
        return QCoreApplication::translate("bridge", "waits for an activity");
    case BridgeNeeds::Nothing:
        break;
    }
    return {};
}

} // namespace pk::gui
