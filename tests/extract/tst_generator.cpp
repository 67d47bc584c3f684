// The generator: the same bytes for the same seed, the right number, and events that come late or twice.

#include "base/hash.h"
#include "extract/generator.h"
#include "extract/number_series.h"
#include "resources.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include <algorithm>
#include <map>
#include <set>
#include <thread>

using namespace pk::extract;

namespace {

GeneratorOptions optionsFor(std::uint64_t seed, GeneratedDatasets datasets, std::uint32_t dirty = 50'000)
{
    GeneratorOptions options;
    options.seed = seed;
    options.datasets = datasets;
    options.count = 10'000;
    options.setDirtyShare(dirty);
    return options;
}

/// Everything that goes to Kafka, as text.
std::string wireText(const SourceRecord &record)
{
    std::string text = std::string(pk::toString(record.dataset)) + ' ' + record.key + ' '
        + std::to_string(record.timestampMs) + ' ' + record.value;
    for (std::size_t i = 0; i < record.headers.size(); ++i)
        text.append(" ").append(record.headers.name(i)).append("=").append(record.headers.value(i));
    return text + '\n';
}

std::vector<std::string> run(const GeneratorOptions &options)
{
    std::vector<std::string> lines;
    auto generator = Generator::create(options);
    SourceRecord record;
    while (generator.ok() && *(*generator)->next(record))
        lines.push_back(wireText(record));
    return lines;
}

std::string digest(const GeneratorOptions &options)
{
    std::string all;
    for (const std::string &line : run(options))
        all += line;
    return pk::toHex(pk::sha256(all));
}

struct Seen
{
    std::string key;
    std::string eventId;
    std::string wire;
    std::int64_t timestampMs = 0;
    QString occurredAt;
    int version = 0;
};

std::vector<Seen> runParsed(const GeneratorOptions &options)
{
    std::vector<Seen> all;
    auto generator = Generator::create(options);
    SourceRecord record;
    while (generator.ok() && *(*generator)->next(record)) {
        const QJsonObject value = QJsonDocument::fromJson(QByteArray::fromStdString(record.value)).object();
        std::string bytes = record.key + record.value;
        for (std::size_t i = 0; i < record.headers.size(); ++i)
            bytes.append(record.headers.name(i)).append(record.headers.value(i));
        all.push_back({record.key, std::string(*record.headers.find("event_id")), bytes, record.timestampMs,
                       value[QStringLiteral("occurred_at")].toString(),
                       value[QStringLiteral("version")].toInt()});
    }
    return all;
}

} // namespace

class TestGenerator : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { pk::initResources(); }

    void sameSeed_givesTheSameBytes_data()
    {
        QTest::addColumn<int>("seed");
        QTest::addColumn<int>("datasets");
        QTest::addColumn<QString>("sha256");
        QTest::newRow("orders, seed 1") << 1 << static_cast<int>(GeneratedDatasets::Orders)
                                        << "e859b3cf6efae9dd128e5ec954a47f6896ee9daa4ecdb88dd839f28d3769acb7";
        QTest::newRow("orders, seed 7") << 7 << static_cast<int>(GeneratedDatasets::Orders)
                                        << "457033d18fc02bbc9dda58dfc6659ae3b20253e9a9a824a2faccaf5df188b04c";
        QTest::newRow("activities, seed 1")
            << 1 << static_cast<int>(GeneratedDatasets::Activities)
            << "aa54514a3ad170788a785b47bcc4dd9e6a27056f03fbf2e17178719f0bc3772b";
        QTest::newRow("activities, seed 7")
            << 7 << static_cast<int>(GeneratedDatasets::Activities)
            << "f3b4d23c35fc41161d81a81e3ecd9f57cc7f2bdfe0e15984a70e57a701d97051";
    }
    void sameSeed_givesTheSameBytes()
    {
        QFETCH(int, seed);
        QFETCH(int, datasets);
        QFETCH(QString, sha256);
        const auto options =
            optionsFor(static_cast<std::uint64_t>(seed), static_cast<GeneratedDatasets>(datasets));
        QCOMPARE(QString::fromStdString(digest(options)), sha256);
    }

    void generatorsInThreads_doNotDisturbEachOther()
    {
        const auto first = optionsFor(1, GeneratedDatasets::Both);
        const auto second = optionsFor(2, GeneratedDatasets::Both);
        const std::string alone[] = {digest(first), digest(second)};
        std::string together[2];
        std::thread one([&] { together[0] = digest(first); });
        std::thread two([&] { together[1] = digest(second); });
        one.join();
        two.join();
        QCOMPARE(together[0], alone[0]);
        QCOMPARE(together[1], alone[1]);
        QVERIFY(alone[0] != alone[1]);
    }

    void count_isExact_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("dirty");
        for (const int dirty : {0, 50'000, 1'000'000}) {
            for (const int count : {1, 2, 37, 1000})
                QTest::addRow("%d at %d", count, dirty) << count << dirty;
        }
    }
    void count_isExact()
    {
        QFETCH(int, count);
        QFETCH(int, dirty);
        auto options = optionsFor(3, GeneratedDatasets::Both, static_cast<std::uint32_t>(dirty));
        options.count = count;
        QCOMPARE(run(options).size(), static_cast<std::size_t>(count));
    }

    void shorterRun_isTheBeginningOfALongerOne()
    {
        auto options = optionsFor(3, GeneratedDatasets::Both, 500'000);
        const std::vector<std::string> whole = run(options);
        options.count = 321;
        const std::vector<std::string> part = run(options);
        QVERIFY(std::equal(part.begin(), part.end(), whole.begin()));
    }

    void continuation_countsOnAndDiffers()
    {
        auto options = optionsFor(1, GeneratedDatasets::Orders, 0);
        options.count = 100;
        auto generator = Generator::create(options);
        QVERIFY(generator.ok());
        SourceRecord record;
        std::set<std::string> keys;
        std::set<std::string> ids;
        while (*(*generator)->next(record)) {
            keys.insert(record.key);
            ids.insert(std::string(*record.headers.find("event_id")));
        }
        options.firstSequence = (*generator)->nextSequence();
        auto next = Generator::create(options);
        QVERIFY(next.ok());
        while (*(*next)->next(record)) {
            QVERIFY(!keys.contains(record.key));
            QVERIFY(!ids.contains(std::string(*record.headers.find("event_id"))));
        }
    }

    void numbers_passOverThoseOfTheCampus_data()
    {
        QTest::addColumn<std::int64_t>("first");
        QTest::newRow("before them") << kCampusNumbers - 5;
        QTest::newRow("among them") << kCampusNumbers + 55'615;
    }
    void numbers_passOverThoseOfTheCampus()
    {
        QFETCH(std::int64_t, first);
        for (const auto datasets : {GeneratedDatasets::Orders, GeneratedDatasets::Activities}) {
            auto options = optionsFor(1, datasets, 0);
            options.count = 100;
            options.firstSequence = first;
            auto generator = Generator::create(options);
            QVERIFY(generator.ok());
            SourceRecord record;
            std::set<std::string> ids;
            const std::string field =
                datasets == GeneratedDatasets::Orders ? "\"order_id\":\"" : "\"activity_id\":\"";
            while (*(*generator)->next(record))
                ids.insert(record.value.substr(record.value.find(field) + field.size() + 4, 8));
            QVERIFY(ids.size() > 10);
            for (const std::string &id : ids)
                QVERIFY2(id < "10000000" || id >= "50000000", id.c_str());
            QVERIFY(*ids.rbegin() > "50000000");
            QVERIFY((*generator)->nextSequence() > kCampusNumbersEnd);
        }
    }

    void headers_describeTheEvent()
    {
        auto generator = Generator::create(optionsFor(1, GeneratedDatasets::Orders, 0));
        QVERIFY(generator.ok());
        SourceRecord record;
        std::set<std::string> correlations;
        for (int i = 0; i < 1000; ++i) {
            QVERIFY(*(*generator)->next(record));
            const QJsonObject value =
                QJsonDocument::fromJson(QByteArray::fromStdString(record.value)).object();
            QCOMPARE(value[QStringLiteral("event_id")].toString().toStdString(),
                     std::string(*record.headers.find("event_id")));
            QCOMPARE(value[QStringLiteral("event_type")].toString().toStdString(),
                     std::string(*record.headers.find("event_type")));
            QCOMPARE(value[QStringLiteral("order_id")].toString().toStdString(), record.key);
            QCOMPARE(*record.headers.find("source"), std::string_view("generator"));
            std::string correlation(*record.headers.find("correlation_id"));
            QVERIFY(correlations.insert(correlation).second);
            std::erase(correlation, '-');
            const std::string_view trace = *record.headers.find("traceparent");
            QCOMPARE(trace.size(), std::size_t(55));
            QCOMPARE(std::string(trace.substr(3, 32)), correlation);
            QCOMPARE(record.headers.size(), std::size_t(6));
        }
    }

    void versions_growWithoutGapsInCleanRuns()
    {
        std::map<std::string, int> versions;
        std::map<std::string, int> types;
        for (const Seen &seen : runParsed(optionsFor(5, GeneratedDatasets::Orders, 0)))
            QCOMPARE(seen.version, ++versions[seen.key]);
        const auto most = std::max_element(versions.begin(), versions.end(),
                                           [](const auto &a, const auto &b) { return a.second < b.second; });
        QVERIFY(most->second > 10); // a hot order
    }

    void time_neverGoesBack()
    {
        for (const std::uint32_t dirty : {0U, 500'000U}) {
            std::int64_t before = 0;
            for (const Seen &seen : runParsed(optionsFor(4, GeneratedDatasets::Both, dirty))) {
                QVERIFY(seen.timestampMs >= before);
                before = seen.timestampMs;
            }
        }
    }

    void meanGap_isKept()
    {
        auto options = optionsFor(1, GeneratedDatasets::Orders, 0);
        options.meanGapMs = 1000;
        const std::int64_t spent = runParsed(options).back().timestampMs - options.startMs;
        QVERIFY2(std::abs(spent - 10'000'000) < 300'000, qPrintable(QString::number(spent)));
        options.meanGapMs = 0;
        QCOMPARE(runParsed(options).back().timestampMs, options.startMs);
    }

    void advanceTo_movesTheClockForwardOnly()
    {
        auto generator = Generator::create(optionsFor(1, GeneratedDatasets::Orders, 0));
        QVERIFY(generator.ok());
        constexpr std::int64_t later = pk::VirtualClock::kRunStartMs + 86'400'000;
        (*generator)->advanceTo(later);
        (*generator)->advanceTo(1);
        SourceRecord record;
        QVERIFY(*(*generator)->next(record));
        QVERIFY(record.timestampMs >= later && record.timestampMs <= later + 500);
    }

    void duplicates_areTheSameBytesAndAsManyAsAsked()
    {
        auto options = optionsFor(1, GeneratedDatasets::Orders, 0);
        options.count = 50'000;
        options.orderDirt.duplicate = 20'000;
        std::map<std::string, std::pair<std::string, std::size_t>> first;
        int again = 0;
        const std::vector<Seen> all = runParsed(options);
        for (std::size_t i = 0; i < all.size(); ++i) {
            const auto [known, isNew] = first.try_emplace(all[i].eventId, all[i].wire, i);
            if (isNew)
                continue;
            ++again;
            QCOMPARE(all[i].wire, known->second.first);
            QVERIFY(i - known->second.second <= 40);
        }
        QVERIFY2(std::abs(again - 980) < 160,
                 qPrintable(QString::number(again))); // 2 % of the events, 5 deviations
    }

    void duplicates_areNotDuplicatedAgain()
    {
        auto options = optionsFor(1, GeneratedDatasets::Orders, 0);
        options.orderDirt.duplicate = 1'000'000;
        std::map<std::string, int> sent;
        for (const Seen &seen : runParsed(options))
            QVERIFY(++sent[seen.eventId] <= 2);
        QVERIFY2(sent.size() < 5100, qPrintable(QString::number(sent.size()))); // nearly all came twice
    }

    void lateEvents_comeAfterNewerOnesAndAreAsManyAsAsked()
    {
        auto options = optionsFor(1, GeneratedDatasets::Orders, 0);
        options.count = 50'000;
        options.orderDirt.late = 20'000;
        QString newest;
        std::map<std::string, int> versions;
        std::map<std::string, int> newestAt;
        std::set<std::string> ids;
        int at = 0;
        int late = 0;
        int overtaken = 0;
        for (const Seen &seen : runParsed(options)) {
            QVERIFY(ids.insert(seen.eventId).second);
            late += seen.occurredAt < newest ? 1 : 0;
            newest = std::max(newest, seen.occurredAt);
            int &version = versions[seen.key];
            if (seen.version < version) {
                ++overtaken;
                QVERIFY(at - newestAt[seen.key] <= 4); // it follows closely on the one that overtook it
            } else {
                newestAt[seen.key] = at;
            }
            version = std::max(version, seen.version);
            ++at;
        }
        QVERIFY2(std::abs(late - 1000) < 170, qPrintable(QString::number(late)));
        QVERIFY2(overtaken > 100 && overtaken < late, qPrintable(QString::number(overtaken)));
    }

    void hotKeys_getTheirShare_data()
    {
        QTest::addColumn<int>("datasets");
        QTest::newRow("orders") << static_cast<int>(GeneratedDatasets::Orders);
        QTest::newRow("activities") << static_cast<int>(GeneratedDatasets::Activities);
    }
    void hotKeys_getTheirShare()
    {
        QFETCH(int, datasets);
        auto options = optionsFor(1, static_cast<GeneratedDatasets>(datasets), 0);
        options.hotPerMillion = 300'000;
        std::map<std::string, int> events;
        for (const Seen &seen : runParsed(options))
            ++events[seen.key];
        std::vector<int> counts;
        for (const auto &[key, count] : events)
            counts.push_back(count);
        std::sort(counts.rbegin(), counts.rend());
        const int hottest = counts[0] + counts[1] + counts[2] + counts[3];
        QVERIFY2(hottest > 2700 && hottest < 3300, qPrintable(QString::number(hottest)));
        QVERIFY(counts[4] < 60);
    }

    void optionsOutOfRange_areErrors_data()
    {
        QTest::addColumn<int>("which");
        for (int i = 0; i < 6; ++i)
            QTest::addRow("%d", i) << i;
    }
    void optionsOutOfRange_areErrors()
    {
        QFETCH(int, which);
        GeneratorOptions options;
        switch (which) {
        case 0:
            options.count = -1;
            break;
        case 1:
            options.firstSequence = 0;
            break;
        case 2:
            options.meanGapMs = -1;
            break;
        case 3:
            options.hotPerMillion = 1'000'001;
            break;
        case 4:
            options.orderDirt.late = 1'000'001;
            break;
        default:
            options.startMs = 0;
            break;
        }
        const auto generator = Generator::create(options);
        QVERIFY(!generator.ok());
        QCOMPARE(generator.error().code, pk::ErrorCode::Usage);
    }
};

PK_TEST(TestGenerator)
#include "tst_generator.moc"
