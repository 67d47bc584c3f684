#pragma once

// The frame's view of the running pipeline: the controller's states, figures and words as the top bar and the
// status line show them.
//
// Thread: GUI thread. Ownership: the controller outlives it.

#include "app/transport.h"
#include "bridge/controller.h"

namespace pk::gui {

class LiveTransport final : public Transport
{
    Q_OBJECT

public:
    explicit LiveTransport(Controller &controller, QObject *parent = nullptr);

    TransportState state() const override;
    bool canStep() const override { return m_controller.state() == RunState::Paused; }
    double rate() const override { return m_rate; }
    std::vector<Choice> sources() const override;
    QString source() const override;
    std::vector<Choice> datasets() const override;
    QString dataset() const override;
    Environment environment() const override;
    RunStatus status() const override;
    std::optional<StartProblem> startProblem() const override;

    void play() override { m_controller.play(); }
    void pause() override { m_controller.pause(); }
    void stepRecord() override { m_controller.stepRecord(); }
    void stepHop() override { m_controller.stepHop(); }
    void stepToCommit() override { m_controller.stepToCommit(); }
    void setRate(double recordsPerS) override;
    void setSource(const QString &id) override;
    void setDataset(const QString &id) override;
    void startAgain(const QString &dataFolder) override;

    /// Records that the canvas did not draw one by one.
    void setDroppedInDrawing(qint64 records) { m_droppedByCanvas = records; }
    /// Reads that file from now on; csvWanted() asks for it.
    void useCsv(const QString &file, const QString &mapping = {});

Q_SIGNALS:
    /// The start is to be tried again in this folder; empty: in the same one.
    void startWanted(const QString &dataFolder);
    void csvWanted(); ///< the person chose CSV: which file?

private:
    QString activity() const;
    void endStartProblem();
    void takeSnapshot(const SnapshotPtr &snapshot);

    Controller &m_controller;
    double m_rate;
    QString m_reason; ///< of the state
    std::optional<StepDone> m_lastStep;
    StartProblem m_problem; ///< of the state Failed
    bool m_recorded = false; ///< a session file is shown
    bool m_brokerSilent = false; ///< it has answered nothing for ten seconds
    qint64 m_droppedByCanvas = 0;
    qint64 m_leftBySampler = 0;
};

} // namespace pk::gui
