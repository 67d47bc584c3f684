#pragma once

// What a person may ask of the session, so that a failure can be told from another without reading its words.
//
// Thread: free functions without state; names are in the language of the moment.

#include <QMetaType>
#include <QString>

namespace pk::gui {

enum class Command {
    Play,
    Pause,
    Step,
    SetSource,
    AddMember,
    StopMember,
    CrashMember,
    HoldMember,
    SetDelay,
    Broker,
    Outage,
    Burst,
    Produce,
    PreviewReset,
    Reset,
    KeepSession, ///< nobody asks for it: the session file is kept by itself
};

/// As a heading: "Pause", "Reset offsets".
QString nameOf(Command command);

} // namespace pk::gui

Q_DECLARE_METATYPE(pk::gui::Command)
