#include "views/segmented_control.h"

#include "theme/painting.h"
#include "views/painted_button.h"
#include "views/themed.h"

#include <QButtonGroup>
#include <QHBoxLayout>

namespace pk::gui {

namespace {

class Segment final : public PaintedButton
{
public:
    Segment(const SegmentedControl::Option &option, QWidget *parent)
        : PaintedButton(parent)
        , m_icon(option.icon)
    {
        setObjectName(option.id);
        setText(option.text);
        setCheckable(true);
        setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    }

    QSize sizeHint() const override
    {
        return QSize(textWidth(Theme::instance().font(TextRole::Strong), text()) + px(24) + iconWidth(),
                     px(26));
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        if (isChecked())
            drawBox(painter, rect(), px(8), color(Token::Surface), color(Token::Border));
        else if (isHovered() || isDown())
            drawBox(painter, rect(), px(8),
                    mixed(color(Token::Surface2), color(Token::Text), isDown() ? 0.12 : 0.06));
        const Token ink = !isEnabled() ? Token::Subtle : isChecked() ? Token::Text : Token::Muted;
        painter.setFont(Theme::instance().font(TextRole::Strong));
        const int written = painter.fontMetrics().horizontalAdvance(text());
        QRect rest = rect();
        rest.setLeft((width() - written - iconWidth()) / 2);
        if (!m_icon.isEmpty()) {
            const QRect place(rest.left(), (height() - px(16)) / 2, px(16), px(16));
            Theme::instance().icon(m_icon, ink).paint(&painter, place);
            rest.setLeft(rest.left() + iconWidth());
        }
        painter.setPen(color(ink));
        painter.drawText(rest, Qt::AlignLeft | Qt::AlignVCenter, text());
        if (hasKeyboardFocus())
            drawFocusRing(painter, rect(), px(8));
    }

private:
    int iconWidth() const { return m_icon.isEmpty() ? 0 : px(22); }

    QString m_icon;
};

} // namespace

SegmentedControl::SegmentedControl(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QHBoxLayout(this))
    , m_group(new QButtonGroup(this))
{
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_group->setExclusive(true);
    onTheme(this, [this] {
        m_layout->setContentsMargins(px(3), px(3), px(3), px(3));
        m_layout->setSpacing(px(2));
    });
    // toggled, not clicked: the arrow keys check without a click.
    connect(m_group, &QButtonGroup::buttonToggled, this, [this](QAbstractButton *button, bool on) {
        button->setFocusPolicy(on ? Qt::StrongFocus : Qt::ClickFocus); // Tab leads to the chosen one
        if (!on || button->objectName() == m_current)
            return;
        m_current = button->objectName();
        Q_EMIT chosen(m_current);
    });
}

void SegmentedControl::setOptions(const std::vector<Option> &options)
{
    qDeleteAll(m_group->buttons());
    const QString before = m_current;
    m_current.clear();
    for (const Option &option : options) {
        auto *segment = new Segment(option, this);
        segment->setFocusPolicy(Qt::ClickFocus);
        m_group->addButton(segment);
        m_layout->addWidget(segment);
    }
    if (!options.empty())
        setCurrent(buttonOf(before) ? before : options.front().id);
}

void SegmentedControl::setCurrent(const QString &id)
{
    if (QAbstractButton *button = buttonOf(id)) {
        m_current = id;
        button->setChecked(true);
    }
}

QAbstractButton *SegmentedControl::buttonOf(const QString &id) const
{
    for (QAbstractButton *button : m_group->buttons()) {
        if (button->objectName() == id)
            return button;
    }
    return nullptr;
}

void SegmentedControl::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    drawBox(painter, rect(), px(10), color(Token::Surface2), color(Token::Border));
}

} // namespace pk::gui
