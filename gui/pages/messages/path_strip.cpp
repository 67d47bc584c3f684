#include "pages/messages/path_strip.h"

#include "bridge/record_rows.h"
#include "bridge/text.h"
#include "domain/headers.h"
#include "theme/painting.h"
#include "views/format.h"
#include "views/painted_button.h"
#include "views/themed.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>

namespace pk::gui {

namespace {

constexpr int dotBase = 10;
constexpr int haloBase = 3; // around the one that is shown
constexpr int dotTopBase = 17; // below the times
constexpr int textTopBase = 30;
constexpr int lineBase = 16; // of text
constexpr int uprightBelowBase = 400; // narrower, names and places do not stand beside each other
constexpr int rowBase = 24; // of one stop, below each other
constexpr int rowTextBase = 24; // where its text begins

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
        const auto dataset = datasetOf(m_story.asked.topic);
        if (!dataset)
            return {};
        const bool leftEarly = m_story.isAside() && m_story.enrichedAt.offset < 0;
        addSource();
        const bool late = m_story.beginsLate(); // it never was in the topics before
        if (m_story.isLaidAside()) {
            addTopic(m_story.asked, m_story.asked.topic, Token::Rose, journal::Hop::Acked);
            return std::move(m_stops);
        }
        if (!late) {
            addTopic(m_story.rawAt, rawTopic(*dataset), Token::Blue, journal::Hop::Acked);
            addTransform();
        }
        if (!leftEarly)
            addTopic(m_story.enrichedAt, enrichedTopic(*dataset), Token::Teal,
                     late ? journal::Hop::Acked : journal::Hop::Enriched);
        if (m_story.isAside())
            addAside(leftEarly ? m_story.rawAt : m_story.enrichedAt);
        else
            addRow(*dataset);
        return std::move(m_stops);
    }

private:
    void add(PathStop stop, journal::Hop hop)
    {
        const Station *station = m_story.station(hop);
        if (stop.reached && station && m_beforeUs > 0 && station->wallUs >= m_beforeUs)
            stop.after = QLatin1Char('+') + durationText(station->wallUs - m_beforeUs);
        if (station
            || hop != journal::Hop::Taken) // that one is not always noted: then the time is that of both
            m_beforeUs = station ? station->wallUs : 0;
        m_stops.push_back(std::move(stop));
    }

    void addSource()
    {
        if (m_story.byHandAt.offset >= 0) {
            m_stops.push_back({QCoreApplication::translate("messages", "this window"), {}, {}, Token::Amber});
            return;
        }
        PathStop stop{QCoreApplication::translate("messages", "source"),
                      toQString(m_story.header(header::source)),
                      {},
                      Token::Amber};
        stop.link = Link::of(Link::Kind::Stage, QStringLiteral("source"));
        add(std::move(stop), journal::Hop::Produced);
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

/// One stop: its sign, and below it what it is called and where the record lies in it.
class PathStrip::Stop final : public PaintedButton
{
public:
    explicit Stop(QWidget *parent)
        : PaintedButton(parent)
    {
    }

    void show(const PathStop &stop, Qt::Alignment side)
    {
        m_stop = stop;
        m_side = side;
        const bool opens = stop.link.kind != Link::Kind::None;
        setEnabled(opens);
        setCursor(opens ? Qt::PointingHandCursor : Qt::ArrowCursor);
        setAccessibleName(stop.title + QStringLiteral(", ") + stop.place);
        setToolTip(stop.title + QStringLiteral(" · ") + stop.place);
        update();
    }
    const PathStop &stop() const { return m_stop; }
    void setUpright(bool upright)
    {
        m_upright = upright;
        update();
    }
    /// The middle of its sign.
    QPointF signAt() const
    {
        const double half = px(dotBase) / 2.0 + px(haloBase);
        if (m_upright)
            return {half, height() / 2.0};
        const double x = m_side.testFlag(Qt::AlignLeft) ? half
            : m_side.testFlag(Qt::AlignRight)           ? width() - half
                                                        : width() / 2.0;
        return {x, px(dotTopBase) + px(dotBase) / 2.0};
    }
    QSize sizeHint() const override { return QSize(px(60), px(textTopBase + 2 * lineBase)); }
    /// What its name needs, with a gap; the place is shortened to it.
    int naturalWidth() const { return textWidth(titleFont(), m_stop.title) + px(8); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const double side = px(dotBase);
        const QRectF sign(signAt() - QPointF(side / 2, side / 2), QSizeF(side, side));
        if (m_stop.shown)
            drawMark(painter, sign.adjusted(-px(haloBase), -px(haloBase), px(haloBase), px(haloBase)),
                     Mark::Dot, mixed(color(Token::Surface), color(m_stop.token), 0.3));
        drawMark(painter, sign, m_stop.mark, color(m_stop.reached ? m_stop.token : Token::Border));
        QFont font = titleFont();
        font.setUnderline(isHovered());
        const Token ink = m_stop.reached ? Token::Text : Token::Muted;
        const QFont small = Theme::instance().font(TextRole::MonoSmall);
        if (m_upright) {
            QRect rest = rect().adjusted(px(rowTextBase), 0, 0, 0);
            write(painter, rest, small, Token::Muted, m_stop.after, Qt::AlignRight);
            rest.setRight(rest.right() - textWidth(small, m_stop.after) - px(8));
            write(painter, rest, font, ink, m_stop.title, Qt::AlignLeft);
            rest.setLeft(rest.left() + textWidth(font, m_stop.title) + px(8));
            write(painter, rest, small, Token::Muted, m_stop.place, Qt::AlignLeft);
        } else {
            const QRect line(0, px(textTopBase), width(), px(lineBase));
            write(painter, line, font, ink, m_stop.title, m_side);
            write(painter, line.translated(0, px(lineBase)), small, Token::Muted, m_stop.place, m_side);
        }
        if (hasKeyboardFocus())
            drawFocusRing(painter, rect(), px(6));
    }

private:
    static QFont titleFont()
    {
        QFont font = Theme::instance().font(TextRole::Caption);
        font.setWeight(QFont::DemiBold);
        return font;
    }

    static void write(QPainter &painter, const QRect &place, const QFont &font, Token token,
                      const QString &text, Qt::Alignment side)
    {
        painter.setFont(font);
        painter.setPen(color(token));
        painter.drawText(place, int(side | Qt::AlignVCenter) | Qt::TextSingleLine,
                         painter.fontMetrics().elidedText(text, Qt::ElideMiddle, place.width()));
    }

    PathStop m_stop;
    Qt::Alignment m_side = Qt::AlignLeft;
    bool m_upright = false;
};

PathStrip::PathStrip(QWidget *parent)
    : QWidget(parent)
{
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    onTheme(this, [this] {
        updateGeometry();
        arrange();
    });
}

QSize PathStrip::sizeHint() const
{
    return QSize(px(320), heightForWidth(width()));
}

int PathStrip::heightForWidth(int width) const
{
    return isUprightAt(width) ? static_cast<int>(m_stops.size()) * px(rowBase)
                              : px(textTopBase + 2 * lineBase);
}

bool PathStrip::isUprightAt(int width)
{
    return width < px(uprightBelowBase);
}

void PathStrip::setStops(std::vector<PathStop> stops)
{
    m_stops = std::move(stops);
    while (m_buttons.size() > m_stops.size()) {
        m_buttons.back()->hide();
        m_buttons.back()->deleteLater(); // it may be the one that was clicked
        m_buttons.pop_back();
    }
    while (m_buttons.size() < m_stops.size()) {
        auto *button = new Stop(this);
        button->setObjectName(QStringLiteral("pathStop%1").arg(m_buttons.size()));
        connect(button, &QAbstractButton::clicked, this,
                [this, button] { Q_EMIT linkActivated(button->stop().link); });
        m_buttons.push_back(button);
        button->QWidget::show();
    }
    for (std::size_t i = 0; i < m_stops.size(); ++i)
        m_buttons[i]->show(m_stops[i],
                           i == 0                        ? Qt::AlignLeft
                               : i + 1 == m_stops.size() ? Qt::AlignRight
                                                         : Qt::AlignHCenter);
    updateGeometry();
    arrange();
}

void PathStrip::arrange()
{
    m_upright = isUprightAt(width());
    for (Stop *button : m_buttons)
        button->setUpright(m_upright);
    if (!m_upright)
        arrangeInALine();
    for (std::size_t i = 0; m_upright && i < m_buttons.size(); ++i)
        m_buttons[i]->setGeometry(0, static_cast<int>(i) * px(rowBase), width(), px(rowBase));
    update();
}

/// Each stop has the room of its texts; what is left over, or missing, is shared.
void PathStrip::arrangeInALine()
{
    const int count = static_cast<int>(m_buttons.size());
    int natural = 0;
    for (const Stop *button : m_buttons)
        natural += button->naturalWidth();
    const int spare = width() - natural;
    int left = 0;
    int passed = 0;
    for (int i = 0; i < count; ++i) {
        Stop *button = m_buttons[static_cast<std::size_t>(i)];
        passed += button->naturalWidth();
        // Missing room is taken from the wide ones more.
        const int end = spare >= 0 ? passed + spare * (i + 1) / count : width() * passed / natural;
        button->setGeometry(left, 0, end - left, height());
        left = end;
    }
}

void PathStrip::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void PathStrip::paintLine(QPainter &painter, std::size_t stop, QPointF from, QPointF to) const
{
    const bool reached = m_stops[stop].reached;
    QPen pen(color(reached ? m_stops[stop].token : Token::Border), 1.8 * Theme::instance().scale());
    if (!reached)
        pen.setStyle(Qt::DotLine);
    painter.setPen(pen);
    painter.drawLine(from, to);
}

void PathStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(Theme::instance().font(TextRole::MonoSmall));
    const QPointF gap = m_upright ? QPointF(0, px(dotBase) / 2.0 + px(haloBase)) : QPointF(px(dotBase), 0);
    for (std::size_t i = 1; i < m_buttons.size(); ++i) {
        const QPointF from = m_buttons[i - 1]->pos() + m_buttons[i - 1]->signAt() + gap;
        const QPointF to = m_buttons[i]->pos() + m_buttons[i]->signAt() - gap;
        paintLine(painter, i, from, to);
        if (m_upright)
            continue;
        painter.setPen(color(Token::Muted));
        painter.drawText(QRectF(from.x(), 0, to.x() - from.x(), px(lineBase)), Qt::AlignCenter,
                         m_stops[i].after);
    }
}

} // namespace pk::gui
