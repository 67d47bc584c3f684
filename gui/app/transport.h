#pragma once

// What the frame of the window needs to know of the running pipeline and may ask of it: play, pause, steps,
// rate, source, environment, and the figures of the status line. The bridge's controller implements it; the
// window only shows and asks, and everything it shows comes back through changed().
//
// Thread: GUI thread; the slots return at once, what they cause is reported by changed() or failed().
// Errors: failed() carries whole sentences for people.

#include "views/saying.h"

#include <QObject>
#include <QString>

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

namespace pk::gui {

enum class TransportState { Starting, Running, Paused, Stopping, Stopped, Failed };

/// What is promised about the order of things (SPEC §6).
enum class Regime {
    Conducted, ///< one record at a time, in the order of the seed
    Free, ///< full speed; same content, order between partitions is free
    ForeignClients, ///< conducted, but another program writes too: no order is promised
    None, ///< nothing runs
};

/// One entry of a choice (source, dataset); what cannot be chosen says why.
struct Choice
{
    QString id;
    QString title;
    QString unavailable; ///< empty: it can be chosen; else the reason
};

/// What is real in this environment and what is not.
struct FidelityRow
{
    enum class State { Real, Emulated, Absent };
    State state = State::Real;
    QString what;
    QString how;

    bool operator==(const FidelityRow &) const = default;
};

/// One that can be chosen.
struct EnvironmentEntry
{
    QString id;
    QString title;
    QString detail; ///< a few words
};

/// While it goes from one environment to another.
struct EnvironmentSwitch
{
    QString title; ///< of the one that is wanted
    QString sentence; ///< what it waits for
    bool cancellable = true;
};

struct Environment
{
    QString name; ///< of the badge: "Embedded broker"
    QString detail; ///< of the fidelity page's head: addresses, version
    bool healthy = true; ///< false: the badge warns, and `detail` says why
    std::vector<FidelityRow> fidelity;
    QStringList nodeLogs = {}; ///< files of the brokers of this machine
    QString logCommand = {}; ///< shows what the brokers write, where that lies on this machine

    bool operator==(const Environment &) const = default;
};

/// Why nothing runs, when the start failed.
struct StartProblem
{
    enum class Kind {
        Folder, ///< the data folder cannot be written
        Broker, ///< the embedded one
        Environment, ///< another one, whose name is `title`; the embedded one would do
        Cancelled, ///< that of an environment, by whoever has wanted it
        Warehouse, ///< its file cannot be opened
        Other,
    };
    Kind kind = Kind::Other;
    QString reason; ///< a whole sentence
    QString where; ///< the folder or file; may be empty
    QString title = {}; ///< of the environment

    bool operator==(const StartProblem &) const = default;
};

struct RunStatus
{
    std::uint64_t journalPosition = 0; ///< sequence number of the newest event that is shown
    std::uint64_t droppedInDrawing = 0;
    Regime regime = Regime::Conducted;
    std::uint64_t seed = 0;
    QString activity; ///< what it is doing right now, such as waiting for members; may be empty
};

class Transport : public QObject
{
    Q_OBJECT

public:
    /// The rate that means "as fast as it goes".
    static constexpr double MaxRate = std::numeric_limits<double>::infinity();

    using QObject::QObject;

    virtual TransportState state() const = 0;
    /// Steps are possible: paused, and somebody can take the record.
    virtual bool canStep() const = 0;
    /// What a step does not reach here, in words; empty: it reaches everything.
    virtual QString stepHint() const { return {}; }
    /// Wanted records per second; MaxRate for no limit.
    virtual double rate() const = 0;
    /// The rate counts a database's transactions: each may become several records.
    virtual bool isRateOfTransactions() const { return false; }
    /// Hops a second that are stepped by themselves; 0: each step is asked for.
    virtual double speed() const { return 0; }
    virtual std::vector<Choice> sources() const = 0;
    virtual QString source() const = 0; ///< id
    virtual std::vector<Choice> datasets() const = 0;
    virtual QString dataset() const = 0; ///< id
    virtual Environment environment() const = 0;
    virtual std::vector<EnvironmentEntry> environments() const { return {}; }
    virtual QString environmentId() const { return {}; }
    virtual std::optional<EnvironmentSwitch> switching() const { return std::nullopt; }
    virtual RunStatus status() const = 0;
    /// Empty unless the state is Failed.
    virtual std::optional<StartProblem> startProblem() const { return std::nullopt; }

public Q_SLOTS:
    virtual void play() = 0;
    virtual void pause() = 0;
    virtual void stepRecord() = 0;
    virtual void stepHop() = 0;
    virtual void stepToCommit() = 0;
    virtual void setRate(double recordsPerS) = 0;
    /// Above 0 it pauses what runs, since steps are conducted; playing ends it.
    virtual void setSpeed(double hopsPerS) { Q_UNUSED(hopsPerS) }
    virtual void setSource(const QString &id) = 0;
    virtual void setDataset(const QString &id) = 0;
    /// The present run ends in order once the other environment is there.
    virtual void switchEnvironment(const QString &id) { Q_UNUSED(id) }
    virtual void cancelSwitch() { }
    /// After a failed start: once more, with another data folder unless it is empty.
    virtual void startAgain(const QString &dataFolder) { Q_UNUSED(dataFolder) }

Q_SIGNALS:
    void changed(); ///< state, canStep, rate, speed, source, dataset, environment, or how far a switch is
    void statusChanged(); ///< about 7 times a second at most
    /// `condition` names what lasts until recovered() says the same name ("broker"); empty: it was refused,
    /// and that is all. `subject` names what settled() may say of it.
    void failed(const pk::gui::Saying &sentence, const QString &condition = {}, const QString &subject = {});
    void recovered(const pk::gui::Saying &sentence, const QString &condition, const QString &subject = {});
    /// What was said of the subject is no longer so, and no other sentence takes its place.
    void settled(const QString &subject);
    /// Everything is as it was; `sentence` says why and what mends it.
    void switchFailed(const QString &title, const QString &sentence);
};

} // namespace pk::gui
