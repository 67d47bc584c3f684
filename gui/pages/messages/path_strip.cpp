#include "pages/messages/path_strip.h"

#include "theme/painting.h"
#include "views/painted_button.h"
#include "views/themed.h"

#include <QPainter>

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

} // namespace

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
