// Other delivery semantics while it runs: the run ends in order, the next one goes on in the same topics and
// the same warehouse, and what stands in the way is said.

#include "../../pipeline/failing_disk.h"
#include "../support/doubled_order.h"
#include "base/sql.h"
#include "broker/embedded_backend.h"
#include "controller_fixture.h"

#include <algorithm>
#include <set>

using namespace pk;
using namespace pk::test;

namespace {

/// What the warehouse says it belongs to.
QString boundTo(const Bed &bed)
{
    auto db = warehouse::openWarehouseForReading(bed.folder.filePath(QStringLiteral("warehouse.db")));
    if (!db)
        return db.error().toString();
    auto statement = (*db)->prepare("SELECT semantics FROM etl_meta");
    if (!statement || !*(*statement)->step())
        return {};
    const std::string_view text = (*statement)->text(0);
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// Records of enriched topics that the warehouse took more than once.
constexpr std::string_view kTakenTwice =
    "SELECT count(*) FROM (SELECT 1 FROM etl_audit WHERE src_offset IS NOT NULL "
    "GROUP BY cluster, src_topic, src_partition, src_offset HAVING count(*) > 1)";
/// As somebody with the SQL from the settings would.
bool removeDoubles(const QString &path)
{
    auto db = openSqlite(path);
    const auto found = db ? warehouse::previewSwitch(**db, Semantics::EffectivelyOnce)
                          : Result<warehouse::SemanticsSwitch>(db.error());
    return found && (*db)->exec(found->sql).ok();
}

/// A warehouse that another program loads at least once: of an order, with a copy of it where that is wanted.
bool fillNaively(const QString &path, bool doubled)
{
    const auto db = warehouse::openWarehouse(path, Semantics::AtLeastOnce);
    for (int copy = 0; db && copy <= (doubled ? 1 : 0); ++copy) {
        const std::string id = std::to_string(copy);
        if (!(*db)->exec("INSERT INTO fact_orders(load_id, order_id, version, event_id, src_topic, "
                         "src_partition, src_offset, loaded_at) VALUES (9"
                         + id + ", 'ORD-OTHER', 1, 'e', 'enriched_orders', 0, " + id + ", 1)"))
            return false;
    }
    return db.ok();
}

std::set<std::string> ordersIn(const QString &path)
{
    std::set<std::string> orders;
    if (const auto db = warehouse::openWarehouseForReading(path))
        (void)forEachRow(**db, "SELECT order_id FROM fact_orders", {},
                         [&](const Statement &row) { orders.emplace(row.text(0)); });
    return orders;
}

struct Changes
{
    explicit Changes(const Bed &bed)
        : changed(bed.controller.get(), &Controller::semanticsChanged)
        , doubles(bed.controller.get(), &Controller::doublesFound)
    {
    }
    QSignalSpy changed;
    QSignalSpy doubles;
};

} // namespace

/// Changes, and waits until rows arrive again.
#define CHANGE(bed, ends, wanted)                                                                            \
    do {                                                                                                     \
        const int before = (bed).run().incarnation;                                                          \
        (ends).changed.clear();                                                                              \
        (bed).controller->setSemantics(wanted, true);                                                        \
        QTRY_VERIFY2((ends).changed.count() == 1, qPrintable((bed).failures.join(u'\n')));                   \
        QTRY_VERIFY((bed).run().incarnation == before + 1 && (bed).loaded() >= 2);                           \
        QVERIFY((bed).run().semantics == (wanted));                                                          \
        QCOMPARE(boundTo(bed), nameOf(wanted));                                                              \
    } while (false)

class TestSemantics : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void throughAllOfThem_everyRecordIsTakenOnce()
    {
        Bed bed([](SessionOptions &options) { options.ratePerSecond = 40; });
        Changes ends(bed);
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() >= 10);
        CHANGE(bed, ends, Semantics::AtLeastOnce);
        QVERIFY2(ends.changed[0][1].toString().contains(QStringLiteral("nothing was lost")),
                 qPrintable(ends.changed[0][1].toString()));
        CHANGE(bed, ends, Semantics::AtMostOnce);
        QCOMPARE(bed.number(kTakenTwice), 0);
        CHANGE(bed, ends, Semantics::EffectivelyOnce); // the warehouse takes over where Kafka stood
        QVERIFY2(bed.failures.isEmpty(), qPrintable(bed.failures.join(u'\n')));
        VERIFY_CLEAN_END(bed);
        QCOMPARE(bed.number(kTakenTwice), 0);
        QCOMPARE(bed.number(kDoubledOrders), 0);
    }

    void whatWaitsForTheNextRun_isInTheBooksOfTheOneBefore()
    {
        Bed bed([](SessionOptions &options) { options.ratePerSecond = 40; });
        Changes ends(bed);
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() >= 1);
        bed.controller->stopMember(QStringLiteral("load-0"));
        QTRY_VERIFY(bed.run().progress.transformed >= bed.loaded() + 10);
        bed.controller->setSemantics(Semantics::AtLeastOnce, true);
        QTRY_VERIFY2(ends.changed.count() == 1, qPrintable(bed.failures.join(u'\n')));
        const QString how = ends.changed[0][1].toString();
        QVERIFY2(how.contains(QStringLiteral(" 0 lost + ")) && how.contains(QStringLiteral("waiting")),
                 qPrintable(how));
    }

    void memberThatHasFailed_isThereAgainAfterwards()
    {
        const FailingDisk disk;
        Bed bed;
        Changes ends(bed);
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() >= 1);
        FailingDisk::setReadOnly(true); // for files that are opened from now on
        bed.controller->crashMember(QStringLiteral("load-0"));
        QTRY_VERIFY(bed.statusOf("load-0") == pipeline::StageStatus::Failed);
        FailingDisk::setReadOnly(false);
        CHANGE(bed, ends, Semantics::AtLeastOnce);
        QVERIFY(bed.statusOf("load-0") == pipeline::StageStatus::Running);
    }

    void transactions_onABrokerWithoutThem_areRefusedWithTheReason()
    {
        Bed bed;
        Changes ends(bed);
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() >= 1);
        QVERIFY(!bed.run().transactions);
        bed.controller->setSemantics(Semantics::Transactions);
        QTRY_COMPARE(bed.failures.size(), 1);
        QVERIFY2(bed.failures[0].contains(QStringLiteral("need a real Kafka")), qPrintable(bed.failures[0]));
        QCOMPARE(bed.run().incarnation, 1);
        QVERIFY(bed.run().semantics == Semantics::EffectivelyOnce);
        QVERIFY(ends.changed.isEmpty());
        VERIFY_CLEAN_END(bed);
    }

    void doubles_areListed_thenRemovedWhenThatIsWanted()
    {
        Bed bed;
        Changes ends(bed);
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() >= 1);
        CHANGE(bed, ends, Semantics::AtLeastOnce);
        QVERIFY(doubleAnOrder(bed.folder.filePath(QStringLiteral("warehouse.db"))));
        QVERIFY(bed.number(kDoubledOrders) >= 1);
        ends.changed.clear();
        bed.controller->setSemantics(Semantics::EffectivelyOnce);
        QTRY_COMPARE(ends.doubles.count(), 1);
        const auto found = ends.doubles[0][0].value<DoublesFound>();
        QVERIFY(found.wanted == Semantics::EffectivelyOnce);
        QVERIFY(found.count >= 1);
        QVERIFY(found.keys.value(0).startsWith(QStringLiteral("ORD-")));
        QVERIFY(found.sql.contains(QStringLiteral("DELETE FROM fact_orders")));
        QVERIFY(bed.run().semantics == Semantics::AtLeastOnce && ends.changed.isEmpty());
        bed.controller->setSemantics(Semantics::EffectivelyOnce, true);
        QTRY_VERIFY2(ends.changed.count() == 1, qPrintable(bed.failures.join(u'\n')));
        QCOMPARE(bed.number(kDoubledOrders), 0);
        QCOMPARE(boundTo(bed), QStringLiteral("effectively-once"));
        VERIFY_CLEAN_END(bed);
    }

    /// What Kafka's commit says is of the warehouse before: this one gets all that the topics hold.
    void warehouseOfANaiveMode_isFilledFromTheTopicsBegin()
    {
        Bed bed([](SessionOptions &options) { options.ratePerSecond = 40; });
        QSignalSpy changed(bed.controller.get(), &Controller::warehouseChanged);
        const QString other = bed.folder.filePath(QStringLiteral("other.db"));
        QVERIFY(fillNaively(other, false));
        bed.controller->start();
        QTRY_VERIFY_WITH_TIMEOUT(bed.loaded() >= 20, 20'000);
        bed.controller->setWarehouse(other);
        QTRY_VERIFY2_WITH_TIMEOUT(changed.count() == 1, qPrintable(bed.failures.join(u'\n')), 40'000);
        QTRY_VERIFY_WITH_TIMEOUT(bed.run().warehousePath == other && bed.loaded() >= 2, 30'000);
        QVERIFY(bed.run().semantics == Semantics::EffectivelyOnce);
        const auto before = ordersIn(bed.folder.filePath(QStringLiteral("warehouse.db")));
        QVERIFY(before.size() >= 10);
        const auto holdsThemAll = [&] {
            const auto now = ordersIn(other);
            return std::includes(now.begin(), now.end(), before.begin(), before.end());
        };
        QTRY_VERIFY_WITH_TIMEOUT(holdsThemAll(), 30'000);
        QVERIFY2(bed.failures.isEmpty(), qPrintable(bed.failures.join(u'\n')));
        VERIFY_CLEAN_END(bed);
    }

    void warehouseWithDoubles_isRefused_andTheRunStaysAsItIs()
    {
        Bed bed;
        const QString other = bed.folder.filePath(QStringLiteral("other.db"));
        QVERIFY(fillNaively(other, true));
        bed.controller->start();
        QTRY_VERIFY_WITH_TIMEOUT(bed.loaded() >= 1, 20'000);
        bed.controller->setWarehouse(other);
        QTRY_COMPARE_WITH_TIMEOUT(bed.failures.size(), 1, 20'000);
        QVERIFY2(bed.failures[0].contains(QStringLiteral("ORD-OTHER")), qPrintable(bed.failures[0]));
        QVERIFY(bed.waitForFreshSnapshot());
        QCOMPARE(bed.run().incarnation, 1);
        QVERIFY(bed.run().semantics == Semantics::EffectivelyOnce);
        VERIFY_CLEAN_END(bed);
    }

    void paused_itIsPausedAfterwards()
    {
        Bed bed;
        Changes ends(bed);
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() >= 1);
        bed.controller->pause();
        QTRY_VERIFY(bed.controller->state() == RunState::Paused);
        bed.controller->setSemantics(Semantics::AtMostOnce);
        QTRY_COMPARE(ends.changed.count(), 1);
        QVERIFY(bed.controller->state() == RunState::Paused);
        VERIFY_CLEAN_END(bed);
    }

    void nextStart_isEffectivelyOnceAgain_unlessTheWarehouseHoldsDoubles()
    {
        QTemporaryDir folder;
        const auto inFolder = [&](SessionOptions &options) { options.dataFolder = folder.path(); };
        const QString file = folder.filePath(QStringLiteral("warehouse.db"));
        for (const bool doubled : {false, true}) {
            {
                Bed bed(inFolder);
                Changes ends(bed);
                bed.controller->start();
                QTRY_VERIFY(bed.loaded() >= 1);
                QVERIFY(bed.run().semantics == Semantics::EffectivelyOnce);
                bed.controller->setSemantics(Semantics::AtLeastOnce);
                QTRY_COMPARE(ends.changed.count(), 1);
                QTRY_VERIFY(bed.run().incarnation == 2 && bed.loaded() >= 1);
                bed.controller->shutdown(60'000);
                QTRY_VERIFY_WITH_TIMEOUT(bed.finished, 61'000);
            }
            QVERIFY(doubled ? doubleAnOrder(file) : removeDoubles(file));
            Bed bed(inFolder);
            const Changes ends(bed);
            bed.controller->start();
            QTRY_VERIFY(bed.loaded() >= 1);
            QVERIFY(bed.run().semantics == (doubled ? Semantics::AtLeastOnce : Semantics::EffectivelyOnce));
            QCOMPARE(bed.failures.size(), doubled ? 1 : 0);
            QCOMPARE(ends.doubles.count(), doubled ? 1 : 0); // for the settings, which the sentence names
            if (doubled)
                QVERIFY(ends.doubles[0][0].value<DoublesFound>().wanted == Semantics::EffectivelyOnce);
        }
    }
};

PK_TEST(TestSemantics)
#include "tst_semantics.moc"
