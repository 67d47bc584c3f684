#include "pages/inspector/record_path.h"

#include "bridge/flow_id.h"
#include "bridge/needs_text.h"
#include "bridge/text.h"
#include "domain/headers.h"
#include "pages/inspector/texts.h"

#include <QCoreApplication>

#include <algorithm>

namespace pk::gui {

namespace {

using Row = LinkRows::Row;
using Look = LinkRows::Look;

Link linkTo(const Position &position)
{
    return Link::record(toQString(position.topic), position.partition, position.offset);
}

Link memberLink(const std::string &group, const std::string &member)
{
    return member.empty() ? Link() : Link::of(Link::Kind::Member, toQString(group), toQString(member));
}

/// Builds the rows; keeps the moment of the station before.
class Path
{
public:
    Path(const RecordStory &story, const RunInfo &run)
        : m_story(story)
        , m_run(run)
    {
    }

    std::vector<Row> build()
    {
        const auto named = parsePosition(m_story.header(header::cdcPosition));
        const auto change = m_story.changeAt();
        if (m_story.byHandAt.offset >= 0)
            addSender();
        else if (change || named)
            addDatabase();
        else
            addSource();
        if (change)
            addChange(*change);
        else if (named && m_story.byHandAt.offset < 0)
            addChange({std::string(named->topic), named->partition, named->offset});
        if (m_story.isLaidAside()) {
            addLaidAside();
            return std::move(m_rows);
        }
        if (change && m_story.rawAt.offset < 0) {
            addMade();
            markCurrent();
            return std::move(m_rows);
        }
        if (!m_story.beginsLate()) {
            addRaw();
            addTransform();
            addAside(TopicRole::Raw);
        }
        if (!leftAfterTransform()) {
            addEnriched();
            addLoader();
            addAside(TopicRole::Enriched);
            if (!m_story.isAside())
                addRow();
        }
        addCommitted();
        markCurrent();
        return std::move(m_rows);
    }

private:
    bool leftAfterTransform() const { return m_story.isAside() && m_story.enrichedAt.offset < 0; }

    Link linkUnlessShown(const Position &position) const
    {
        return position == m_story.asked ? Link() : linkTo(position);
    }

    /// The time since the station before, or that it is still to come. `passed`: the record went by, even if
    /// nobody noted when.
    void time(Row &row, const Station *station, bool passed)
    {
        if (station == nullptr) {
            const bool gone = passed || m_story.presence == Presence::OtherCluster
                || m_story.presence == Presence::NoRecord;
            row.figure = gone ? QCoreApplication::translate("inspector", "not recorded")
                              : QCoreApplication::translate("inspector", "waiting");
            row.figureToken = Token::Subtle;
            row.look = gone ? Look::Past : Look::Ahead;
            return;
        }
        row.look = Look::Past;
        if (m_beforeUs > 0)
            row.figure =
                QStringLiteral("+") + durationText(std::max<std::int64_t>(0, station->wallUs - m_beforeUs));
        else
            row.figure = clockText(station->wallUs);
        if (station->pass > 1)
            row.detail += QCoreApplication::translate("inspector", " (time %1)").arg(station->pass);
        m_beforeUs = station->wallUs;
    }

    /// Of what went by in any case.
    void time(Row &row, std::int64_t wallUs)
    {
        Station station;
        station.wallUs = wallUs;
        time(row, wallUs > 0 ? &station : nullptr, true);
    }

    void addSource()
    {
        Row row;
        row.title = QCoreApplication::translate("inspector", "source");
        row.detail = toQString(m_story.header(header::source));
        if (const std::string_view position = m_story.header(header::cdcPosition); !position.empty())
            row.detail += QLatin1Char(' ') + toQString(position);
        row.token = Token::Amber;
        row.link = Link::of(Link::Kind::Stage, QStringLiteral("source"));
        row.help = QCoreApplication::translate("inspector",
                                               "When the source handed the record to its Kafka producer.");
        const Station *produced = m_story.station(journal::Hop::Produced);
        if (!produced && m_story.raw && m_story.raw->timestampMs > 0) {
            row.look = Look::Past;
            m_beforeUs = m_story.raw->timestampMs * 1000;
            row.figure = clockText(m_beforeUs);
        } else {
            time(row, produced, true);
        }
        m_rows.push_back(row);
    }

    /// By hand, or as a fault.
    void addSender()
    {
        Row row;
        row.title = QCoreApplication::translate("inspector", "this window");
        row.token = Token::Amber;
        row.look = Look::Past;
        row.help = QCoreApplication::translate(
            "inspector", "Sent from this window by hand, again or as a fault; not by the source.");
        const auto &sent = m_story.byHandAt == m_story.asked ? m_story.message : m_story.raw;
        if (sent && sent->timestampMs > 0) {
            m_beforeUs = sent->timestampMs * 1000;
            row.figure = clockText(m_beforeUs);
        }
        m_rows.push_back(row);
    }

    /// Where it was sent to, nobody reads.
    void addLaidAside()
    {
        Row row;
        row.title = toQString(m_story.asked.topic);
        row.detail = placeText(m_story.asked);
        row.token = Token::Rose;
        row.mark = Mark::Triangle;
        row.help = QCoreApplication::translate(
            "inspector", "When the broker acknowledged the record: from here on it has an offset.");
        time(row, m_story.station(journal::Hop::Acked), true);
        m_rows.push_back(row);
    }

    /// The row in the source database.
    void addDatabase()
    {
        Row row;
        row.title = QCoreApplication::translate("inspector", "campus database");
        const std::string_view xid =
            m_story.change ? m_story.change->transaction : m_story.header(header::cdcXid);
        if (!xid.empty())
            row.detail = QCoreApplication::translate("inspector", "transaction %1").arg(toQString(xid));
        row.token = Token::Amber;
        row.look = Look::Past;
        row.link = Link::of(Link::Kind::Stage, flow_id::campus);
        row.help = QCoreApplication::translate("inspector", "The transaction that changed the row.");
        const auto &made = m_story.change ? m_story.message : m_story.raw;
        if (made && made->timestampMs > 0) {
            m_beforeUs = made->timestampMs * 1000;
            row.figure = clockText(m_beforeUs);
        }
        m_rows.push_back(row);
    }

    /// The change event of a row, and the bridge that joined it with others.
    void addChange(const Position &change)
    {
        Row event;
        event.title = toQString(change.topic);
        event.detail = placeText(change);
        event.token = Token::Blue;
        event.link = linkUnlessShown(change);
        event.help = QCoreApplication::translate(
            "inspector",
            "The change event of the row. Its items lie in their own topic, in the same transaction.");
        time(event, m_story.changeUs);
        m_rows.push_back(event);
        Row bridge;
        bridge.title = QCoreApplication::translate("inspector", "bridge");
        bridge.token = Token::Blue;
        bridge.mark = Mark::Square;
        bridge.link = Link::of(Link::Kind::Stage, flow_id::bridge);
        bridge.help = QCoreApplication::translate(
            "inspector",
            "Joins rows into one record: an order with its items, an activity with its student.");
        if (m_story.change && m_story.change->standing == BridgeStanding::Ahead)
            time(bridge, nullptr, m_story.presence == Presence::Evicted);
        else
            time(bridge, m_story.bridgeUs);
        m_rows.push_back(bridge);
    }

    /// Where the record will lie that the bridge makes of the change, and what is missing of it; or that it
    /// is not there; or where the change was put aside.
    void addMade()
    {
        Row row;
        if (m_story.aside) {
            row.title = toQString(m_story.asideAt.topic);
            row.detail = placeText(m_story.asideAt);
            row.link = linkUnlessShown(m_story.asideAt);
            row.token = Token::Rose;
            row.mark = Mark::Triangle;
            row.help = QCoreApplication::translate(
                "inspector", "Where records go that cannot be processed, with the reason in their headers.");
            time(row, nullptr, true);
            row.look = Look::Branch;
            m_rows.push_back(row);
            return;
        }
        const ChangeStory &change = *m_story.change;
        const bool isFound = change.standing != BridgeStanding::NotFound;
        const bool mayCome = isFound && !change.endsInBridge() && m_story.presence != Presence::Evicted;
        if (change.standing == BridgeStanding::Refused || (isFound && !mayCome))
            return;
        row.title = toQString(rawTopicOf(m_story.asked.topic));
        row.detail = needsText(change.needs);
        row.token = Token::Blue;
        if (!isFound) {
            row.look = Look::Bypassed;
            row.figure = QCoreApplication::translate("inspector", "not found");
            row.figureToken = Token::Subtle;
            row.help = notFoundText();
            m_rows.push_back(row);
            return;
        }
        row.help = QCoreApplication::translate(
            "inspector",
            "The record that the bridge makes: an order together with all its items, an activity together "
            "with its student.");
        time(row, nullptr, false);
        m_rows.push_back(row);
    }

    void addRaw()
    {
        if (m_story.rawAt.offset < 0)
            return;
        Row row;
        row.title = toQString(m_story.rawAt.topic);
        row.detail = placeText(m_story.rawAt);
        row.token = Token::Blue;
        row.link = linkUnlessShown(m_story.rawAt);
        row.help = QCoreApplication::translate(
            "inspector", "When the broker acknowledged the record: from here on it has an offset.");
        time(row, m_story.station(journal::Hop::Acked), true);
        m_rows.push_back(row);
    }

    void addTransform()
    {
        const Station *taken = m_story.station(journal::Hop::Taken);
        Row row;
        row.title = QCoreApplication::translate("inspector", "transform");
        row.detail = taken ? toQString(taken->member) : QString();
        row.token = Token::Violet;
        row.mark = Mark::Square;
        row.link = taken ? memberLink(m_run.transformGroup, taken->member)
                         : Link::of(Link::Kind::Stage, QStringLiteral("transform"));
        row.help =
            QCoreApplication::translate("inspector", "When a member of the transform took the record.");
        time(row, taken, m_story.enrichedAt.offset >= 0 || m_story.isAside());
        m_rows.push_back(row);
    }

    /// The dead letters (or the filtered topic) of one input, also when they were not needed.
    void addAside(TopicRole input)
    {
        const bool here = m_story.isAside() && (input == TopicRole::Raw) == leftAfterTransform();
        if (!here && input == TopicRole::Enriched)
            return;
        const Station *filtered = m_story.station(journal::Hop::Filtered);
        Row row;
        row.look = here ? Look::Branch : Look::Bypassed;
        row.mark = Mark::Triangle;
        row.token = filtered ? Token::Amber : Token::Rose;
        const Position &from = input == TopicRole::Raw ? m_story.rawAt : m_story.enrichedAt;
        row.title = toQString(filtered ? filteredTopic(from.topic) : deadLetterTopic(from.topic));
        row.help = QCoreApplication::translate(
            "inspector", "Where records go that cannot be processed, with the reason in their headers.");
        if (!here) {
            row.figure = QCoreApplication::translate("inspector", "not taken");
            row.figureToken = Token::Subtle;
        } else {
            const Station *aside = filtered ? filtered : m_story.station(journal::Hop::DeadLettered);
            time(row, aside, true);
            row.look = Look::Branch;
            row.figureToken = Token::Text;
            if (m_story.asideAt.offset >= 0) {
                row.detail = placeText(m_story.asideAt);
                row.link = linkUnlessShown(m_story.asideAt);
            }
        }
        if (from.offset >= 0)
            m_rows.push_back(row);
    }

    void addEnriched()
    {
        Row row;
        const bool known = m_story.enrichedAt.offset >= 0;
        const auto dataset = datasetOf(m_story.rawAt.topic);
        row.title = known ? toQString(m_story.enrichedAt.topic)
            : dataset     ? toQString(enrichedTopic(*dataset))
                          : QString();
        row.token = Token::Teal;
        if (known) {
            row.detail = placeText(m_story.enrichedAt);
            row.link = linkUnlessShown(m_story.enrichedAt);
        }
        row.help =
            QCoreApplication::translate("inspector", "When the broker acknowledged the transformed record.");
        time(row, m_story.station(m_story.beginsLate() ? journal::Hop::Acked : journal::Hop::Enriched),
             known);
        m_rows.push_back(row);
    }

    void addLoader()
    {
        const Station *taken = m_story.station(journal::Hop::LoadTaken);
        Row row;
        row.title = QCoreApplication::translate("inspector", "loader");
        row.detail = taken ? toQString(taken->member) : QString();
        row.token = Token::Green;
        row.mark = Mark::Square;
        row.link = taken ? memberLink(m_run.loaderGroup, taken->member)
                         : Link::of(Link::Kind::Group, toQString(m_run.loaderGroup));
        row.help =
            QCoreApplication::translate("inspector", "When a member of the consumer group took the record.");
        time(row, taken, !m_story.audit.empty());
        m_rows.push_back(row);
    }

    void addRow()
    {
        Row row;
        row.title = QCoreApplication::translate("inspector", "warehouse row");
        row.token = Token::Green;
        row.help = QCoreApplication::translate(
            "inspector",
            "When the database transaction that holds the row and the next offset was committed.");
        if (m_story.row) {
            row.detail = toQString(m_story.row->key);
            row.link = Link::of(Link::Kind::Row, toQString(m_story.row->table), toQString(m_story.row->key));
        }
        time(row, m_story.station(journal::Hop::Stored), !m_story.audit.empty());
        m_rows.push_back(row);
    }

    void addCommitted()
    {
        const bool load = !leftAfterTransform();
        const Station *committed =
            m_story.station(load ? journal::Hop::LoadCommitted : journal::Hop::Committed);
        Row row;
        row.title = QCoreApplication::translate("inspector", "offset committed");
        row.detail = toQString(load ? m_run.loaderGroup : m_run.transformGroup);
        row.token = load ? Token::Green : Token::Violet;
        row.link = Link::of(Link::Kind::Group, row.detail);
        row.help =
            QCoreApplication::translate("inspector",
                                        "When the group told Kafka that it will go on after this record: "
                                        "after a restart it is not read again.");
        time(row, committed, false);
        m_rows.push_back(row);
    }

    /// The last station it has reached has a halo.
    void markCurrent()
    {
        const auto last = std::find_if(m_rows.rbegin(), m_rows.rend(),
                                       [](const Row &row) { return row.look == Look::Past; });
        if (last != m_rows.rend() && last != m_rows.rbegin())
            last->look = Look::Here;
    }

    const RecordStory &m_story;
    const RunInfo &m_run;
    std::int64_t m_beforeUs = 0;
    std::vector<Row> m_rows;
};

std::pair<std::int64_t, std::int64_t> span(const RecordStory &story)
{
    std::int64_t first = story.changeUs;
    std::int64_t last = story.change ? story.bridgeUs : 0;
    for (const Station &station : story.stations) {
        first = first == 0 ? station.wallUs : std::min(first, station.wallUs);
        // Committing comes after the record's own way.
        if (station.hop != journal::Hop::Committed && station.hop != journal::Hop::LoadCommitted)
            last = std::max(last, station.wallUs);
    }
    return {first, last};
}

} // namespace

QString notFoundText()
{
    return QCoreApplication::translate(
        "inspector",
        "The record made of it is no longer in the raw topic, or a newer change of the row came before there "
        "was one.");
}

std::vector<LinkRows::Row> pathRows(const RecordStory &story, const RunInfo &run)
{
    return Path(story, run).build();
}

QString pathNote(const RecordStory &story)
{
    const auto [first, last] = span(story);
    if (last <= first)
        return {};
    const bool ended =
        story.isAside() || !story.audit.empty() || (story.change && story.change->endsInBridge());
    return (ended ? QCoreApplication::translate("inspector", "%1 in all")
                  : QCoreApplication::translate("inspector", "%1 so far"))
        .arg(durationText(last - first));
}

} // namespace pk::gui
