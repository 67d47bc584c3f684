// Where a loader goes on, by what its warehouse, the group's commits and the log say together.

#include "base/hash.h"
#include "pipeline/stored_offsets.h"
#include "warehouse/warehouse.h"

#include <QTemporaryDir>
#include <QTest>

using namespace pk;
using pipeline::StoredOffsets;

namespace {

const TopicPartition kPartition{"enriched_orders", 0};

/// A loader that has stored up to offset 100, and what lies in the log now.
struct Case
{
    std::int64_t committed = 100; ///< of the group; -1: gone
    bool ownCommit = true;
    std::int64_t begin = 0;
    std::int64_t end = 5'000;
    bool audited = true; ///< it is known which record was stored at 99
    StoredOffsets::Proof proof = StoredOffsets::Proof::Audit; ///< by what
    std::optional<std::string> atLast = "stored"; ///< what lies at 99 now
    bool probed = true; ///< the cluster's logs may be new ones
};

} // namespace

Q_DECLARE_METATYPE(Case)

class TestStoredOffsets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void start_data()
    {
        QTest::addColumn<Case>("given");
        QTest::addColumn<qint64>("offset");
        QTest::addColumn<QByteArray>("cause");
        QTest::addColumn<qint64>("deleted");
        QTest::addColumn<qint64>("moves");
        const auto row = [](const char *name, const Case &given, qint64 offset, std::string_view cause = {}) {
            QTest::newRow(name) << given << offset << QByteArray(cause.data(), std::ssize(cause)) << qint64(0)
                                << qint64(cause.empty() ? 0 : 1);
        };
        const auto overtaken = [](const char *name, const Case &given, qint64 deleted,
                                  std::string_view cause = {}) {
            QTest::newRow(name) << given << qint64(given.begin) << QByteArray(cause.data(), std::ssize(cause))
                                << deleted << qint64(cause.empty() ? 1 : 2);
        };
        namespace cause = pipeline::reset_cause;
        row("the same log", {}, 100);
        row("the same log, and the group's commits have expired", {.committed = -1}, 100);
        row("a new log that is longer", {.committed = -1, .atLast = "other"}, 0, cause::newLog);
        row("a new log in which another loader has committed", {.committed = 700, .atLast = "other"}, 0,
            cause::newLog);
        row("a new log with a transaction marker there", {.atLast = {}}, 0, cause::newLog);
        row("a new log that is shorter", {.committed = -1, .end = 40}, 0, cause::newLog);
        constexpr auto lastRecords = StoredOffsets::Proof::LastRecords;
        row("the same log, without an audit", {.committed = -1, .proof = lastRecords}, 100);
        row("a new log that is longer, without an audit", {.proof = lastRecords, .atLast = "other"}, 0,
            cause::newLog);
        row("nothing to compare and no commits, without an audit",
            {.committed = -1, .audited = false, .proof = lastRecords}, 0, cause::unprovenLog);
        row("nothing to compare, but the commits are there", {.audited = false}, 100);
        row("nothing to compare and no commits", {.committed = -1, .audited = false}, 0, cause::unprovenLog);
        row("retention has taken the record, but the commits are there", {.begin = 100, .end = 900}, 100);
        row("somebody's commit", {.committed = 20, .ownCommit = false, .atLast = "other"}, 20,
            cause::byCommit);
        overtaken("retention has gone past what is stored", {.begin = 250}, 150);
        overtaken("retention has gone past the commit of somebody, but not past what is stored",
                  {.committed = 20, .ownCommit = false, .begin = 60}, 0, cause::byCommit);
        overtaken("retention has gone past the commit of somebody and past what is stored",
                  {.committed = 20, .ownCommit = false, .begin = 150}, 50, cause::byCommit);
        row("a cluster that is new with each log", {.committed = -1, .atLast = "other", .probed = false},
            100);
    }
    void start()
    {
        QFETCH(Case, given);
        QFETCH(qint64, offset);
        QFETCH(QByteArray, cause);
        QFETCH(qint64, deleted);
        QFETCH(qint64, moves);
        QTemporaryDir folder;
        auto db =
            warehouse::openWarehouse(folder.filePath(QStringLiteral("w.db")), Semantics::EffectivelyOnce);
        QVERIFY(db.ok());
        QVERIFY(warehouse::initOffset(**db, "C", "g", kPartition, 100, "load-0", 1).ok());
        QVERIFY(warehouse::createLastRecords(**db).ok());
        if (given.audited && given.proof == StoredOffsets::Proof::LastRecords)
            QVERIFY(warehouse::noteLastRecord(**db, "C", "g", {kPartition.topic, 0, 0, 100, 0},
                                              toHex(sha256("stored")))
                        .ok());
        else if (given.audited)
            QVERIFY(
                (*db)
                    ->exec("insert into etl_audit(cluster, group_id, src_topic, src_partition, "
                           "src_offset, epoch, entity, entity_key, version, action, payload_sha256, "
                           "batch_id, at) values ('C', 'g', 'enriched_orders', 0, 99, 0, 'order', 'x', 1, "
                           "'insert', '"
                           + toHex(sha256("stored")) + "', 'b', 1)")
                    .ok());
        const SystemClock clock;
        StoredOffsets stored(**db, "C", "g", "load-0", clock, given.proof);
        const broker::CommitOffset commit{kPartition, given.committed,
                                          given.ownCommit ? StoredOffsets::metadataWithoutEpoch("C") : ""};
        const broker::Consumer::Watermarks marks{given.begin, given.end};
        const auto probe =
            [&](std::span<const Position> at) -> Result<std::vector<std::optional<std::string>>> {
            if (at.size() != 1 || at[0] != Position{"enriched_orders", 0, 99})
                return Error{};
            return std::vector{given.atLast};
        };
        const auto starts = stored.begin(std::span(&commit, 1), std::span(&marks, 1),
                                         given.probed ? StoredOffsets::Probe(probe) : StoredOffsets::Probe());
        QVERIFY(starts.ok());
        const StoredOffsets::Start &start = starts->front();
        QCOMPARE(qint64(start.offset), offset);
        QCOMPARE(QByteArray(start.cause.data(), std::ssize(start.cause)), cause);
        QCOMPARE(qint64(start.before), qint64(cause.isEmpty() ? -1 : 100));
        // What is stored says the same, with a new epoch where it was moved.
        const auto kept = warehouse::storedOffset(**db, "C", "g", kPartition);
        QVERIFY(kept.ok() && kept->has_value());
        QCOMPARE(qint64((*kept)->next), offset);
        QCOMPARE(qint64((*kept)->epoch), moves);
        QCOMPARE(qint64(start.deleted), deleted);
        QCOMPARE(start.followed, cause == QByteArray("commit"));
        QCOMPARE(stored.epoch(kPartition), (*kept)->epoch);
    }

    void recordThatCannotBeReadNow_nothingIsMoved()
    {
        QTemporaryDir folder;
        auto db =
            warehouse::openWarehouse(folder.filePath(QStringLiteral("w.db")), Semantics::EffectivelyOnce);
        QVERIFY(db.ok());
        QVERIFY(warehouse::initOffset(**db, "C", "g", kPartition, 100, "load-0", 1).ok());
        QVERIFY((*db)
                    ->exec("insert into etl_audit(cluster, group_id, src_topic, src_partition, src_offset, "
                           "epoch, entity, entity_key, version, action, payload_sha256, batch_id, at) values "
                           "('C', 'g', 'enriched_orders', 0, 99, 0, 'order', 'x', 1, 'insert', '00', 'b', 1)")
                    .ok());
        const SystemClock clock;
        StoredOffsets stored(**db, "C", "g", "load-0", clock);
        const broker::CommitOffset commit{kPartition, -1, {}};
        const broker::Consumer::Watermarks marks{0, 5'000};
        const auto starts =
            stored.begin(std::span(&commit, 1), std::span(&marks, 1),
                         [](std::span<const Position>) -> Result<std::vector<std::optional<std::string>>> {
                             return Error{ErrorCode::Timeout, {}, {}, true};
                         });
        QVERIFY(!starts.ok());
        QVERIFY(starts.error().retriable);
        const auto kept = warehouse::storedOffset(**db, "C", "g", kPartition);
        QCOMPARE((*kept)->next, 100);
        QCOMPARE((*kept)->epoch, 0);
    }
};

PK_TEST(TestStoredOffsets)
#include "tst_stored_offsets.moc"
