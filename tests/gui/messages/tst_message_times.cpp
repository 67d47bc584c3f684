// Messages whose own times are far from now: old data that are written today, as a CSV file of 1996 is.

#include "../flow/drawn_texts.h"
#include "../support/topic_bed.h"
#include "pages/messages/message_list.h"
#include "pages/messages/message_table.h"
#include "pages/messages/message_time.h"
#include "pages/messages/time_bar.h"
#include "theme/install.h"

#include <QApplication>
#include <QDateTime>
#include <QLabel>
#include <QTest>

using namespace pk;
using namespace pk::gui;

namespace {

std::int64_t at(const char *time)
{
    return QDateTime::fromString(QString::fromLatin1(time), Qt::ISODate).toMSecsSinceEpoch();
}

} // namespace

class TestMessageTimes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        installTheme(*qApp);
        QCOMPARE(m_bed.start(), QString());
    }

    void liveList_oldDataAreSeenAsTheyArrive_withTheirDates()
    {
        const std::string topic = m_bed.newTopic(3);
        const std::int64_t now = SystemClock().nowMs();
        QVERIFY(m_bed.send(topic, 0, "k", "v", now) && m_bed.send(topic, 1, "k", "v", now));
        MessageList list(new QWidget);
        list.resize(1200, 760);
        list.setCluster(m_bed.backend().info(), 1);
        TopicEntry entry;
        entry.name = QString::fromStdString(topic);
        entry.partitions = 3;
        list.setTopic(entry);
        list.show();
        const MessageModel &rows = list.table().messages();
        QTRY_COMPARE(rows.rowCount(), 2);
        const int narrow = list.table().columnWidth(MessageModel::Time);
        QVERIFY(says(list, "The newest message is at the top"));

        const std::int64_t old = at("1996-07-04T10:42:00");
        QVERIFY(m_bed.send(topic, 2, "k", "old", old));
        QTRY_COMPARE(rows.rowCount(), 3);
        QCOMPARE(rows.refAt(0).timestampMs, old);
        QTRY_VERIFY(says(list, "What arrived last is at the top"));
        QCOMPARE(rows.index(0, MessageModel::Time).data().toString(), QStringLiteral("1996-07-04 10:42"));
        QCOMPARE(rows.index(1, MessageModel::Time).data().toString().size(), 12);
        QVERIFY(list.table().columnWidth(MessageModel::Time) > narrow);

        auto *bar = list.findChild<TimeBar *>();
        QTRY_VERIFY(bar->histogram().fromMs <= old && bar->histogram().fromMs >= 0);
        pk::test::DrawnTexts drawn;
        bar->render(&drawn);
        const QString first = axisTime(bar->histogram().fromMs, bar->histogram().fromMs, now);
        QCOMPARE(first.size(), 10);
        QVERIFY(drawn.find(first));
    }

    void timeBar_saysThatItsScaleIsLogarithmic()
    {
        TimeBar bar;
        TopicReader::Histogram histogram;
        histogram.fromMs = 0;
        histogram.toMs = 3'000;
        histogram.parts = {{1, 1}, {12'400, 3}, {20, 20}};
        bar.setHistogram(histogram, false);
        bar.resize(500, bar.sizeHint().height());
        pk::test::DrawnTexts drawn;
        bar.render(&drawn);
        QVERIFY(drawn.find(QStringLiteral("logarithmic scale · highest bar: 12,400")));
        QVERIFY(bar.accessibleDescription().contains(QStringLiteral("logarithm")));
    }

    void axis_hasTheDateWhereItIsNeeded_data()
    {
        QTest::addColumn<QDateTime>("from");
        QTest::addColumn<qint64>("spanS");
        QTest::addColumn<QString>("format");
        const QDateTime today = QDate::currentDate().startOfDay();
        const QDateTime old(QDate(1996, 7, 4), QTime(10, 42));
        QTest::newRow("today") << today << qint64{3'600} << QStringLiteral("HH:mm:ss");
        QTest::newRow("days") << today << qint64{3 * 86'400} << QStringLiteral("yyyy-MM-dd HH:mm");
        QTest::newRow("an hour long ago") << old << qint64{3'600} << QStringLiteral("yyyy-MM-dd HH:mm");
        QTest::newRow("years") << old << qint64{10'000} * 86'400 << QStringLiteral("yyyy-MM-dd");
    }
    void axis_hasTheDateWhereItIsNeeded()
    {
        QFETCH(QDateTime, from);
        QFETCH(qint64, spanS);
        QFETCH(QString, format);
        const std::int64_t ms = from.toMSecsSinceEpoch();
        QCOMPARE(axisTime(ms, ms, ms + spanS * 1'000), from.toString(format));
    }

private:
    static bool says(const MessageList &list, const char *text)
    {
        const auto labels = list.findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(), [&](const QLabel *label) {
            return label->isVisible() && label->text().contains(QLatin1String(text));
        });
    }

    pk::test::TopicBed m_bed;
};

PK_WINDOW_TEST(TestMessageTimes)
#include "tst_message_times.moc"
