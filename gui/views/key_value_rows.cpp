#include "views/key_value_rows.h"

#include "theme/painting.h"
#include "views/painted_button.h"
#include "views/text_label.h"
#include "views/themed.h"
#include "views/tip.h"

#include <QGridLayout>

#include <algorithm>

namespace pk::gui {

/// A text that can be a link; a button, so that the keyboard reaches it.
class KeyValueRows::Value final : public PaintedButton
{
public:
    Value(bool atRight, bool wrapped, QWidget *parent)
        : PaintedButton(parent)
        , m_side(atRight ? Qt::AlignRight : Qt::AlignLeft)
        , m_wrapped(wrapped)
    {
        QSizePolicy policy(QSizePolicy::Expanding, wrapped ? QSizePolicy::Minimum : QSizePolicy::Fixed);
        policy.setHeightForWidth(wrapped);
        setSizePolicy(policy);
    }

    void show(const Row &row)
    {
        m_row = row;
        setText(row.value);
        setToolTip(m_wrapped ? QString() : row.value);
        if (m_wrapped)
            updateGeometry();
        const bool link = !row.link.isEmpty();
        setFocusPolicy(link ? Qt::TabFocus : Qt::NoFocus);
        setCursor(link ? Qt::PointingHandCursor : Qt::ArrowCursor);
        update();
    }

    QString link() const { return m_row.link; }

    QSize sizeHint() const override { return QSize(textWidth(valueFont(), text()), px(20)); }
    QSize minimumSizeHint() const override { return QSize(px(48), px(20)); }
    int heightForWidth(int width) const override
    {
        return m_wrapped ? std::max(px(20),
                                    QFontMetrics(valueFont())
                                        .boundingRect(QRect(0, 0, width, QWIDGETSIZE_MAX), kBroken, text())
                                        .height())
                         : -1;
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const bool link = !m_row.link.isEmpty();
        QFont font = valueFont();
        font.setUnderline(link && isHovered());
        painter.setFont(font);
        painter.setPen(color(link ? Token::BlueText : m_row.token));
        if (m_wrapped)
            painter.drawText(rect(), kBroken, text());
        else
            painter.drawText(rect(), int(m_side | Qt::AlignVCenter) | Qt::TextSingleLine,
                             painter.fontMetrics().elidedText(text(), Qt::ElideMiddle, width()));
        if (hasKeyboardFocus())
            drawFocusRing(painter, rect(), px(4));
    }

private:
    static QFont valueFont() { return Theme::instance().font(TextRole::Mono); }

    static constexpr int kBroken = Qt::AlignLeft | Qt::AlignTop | Qt::TextWrapAnywhere;

    Row m_row;
    Qt::Alignment m_side;
    bool m_wrapped;
};

struct KeyValueRows::Line
{
    TextLabel *key;
    Value *value;
};

KeyValueRows::KeyValueRows(QWidget *parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setColumnStretch(1, 1);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    onTheme(this, [this] { fit(); });
}

KeyValueRows::~KeyValueRows() = default;

void KeyValueRows::setWrapped()
{
    m_wrapped = true;
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Minimum); // its height depends on its width
}

void KeyValueRows::fit()
{
    m_grid->setHorizontalSpacing(px(16));
    m_grid->setVerticalSpacing(px(4));
}

void KeyValueRows::setValuesAtRight()
{
    m_atRight = true;
}

void KeyValueRows::setRows(const std::vector<Row> &rows)
{
    while (m_lines.size() < rows.size()) {
        Line line{new TextLabel(TextRole::Small, Token::Muted, this), new Value(m_atRight, m_wrapped, this)};
        connect(line.value, &QAbstractButton::clicked, this, [this, value = line.value] {
            if (!value->link().isEmpty())
                Q_EMIT linkActivated(value->link());
        });
        const int at = static_cast<int>(m_lines.size());
        m_grid->addWidget(line.key, at, 0, m_wrapped ? Qt::AlignTop : Qt::Alignment());
        m_grid->addWidget(line.value, at, 1);
        line.key->setVisible(true); // the layout does so only later
        line.value->setVisible(true);
        m_lines.push_back(line);
    }
    while (m_lines.size() > rows.size()) {
        delete m_lines.back().key;
        delete m_lines.back().value;
        m_lines.pop_back();
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        m_lines[i].key->setText(rows[i].key);
        if (const QString tip = brokenTip(rows[i].help); m_lines[i].key->toolTip() != tip) {
            m_lines[i].key->setToolTip(tip);
            m_lines[i].key->setCursor(rows[i].help.isEmpty() ? Qt::ArrowCursor : Qt::WhatsThisCursor);
        }
        m_lines[i].value->show(rows[i]);
        m_lines[i].value->setAccessibleDescription(rows[i].help);
        m_lines[i].value->setAccessibleName(QStringLiteral("%1: %2").arg(rows[i].key, rows[i].value));
    }
}

} // namespace pk::gui
