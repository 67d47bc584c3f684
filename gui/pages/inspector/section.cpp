#include "pages/inspector/section.h"

#include "theme/painting.h"
#include "views/painted_button.h"
#include "views/text_label.h"
#include "views/themed.h"

#include <QBoxLayout>

namespace pk::gui {

int inspectorMargin()
{
    return px(20);
}

/// A text; a button with a chevron when the section can be folded.
class Section::Title final : public PaintedButton
{
public:
    explicit Title(QWidget *parent)
        : PaintedButton(parent)
    {
        setFocusPolicy(Qt::NoFocus);
        setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    }

    void setFoldable()
    {
        setCheckable(true);
        setFocusPolicy(Qt::TabFocus);
        setCursor(Qt::PointingHandCursor);
    }

    QSize sizeHint() const override
    {
        const int chevron = isCheckable() ? px(20) : 0;
        return QSize(textWidth(Theme::instance().font(TextRole::Strong), text()) + chevron, px(22));
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setFont(Theme::instance().font(TextRole::Strong));
        painter.setPen(color(Token::Text));
        painter.drawText(rect(), Qt::AlignLeft | Qt::AlignVCenter, text());
        if (!isCheckable())
            return;
        const int side = px(14);
        Theme::instance()
            .icon(isChecked() ? QStringLiteral("chevron-up") : QStringLiteral("chevron-down"),
                  isHovered() ? Token::Text : Token::Muted)
            .paint(&painter, QRect(width() - side, (height() - side) / 2, side, side));
        if (hasKeyboardFocus())
            drawFocusRing(painter, rect(), px(4));
    }
};

Section::Section(QWidget *parent)
    : QWidget(parent)
    , m_title(new Title(this))
    , m_note(new TextLabel(TextRole::Small, Token::Muted, this))
    , m_line(new QHBoxLayout)
    , m_body(new QWidget(this))
    , m_bodyLayout(new QVBoxLayout(m_body))
    , m_column(new QVBoxLayout(this))
{
    m_note->setElided(true);
    m_note->hide();
    m_line->addWidget(m_title);
    m_line->addWidget(m_note, 1);
    m_line->addStretch();
    m_bodyLayout->setContentsMargins(0, 0, 0, 0);
    m_column->addLayout(m_line);
    m_column->addWidget(m_body);
    connect(m_title, &QAbstractButton::clicked, this, [this] {
        if (!m_title->isCheckable())
            return;
        m_body->setVisible(isOpen());
        Q_EMIT toggled(isOpen());
    });
    onTheme(this, [this] { fit(); });
}

void Section::fit()
{
    const int side = inspectorMargin();
    m_column->setContentsMargins(m_wide ? 0 : side, px(8), m_wide ? 0 : side, px(10));
    m_line->setContentsMargins(m_wide ? side : 0, 0, m_wide ? side : 0, 0);
    m_line->setSpacing(px(8));
    m_column->setSpacing(px(4));
    m_bodyLayout->setSpacing(px(6));
}

void Section::setTitle(const QString &title)
{
    m_title->setText(title);
    m_title->updateGeometry();
    m_title->update();
}

void Section::setNote(const QString &note, Token token)
{
    m_note->setText(note);
    m_note->setToken(token);
    m_note->setVisible(!note.isEmpty());
}

void Section::setHelp(const QString &sentence)
{
    m_title->setToolTip(sentence);
    m_title->setAccessibleDescription(sentence);
}

void Section::addTrailing(QWidget *widget)
{
    m_line->addWidget(widget);
}

void Section::addBesideTitle(QWidget *widget)
{
    m_line->insertWidget(m_line->indexOf(m_title) + 1, widget);
    m_note->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
}

void Section::setFoldable(bool open)
{
    m_title->setFoldable();
    setOpen(open);
}

bool Section::isOpen() const
{
    return !m_title->isCheckable() || m_title->isChecked();
}

void Section::setOpen(bool open)
{
    m_title->setChecked(open);
    m_body->setVisible(isOpen());
}

void Section::setWide(bool wide)
{
    m_wide = wide;
    fit();
}

void Section::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(QRect(0, 0, width(), hairline()), color(Token::Border));
}

} // namespace pk::gui
