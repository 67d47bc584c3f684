#include "journal/event_ring.h"
#include "sample_events.h"

#include <QtTest>

using namespace pk;
using namespace pk::journal;

namespace {

void push(EventRing &ring, std::uint64_t count)
{
    for (std::uint64_t i = 0; i < count; ++i) {
        Event event = samples::fact(EventKind::Step, std::to_string(ring.lastSeq() + 1));
        event.seq = ring.lastSeq() + 1;
        ring.push(std::move(event));
    }
}

/// First and last number, or 0-0; empty text when they are not consecutive.
QByteArray rangeOf(const std::vector<EventRing::Slice> &slices)
{
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    for (const EventRing::Slice &slice : slices) {
        for (const Event &event : slice.events) {
            if ((last != 0 && event.seq != last + 1) || event.text != std::to_string(event.seq))
                return {};
            first = first == 0 ? event.seq : first;
            last = event.seq;
        }
    }
    return QByteArray::number(quint64(first)) + '-' + QByteArray::number(quint64(last));
}

} // namespace

class tst_EventRing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void slices_giveTheRange_data()
    {
        QTest::addColumn<quint64>("after");
        QTest::addColumn<quint64>("upTo");
        QTest::addColumn<QByteArray>("range");
        QTest::newRow("all") << quint64(0) << quint64(5'000)
                             << QByteArray("513-2000"); // the first blocks were dropped
        QTest::newRow("to the end") << quint64(1'990) << std::numeric_limits<quint64>::max()
                                    << QByteArray("1991-2000");
        QTest::newRow("inside a block") << quint64(600) << quint64(605) << QByteArray("601-605");
        QTest::newRow("over blocks") << quint64(700) << quint64(1'500) << QByteArray("701-1500");
        QTest::newRow("one block") << quint64(768) << quint64(1'024) << QByteArray("769-1024");
        QTest::newRow("dropped") << quint64(0) << quint64(512) << QByteArray("0-0");
        QTest::newRow("partly dropped") << quint64(0) << quint64(520) << QByteArray("513-520");
        QTest::newRow("none") << quint64(700) << quint64(700) << QByteArray("0-0");
        QTest::newRow("beyond") << quint64(2'000) << quint64(3'000) << QByteArray("0-0");
    }
    void slices_giveTheRange()
    {
        QFETCH(quint64, after);
        QFETCH(quint64, upTo);
        QFETCH(QByteArray, range);
        EventRing ring;
        QVERIFY(ring.slices(0, 10).empty());
        push(ring, 2'000);
        EventRing::Dropped dropped;
        ring.drop(600, dropped);
        QCOMPARE(rangeOf(ring.slices(after, upTo)), range);
    }

    void drop_freesWholeBlocksThatNobodyReads()
    {
        EventRing ring;
        push(ring, 1'000);
        std::vector<EventRing::Slice> reader = ring.slices(0, 1);
        EventRing::Dropped dropped;
        ring.drop(600, dropped);
        QCOMPARE(dropped.size(), std::size_t(2));
        const std::weak_ptr<const void> read(dropped[0]);
        const std::weak_ptr<const void> unread(dropped[1]);
        dropped.clear();
        QVERIFY(unread.expired());
        QVERIFY(!read.expired());
        QCOMPARE(reader.front().events.front().text, std::string("1"));
        reader.clear();
        QVERIFY(read.expired());
    }

    void slice_staysValidWhileOthersArePushed()
    {
        EventRing ring;
        push(ring, 10);
        const std::vector<EventRing::Slice> reader = ring.slices(0, 10);
        const Event *event = &reader.front().events.front();
        push(ring, 5'000);
        QCOMPARE(&ring.slices(0, 1).front().events.front(), event);
        QCOMPARE(rangeOf(reader), QByteArray("1-10"));
    }
};

PK_TEST(tst_EventRing)
#include "tst_event_ring.moc"
