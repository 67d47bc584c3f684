#include "pages/warehouse/spine.h"

#include "pages/warehouse/link_button.h"
#include "theme/painting.h"
#include "views/text_label.h"
#include "views/themed.h"

#include <QHBoxLayout>

#include <algorithm>

namespace pk::gui {

namespace {

constexpr int railBase = 28; ///< the width of a station's tile
constexpr int textBase = railBase + 12;
constexpr int barGapBase = 3; ///< between the parts of the bar
constexpr int kBarBase = 5;
constexpr int kLeastPartBase = 2;
constexpr int kLabelsBase = 10; ///< where the words below the bar begin
constexpr int kLabelBase = 16;
constexpr int kLabelGapBase = 12;
constexpr int kSwatchBase = 7;
constexpr int kSwatchRoomBase = 11; ///< before the words

int heightOf(SpinePart::Kind kind)
{
    switch (kind) {
    case SpinePart::Kind::Station:
        return px(50);
    case SpinePart::Kind::Heading:
        return px(32);
    default:
        return px(42);
    }
}

int topOf(SpinePart::Kind kind)
{
    switch (kind) {
    case SpinePart::Kind::Entry:
        return 4;
    case SpinePart::Kind::Heading:
        return 8;
    default:
        return 1;
    }
}

/// A value with its background: removed or added.
class DiffText final : public QWidget
{
public:
    DiffText(const QString &text, bool added, QWidget *parent)
        : QWidget(parent)
        , m_text(text)
        , m_added(added)
    {
        setToolTip(text);
        setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
        onTheme(this, [this] { updateGeometry(); });
    }
    QSize sizeHint() const override
    {
        return QSize(textWidth(Theme::instance().font(TextRole::MonoSmall), m_text) + 2 * px(5), px(17));
    }
    QSize minimumSizeHint() const override { return QSize(std::min(px(24), sizeHint().width()), px(17)); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        drawBox(painter, rect(), px(4), color(m_added ? Token::DiffAdd : Token::DiffDelete));
        painter.setFont(Theme::instance().font(TextRole::MonoSmall));
        painter.setPen(color(Token::Text));
        const QRect inner = rect().adjusted(px(5), 0, -px(4), 0);
        painter.drawText(inner, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                         painter.fontMetrics().elidedText(m_text, Qt::ElideRight, inner.width()));
    }

private:
    QString m_text;
    bool m_added;
};

TextLabel *newLabel(TextRole role, Token token, const QString &text, QWidget *parent)
{
    auto *label = new TextLabel(role, token, parent);
    label->setElided(true);
    label->setText(text);
    return label;
}

} // namespace

SpineRow::SpineRow(const SpinePart &part, QWidget *parent)
    : QWidget(parent)
    , m_part(part)
{
    setToolTip(part.hint);
    setAccessibleName(part.title);
    setAccessibleDescription(part.detail);
    const bool station = part.kind == SpinePart::Kind::Station;
    auto *title =
        newLabel(station                                  ? TextRole::Strong
                     : part.kind == SpinePart::Kind::Step ? TextRole::Mono
                                                          : TextRole::Small,
                 part.kind == SpinePart::Kind::Heading ? Token::Muted : Token::Text, part.title, this);
    auto *time = new TextLabel(TextRole::MonoSmall, Token::Muted, this);
    time->setText(part.time);
    auto *above = new QHBoxLayout;
    above->addWidget(title, 1);
    above->addWidget(time);
    auto *below = new QHBoxLayout;
    if (!part.removed.isEmpty())
        below->addWidget(new DiffText(part.removed, false, this));
    if (!part.removed.isEmpty() && !part.added.isEmpty())
        below->addWidget(newLabel(TextRole::MonoSmall, Token::Muted, QString(QChar(0x2192)), this));
    if (!part.added.isEmpty())
        below->addWidget(new DiffText(part.added, true, this));
    if (!part.detail.isEmpty())
        below->addWidget(
            newLabel(station ? TextRole::Small : TextRole::MonoSmall, Token::Muted, part.detail, this), 1);
    else
        below->addStretch();
    if (!part.note.isEmpty()) {
        auto *note = new TextLabel(TextRole::MonoSmall, Token::Muted, this);
        note->setText(part.note);
        below->addWidget(note);
    }
    if (!part.linkText.isEmpty()) {
        auto *link = new LinkButton(this);
        link->setLink(part.linkText, part.link);
        link->setAccessibleName(part.title + QLatin1Char(' ') + part.linkText);
        connect(link, &LinkButton::linkActivated, this, &SpineRow::linkActivated);
        below->addWidget(link);
    }
    auto *column = new QVBoxLayout(this);
    column->addLayout(above);
    column->addLayout(below);
    column->addStretch();
    onTheme(this, [this, column, above, below] {
        setFixedHeight(heightOf(m_part.kind));
        column->setContentsMargins(px(textBase), px(topOf(m_part.kind)), px(8), 0);
        column->setSpacing(px(1));
        above->setSpacing(px(8));
        below->setSpacing(px(5));
    });
}

void SpineRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double middle = px(railBase) / 2.0;
    const bool station = m_part.kind == SpinePart::Kind::Station;
    const double centre = station ? middle : m_part.kind == SpinePart::Kind::Step ? px(9) : px(21);
    if (m_part.current)
        drawBox(painter, QRectF(rect()).adjusted(0, 0, 0, -px(2)), px(8), color(Token::Selection));
    painter.setPen(QPen(color(m_part.accent.solid), px(2)));
    if (!m_part.first)
        painter.drawLine(QPointF(middle, 0), QPointF(middle, centre));
    if (!m_part.last)
        painter.drawLine(QPointF(middle, centre), QPointF(middle, height()));
    if (m_part.kind == SpinePart::Kind::Heading)
        return;
    if (station) {
        const QRectF tile(0, 0, px(railBase), px(railBase));
        drawBox(painter, tile, px(8), color(m_part.accent.tint));
        const int side = px(17);
        Theme::instance()
            .icon(m_part.icon, m_part.accent.solid)
            .paint(&painter, QRectF(middle - side / 2.0, middle - side / 2.0, side, side).toRect());
        return;
    }
    const double side = px(9);
    const QRectF place(middle - side / 2, centre - side / 2, side, side);
    if (m_part.mark != Mark::None) {
        drawMark(painter, place, m_part.mark, color(m_part.accent.solid));
        return;
    }
    painter.setBrush(color(m_part.current ? Token::Selection : Token::Surface));
    painter.setPen(QPen(color(m_part.accent.solid), px(2)));
    painter.drawEllipse(place);
}

DurationBar::DurationBar(QWidget *parent)
    : QWidget(parent)
{
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    onTheme(this, [this] { updateGeometry(); });
}

QString DurationBar::words(const Part &part)
{
    return QStringLiteral("%1 %2 ms").arg(part.name).arg(part.ms, 0, 'f', 0);
}

void DurationBar::setParts(std::vector<Part> parts)
{
    m_parts = std::move(parts);
    QStringList all;
    for (const Part &part : m_parts)
        all << words(part);
    setAccessibleName(all.join(QStringLiteral(", ")));
    setToolTip(all.join(QLatin1Char('\n')));
    setVisible(!m_parts.empty());
    updateGeometry();
    update();
}

QSize DurationBar::sizeHint() const
{
    return QSize(px(160), heightForWidth(px(160)));
}

int DurationBar::heightForWidth(int width) const
{
    const std::vector<QRectF> labels = labelPlaces(width);
    return static_cast<int>(labels.empty() ? px(kBarBase) : labels.back().bottom()) + px(4);
}

/// As long as the times are to each other; even the shortest is seen.
std::vector<double> DurationBar::widths() const
{
    const double least = px(kLeastPartBase);
    std::vector<double> widths(m_parts.size(), least);
    double room = width() - px(barGapBase) * (static_cast<double>(m_parts.size()) - 1);
    double total = 0;
    for (const Part &part : m_parts)
        total += part.ms;
    // What is too short for its share takes from the others', which may make another one too short.
    std::vector<bool> isLeast(m_parts.size(), false);
    for (bool more = true; more;) {
        more = false;
        for (std::size_t i = 0; i < m_parts.size(); ++i) {
            if (isLeast[i] || (total > 0 && room * m_parts[i].ms / total >= least))
                continue;
            isLeast[i] = more = true;
            room -= least;
            total -= m_parts[i].ms;
        }
    }
    for (std::size_t i = 0; i < m_parts.size(); ++i) {
        if (!isLeast[i])
            widths[i] = room * m_parts[i].ms / total;
    }
    return widths;
}

/// A short part has no room for its words below it: they follow each other, in as many lines as they need.
std::vector<QRectF> DurationBar::labelPlaces(int width) const
{
    const QFont font = Theme::instance().font(TextRole::Caption);
    std::vector<QRectF> places;
    double x = 0;
    double y = px(kLabelsBase);
    for (const Part &part : m_parts) {
        const double wide = std::min<double>(width, textWidth(font, words(part)) + px(kSwatchRoomBase));
        if (x > 0 && x + wide > width) {
            x = 0;
            y += px(kLabelBase);
        }
        places.emplace_back(x, y, wide, px(kLabelBase));
        x += wide + px(kLabelGapBase);
    }
    return places;
}

void DurationBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setFont(Theme::instance().font(TextRole::Caption));
    const std::vector<double> widths = this->widths();
    const std::vector<QRectF> labels = labelPlaces(width());
    double x = 0;
    for (std::size_t i = 0; i < m_parts.size(); ++i) {
        const QColor ink = color(m_parts[i].accent.solid);
        drawBox(painter, QRectF(x, 0, widths[i], px(kBarBase)), px(2), ink);
        x += widths[i] + px(barGapBase);
        QRectF label = labels[i];
        const double side = px(kSwatchBase);
        drawBox(painter, QRectF(label.left(), label.center().y() - side / 2, side, side), px(2), ink);
        label.setLeft(label.left() + px(kSwatchRoomBase));
        painter.setPen(color(Token::Muted));
        painter.drawText(label, Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(words(m_parts[i]), Qt::ElideRight,
                                                          static_cast<int>(label.width()) + 1));
    }
}

} // namespace pk::gui
