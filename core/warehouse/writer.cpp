#include "warehouse/writer.h"

#include "base/hash.h"
#include "warehouse/activity_loader.h"
#include "warehouse/audit_writer.h"
#include "warehouse/batch.h"
#include "warehouse/follow_up.h"
#include "warehouse/order_loader.h"
#include "warehouse/warehouse.h"

#include <QCoreApplication>

#include <array>
#include <optional>

namespace pk::warehouse {

std::string_view payloadHash(std::string_view value, Arena &arena)
{
    static constexpr char digits[] = "0123456789abcdef";
    const Sha256 digest = sha256(value);
    char *const hex = arena.allocate(digest.size() * 2);
    for (std::size_t i = 0; i < digest.size(); ++i) {
        hex[2 * i] = digits[digest[i] >> 4U];
        hex[2 * i + 1] = digits[digest[i] & 0xfU];
    }
    return {hex, digest.size() * 2};
}

std::string_view eventIdOf(std::string_view given, std::string_view payloadSha256, Arena &arena)
{
    if (!given.empty())
        return given;
    constexpr std::string_view prefix = "sha256:";
    char *const id = arena.allocate(prefix.size() + 32);
    std::copy(prefix.begin(), prefix.end(), id);
    std::copy_n(payloadSha256.begin(), 32, id + prefix.size());
    return {id, prefix.size() + 32};
}

class Writer::Private
{
public:
    Private(Database &database, WriterOptions writerOptions)
        : db(database)
        , options(std::move(writerOptions))
        , naive(isNaive(options.semantics))
    {
    }

    Result<void> prepare();
    Result<std::vector<LoadOutcome>> apply(std::span<const LoadRecord> records);
    Result<void> stampEpochs(std::span<const LoadRecord> records);
    Result<std::int64_t> readEpoch(const PositionView &source);
    Result<void> commit();
    /// Remembers that the transaction is lost: nothing of it may be committed any more.
    Error failed(Error error)
    {
        broken = true;
        return error;
    }

    struct Epoch
    {
        std::string topic;
        std::int32_t partition;
        std::int64_t epoch;
    };
    struct PerDataset
    {
        Dataset dataset;
        FollowUp followUp;
    };

    Database &db;
    WriterOptions options;
    const bool naive;
    std::unique_ptr<OrderLoader> orders;
    std::unique_ptr<ActivityLoader> activities;
    std::optional<AuditWriter> auditWriter;
    std::unique_ptr<Statement> selectEpoch;

    // of the transaction in hand
    bool open = false;
    bool broken = false;
    std::int64_t nowMs = 0;
    std::string batchId; ///< the first source position: the same when the same messages are loaded again
    std::vector<Epoch> epochs;
    std::array<PerDataset, 2> datasets{{{Dataset::Orders, {}}, {Dataset::Activities, {}}}};

    // of the batch in hand
    Arena arena;
    std::vector<AuditEntry> audit;
};

Result<void> Writer::Private::prepare()
{
    auto orderLoader = OrderLoader::prepare(db, naive);
    if (!orderLoader)
        return std::move(orderLoader).error();
    orders = std::move(*orderLoader);
    auto activityLoader = ActivityLoader::prepare(db, naive);
    if (!activityLoader)
        return std::move(activityLoader).error();
    activities = std::move(*activityLoader);
    auto audits = AuditWriter::prepare(db, options.cluster, options.group);
    if (!audits)
        return std::move(audits).error();
    auditWriter = std::move(*audits);
    auto select = db.prepare("SELECT epoch FROM etl_offsets WHERE cluster = ? AND group_id = ? AND topic = ? "
                             "AND \"partition\" = ?");
    if (!select)
        return std::move(select).error();
    selectEpoch = std::move(*select);
    return {};
}

Result<std::int64_t> Writer::Private::readEpoch(const PositionView &source)
{
    for (const Epoch &known : epochs) {
        if (known.partition == source.partition && known.topic == source.topic)
            return known.epoch;
    }
    Epoch epoch{std::string(source.topic), source.partition, 0};
    if (!naive) {
        // Read under the write lock, so it cannot change before the commit.
        selectEpoch->bind(0, std::string_view(options.cluster));
        selectEpoch->bind(1, std::string_view(options.group));
        selectEpoch->bind(2, source.topic);
        selectEpoch->bind(3, std::int64_t{source.partition});
        const auto row = selectEpoch->step();
        if (!row)
            return row.error();
        if (*row)
            epoch.epoch = selectEpoch->integer(0);
        selectEpoch->reset();
    }
    epochs.push_back(epoch);
    return epoch.epoch;
}

Result<void> Writer::Private::stampEpochs(std::span<const LoadRecord> records)
{
    for (std::size_t i = 0; i < records.size(); ++i) {
        const auto epoch = readEpoch(records[i].source);
        if (!epoch)
            return epoch.error();
        audit[i].epoch = *epoch;
    }
    if (batchId.empty() && !records.empty()) {
        const PositionView &first = records.front().source;
        batchId = Position{std::string(first.topic), first.partition, first.offset}.toString() + "@"
            + std::to_string(audit.front().epoch);
    }
    return {};
}

Result<std::vector<LoadOutcome>> Writer::Private::apply(std::span<const LoadRecord> records)
{
    arena.clear();
    audit.assign(records.size(), {});
    std::vector<LoadOutcome> outcomes(records.size());
    if (auto stamped = stampEpochs(records); !stamped)
        return std::move(stamped).error();
    Batch batch{records, outcomes, audit, arena, nowMs, options.beforeImages};
    if (auto applied = orders->apply(batch); !applied)
        return std::move(applied).error();
    if (auto applied = activities->apply(batch); !applied)
        return std::move(applied).error();
    if (auto written = auditWriter->write(batch, batchId); !written)
        return std::move(written).error();
    if (options.outbox) {
        for (std::size_t i = 0; i < records.size(); ++i) {
            if (outcomes[i].action != Action::Rejected)
                datasets[records[i].dataset == Dataset::Orders ? 0 : 1].followUp.add(records[i], audit[i]);
        }
    }
    return outcomes;
}

Result<void> Writer::Private::commit()
{
    if (options.outbox) {
        for (PerDataset &each : datasets) {
            if (auto written = each.followUp.write(db, each.dataset, options.cluster, batchId); !written)
                return written;
        }
    }
    return db.commit();
}

namespace {

Error notOpen()
{
    return {ErrorCode::Internal,
            QCoreApplication::translate(
                "warehouse",
                "The transaction has failed or was never begun. Nothing of it was kept; roll "
                "it back and load the same records again."),
            {}};
}

} // namespace

Writer::Writer() = default;

Result<std::unique_ptr<Writer>> Writer::create(Database &database, WriterOptions options)
{
    std::unique_ptr<Writer> writer(new Writer);
    writer->d = std::make_unique<Private>(database, std::move(options));
    if (auto prepared = writer->d->prepare(); !prepared)
        return std::move(prepared).error();
    return writer;
}

Writer::~Writer()
{
    if (d)
        rollback();
}

Result<void> Writer::begin(std::int64_t nowMs)
{
    if (d->open)
        return notOpen();
    if (auto begun = d->db.begin(); !begun)
        return begun;
    d->open = true;
    d->broken = false;
    d->nowMs = nowMs;
    d->batchId.clear();
    d->epochs.clear();
    d->orders->begin();
    for (Private::PerDataset &each : d->datasets)
        each.followUp.clear();
    return {};
}

Result<std::vector<LoadOutcome>> Writer::apply(std::span<const LoadRecord> records)
{
    if (!d->open || d->broken)
        return notOpen();
    auto outcomes = d->apply(records);
    if (!outcomes)
        return d->failed(std::move(outcomes).error());
    return outcomes;
}

Result<void> Writer::advance(std::span<const OffsetAdvance> offsets)
{
    if (!d->open || d->broken)
        return notOpen();
    for (const OffsetAdvance &offset : offsets) {
        if (auto advanced = advanceOffset(d->db, d->options.cluster, d->options.group, d->options.owner,
                                          offset, d->nowMs);
            !advanced)
            return d->failed(std::move(advanced).error());
    }
    return {};
}

Result<void> Writer::commit()
{
    if (!d->open || d->broken)
        return notOpen();
    if (auto committed = d->commit(); !committed)
        return d->failed(std::move(committed).error());
    d->open = false;
    return {};
}

void Writer::rollback()
{
    if (d->open)
        d->db.rollback();
    d->open = false;
}

void Writer::setBeforeImages(bool on)
{
    d->options.beforeImages = on;
}

} // namespace pk::warehouse
