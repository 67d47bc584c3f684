#include "bridge/sources.h"

#include "base/hash.h"
#include "base/mysql_database.h"
#include "bridge/campus_source.h"
#include "bridge/text.h"
#include "bridge/warehouse_schema.h"
#include "extract/csv_source.h"
#include "extract/generator.h"
#include "extract/number_series.h"
#include "extract/text_format.h"
#include "sources/rest_source.h"
#include "sources/topic_source.h"

#include <QCoreApplication>
#include <QDir>

#include <algorithm>
#include <charconv>
#include <deque>
#include <tuple>

namespace pk::gui {

namespace {

/// Positions outlive the embedded broker, as the warehouse does.

/// What was given and is not acknowledged yet; it outlives the generators that follow one another.
using OpenRecords = std::shared_ptr<std::deque<extract::SourceRecord>>;

/// A generator whose time is the wall clock. Made anew, it first gives what was still open.
class LiveGenerator final : public extract::Source
{
public:
    LiveGenerator(std::unique_ptr<extract::Generator> generator, SequenceCounter sequence, OpenRecords open)
        : m_generator(std::move(generator))
        , m_sequence(std::move(sequence))
        , m_open(std::move(open))
        , m_again(m_open->size())
    {
    }

    Result<bool> next(extract::SourceRecord &record) override
    {
        if (m_again > 0) {
            record = (*m_open)[m_open->size() - m_again];
            --m_again;
            return true;
        }
        m_generator->advanceTo(SystemClock().nowMs());
        auto more = m_generator->next(record);
        m_sequence->store(m_generator->nextSequence(), std::memory_order_relaxed);
        if (more && *more)
            m_open->push_back(record);
        return more;
    }
    Result<void> settled(std::int64_t count) override
    {
        for (; m_settled < count && !m_open->empty(); ++m_settled)
            m_open->pop_front();
        return {};
    }
    bool repeatable() const override { return false; } ///< it goes on with new orders
    std::string_view name() const override { return m_generator->name(); }

private:
    std::unique_ptr<extract::Generator> m_generator;
    SequenceCounter m_sequence;
    OpenRecords m_open;
    std::size_t m_again; ///< the last so many of the open ones are still to be given once more
    std::int64_t m_settled = 0;
};

Result<std::unique_ptr<extract::Source>>
openGenerator(const SourceChoice &choice, const SequenceCounter &sequence, const OpenRecords &open)
{
    extract::GeneratorOptions options;
    options.seed = choice.seed;
    options.datasets = choice.datasets;
    options.startMs = SystemClock().nowMs();
    options.meanGapMs = 0;
    options.firstSequence = sequence->load(std::memory_order_relaxed);
    options.setDirtyShare(static_cast<std::uint32_t>(choice.dirtyPercent) * 10'000);
    auto generator = extract::Generator::create(options);
    if (!generator)
        return generator.error();
    return std::unique_ptr<extract::Source>(
        std::make_unique<LiveGenerator>(std::move(*generator), sequence, open));
}

/// A file read anew gives its first records again: they are passed over.
Result<std::unique_ptr<extract::Source>>
openCsv(const QString &path, const std::shared_ptr<const extract::CsvMapping> &mapping, std::int64_t skip)
{
    auto source = extract::CsvSource::create(path, mapping);
    if (!source)
        return source.error();
    extract::SourceRecord record;
    for (std::int64_t i = 0; i < skip; ++i) {
        record.clear();
        if (const auto more = (*source)->next(record); !more)
            return more.error();
    }
    return std::unique_ptr<extract::Source>(std::move(*source));
}

/// Ids as the generator and the campus make them.
struct Ids
{
    std::string_view table;
    std::string_view column;
    std::string_view prefix;
};

/// 0: none from `first` on and before `end`.
Result<std::int64_t> greatestNumber(Database &db, const Ids &ids, std::int64_t first, std::int64_t end)
{
    const auto idOf = [&ids](std::int64_t number) {
        std::string id = "'";
        id += ids.prefix;
        extract::appendPadded(id, number, extract::kNumberDigits);
        return id + "'";
    };
    const std::string column(ids.column);
    std::string form;
    if (isServer(db)) {
        form.append(" REGEXP '^")
            .append(ids.prefix)
            .append("[0-9]{")
            .append(std::to_string(extract::kNumberDigits))
            .append("}$'");
    } else {
        form.append(" GLOB '").append(ids.prefix);
        for (int digit = 0; digit < extract::kNumberDigits; ++digit)
            form.append("[0-9]");
        form.append("'");
    }
    std::string sql = "SELECT max(" + column + ") FROM ";
    sql.append(ids.table).append(" WHERE ").append(column).append(form);
    sql.append(" AND ").append(column).append(" >= ").append(idOf(first));
    sql.append(" AND ").append(column).append(" <= ").append(idOf(end - 1));
    auto query = db.prepare(sql);
    if (!query)
        return query.error();
    const auto row = (*query)->step();
    if (!row)
        return row.error();
    std::int64_t number = 0;
    if (*row && !(*query)->isNull(0)) {
        const std::string_view digits = (*query)->text(0).substr(ids.prefix.size());
        std::from_chars(digits.data(), digits.data() + digits.size(), number);
    }
    (*query)->reset();
    return number;
}

sources::Paging pagingOf(SourceChoice::Paging paging)
{
    switch (paging) {
    case SourceChoice::Paging::Link:
        return sources::Paging::Link;
    case SourceChoice::Paging::Page:
        return sources::Paging::Page;
    case SourceChoice::Paging::Cursor:
        break;
    }
    return sources::Paging::Cursor;
}

template <typename SourceType, typename Options> pipeline::SourceFactory factoryOf(Options options)
{
    return [options = std::move(options)](std::int64_t) -> Result<std::unique_ptr<extract::Source>> {
        auto source = SourceType::create(options);
        if (!source)
            return source.error();
        return std::unique_ptr<extract::Source>(std::move(*source));
    };
}

Result<PreparedSource> prepareCsv(const SourceChoice &choice)
{
    std::shared_ptr<const extract::CsvMapping> mapping;
    if (!choice.mapping.isEmpty()) {
        auto loaded = extract::CsvMapping::load(choice.mapping);
        if (!loaded)
            return loaded.error();
        mapping = std::move(*loaded);
    }
    // Opened once here, so that a file that cannot be read changes nothing.
    if (const auto probe = openCsv(choice.file, mapping, 0); !probe)
        return probe.error();
    PreparedSource prepared;
    prepared.factory = [path = choice.file, mapping](std::int64_t skip) {
        return openCsv(path, mapping, skip);
    };
    return prepared;
}

sources::RestOptions restOptions(const SourceChoice &choice, const SourcePlaces &places)
{
    sources::RestOptions options;
    options.url = choice.url.isEmpty() && places.api ? places.api->url() : QUrl(choice.url, QUrl::StrictMode);
    options.datasets = datasetsOf(choice);
    options.paging = pagingOf(choice.paging);
    options.positions = places.positions();
    options.target = kTarget;
    return options;
}

Result<PreparedSource> prepareRest(const SourceChoice &choice, const SourcePlaces &places)
{
    PreparedSource prepared;
    sources::RestOptions options = restOptions(choice, places);
    if (choice.url.isEmpty()) {
        auto workload = startWorkload(choice, places);
        if (!workload)
            return workload.error();
        prepared.workload = std::move(*workload);
        prepared.api = places.api;
        if (!prepared.api) {
            auto api = api::ApiThread::start(places.campusDatabase(), kCampusApiPort);
            if (!api)
                return api.error();
            prepared.api = std::move(*api);
        }
        options.url = prepared.api->url();
    } else if (const QString scheme = options.url.scheme(); !options.url.isValid()
               || options.url.host().isEmpty()
               || (scheme != QLatin1String("http") && scheme != QLatin1String("https"))) {
        return Error{ErrorCode::BadInput,
                     QCoreApplication::translate("bridge",
                                                 "\"%1\" is no address of an API. Write http://HOST:PORT; "
                                                 "/orders and /activities are added to it.")
                         .arg(choice.url),
                     {}};
    }
    prepared.factory = factoryOf<sources::RestSource>(std::move(options));
    return prepared;
}

Result<PreparedSource> prepareTopic(const SourceChoice &choice, const SourcePlaces &places)
{
    const Dataset dataset = datasetsOf(choice).front();
    const std::string name = choice.topic.toStdString();
    if (name.empty())
        return Error{ErrorCode::BadInput,
                     QCoreApplication::translate("bridge", "The topic that is to be read needs a name."),
                     {}};
    if (name == rawTopic(dataset))
        return Error{
            ErrorCode::BadInput,
            QCoreApplication::translate("bridge",
                                        "%1 is the topic that the records are written to: reading it "
                                        "would never end. Choose another one.")
                .arg(choice.topic),
            {}};
    const auto topics = places.cluster->topics();
    if (!topics)
        return topics.error();
    if (std::none_of(topics->begin(), topics->end(),
                     [&name](const broker::TopicInfo &topic) { return topic.name == name; }))
        return Error{ErrorCode::NotFound,
                     QCoreApplication::translate("bridge",
                                                 "There is no topic \"%1\" here. Let the other program write "
                                                 "its first message, or correct the name.")
                         .arg(choice.topic),
                     {}};
    sources::TopicOptions options;
    options.access = places.cluster->info();
    options.topic = name;
    options.dataset = dataset;
    options.positions = places.positions();
    options.target = kTarget;
    PreparedSource prepared;
    prepared.factory = factoryOf<sources::TopicSource>(std::move(options));
    return prepared;
}

} // namespace

Result<std::int64_t> nextSequenceIn(Database &warehouse)
{
    std::int64_t greatest = 0;
    for (const Ids &ids :
         {Ids{"fact_orders", "order_id", "ORD-"}, Ids{"fact_activities", "activity_id", "ACT-"}}) {
        auto number = greatestNumber(warehouse, ids, extract::kCampusNumbersEnd, extract::kHandMadeNumbers);
        if (number && *number == 0)
            number = greatestNumber(warehouse, ids, 0, extract::kCampusNumbers);
        if (!number)
            return number.error();
        greatest = std::max(greatest, *number);
    }
    return extract::generatorNumber(greatest + 1);
}

SourceChoice firstSource()
{
    SourceChoice choice;
    choice.kind = SourceChoice::Kind::Campus;
    return choice;
}

bool hasCampus(const SourceChoice &choice)
{
    using Kind = SourceChoice::Kind;
    return choice.kind == Kind::Campus || choice.kind == Kind::Polling
        || (choice.kind == Kind::Rest && choice.url.isEmpty());
}

QString serverOf(const SourceChoice &choice)
{
    using Kind = SourceChoice::Kind;
    return choice.kind == Kind::Campus || choice.kind == Kind::Polling ? choice.database : QString();
}

bool isMaxwell(const SourceChoice &choice)
{
    return choice.kind == SourceChoice::Kind::Campus && !choice.database.isEmpty();
}

bool isSamePlace(const SourceChoice &a, const SourceChoice &b)
{
    const auto place = [](const SourceChoice &choice) {
        return std::make_tuple(choice.kind, choice.file, choice.url, choice.topic, serverOf(choice));
    };
    return place(a) == place(b);
}

bool brings(const SourceChoice &choice, Dataset dataset)
{
    if (choice.kind == SourceChoice::Kind::Csv)
        return dataset == Dataset::Orders;
    if (choice.datasets == extract::GeneratedDatasets::Both) // of a topic, only one kind can be told
        return choice.kind != SourceChoice::Kind::Topic || dataset == Dataset::Orders;
    return (choice.datasets == extract::GeneratedDatasets::Orders) == (dataset == Dataset::Orders);
}

std::vector<Dataset> datasetsOf(const SourceChoice &choice)
{
    std::vector<Dataset> datasets;
    for (const Dataset dataset : {Dataset::Orders, Dataset::Activities}) {
        if (brings(choice, dataset))
            datasets.push_back(dataset);
    }
    return datasets;
}

std::string toJournal(const SourceChoice &choice)
{
    const auto onServer = [&choice](std::string text) {
        return choice.database.isEmpty() ? text : text + ' ' + choice.database.toStdString();
    };
    switch (choice.kind) {
    case SourceChoice::Kind::Generator:
        return "generator";
    case SourceChoice::Kind::Csv:
        return "csv " + choice.file.toStdString();
    case SourceChoice::Kind::Campus:
        return onServer("campus");
    case SourceChoice::Kind::Polling:
        return onServer(choice.pollById ? "polling id" : "polling time");
    case SourceChoice::Kind::Rest:
        return "rest " + choice.url.toStdString();
    case SourceChoice::Kind::Topic:
        return "topic " + choice.topic.toStdString();
    }
    return {};
}

void readJournalled(std::string_view text, SourceChoice &choice)
{
    const std::size_t space = std::min(text.find(' '), text.size());
    const std::string_view name = text.substr(0, space);
    const QString rest = toQString(text.substr(std::min(space + 1, text.size())));
    using Kind = SourceChoice::Kind;
    for (const Kind kind :
         {Kind::Generator, Kind::Csv, Kind::Campus, Kind::Polling, Kind::Rest, Kind::Topic}) {
        SourceChoice one;
        one.kind = kind;
        if (const std::string known = toJournal(one); known.substr(0, known.find(' ')) == name)
            choice.kind = kind;
    }
    if (choice.kind == Kind::Csv)
        choice.file = rest;
    const QString order = rest.section(u' ', 0, 0); // of Polling, before the database
    choice.pollById = choice.kind == Kind::Polling && order == QLatin1String("id");
    choice.database = choice.kind == Kind::Campus ? rest
        : choice.kind == Kind::Polling            ? rest.mid(order.size() + 1)
                                                  : QString();
    choice.url = choice.kind == Kind::Rest ? rest : QString();
    choice.topic = choice.kind == Kind::Topic ? rest : QString();
}

QString SourcePlaces::campusDatabase() const
{
    return QDir(folder).filePath(QStringLiteral("kampus.db"));
}

QString SourcePlaces::databaseOf(const SourceChoice &choice) const
{
    const QString server = serverOf(choice);
    return server.isEmpty() ? campusDatabase() : server;
}

/// Each database has rows of its own, under the same keys.
QString SourcePlaces::bridgeStore(const QString &server) const
{
    const std::string mark =
        server.isEmpty() ? std::string() : '-' + toHex(sha256(server.toStdString())).substr(0, 12);
    return QDir(folder).filePath(QStringLiteral("bridge%1.db").arg(toQString(mark)));
}

QString SourcePlaces::positions() const
{
    return QDir(folder).filePath(QStringLiteral("positions.db"));
}

Result<PreparedSource> prepareSource(const SourceChoice &choice, const SourcePlaces &places)
{
    switch (choice.kind) {
    case SourceChoice::Kind::Csv:
        return prepareCsv(choice);
    case SourceChoice::Kind::Campus:
        return prepareCampus(choice, places);
    case SourceChoice::Kind::Polling:
        return preparePolling(choice, places);
    case SourceChoice::Kind::Rest:
        return prepareRest(choice, places);
    case SourceChoice::Kind::Topic:
        return prepareTopic(choice, places);
    case SourceChoice::Kind::Generator:
        break;
    }
    PreparedSource prepared;
    prepared.factory = [choice, sequence = places.sequence,
                        open = std::make_shared<std::deque<extract::SourceRecord>>()](std::int64_t) {
        return openGenerator(choice, sequence, open);
    };
    return prepared;
}

bool canReplay(const SourceChoice &choice)
{
    using Kind = SourceChoice::Kind;
    return choice.kind == Kind::Campus || choice.kind == Kind::Polling || choice.kind == Kind::Rest;
}

Result<void> forgetPosition(const SourceChoice &choice, const SourcePlaces &places)
{
    using sources::PositionStore;
    if (choice.kind == SourceChoice::Kind::Campus)
        return takeChangeTopics(places, serverOf(choice));
    if (choice.kind == SourceChoice::Kind::Polling)
        return PositionStore::forget(places.positions(), pollingOptions(choice, places).identity());
    return PositionStore::forget(places.positions(), restOptions(choice, places).identity());
}

} // namespace pk::gui
