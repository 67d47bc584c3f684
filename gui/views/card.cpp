#include "views/card.h"

#include "theme/painting.h"
#include "views/text_label.h"
#include "views/themed.h"

#include <QBoxLayout>
#include <QEvent>

#include <algorithm>

namespace pk::gui {

namespace {

/// The icon, bare or in a tinted tile.
class CardIcon final : public QWidget
{
public:
    using QWidget::QWidget;

    void show(const QString &name, const Accent &accent, bool inTile)
    {
        m_name = name;
        m_accent = accent;
        m_inTile = inTile;
        setVisible(!name.isEmpty());
        fit();
    }

    void fit()
    {
        const int side = px(m_inTile ? 32 : 18);
        setFixedSize(side, side);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        if (m_inTile)
            drawBox(painter, rect(), px(9), color(m_accent.tint));
        const int side = px(18);
        Theme::instance()
            .icon(m_name, m_accent.solid)
            .paint(&painter, QRect((width() - side) / 2, (height() - side) / 2, side, side));
    }

private:
    QString m_name;
    Accent m_accent;
    bool m_inTile = false;
};

} // namespace

class Card::Header final : public QWidget
{
public:
    explicit Header(QWidget *parent)
        : QWidget(parent)
        , icon(new CardIcon(this))
        , title(new TextLabel(TextRole::CardTitle, Token::Text, this))
        , subtitle(new TextLabel(TextRole::Small, Token::Muted, this))
        , m_row(new QHBoxLayout(this))
        , m_texts(new QBoxLayout(QBoxLayout::LeftToRight))
        , m_actions(new QHBoxLayout)
    {
        icon->hide();
        title->setElided(true);
        subtitle->setElided(true);
        subtitle->hide();
        m_texts->addWidget(title);
        m_texts->addWidget(subtitle);
        m_texts->addStretch();
        m_row->addWidget(icon);
        m_row->addLayout(m_texts, 1);
        m_row->addLayout(m_actions);
        onTheme(this, [this] { fit(); });
    }

    void fit()
    {
        icon->fit();
        m_row->setContentsMargins(px(16), 0, px(12), 0);
        m_row->setSpacing(px(10));
        const bool stacked = m_texts->direction() == QBoxLayout::TopToBottom;
        m_texts->setSpacing(stacked ? px(1) : px(8));
        m_actions->setSpacing(px(8));
        setFixedHeight(px(compact ? 48 : stacked ? 60 : 52));
    }

    void setStacked(bool stacked)
    {
        m_texts->setDirection(stacked ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
        // In a column the texts are centred between two stretches.
        if (stacked && m_texts->count() == 3)
            m_texts->insertStretch(0);
        fit();
    }

    void addAction(QWidget *widget) { m_actions->addWidget(widget); }

    void setSubtitle(const QString &text)
    {
        subtitle->setText(text);
        fitSubtitle();
    }

    CardIcon *icon;
    TextLabel *title;
    TextLabel *subtitle;
    bool compact = false;
    bool line = true;

protected:
    bool event(QEvent *event) override
    {
        const bool done = QWidget::event(event);
        if (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest)
            fitSubtitle();
        return done;
    }
    void paintEvent(QPaintEvent *) override
    {
        if (!line)
            return;
        QPainter painter(this);
        painter.fillRect(QRect(hairline(), height() - hairline(), width() - 2 * hairline(), hairline()),
                         color(Token::Border));
    }

private:
    /// In one line with the title it gives way before the title does.
    void fitSubtitle()
    {
        bool fits = !subtitle->text().isEmpty();
        if (fits && m_texts->direction() == QBoxLayout::LeftToRight) {
            const QMargins margins = m_row->contentsMargins();
            int room = width() - margins.left() - margins.right();
            if (!icon->isHidden())
                room -= icon->width() + m_row->spacing();
            if (const int actions = m_actions->sizeHint().width(); actions > 0)
                room -= actions + m_row->spacing();
            room -= title->sizeHint().width() + m_texts->spacing();
            fits = room >= std::min(px(subtitleBase), subtitle->sizeHint().width());
        }
        if (fits == subtitle->isHidden())
            subtitle->setVisible(fits);
    }

    static constexpr int subtitleBase = 64; ///< less of it says nothing

    QHBoxLayout *m_row;
    QBoxLayout *m_texts;
    QHBoxLayout *m_actions;
};

Card::Card(QWidget *parent)
    : QWidget(parent)
    , m_header(new Header(this))
    , m_body(new QVBoxLayout)
{
    m_header->hide();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addLayout(m_body, 1);
    onTheme(this, [this] {
        m_body->setContentsMargins(px(16), px(14), px(16), px(14));
        m_body->setSpacing(px(8));
    });
}

void Card::setTitle(const QString &title)
{
    m_header->title->setText(title);
    m_header->setVisible(true);
    setAccessibleName(title);
}

int Card::frameHeight() const
{
    const QMargins margins = m_body->contentsMargins();
    return (m_header->isHidden() ? 0 : m_header->minimumHeight()) + margins.top() + margins.bottom();
}

void Card::setSubtitle(const QString &subtitle)
{
    m_header->setSubtitle(subtitle);
}

void Card::setIcon(const QString &name, const Accent &accent, bool inTile)
{
    m_header->icon->show(name, accent, inTile);
    m_header->setStacked(inTile);
}

void Card::setCompact(bool compact)
{
    m_header->compact = compact;
    m_header->fit();
}

void Card::setHeaderLine(bool line)
{
    m_header->line = line;
    m_header->update();
}

void Card::setAlert(std::optional<Token> token)
{
    m_alert = token;
    update();
}

void Card::addAction(QWidget *widget)
{
    m_header->addAction(widget);
}

void Card::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QColor border = m_alert ? mixed(color(Token::Border), color(*m_alert), 0.6) : color(Token::Border);
    drawBox(painter, rect(), px(14), color(Token::Surface), border);
}

} // namespace pk::gui
