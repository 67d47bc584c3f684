#pragma once

// A real Kafka on this machine: its nodes as child processes, from planning to the end. They cannot outlive
// this process: when it dies, however it dies, the kernel ends them.
//
// Thread: start() blocks its caller until the nodes answer; the rest may be called from any thread. The nodes
// belong to a thread of their own with an event loop; `died` is called on it and must not wait for the
// LocalKafka.
// Ownership: the folder is locked as long as a node of it lives.
// Errors: Busy (somebody runs a cluster in this folder), Unavailable (a node has ended; the message holds its
// last words), Timeout, Cancelled, Permission.

#include "environment/cluster_plan.h"
#include "environment/kafka_program.h"

#include <functional>
#include <memory>

namespace pk::environment {

/// A node has ended that nobody asked to.
struct NodeDeath
{
    int node = 0;
    Error error; ///< what it said last
    int left = 0; ///< how many are still there
};

class LocalKafka
{
public:
    struct Options
    {
        KafkaProgram program;
        QString folder; ///< made when it is missing; what an earlier start left there is gone on with
        int nodes = 1; ///< 1 or 3
        int heapMb = 256; ///< of each node
        int startTimeoutMs = 180'000;
        std::function<bool()> interrupted; ///< asked while starting; may be empty
        std::function<void()> locked; ///< the folder is ours from here on; may be empty
        /// How many of the nodes the cluster lists so far, each time that it is another number; may be empty.
        std::function<void(int)> answering;
        std::function<void(const NodeDeath &)> died; ///< may be empty
    };

    struct Node
    {
        NodePlan plan;
        qint64 pid = 0; ///< 0: it does not run
    };

    static Result<std::unique_ptr<LocalKafka>> start(Options options);
    /// Kills what still runs: stop() first where the messages are to be kept tidily.
    ~LocalKafka();

    std::string bootstrap() const;
    std::vector<Node> nodes() const;
    /// As a power cut would end it: SIGKILL.
    Result<void> killNode(int id);
    /// Starts a node that does not run, and waits until the cluster lists it.
    Result<void> startNode(int id);
    /// In order: the nodes hand over what they lead and close their logs. What has not ended in time is
    /// killed.
    void stop(int timeoutMs = 20'000);
    /// All at once, without their help; `died` is not called.
    void kill();

private:
    LocalKafka();
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace pk::environment
