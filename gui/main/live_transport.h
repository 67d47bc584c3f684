#pragma once

// The frame's view of the running pipeline: the controller's states, figures and words as the top bar and the
// status line show them.
//
// Thread: GUI thread. Ownership: the controller outlives it.

#include "app/transport.h"
#include "bridge/controller.h"
#include "bridge/run_trouble.h"

#include <QTimer>

#include <set>
#include <string>

namespace pk::gui {

class LiveTransport final : public Transport
{
    Q_OBJECT

public:
    /// `profilesFolder`: below it lie the connection profiles.
    explicit LiveTransport(Controller &controller, const QString &profilesFolder = {},
                           QObject *parent = nullptr);

    TransportState state() const override;
    QString stepHint() const override;
    bool isRateOfTransactions() const override;
    bool canStep() const override { return m_controller.state() == RunState::Paused; }
    double rate() const override { return m_rate; }
    std::vector<Choice> sources() const override;
    QString source() const override;
    std::vector<Choice> datasets() const override;
    QString dataset() const override;
    Environment environment() const override;
    std::vector<EnvironmentEntry> environments() const override;
    QString environmentId() const override;
    std::optional<EnvironmentSwitch> switching() const override;
    RunStatus status() const override;
    std::optional<StartProblem> startProblem() const override;

    void play() override { m_controller.play(); }
    void pause() override { m_controller.pause(); }
    void stepRecord() override { m_controller.stepRecord(); }
    void stepHop() override { m_controller.stepHop(); }
    void stepToCommit() override { m_controller.stepToCommit(); }
    void setRate(double recordsPerS) override;
    double speed() const override { return m_hopsPerS; }
    void setSpeed(double hopsPerS) override;
    void setSource(const QString &id) override;
    void setDataset(const QString &id) override;
    void startAgain(const QString &dataFolder) override;
    void switchEnvironment(const QString &id) override;
    void cancelSwitch() override { m_controller.cancelSwitch(); }

    /// Records that the canvas did not draw one by one.
    void setDroppedInDrawing(qint64 records) { m_droppedByCanvas = records; }
    /// Of the sample, wherever it lies.
    static QString sampleFileName();
    /// Reads that file from now on; csvWanted() asks for it.
    void useCsv(const QString &file, const QString &mapping = {});

Q_SIGNALS:
    /// The start is to be tried again in this folder; empty: in the same one.
    void startWanted(const QString &dataFolder);
    /// It runs there now: what a next start may begin with.
    void environmentChanged(const QString &id);
    /// The person chose a source that has to be told something first.
    void settingsWanted(pk::gui::SourceChoice::Kind kind);
    void csvWanted(); ///< the person chose CSV: which file?
    void sampleWanted(); ///< the person chose the sample that is shipped with the program

private:
    static QString silenceText();
    static QString downText();
    enum class Broker {
        There,
        Silent, ///< it has answered nothing for ten seconds
        Down, ///< every one was stopped, or has ended
    };
    enum class NodeEnd { None, Told, Seen }; ///< a node has ended by itself; a snapshot has shown it

    QString activity() const;
    bool isAnythingRunning(const Snapshot &snapshot) const;
    bool isStepHeld() const;
    void endStartProblem();
    void takeSwitchEnd(const SwitchEnd &end);
    void takeSnapshot(const SnapshotPtr &snapshot);
    void tellBrokers(const RunInfo &run);
    QString conditionOf(Command command);
    static QString subjectOf(Command command);
    void tellFaults(const RunInfo &run);
    void tellResets(const Snapshot &snapshot);
    void tellFailures(const Snapshot &snapshot);
    void tellCampus(const Snapshot &snapshot);
    void tellSource(const Snapshot &snapshot);
    void stepByItself();
    void endSteps();
    void endWait();

    Controller &m_controller;
    const QString m_profilesFolder;
    double m_rate;
    double m_hopsPerS = 0; ///< 0: every step is asked for
    QTimer m_nextStep;
    QTimer m_longStep;
    bool m_stepWaits = false; ///< for longer than a step takes
    QString m_reason; ///< of the state
    std::optional<StepDone> m_lastStep;
    StartProblem m_problem; ///< of the state Failed
    bool m_recorded = false; ///< a session file is shown
    Broker m_broker = Broker::There;
    BrokerCount m_brokers;
    bool m_silenceTold = false;
    NodeEnd m_nodeEnd = NodeEnd::None;
    int m_incarnation = 0;
    std::int64_t m_foreign = 0; ///< records of other clients
    std::int64_t m_foreignUs = 0; ///< when there were more of them, wall clock
    bool m_faulty = false; ///< the warehouse or a broker was taken away
    std::set<Command> m_refusedMeanwhile;
    bool m_campusFails = false; ///< as it was said
    bool m_sourceFails = false; ///< likewise
    std::set<std::string> m_failures; ///< of members, as they were said
    std::int64_t m_resetsToldUs = 0; ///< wall clock: of the newest one that was said
    std::set<std::string> m_reset; ///< members that were said to read on from other offsets
    qint64 m_droppedByCanvas = 0;
    qint64 m_droppedBefore = 0; ///< with the broker before this one
};

} // namespace pk::gui
