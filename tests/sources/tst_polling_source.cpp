#include "kampus_testing.h"
#include "sources/missed.h"

#include <QTemporaryDir>

#include <memory>

using namespace pk;
using namespace pk::kampus;
using namespace pk::sources;

/// What a poller sees of the campus database and what it misses, with a clock that the test moves.
class TestPollingSource : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Database> m_campus;
    std::int64_t m_nowMs = 1'000;

    PollingOptions options(RowOrder order = RowOrder::ByTime) const
    {
        PollingOptions options;
        options.database = m_folder->filePath(QStringLiteral("kampus.sqlite"));
        options.positions = m_folder->filePath(QStringLiteral("positions.db"));
        options.order = order;
        options.pageSize = 7; // several pages
        options.nowMs = [this] { return m_nowMs; };
        return options;
    }
    static std::unique_ptr<PollingSource> open(const PollingOptions &options)
    {
        auto source = PollingSource::create(options);
        if (!source)
            qFatal("%s", why(source).constData());
        return std::move(*source);
    }
    struct Event
    {
        std::string key;
        std::string id;
        std::string type;
        std::string value;
        bool rejected = false;
    };
    /// All that the source has now, at most `most`.
    std::vector<Event> take(PollingSource &source, std::size_t most = 100'000)
    {
        m_nowMs += 1'000;
        std::vector<Event> events;
        extract::SourceRecord record;
        while (events.size() < most) {
            const auto ready = source.ready();
            if (!ready)
                qFatal("%s", why(ready).constData());
            if (!*ready)
                break;
            record.clear();
            const auto more = source.next(record);
            if (!more || !*more)
                break;
            events.push_back({record.key, std::string(record.headers.find(header::eventId).value_or("")),
                              std::string(record.headers.find(header::eventType).value_or("")), record.value,
                              record.reject.has_value()});
        }
        return events;
    }
    void exec(const char *sql) { QVERIFY2(m_campus->exec(sql), sql); }
    void place(int id, const char *time = "2025-01-06 08:00:00.000")
    {
        const QByteArray sql =
            QByteArray(
                "INSERT INTO orders(id, item_count, order_id, customer_id, channel, ordered_at, updated_at) "
                "VALUES (%1, 1, 'ORD-%1', 'MHS-1', 'koperasi', '2025-01-06 07:00:00', '%2');"
                "INSERT INTO order_items(order_id, line, sku, name, qty, unit, price) "
                "VALUES (%1, 1, 'ATK-1', 'Buku \"tulis\"', '2', 'pcs', 'Rp 5.000')")
                .replace("%1", QByteArray::number(id))
                .replace("%2", time);
        exec(sql.constData());
    }
    void change(int id, const char *time)
    {
        exec(QByteArray(
                 "UPDATE orders SET version = version + 1, status = 'PAID', updated_at = '%2' WHERE id = %1")
                 .replace("%1", QByteArray::number(id))
                 .replace("%2", time)
                 .constData());
    }
    void remove(int id)
    {
        exec(QByteArray("DELETE FROM order_items WHERE order_id = %1; DELETE FROM orders WHERE id = %1")
                 .replace("%1", QByteArray::number(id))
                 .constData());
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_campus = openKampus(m_folder->filePath(QStringLiteral("kampus.sqlite")));
    }
    void cleanup() { m_campus.reset(); }

    void anOrder_comesWithItsItems_asTheShopTypedThem()
    {
        place(1);
        const auto source = open(options());
        const auto events = take(*source);
        QCOMPARE(events.size(), 1U);
        QCOMPARE(events[0].key, std::string("ORD-1"));
        QCOMPARE(events[0].type, std::string("order.created"));
        const auto document = QJsonDocument::fromJson(QByteArray::fromStdString(events[0].value)).object();
        QCOMPARE(document.value(QStringLiteral("event_id")).toString().toStdString(), events[0].id);
        QCOMPARE(document.value(QStringLiteral("items"))[0][QStringLiteral("name")].toString(),
                 QStringLiteral("Buku \"tulis\""));
        QCOMPARE(document.value(QStringLiteral("occurred_at")).toString(),
                 QStringLiteral("2025-01-06T08:00:00.000+07:00"));
        QCOMPARE(source->name(), std::string_view("mysql-poll"));
    }

    void aChangedRow_comesAgainByTime_butNotById()
    {
        place(1);
        place(2);
        auto by = options(RowOrder::ById);
        const auto byId = open(by);
        const auto byTime = open(options());
        QCOMPARE(take(*byId).size(), 2U);
        QCOMPARE(take(*byTime).size(), 2U);
        change(1, "2025-01-06 08:00:01.000");
        place(3, "2025-01-06 08:00:02.000");
        QCOMPARE(take(*byId).size(), 1U);
        const auto changed = take(*byTime);
        QCOMPARE(changed.size(), 2U);
        QCOMPARE(changed[0].type, std::string("order.updated"));
    }

    void aTableThatCannotBeRead_isSaidUntilItCanBeAgain()
    {
        place(1);
        const auto source = open(options());
        exec("ALTER TABLE order_items RENAME TO away");
        m_nowMs += 1'000;
        QVERIFY(!source->ready());
        QVERIFY(!source->ready()); // without another look
        exec("ALTER TABLE away RENAME TO order_items");
        QVERIFY(!source->ready()); // it waits a moment before it looks again
        m_nowMs += 60'000;
        QCOMPARE(take(*source).size(), 1U);
    }

    void rowsOfOneMillisecond_areAllSeen()
    {
        for (int id = 1; id <= 20; ++id)
            place(id);
        QCOMPARE(take(*open(options())).size(), 20U);
    }

    void nothingNew_isNotReady_untilTheNextLook()
    {
        const auto source = open(options());
        QVERIFY(!*source->ready());
        place(1);
        QVERIFY(!*source->ready()); // the look of this moment is over
        m_nowMs += 1'000;
        QVERIFY(*source->ready());
    }

    void restart_goesOnBehindWhatIsSettled_withTheSameIds()
    {
        for (int id = 1; id <= 10; ++id)
            place(id);
        auto source = open(options());
        const auto before = take(*source);
        QVERIFY(source->settled(6)); // of ten that were given, six are acknowledged
        source = open(options());
        const auto after = take(*source);
        QCOMPARE(after.size(), 4U);
        for (std::size_t i = 0; i < after.size(); ++i)
            QCOMPARE(after[i].id, before[6 + i].id);
        QVERIFY(source->settled(4));
        QVERIFY(take(*open(options())).empty());
    }

    void anUnreadableRow_isRejected_andPassed()
    {
        place(1);
        place(2, "2025-01-06 08:00:01.000");
        exec("UPDATE orders SET version = 'satu' WHERE id = 1");
        const auto source = open(options());
        const auto events = take(*source);
        QCOMPARE(events.size(), 2U);
        QVERIFY(events[0].rejected);
        QVERIFY(!events[1].rejected);
    }

    void missed_countsDeletesAndOverwrittenStates()
    {
        const auto source = open(options());
        for (int id = 1; id <= 5; ++id)
            place(id);
        remove(5); // between two looks: nothing of it is ever seen
        change(4, "2025-01-06 08:00:01.000"); // its first state neither
        QCOMPARE(take(*source).size(), 4U);
        change(1, "2025-01-06 08:00:02.000");
        change(1, "2025-01-06 08:00:03.000");
        change(1, "2025-01-06 08:00:04.000"); // two states between two looks
        remove(2);
        QCOMPARE(take(*source).size(), 1U);
        change(3, "2025-01-06 08:00:05.000"); // the next look will find it
        change(4, "2025-01-06 08:00:00.500"); // written with a time that polling has passed
        QVERIFY(source->settled(5));
        const auto missed = countMissed(options());
        QVERIFY2(missed, why(missed).constData());
        QVERIFY(missed->exact);
        QCOMPARE(missed->told, 5);
        QCOMPARE(missed->changes, 13);
        QCOMPARE(missed->deletes, 2);
        QCOMPARE(missed->neverSeen, 1);
        QCOMPARE(missed->versions, 1 + 1 + 2); // of 5, of 4, of 1
        QCOMPARE(missed->stale, 1);
        QCOMPARE(missed->waiting, 1);
    }

    void missed_byId_countsEveryChange()
    {
        const auto source = open(options(RowOrder::ById));
        place(1);
        QCOMPARE(take(*source).size(), 1U);
        change(1, "2025-01-06 08:00:02.000");
        QVERIFY(take(*source).empty());
        QVERIFY(source->settled(1));
        QCOMPARE(countMissed(options(RowOrder::ById))->stale, 1);
        QCOMPARE(countMissed(options(RowOrder::ById))->waiting, 0);
    }

    void bothDatasets_ofAWorkingCampus_areSeenToTheirPresentState()
    {
        auto both = options();
        both.datasets = {Dataset::Orders, Dataset::Activities};
        both.pageSize = 50;
        const auto source = open(both);
        std::size_t given = 0;
        KampusWorkload workload(*m_campus, shippedCampus(), marked(3));
        for (int i = 0; i < 400; ++i) {
            QVERIFY(workload.next());
            if (i % 40 == 39)
                given += take(*source).size();
        }
        QVERIFY(source->settled(static_cast<std::int64_t>(given)));
        const auto missed = countMissed(both);
        QVERIFY2(missed, why(missed).constData());
        QCOMPARE(missed->told, static_cast<std::int64_t>(given));
        QCOMPARE(missed->stale, 0);
        QCOMPARE(missed->waiting, 0);
        QVERIFY(missed->versions > 5);
        QVERIFY(missed->deletes > 3);
        // Every change is told, or overwritten, or a delete.
        QCOMPARE(missed->told + missed->versions + missed->deletes, missed->changes);
    }

    void source_endsWhenNobodyWorksAnyMore()
    {
        bool working = true;
        auto wanted = options();
        wanted.end = {0, [&working] { return working; }};
        const auto source = open(wanted);
        QVERIFY(!*source->ready());
        working = false;
        place(1);
        QCOMPARE(take(*source).size(), 1U);
        m_nowMs += 1'000;
        QVERIFY(*source->ready());
        extract::SourceRecord record;
        QVERIFY(!*source->next(record));
    }

    void aDatabaseOfSomethingElse_isSaid()
    {
        exec("DROP TABLE activities");
        QCOMPARE(openCampus(options().database).error().code, ErrorCode::NotFound);
        QCOMPARE(openCampus(QStringLiteral("/nowhere/kampus.sqlite")).error().code, ErrorCode::NotFound);
    }
};

PK_TEST(TestPollingSource)
#include "tst_polling_source.moc"
