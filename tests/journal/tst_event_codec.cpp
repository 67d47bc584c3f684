#include "journal/event_codec.h"
#include "sample_events.h"

#include <QtTest>

#include <limits>

using namespace pk;
using namespace pk::journal;

namespace {

std::string encode(const std::vector<Event> &events)
{
    EventEncoder encoder;
    for (const Event &event : events)
        encoder.add(event);
    return encoder.finish();
}

Event everyField()
{
    Event event;
    event.kind = EventKind::Record;
    event.hop = Hop::Stored;
    event.writer = 3;
    event.seq = 17;
    event.writerSeq = 9;
    event.wallUs = 1'736'125'200'000'001;
    event.virtUs = -5;
    event.partition = 2;
    event.first = 100;
    event.last = 90;
    event.count = -1;
    event.topic = "fact_orders";
    event.group = "kampus-loader";
    event.member = "m";
    event.key = std::string("a\0b", 3);
    event.correlationId = "018c";
    event.text = std::string(100'000, 'x');
    return event;
}

Event extremes()
{
    Event event;
    event.kind = EventKind::Acked;
    event.writer = std::numeric_limits<std::uint32_t>::max();
    event.seq = std::numeric_limits<std::uint64_t>::max();
    event.writerSeq = std::numeric_limits<std::uint64_t>::max();
    event.wallUs = std::numeric_limits<std::int64_t>::min();
    event.virtUs = std::numeric_limits<std::int64_t>::max();
    event.partition = std::numeric_limits<std::int32_t>::min();
    event.first = std::numeric_limits<std::int64_t>::min();
    event.last = std::numeric_limits<std::int64_t>::max();
    event.count = std::numeric_limits<std::int64_t>::min();
    return event;
}

} // namespace

class tst_EventCodec : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decode_givesWhatWasEncoded_data()
    {
        QTest::addColumn<std::vector<Event>>("events");
        QTest::newRow("no event") << std::vector<Event>{};
        QTest::newRow("default event") << std::vector<Event>{Event()};
        QTest::newRow("every field") << std::vector<Event>{everyField()};
        QTest::newRow("extreme numbers") << std::vector<Event>{extremes(), Event(), extremes()};
        QTest::newRow("same strings again") << std::vector<Event>{everyField(), everyField(), everyField()};
        QTest::newRow("range") << std::vector<Event>{
            samples::range(EventKind::Taken, "raw_orders", 0, 5, 9, "g")};
        QTest::newRow("stream") << samples::randomStream(1, 2'000);
    }
    void decode_givesWhatWasEncoded()
    {
        QFETCH(std::vector<Event>, events);
        const auto decoded = decodeEvents(encode(events));
        QVERIFY(decoded.has_value());
        QVERIFY(*decoded == events);
    }

    void encoder_isEmptyAfterFinish_andMayBeUsedAgain()
    {
        const std::vector<Event> first = samples::randomStream(2, 500);
        const std::vector<Event> second = samples::randomStream(3, 500);
        EventEncoder encoder;
        for (const Event &event : first)
            encoder.add(event);
        QVERIFY(encoder.finish() == encode(first));
        QCOMPARE(encoder.size(), std::size_t(0));
        for (const Event &event : second)
            encoder.add(event);
        QVERIFY(encoder.finish() == encode(second));
    }

    void repeatedStrings_takeAFewBytesEach()
    {
        std::vector<Event> events;
        for (int i = 0; i < 1'000; ++i)
            events.push_back(samples::range(EventKind::Taken, "raw_orders", i % 3, i * 10, i * 10 + 9,
                                            "kampus-transform"));
        const std::string bytes = encode(samples::numbered(std::move(events)));
        QVERIFY2(bytes.size() < 16 * 1'000, qPrintable(QString::number(bytes.size())));
    }

    void decode_truncatedBytes_isEmpty()
    {
        const std::string bytes = encode(samples::randomStream(4, 20));
        for (std::size_t size = 0; size < bytes.size(); ++size)
            QVERIFY(!decodeEvents(std::string_view(bytes).substr(0, size)));
    }

    void decode_newerVersionOrMoreBytes_isEmpty()
    {
        std::string bytes = encode({Event()});
        QVERIFY(!decodeEvents(bytes + '\0'));
        bytes[0] = 2;
        QVERIFY(!decodeEvents(bytes));
    }

    void decode_hugeCount_allocatesNothing()
    {
        QVERIFY(!decodeEvents("\x01\xff\xff\xff\xff\xff\xff\xff\xff\x7f"));
    }

    void decode_changedBytes_endsInOrder()
    {
        const std::string bytes = encode(samples::randomStream(5, 40));
        Pcg32 random(6);
        int refused = 0;
        for (int round = 0; round < 20'000; ++round) {
            std::string changed = bytes;
            for (std::uint32_t n = 1 + random.below(4); n > 0; --n)
                changed[random.below(static_cast<std::uint32_t>(changed.size()))] =
                    static_cast<char>(random.next());
            const auto decoded = decodeEvents(changed);
            if (!decoded) {
                ++refused;
                continue;
            }
            for (const Event &event : *decoded) {
                QVERIFY(!toString(event.kind).empty());
                QVERIFY(!toString(event.hop).empty());
            }
        }
        QVERIFY(refused > 0);
    }
};

PK_TEST(tst_EventCodec)
#include "tst_event_codec.moc"
