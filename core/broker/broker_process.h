#pragma once

// The supervised child process that runs the embedded broker: started, spoken to, watched, and started again
// when it dies.
//
// Thread: call() and stop() from any thread; the process itself lives on a thread of its own with an event
// loop. The handlers are called on that thread; they must neither call call() nor destroy the BrokerProcess,
// which both wait for it.

#include "base/result.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <functional>
#include <memory>

namespace pk::broker {

struct BrokerAddress
{
    std::string bootstrap;
    std::string incarnation;
    int brokers = 0;
};

class BrokerProcess
{
public:
    struct Options
    {
        QString program; ///< the executable that knows the subcommand `broker`
        int brokers = 3;
        bool restart = true; ///< start a fresh one (a new incarnation) when it dies
        std::function<void(const Error &)>
            died; ///< what was seen of its end; again when a fresh one fails to start
        std::function<void(const BrokerAddress &)> restarted;
        /// Asked before `restarted`: a fresh one that is of no use is ended, and another is started.
        std::function<bool(const BrokerAddress &)> usable = {};
        int restartTimeoutMs = 10'000; ///< the same with one that does not get ready in that time
    };

    /// Waits until the broker is ready. Errors: NotFound, Unavailable, Timeout.
    static Result<std::unique_ptr<BrokerProcess>> start(Options options);
    ~BrokerProcess(); ///< kills the child, which has nothing to save

    /// The same at once: no fresh one is started, and nobody is told.
    void end();
    BrokerAddress address() const; ///< of the present incarnation
    qint64 processId() const;
    /// Sends one control command and waits for its answer. Unavailable when the broker is not running.
    Result<void> call(QJsonObject command, int timeoutMs = 10'000);

private:
    BrokerProcess();
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace pk::broker
