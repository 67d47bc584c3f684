#include "pages/messages/path_stops.h"

#include "bridge/flow_id.h"
#include "bridge/needs_text.h"
#include "bridge/record_rows.h"
#include "bridge/text.h"
#include "domain/headers.h"
#include "views/format.h"

#include <QCoreApplication>

#include <optional>

namespace pk::gui {

namespace {

QString waiting()
{
    return QCoreApplication::translate("messages", "waiting");
}

/// Collects the stops; keeps the moment of the one before.
class Way
{
public:
    explicit Way(const RecordStory &story)
        : m_story(story)
    {
    }

    std::vector<PathStop> stops()
    {
        const std::optional<Position> change = m_story.changeAt();
        const auto dataset = datasetOf(m_story.change ? m_story.rawAt.topic : m_story.asked.topic);
        if (!change && !dataset)
            return {};
        addSource();
        if (change)
            addChange(*change);
        if (m_story.isLaidAside())
            addTopic(m_story.asked, m_story.asked.topic, Token::Rose, journal::Hop::Acked);
        else if (dataset)
            addPipeline(*dataset);
        else
            addEndInBridge(*change);
        return std::move(m_stops);
    }

private:
    void addPipeline(Dataset dataset)
    {
        const bool leftEarly = m_story.isAside() && m_story.enrichedAt.offset < 0;
        const bool late = m_story.beginsLate(); // it never was in the topics before
        if (!late) {
            addTopic(m_story.rawAt, rawTopic(dataset), Token::Blue, journal::Hop::Acked);
            addTransform();
        }
        if (!leftEarly)
            addTopic(m_story.enrichedAt, enrichedTopic(dataset), Token::Teal,
                     late ? journal::Hop::Acked : journal::Hop::Enriched);
        if (m_story.isAside())
            addAside(leftEarly ? m_story.rawAt : m_story.enrichedAt);
        else
            addRow(dataset);
    }

    void add(PathStop stop, journal::Hop hop)
    {
        const Station *station = m_story.station(hop);
        // That one is not always noted: then the time is that of both.
        addAt(std::move(stop), station ? station->wallUs : 0, hop == journal::Hop::Taken);
    }

    /// `wallUs` 0: not known.
    void addAt(PathStop stop, std::int64_t wallUs, bool mayBeUnknown)
    {
        if (stop.reached && wallUs > 0 && m_beforeUs > 0 && wallUs >= m_beforeUs)
            stop.after = QLatin1Char('+') + durationText(wallUs - m_beforeUs);
        if (wallUs > 0 || !mayBeUnknown)
            m_beforeUs = wallUs;
        m_stops.push_back(std::move(stop));
    }

    void addSource()
    {
        if (m_story.byHandAt.offset >= 0) {
            m_stops.push_back({QCoreApplication::translate("messages", "this window"), {}, {}, Token::Amber});
            return;
        }
        if (m_story.changeAt()) {
            PathStop stop{QCoreApplication::translate("messages", "campus database"), {}, {}, Token::Amber};
            stop.link = Link::of(Link::Kind::Stage, flow_id::campus);
            m_stops.push_back(std::move(stop));
            return;
        }
        PathStop stop{QCoreApplication::translate("messages", "source"),
                      toQString(m_story.header(header::source)),
                      {},
                      Token::Amber};
        stop.link = Link::of(Link::Kind::Stage, QStringLiteral("source"));
        add(std::move(stop), journal::Hop::Produced);
    }

    /// And the bridge, which joins it with others.
    void addChange(const Position &at)
    {
        PathStop event{toQString(at.topic), {}, {}, Token::Blue};
        setPlace(event, at);
        addAt(std::move(event), m_story.changeUs, false);
        PathStop bridge{QCoreApplication::translate("messages", "bridge"), {}, {}, Token::Blue, Mark::Square};
        bridge.reached = !m_story.change || m_story.change->standing != BridgeStanding::Ahead;
        if (!bridge.reached)
            bridge.place = waiting();
        bridge.link = Link::of(Link::Kind::Stage, flow_id::bridge);
        addAt(std::move(bridge), m_story.bridgeUs, true);
    }

    /// There is no record of the change: not yet, or never.
    void addEndInBridge(const Position &change)
    {
        const BridgeStanding standing = m_story.change ? m_story.change->standing : BridgeStanding::Refused;
        PathStop stop{toQString(rawTopicOf(change.topic)), waiting(), {}, Token::Blue};
        stop.reached = false;
        switch (standing) {
        case BridgeStanding::Refused:
            stop = {toQString(deadLetterTopic(change.topic)),
                    QCoreApplication::translate("messages", "dead letter"),
                    {},
                    Token::Rose,
                    Mark::Triangle};
            setPlace(stop, m_story.asideAt);
            break;
        case BridgeStanding::PassedOver:
            m_stops.back().place = QCoreApplication::translate("messages", "known before, or overtaken");
            return;
        case BridgeStanding::Unused:
            m_stops.back().place = QCoreApplication::translate("messages", "it makes no record of it");
            return;
        case BridgeStanding::NotFound:
            stop.place = QCoreApplication::translate("messages", "not found");
            break;
        case BridgeStanding::Held:
            stop.place = needsText(m_story.change->needs);
            break;
        case BridgeStanding::Ahead:
        case BridgeStanding::Taken:
        case BridgeStanding::Made:
            if (stop.title.isEmpty()) // of a table that the bridge makes nothing of
                return;
            break;
        }
        m_stops.push_back(std::move(stop));
    }

    void addTransform()
    {
        PathStop stop{QCoreApplication::translate("messages", "transform"), waiting(), {}, Token::Violet};
        const Station *taken = m_story.station(journal::Hop::Taken);
        stop.reached = taken || m_story.isAside() || m_story.enrichedAt.offset >= 0;
        if (stop.reached)
            stop.place = taken ? toQString(taken->member) : QString();
        stop.link = Link::of(Link::Kind::Stage, QStringLiteral("transform"));
        add(std::move(stop), journal::Hop::Taken);
    }

    void addTopic(const Position &at, std::string_view topic, Token token, journal::Hop hop)
    {
        PathStop stop{toQString(at.offset >= 0 ? std::string_view(at.topic) : topic), waiting(), {}, token};
        stop.reached = at.offset >= 0;
        setPlace(stop, at);
        add(std::move(stop), hop);
    }

    void setPlace(PathStop &stop, const Position &at) const
    {
        if (at.offset < 0)
            return;
        stop.place = placeText(at.partition, at.offset);
        stop.shown = at == m_story.asked;
        if (!stop.shown)
            stop.link = Link::record(toQString(at.topic), at.partition, at.offset);
    }

    void addAside(const Position &from)
    {
        const bool filtered =
            m_story.station(journal::Hop::Filtered) || roleOf(m_story.asideAt.topic) == TopicRole::Filtered;
        PathStop stop{toQString(filtered ? filteredTopic(from.topic) : deadLetterTopic(from.topic)),
                      filtered ? QCoreApplication::translate("messages", "filtered")
                               : QCoreApplication::translate("messages", "dead letter"),
                      {},
                      filtered ? Token::Amber : Token::Rose,
                      Mark::Triangle};
        setPlace(stop, m_story.asideAt);
        add(std::move(stop), filtered ? journal::Hop::Filtered : journal::Hop::DeadLettered);
    }

    void addRow(Dataset dataset)
    {
        PathStop stop{{}, waiting(), {}, Token::Green};
        stop.reached = !m_story.audit.empty();
        const std::string_view entity = dataset == Dataset::Orders ? "order" : "activity";
        stop.title =
            toQString(m_story.row ? std::string_view(m_story.row->table) : tableOfEntity(entity).table);
        if (m_story.warehouseError)
            stop.place = QCoreApplication::translate("messages", "not known");
        if (stop.reached) {
            stop.place = toQString(m_story.audit.back().key);
            // It may have been the older version, or the same event once more: then the row is another's
            // work.
            const std::string &action = m_story.audit.back().action;
            if (action == "superseded" || action == "unchanged")
                stop.mark = Mark::Square;
            stop.link = Link::of(Link::Kind::Row, stop.title, stop.place);
        }
        add(std::move(stop), journal::Hop::Stored);
    }

    const RecordStory &m_story;
    std::int64_t m_beforeUs = 0;
    std::vector<PathStop> m_stops;
};

} // namespace

std::vector<PathStop> pathStops(const RecordStory &story)
{
    return Way(story).stops();
}

} // namespace pk::gui
