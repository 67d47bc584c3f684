#pragma once

// Between the window and what runs. Commands go in as slots and return at once; what has happened comes out
// as signals. Nothing here waits for a broker, a database or a stage: the session and the sampler do, on
// threads of their own.
//
// Thread: GUI thread only.
// Ownership: owns session, sampler and their threads. After a shutdown that was given up, they are left
// running, and the process is expected to end.

#include "bridge/command_text.h"
#include "bridge/sampler.h"
#include "bridge/session.h"

#include <QObject>
#include <QThread>
#include <QTimer>

#include <memory>
#include <optional>
#include <vector>

namespace pk::gui {

class Controller final : public QObject
{
    Q_OBJECT

public:
    explicit Controller(SessionOptions options, QObject *parent = nullptr);
    ~Controller() override; ///< stops in order, as shutdown() does, and then waits for it

    RunState state() const { return m_state; }
    /// The newest one; null before the first.
    SnapshotPtr snapshot() const { return m_snapshot; }
    FlowGraph flow() const;
    /// What runs, or is about to: as chosen, until it was refused.
    const SourceChoice &source() const { return m_source; }
    std::int64_t rate() const { return m_rate; } ///< 0: as fast as it goes
    CommandTarget commandTarget() const;
    /// In which it runs, or shall begin.
    const environment::EnvironmentChoice &environment() const { return m_environment; }
    /// While it goes to another environment.
    const std::optional<SwitchProgress> &switching() const { return m_switch; }
    /// For readers of their own: topics, warehouse, lineage.
    std::shared_ptr<const journal::Journal> journal() const;

public Q_SLOTS:
    void start();
    /// After startFailed(); `dataFolder` empty: in the same one.
    void startAgain(const QString &dataFolder);
    /// See Session. switchProgressed() and at last switchEnded() tell of it.
    void switchEnvironment(const pk::environment::EnvironmentChoice &choice);
    void cancelSwitch();
    /// What secretWanted() has asked for. Whoever does not want to calls cancelSwitch().
    void answerSecret(int question, const QString &password);
    /// Stops in order. shutdownFinished() comes within `deadlineMs`, whatever happens.
    void shutdown(int deadlineMs);
    /// Hidden or minimised: no snapshots and no hops are made.
    void setVisible(bool visible);

    void play();
    void pause();
    void stepRecord();
    void stepHop();
    void stepToCommit();
    void stepThat(const pk::gui::RecordPlaces &record, bool toItsEnd);
    void setRate(qint64 perSecond); ///< 0: as fast as it goes
    void setSource(const pk::gui::SourceChoice &choice);
    void setDataset(pk::extract::GeneratedDatasets datasets); ///< of the source
    void replaySource();
    /// semanticsChanged(), doublesFound() or commandFailed() tells what came of it.
    void setSemantics(pk::Semantics wanted, bool removeDoubles = false);
    /// See Session. warehouseChanged() or commandFailed() tells what came of it. Without the password, which
    /// is in the environment or was typed (base/mysql_database.h).
    void setWarehouse(const QString &path);
    void addMember(pk::StageKind stage);
    void stopMember(const QString &name);
    void crashMember(const QString &name);
    void holdMember(const QString &name, bool hold);
    void setDelay(pk::StageKind stage, int ms);
    void brokerDown(int broker);
    void brokerUp(int broker);
    void databaseOutage(pk::gui::Session::Outage kind, bool on);
    void poison();
    void burst(qint64 records);
    void endBurst();
    void endFaults();
    void previewReset(const QString &group, const pk::gui::ResetSpec &spec);
    void resetOffsets(const QString &group, const pk::gui::ResetSpec &spec);
    void produceRecord(const pk::gui::HandMade &message);
    void readTopicSettings(const QString &topic); ///< topicSettingsRead() answers, whatever comes of it
    /// See Session. topicChanged() or commandFailed() tells what came of it.
    void changeTopic(const pk::gui::TopicChange &change);

Q_SIGNALS:
    void stateChanged(pk::gui::RunState state, const QString &reason);
    void startFailed(pk::gui::StartStep step, const QString &reason, const QString &where);
    void switchProgressed(const pk::gui::SwitchProgress &progress);
    void switchEnded(const pk::gui::SwitchEnd &end);
    void secretWanted(const pk::gui::SecretWish &wish);
    void snapshotTaken(pk::gui::SnapshotPtr snapshot);
    /// Records that moved since the last time; `left` more passed and are not shown: they did not fit, or the
    /// stages told of them in numbers alone.
    void hopsHappened(const std::vector<pk::gui::Hop> &hops, qint64 left);
    /// What an action was, on a cluster without this window; said once it has been done.
    void commandIssued(const std::vector<pk::gui::CommandText> &texts);
    /// `what` is the command's name.
    void commandFailed(const QString &what, const QString &message, pk::gui::Command command);
    /// What a failure of it before has said is no longer so.
    void commandSucceeded(pk::gui::Command command);
    void brokerDied(const QString &message);
    void brokerRestarted(int incarnation);
    /// See Session::recordsLost().
    void recordsLost(qint64 records, const QString &unknown);
    /// A step was asked for: stepped(), recordStepped() or commandFailed() tells what came of it.
    void stepBegun();
    void stepped(const pk::gui::StepDone &step);
    /// `found` false: that record has nothing left to do.
    void recordStepped(const pk::Position &asked, bool found);
    void memberAdded(const QString &name);
    void sourceChanged();
    void semanticsChanged(pk::Semantics semantics, const QString &howTheRunBeforeEnded);
    void warehouseChanged(const QString &path, const QString &howTheRunBeforeEnded);
    void doublesFound(const pk::gui::DoublesFound &found);
    void mappingWanted(const QString &file, const QString &why);
    void resetPreviewed(const pk::gui::ResetPreview &preview);
    void resetDone(const pk::gui::ResetPreview &done);
    void produced(const QString &topic, int partition, qint64 offset);
    void topicSettingsRead(const pk::gui::TopicSettings &settings);
    void topicChanged(const pk::gui::TopicChange &change, const QString &howTheRunBeforeEnded);
    /// `clean`: everything acknowledged is in the warehouse or aside, and every thread has ended its work.
    /// Otherwise `text` says what was given up. `ledger` is the closed book of this run, where there is one.
    void shutdownFinished(bool clean, const QString &text, const QString &ledger);

private:
    template <typename Action> void post(Action action);
    template <typename Action> void post(const CommandTexts &texts, Action action);
    void step(Session::StepKind kind);
    void finishShutdown(bool clean, const QString &text, const QString &ledger);
    void takeHops();
    void takeSource();
    ResetPreview counted(ResetPreview preview) const;
    bool isReadElsewhere(const QString &group) const;

    enum class Shutdown { None, UnderWay, Done, GivenUp };
    bool isOver() const { return m_shutdown == Shutdown::Done || m_shutdown == Shutdown::GivenUp; }

    RunState m_state = RunState::Starting;
    Shutdown m_shutdown = Shutdown::None;
    SnapshotPtr m_snapshot;
    environment::EnvironmentChoice m_environment;
    std::optional<SwitchProgress> m_switch;
    SourceChoice m_source;
    int m_sourcesAsked = 0; ///< choices that the session has not answered yet
    std::int64_t m_rate;
    QTimer m_deadline;
    std::unique_ptr<QThread> m_sessionThread;
    std::unique_ptr<QThread> m_samplerThread;
    Session *m_session; // lives on m_sessionThread and is deleted there
    Sampler *m_sampler; // likewise
};

} // namespace pk::gui
