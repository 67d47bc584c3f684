#pragma once

// What a session says while it goes from one environment to another. The one that is wanted is opened first,
// while the present run goes on; so a switch that fails or is given up leaves everything as it was.
//
// Thread: value types.

#include "domain/pipeline_names.h"
#include "environment/environment_choice.h"

#include <QMetaType>
#include <QString>

namespace pk::gui {

struct SwitchProgress
{
    environment::EnvironmentChoice to;
    QString sentence; ///< what it waits for
    bool cancellable = true; ///< false: the run before is ending already
};

struct SwitchEnd
{
    enum class Kind { Done, Cancelled, Failed };

    Kind kind = Kind::Done;
    environment::EnvironmentChoice to;
    QString sentence; ///< why it has failed and what mends it; else how the run before has ended
};

/// How a run has ended.
struct RunEnd
{
    bool embedded = true; ///< what was left in its topics is gone with them
    bool drained = true; ///< nothing was left
    bool answered = true; ///< false: no broker did, so it was left as it stood
    bool verified = false;
    Semantics semantics = Semantics::EffectivelyOnce; ///< what may have happened to its records
    qint64 lost = 0; ///< these two by the ledger
    qint64 doubled = 0;
    QString ledger; ///< what became of every acknowledged record; empty: nobody has followed them
    QString problem = {}; ///< why it is not verified, in words; empty: unconfirmed records

    /// What did not end as it should, as whole sentences; empty when everything did.
    QString trouble() const;
    /// The same, and also what is good.
    QString sentence() const;
};

} // namespace pk::gui

Q_DECLARE_METATYPE(pk::gui::SwitchProgress)
Q_DECLARE_METATYPE(pk::gui::SwitchEnd)
