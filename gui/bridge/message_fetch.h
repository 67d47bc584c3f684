#pragma once

// Fetches single messages and short ranges for a person to look at: assign(), so it joins no group, and it
// commits nothing. Between two fetches it reads nothing.
//
// Thread: belongs to one thread; a fetch waits for the broker, some seconds at most.
// Errors: Unavailable or Timeout when the broker does not answer; a message that retention has taken is no
// error.

#include "bridge/message_cache.h"
#include "broker/client_config.h"
#include "domain/position.h"

#include <atomic>
#include <memory>
#include <vector>

namespace pk::broker {
class Consumer;
}

namespace pk::gui {

struct FetchedMessages
{
    std::int64_t begin = 0; ///< the first offset the log still keeps
    std::int64_t end = 0;
    std::vector<FullMessage> messages; ///< by offset; transaction markers leave gaps
    std::int64_t next = 0; ///< so far was read: what lies before it and has not come is no message
    /// A transaction is still open here: nobody reads on before it ends. -1: there is none.
    std::int64_t openFrom = -1;
};

class MessageFetch
{
public:
    /// Once `givenUp` says so, nothing is waited for any longer. It outlives the object.
    static Result<std::unique_ptr<MessageFetch>> open(const broker::ClusterInfo &cluster,
                                                      const std::atomic<bool> &givenUp);
    ~MessageFetch();

    /// What the log keeps of [first, first + count).
    Result<FetchedMessages> range(const TopicPartition &partition, std::int64_t first, std::int64_t count);
    Result<FetchedMessages> newest(const TopicPartition &partition, std::int64_t count);

private:
    explicit MessageFetch(const std::atomic<bool> &givenUp);
    std::int64_t openTransaction(const TopicPartition &partition, std::int64_t from);
    Result<void> take(const TopicPartition &partition, std::int64_t first, std::int64_t last,
                      FetchedMessages &into);

    const std::atomic<bool> &m_givenUp;
    broker::ClusterInfo m_cluster;
    std::unique_ptr<broker::Consumer> m_consumer;
};

} // namespace pk::gui
