#pragma once

// A pipeline and its stopping that only write down what they were asked.

#include "app/fidelity.h"
#include "app/shutdown.h"
#include "app/transport.h"

#include <QStringList>

namespace pk::gui {

class FakeTransport : public Transport
{
    Q_OBJECT

public:
    TransportState state() const override { return runState; }
    bool canStep() const override { return runState == TransportState::Paused; }
    double rate() const override { return wantedRate; }
    bool isRateOfTransactions() const override { return rateOfTransactions; }
    std::vector<Choice> sources() const override
    {
        return {{QStringLiteral("generator"), QStringLiteral("Generator"), {}},
                {QStringLiteral("csv"), QStringLiteral("CSV file"), {}},
                {QStringLiteral("maxwell"), QStringLiteral("Maxwell CDC"), QStringLiteral("Needs MySQL.")}};
    }
    QString source() const override { return chosenSource; }
    std::vector<Choice> datasets() const override
    {
        return {{QStringLiteral("orders"), QStringLiteral("orders"), {}},
                {QStringLiteral("activities"), QStringLiteral("activities"), {}}};
    }
    QString dataset() const override { return chosenDataset; }
    Environment environment() const override
    {
        return {healthy ? QStringLiteral("Embedded broker") : QStringLiteral("Broker is gone"),
                QStringLiteral("127.0.0.1:40817 · 3 brokers"),
                healthy,
                fidelityRows({"embedded"}),
                nodeLogs,
                logCommand};
    }
    std::vector<EnvironmentEntry> environments() const override
    {
        ++listed;
        return {
            {QStringLiteral("embedded"), QStringLiteral("Embedded broker"), QStringLiteral("needs nothing")},
            {QStringLiteral("local-3"), QStringLiteral("Local Kafka, 3 nodes"),
             QStringLiteral("one may fail; needs Java")},
            {QStringLiteral("profile:kampus"), QStringLiteral("kampus"),
             QStringLiteral("kafka.kampus.example:9092")}};
    }
    QString environmentId() const override { return chosenEnvironment; }
    std::optional<EnvironmentSwitch> switching() const override { return change; }
    void switchEnvironment(const QString &id) override
    {
        ask(("switchEnvironment " + id.toUtf8()).data(), runState);
    }
    void cancelSwitch() override { ask("cancelSwitch", runState); }
    RunStatus status() const override { return runStatus; }
    std::optional<StartProblem> startProblem() const override { return problem; }
    void startAgain(const QString &folder) override
    {
        ask(("startAgain " + folder.toUtf8()).data(), runState);
    }

    void play() override { ask("play", TransportState::Running); }
    void pause() override { ask("pause", TransportState::Paused); }
    void stepRecord() override { ask("stepRecord", runState); }
    void stepHop() override { ask("stepHop", runState); }
    void stepToCommit() override { ask("stepToCommit", runState); }
    double speed() const override { return wantedSpeed; }
    void setSpeed(double hopsPerS) override
    {
        wantedSpeed = hopsPerS;
        ask("setSpeed", TransportState::Paused);
    }
    void setRate(double recordsPerS) override
    {
        wantedRate = recordsPerS;
        ask("setRate", runState);
    }
    void setSource(const QString &id) override
    {
        chosenSource = id;
        ask("setSource", runState);
    }
    void setDataset(const QString &id) override
    {
        chosenDataset = id;
        ask("setDataset", runState);
    }

    TransportState runState = TransportState::Running;
    double wantedRate = 4;
    bool rateOfTransactions = false;
    double wantedSpeed = 0;
    bool healthy = true;
    QStringList nodeLogs;
    QString logCommand;
    QString chosenSource = QStringLiteral("generator");
    QString chosenDataset = QStringLiteral("orders");
    RunStatus runStatus{288932, 0, Regime::Conducted, 7, {}};
    std::optional<StartProblem> problem;
    QString chosenEnvironment = QStringLiteral("embedded");
    std::optional<EnvironmentSwitch> change;
    mutable int listed = 0; ///< how often its environments were, which reads files
    QStringList asked;

private:
    void ask(const char *what, TransportState next)
    {
        asked << QLatin1String(what);
        runState = next;
        Q_EMIT changed();
    }
};

class FakeShutdown : public Shutdown
{
    Q_OBJECT

public:
    bool isIdle() const override { return idle; }
    void requestShutdown() override { ++requests; }

    bool idle = true;
    int requests = 0;
};

} // namespace pk::gui
