#include "pages/inspector/inspector_head.h"

#include "theme/painting.h"
#include "views/icon_button.h"
#include "views/painted_button.h"
#include "views/text_label.h"
#include "views/themed.h"
#include "views/tip.h"

#include <QBoxLayout>
#include <QCoreApplication>

namespace pk::gui {

class InspectorHeadBar::Tile final : public QWidget
{
public:
    explicit Tile(QWidget *parent)
        : QWidget(parent)
    {
        onTheme(this, [this] { setFixedSize(px(32), px(32)); });
    }

    void show(const QString &icon, const Accent &accent)
    {
        m_icon = icon;
        m_accent = accent;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        drawBox(painter, rect(), px(9), color(m_accent.tint));
        const int side = px(18);
        Theme::instance()
            .icon(m_icon, m_accent.solid)
            .paint(&painter, QRect((width() - side) / 2, (height() - side) / 2, side, side));
    }

private:
    QString m_icon;
    Accent m_accent = PlainAccent;
};

/// Shortens its text where there is no room for it.
class InspectorHeadBar::PlaceButton final : public PaintedButton
{
public:
    explicit PlaceButton(QWidget *parent)
        : PaintedButton(parent)
    {
        setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
        setCursor(Qt::PointingHandCursor);
    }

    void show(const InspectorHead::Place &place)
    {
        m_link = place.link;
        if (place.text == text())
            return;
        setText(place.text);
        setToolTip(place.text);
        updateGeometry();
    }

    const Link &link() const { return m_link; }

    QSize sizeHint() const override
    {
        return QSize(textWidth(Theme::instance().font(TextRole::Mono), text()), px(20));
    }
    QSize minimumSizeHint() const override
    {
        return QSize(std::min(px(72), sizeHint().width()), sizeHint().height());
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        QFont font = Theme::instance().font(TextRole::Mono);
        font.setUnderline(isHovered());
        painter.setFont(font);
        painter.setPen(color(Token::BlueText));
        painter.drawText(rect(), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                         painter.fontMetrics().elidedText(text(), Qt::ElideMiddle, width()));
        if (hasKeyboardFocus())
            drawFocusRing(painter, rect(), px(4));
    }

private:
    Link m_link;
};

InspectorHeadBar::InspectorHeadBar(QWidget *parent)
    : QWidget(parent)
    , m_tile(new Tile(this))
    , m_title(new TextLabel(TextRole::CardTitle, Token::Text, this))
    , m_note(new TextLabel(TextRole::Body, Token::Muted, this))
    , m_detail(new TextLabel(TextRole::Mono, Token::Muted, this))
    , m_placeLine(new QHBoxLayout)
    , m_back(new IconButton(QStringLiteral("chevron-left"), {}, this))
    , m_forward(new IconButton(QStringLiteral("chevron-right"), {}, this))
    , m_close(new IconButton(QStringLiteral("close"), {}, this))
{
    m_back->setObjectName(QStringLiteral("back"));
    m_forward->setObjectName(QStringLiteral("forward"));
    m_close->setObjectName(QStringLiteral("close"));
    for (TextLabel *label : {m_title, m_note, m_detail})
        label->setElided(true);
    for (IconButton *button : {m_back, m_forward, m_close})
        button->setSmall(true);
    connect(m_back, &IconButton::clicked, this, &InspectorHeadBar::backRequested);
    connect(m_forward, &IconButton::clicked, this, &InspectorHeadBar::forwardRequested);
    connect(m_close, &IconButton::clicked, this, &InspectorHeadBar::closeRequested);

    auto *line = new QHBoxLayout;
    line->addWidget(m_title);
    line->addWidget(m_note, 1);
    auto *texts = new QVBoxLayout;
    texts->addStretch();
    texts->addLayout(line);
    texts->addWidget(m_detail);
    texts->addLayout(m_placeLine);
    m_placeLine->addStretch();
    texts->addStretch();
    auto *row = new QHBoxLayout(this);
    row->addWidget(m_tile);
    row->addLayout(texts, 1);
    row->addWidget(m_back);
    row->addWidget(m_forward);
    row->addWidget(m_close);
    onTheme(this, [this, row, texts, line] {
        row->setContentsMargins(inspectorMargin(), 0, px(10), 0);
        row->setSpacing(px(4));
        row->setStretch(1, 1);
        texts->setContentsMargins(px(8), 0, 0, 0);
        texts->setSpacing(px(1));
        line->setSpacing(px(8));
        m_placeLine->setSpacing(px(8));
        setFixedHeight(px(60));
    });
    retranslate();
}

void InspectorHeadBar::setHead(const InspectorHead &head)
{
    m_tile->show(head.icon, head.accent);
    m_title->setText(head.title);
    m_note->setText(head.note);
    m_detail->setText(head.detail);
    m_detail->setVisible(!head.detail.isEmpty() && head.places.empty());
    showPlaces(head.places);
}

void InspectorHeadBar::showPlaces(const std::vector<InspectorHead::Place> &places)
{
    while (m_places.size() > places.size()) {
        delete m_places.back();
        m_places.pop_back();
    }
    while (m_places.size() < places.size()) {
        auto *button = new PlaceButton(this);
        connect(button, &QAbstractButton::clicked, this,
                [this, button] { Q_EMIT linkActivated(button->link()); });
        m_placeLine->insertWidget(static_cast<int>(m_places.size()), button);
        button->setVisible(true); // the layout does so only later
        m_places.push_back(button);
    }
    for (std::size_t i = 0; i < places.size(); ++i)
        m_places[i]->show(places[i]);
}

void InspectorHeadBar::setHistory(bool back, bool forward)
{
    m_back->setEnabled(back);
    m_forward->setEnabled(forward);
    const bool any = back || forward;
    m_back->setVisible(any);
    m_forward->setVisible(any);
}

void InspectorHeadBar::retranslate()
{
    m_back->setLabel(QCoreApplication::translate("inspector", "Back"));
    m_forward->setLabel(QCoreApplication::translate("inspector", "Forward"));
    m_close->setLabel(QCoreApplication::translate("inspector", "Close the inspector"));
}

InspectorStateStrip::InspectorStateStrip(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    onTheme(this, [this] { updateGeometry(); });
}

void InspectorStateStrip::setState(const InspectorState &state)
{
    m_state = state;
    setVisible(!state.word.isEmpty());
    setAccessibleName(QStringList{state.word, state.text, state.right}.join(QLatin1Char(' ')));
    setToolTip(brokenTip(state.help.isEmpty() ? accessibleName()
                                              : accessibleName() + QStringLiteral(". ") + state.help));
    setAccessibleDescription(state.help);
    update();
}

QSize InspectorStateStrip::sizeHint() const
{
    return QSize(px(240), px(38));
}

QSize InspectorStateStrip::minimumSizeHint() const
{
    return QSize(px(120), px(38));
}

void InspectorStateStrip::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::instance();
    QPainter painter(this);
    const QColor back = mixed(color(Token::Surface), color(m_state.accent.tint), 0.7);
    painter.fillRect(rect(), back);
    painter.fillRect(QRect(0, 0, width(), hairline()), color(Token::Border));

    QFont strong = theme.font(TextRole::Small);
    strong.setWeight(QFont::DemiBold);
    const int side = px(15);
    const int margin = inspectorMargin();
    const int wide = textWidth(strong, m_state.word) + side + px(25);
    const QRect pill(margin, (height() - px(22)) / 2, wide, px(22));
    drawBox(painter, pill, pill.height() / 2.0, color(Token::Surface),
            mixed(back, color(m_state.accent.solid), 0.6));
    theme.icon(m_state.icon, m_state.accent.text)
        .paint(&painter, QRect(pill.left() + px(9), (height() - side) / 2, side, side));
    painter.setFont(strong);
    painter.setPen(color(m_state.accent.text));
    painter.drawText(pill.adjusted(side + px(15), 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, m_state.word);

    const int rightWide = m_state.right.isEmpty() ? 0 : textWidth(strong, m_state.right);
    const int right = width() - margin;
    painter.setPen(color(m_state.rightToken));
    painter.drawText(QRect(right - rightWide, 0, rightWide, height()), Qt::AlignRight | Qt::AlignVCenter,
                     m_state.right);
    const QRect middle(pill.right() + px(10), 0, right - rightWide - pill.right() - px(20), height());
    painter.setFont(theme.font(TextRole::Small));
    painter.setPen(color(Token::Text));
    painter.drawText(middle, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(m_state.text, Qt::ElideRight, middle.width()));
}

} // namespace pk::gui
