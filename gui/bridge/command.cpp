#include "bridge/command.h"

#include <QCoreApplication>

namespace pk::gui {

QString nameOf(Command command)
{
    switch (command) {
    case Command::Play:
        return QCoreApplication::translate("bridge", "Play");
    case Command::Pause:
        return QCoreApplication::translate("bridge", "Pause");
    case Command::Step:
        return QCoreApplication::translate("bridge", "Step");
    case Command::SetSource:
        return QCoreApplication::translate("bridge", "Source");
    case Command::Replay:
        return QCoreApplication::translate("bridge", "Send the source's rows again");
    case Command::SetSemantics:
        return QCoreApplication::translate("bridge", "Delivery semantics");
    case Command::SetWarehouse:
        return QCoreApplication::translate("bridge", "Warehouse");
    case Command::AddMember:
        return QCoreApplication::translate("bridge", "Add a member");
    case Command::StopMember:
        return QCoreApplication::translate("bridge", "Stop a member");
    case Command::CrashMember:
        return QCoreApplication::translate("bridge", "Crash a member");
    case Command::HoldMember:
        return QCoreApplication::translate("bridge", "Hold a member");
    case Command::SetDelay:
        return QCoreApplication::translate("bridge", "Slow consumer");
    case Command::Broker:
    case Command::NodeEnd:
        return QCoreApplication::translate("bridge", "Broker");
    case Command::Outage:
        return QCoreApplication::translate("bridge", "Database outage");
    case Command::Burst:
        return QCoreApplication::translate("bridge", "Burst");
    case Command::Produce:
        return QCoreApplication::translate("bridge", "Produce a message");
    case Command::PreviewReset:
        return QCoreApplication::translate("bridge", "Reset preview");
    case Command::Reset:
        return QCoreApplication::translate("bridge", "Reset offsets");
    case Command::ChangeTopic:
        return QCoreApplication::translate("bridge", "Change a topic");
    case Command::KeepSession:
        break;
    }
    return QCoreApplication::translate("bridge", "Session file");
}

} // namespace pk::gui
