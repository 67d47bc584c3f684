#pragma once

// A Kafka producer: hand over records, serve it, and be told where each one ended up.
//
// Thread: belongs to one thread. The delivery handler runs on that thread, inside poll() and flush().
// Errors: Busy (retriable) when the local queue is full: serve it and try again. A record's own failure comes
// with its delivery report.

#include "base/result.h"
#include "broker/client_config.h"
#include "broker/consumer.h"
#include "broker/message.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace pk::broker {

inline constexpr std::int32_t kAnyPartition = -1; ///< let the partitioner choose

struct Delivery
{
    std::string_view topic;
    std::int32_t partition = -1;
    std::int64_t offset = -1;
    std::uint64_t tag = 0; ///< what produce() was given
    std::optional<Error> error; ///< then the record is not known to be in the log

    /// False for a record whose first acknowledgement was lost: the broker only says that it has it already.
    bool isPlaced() const { return offset >= 0; }
};

struct ProduceRequest
{
    std::string_view topic;
    std::int32_t partition = kAnyPartition;
    std::optional<std::string_view> key;
    std::optional<std::string_view> value; ///< empty optional: a tombstone
    std::int64_t timestampMs = 0; ///< 0: now
    std::uint64_t tag = 0;
};

class Producer
{
public:
    using DeliveryHandler = std::function<void(const Delivery &)>;

    static Result<std::unique_ptr<Producer>> create(const ClientConfig &config, DeliveryHandler handler);
    /// Drops what was not acknowledged yet: flush() first where that matters.
    ~Producer();

    /// Copies key and value; takes `headers` over only when it succeeds.
    Result<void> produce(const ProduceRequest &request, Headers &headers);
    /// Runs delivery handlers; waits at most `timeoutMs` for the first.
    int poll(int timeoutMs);
    /// Waits until all is delivered or failed, ignoring linger.ms. Timeout (retriable) when some is left.
    Result<void> flush(int timeoutMs);
    /// Forgets all records not yet acknowledged, as a crash would; their handlers are not run.
    void purge();
    /// Why it is of no further use; its records then fail with less telling errors.
    std::optional<Error> fatalError() const;
    int outstanding() const; ///< records handed over and not reported yet

    // Transactions, for a producer made with transactionalConfig(). What an error means:
    //   retriable   the same call again
    //   fatal       this producer is of no further use; Fenced: a newer one has the same transactional id
    //   neither     the transaction must be aborted, and what was in it worked again
    /// Once, before the first transaction. Ends what an earlier producer of this id has left open.
    Result<void> initTransactions(int timeoutMs);
    Result<void> beginTransaction();
    /// The group's next offsets become part of the transaction. `groupMetadata` is Consumer::groupMetadata().
    Result<void> sendOffsets(std::span<const CommitOffset> offsets, const std::string &groupMetadata,
                             int timeoutMs);
    Result<void> commitTransaction(int timeoutMs);
    Result<void> abortTransaction(int timeoutMs);

private:
    Producer();
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace pk::broker
