// Whose records they are that no delivery report has named.

#include "bridge/log_origin.h"
#include "domain/headers.h"

#include <QTest>

using namespace pk;
using namespace pk::gui;

namespace {

FullMessage message(std::int64_t offset, const char *key, const char *eventId = nullptr,
                    std::int64_t timestampMs = 1'000)
{
    FullMessage made;
    made.partition = 0;
    made.offset = offset;
    made.key = key;
    made.timestampMs = timestampMs;
    if (eventId)
        made.headers.emplace_back(header::eventId, eventId);
    return made;
}

FullMessage enriched(std::int64_t offset, const char *key, const char *rawPosition, std::int64_t timestampMs)
{
    FullMessage made = message(offset, key, "e", timestampMs);
    made.headers.emplace_back(header::rawPosition, rawPosition);
    return made;
}

journal::IntervalSet offsets(std::int64_t first, std::int64_t last)
{
    journal::IntervalSet set;
    set.add(first, last);
    return set;
}

using Intervals = std::vector<journal::Interval>;

} // namespace

class TestLogOrigin : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// The answer to the first request was lost with its broker; the second one was acknowledged.
    void requestSentTwice_firstCopyIsOurs()
    {
        const std::vector<FullMessage> log{message(5, "ORD-1", "a"), message(6, "ORD-2", "b"),
                                           message(7, "ORD-1", "a"), message(8, "ORD-2", "b")};
        const Origins origins = judge(log, offsets(7, 8), 9);
        QCOMPARE(origins.ours, (Intervals{{5, 6}}));
        QVERIFY(origins.foreign.empty() && origins.undecided.empty());
    }

    void beforeTheSecondCopyIsAcknowledged_nothingIsSaid()
    {
        const std::vector<FullMessage> log{message(5, "ORD-1", "a")};
        const Origins origins = judge(log, {}, 6);
        QCOMPARE(origins.undecided, (Intervals{{5, 5}}));
        QVERIFY(origins.ours.empty() && origins.foreign.empty());
    }

    /// After a crash of the transform the same raw record is worked once more, a little later.
    void workedTwice_firstOutcomeIsOurs()
    {
        const std::vector<FullMessage> log{enriched(5, "ORD-1", "raw_orders/0/4", 1'000),
                                           enriched(6, "ORD-1", "raw_orders/0/4", 9'000)};
        QCOMPARE(judge(log, offsets(6, 6), 7).ours, (Intervals{{5, 5}}));
    }

    void recordWithoutOurHeaders_isAnotherClients()
    {
        const std::vector<FullMessage> log{message(5, "x"), message(6, "y"), message(7, "ORD-1", "a")};
        QCOMPARE(judge(log, offsets(7, 7), 8).foreign, (Intervals{{5, 6}}));
    }

    void sameEventOfAnotherTime_isNoCopy()
    {
        const std::vector<FullMessage> log{message(5, "ORD-1", "a", 1'000), message(6, "ORD-1", "a", 2'000)};
        QCOMPARE(judge(log, offsets(6, 6), 7).undecided, (Intervals{{5, 5}}));
    }

    void newestRecords_whoseReportsMayBeUnderWay_areNotJudged()
    {
        const std::vector<FullMessage> log{message(5, "x"), message(6, "y")};
        QCOMPARE(judge(log, {}, 6).foreign, (Intervals{{5, 5}}));
    }
};

PK_TEST(TestLogOrigin)
#include "tst_log_origin.moc"
