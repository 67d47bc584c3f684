#pragma once

// What a person may ask of the session, so that a failure can be told from another without reading its words,
// and what an action is outside (made by command_text.h).
//
// Thread: free functions without state; names are in the language of the moment.

#include <QMetaType>
#include <QString>

#include <vector>

namespace pk::gui {

enum class Command {
    Play,
    Pause,
    Step,
    SetSource,
    Replay,
    SetSemantics,
    SetWarehouse,
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
    ChangeTopic,
    NodeEnd, ///< nobody asks for it: a broker's process has ended by itself
    KeepSession, ///< nobody asks for it: the session file is kept by itself
};

/// A command line that does the same outside.
enum class Where {
    HereToo, ///< works on what runs here
    RealKafkaOnly,
    OwnProcessOnly, ///< for a member that is a process of its own
    ServerOnly, ///< for a database that is a server
    OnlyHere, ///< no command line does it; `command` is empty, and `note` says why
};

struct CommandText
{
    QString command;
    Where where = Where::HereToo;
    QString note; ///< what to know about it; may be empty

    bool operator==(const CommandText &) const = default;
};

using CommandTexts = std::vector<CommandText>;

/// As a heading: "Pause", "Reset offsets".
QString nameOf(Command command);

} // namespace pk::gui

Q_DECLARE_METATYPE(pk::gui::Command)
