#pragma once

// A controller on an embedded broker and a warehouse of its own.

#include "../support/loop_meter.h"
#include "bridge/controller.h"
#include "bridge/flow_builder.h"
#include "places/places.h"
#include "support/patience.h"
#include "warehouse/warehouse.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace pk::test {

using namespace pk::gui;

class Bed
{
public:
    explicit Bed(std::function<void(SessionOptions &)> change = {})
    {
        SessionOptions options;
        options.brokerProgram = programPath();
        options.dataFolder = folder.path();
        options.staticAssignment = true;
        options.restartAfterCrashMs = 2'000;
        if (change)
            change(options);
        controller = std::make_unique<Controller>(options);
        QObject::connect(controller.get(), &Controller::commandFailed, controller.get(),
                         [this](const QString &what, const QString &message) {
                             failures << what + QStringLiteral(": ") + message;
                         });
        QObject::connect(controller.get(), &Controller::shutdownFinished, controller.get(),
                         [this](bool c, const QString &text, const QString &l) {
                             finished = true;
                             clean = c;
                             lastWords = text;
                             ledger = l;
                         });
        QObject::connect(controller.get(), &Controller::hopsHappened, controller.get(),
                         [this](const std::vector<Hop> &moved, qint64) {
                             for (const Hop &hop : moved)
                                 ++hops[hop.edge];
                         });
    }

    const RunInfo &run() const
    {
        static const RunInfo none;
        return controller->snapshot() ? controller->snapshot()->run : none;
    }
    std::int64_t acked() const { return run().progress.acked; }
    std::int64_t loaded() const { return run().progress.loaded; }
    /// What is shown is what was true a moment ago: waits until it is what is true now.
    bool waitForFreshSnapshot() const
    {
        QSignalSpy snapshots(controller.get(), &Controller::snapshotTaken);
        return QTest::qWaitFor([&] { return snapshots.count() >= 2; }, kPatienceMs);
    }
    bool isJoined() const
    {
        return !run().members.empty()
            && std::all_of(run().members.begin(), run().members.end(),
                           [](const auto &m) { return m.joined; });
    }
    pipeline::StageStatus statusOf(const char *name) const
    {
        for (const pipeline::MemberStatus &member : run().members) {
            if (member.name == name)
                return member.status;
        }
        return pipeline::StageStatus::Idle;
    }
    std::string owner(std::string_view group, const char *topic, int partition) const
    {
        return controller->snapshot() ? controller->snapshot()->state.owner(group, {topic, partition})
                                      : std::string();
    }
    std::int64_t number(std::string_view sql) const
    {
        auto db = warehouse::openWarehouseForReading(folder.filePath(QStringLiteral("warehouse.db")));
        if (!db)
            return -1;
        auto statement = (*db)->prepare(sql);
        if (!statement || !*(*statement)->step())
            return -1;
        return (*statement)->integer(0);
    }

    QTemporaryDir folder;
    QStringList failures;
    std::map<QString, int> hops; ///< by edge
    bool finished = false;
    bool clean = false;
    QString lastWords;
    QString ledger;
    std::unique_ptr<Controller> controller;
};

} // namespace pk::test

/// Stops, and the books must close.
#define VERIFY_CLEAN_END(bed)                                                                                \
    do {                                                                                                     \
        (bed).controller->shutdown(60'000);                                                                  \
        QTRY_VERIFY_WITH_TIMEOUT((bed).finished, 61'000);                                                    \
        QVERIFY2((bed).clean, qPrintable((bed).lastWords + QLatin1Char(' ') + (bed).ledger));                \
        QVERIFY(!(bed).ledger.isEmpty());                                                                    \
    } while (false)
