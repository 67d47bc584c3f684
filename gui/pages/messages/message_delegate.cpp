#include "pages/messages/message_delegate.h"

#include "bridge/key_text.h"
#include "bridge/text.h"
#include "pages/messages/event_mark.h"
#include "pages/messages/value_preview.h"
#include "theme/painting.h"
#include "views/themed.h"

#include <QApplication>
#include <QPainter>

#include <algorithm>

namespace pk::gui {

namespace {

constexpr std::size_t kBeforeMatch = 16; ///< characters of context, where there is room
constexpr std::size_t kShownBytes = 600;

/// One line of at most `kShownBytes`, from near the match on, which begins at `found` and has so many
/// characters; `room` characters are seen of it.
QString excerpt(std::string_view value, std::size_t found, std::size_t length, std::size_t room)
{
    const std::size_t before = std::min(kBeforeMatch, (room - std::min(room, length)) / 2);
    std::size_t from = 0;
    if (found > 2 * before) {
        from = found - before;
        while (from > 0 && (static_cast<unsigned char>(value[from]) & 0xC0) == 0x80)
            --from; // the beginning of a character
    }
    QString text = toQString(value.substr(from, kShownBytes));
    for (QChar &c : text) {
        if (c.isSpace() || c.category() == QChar::Other_Control)
            c = QLatin1Char(' ');
    }
    return from > 0 ? QChar(0x2026) + text : text;
}

} // namespace

MessageDelegate::MessageDelegate(MessageModel &model, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_model(model)
{
    onTheme(this, [this] {
        m_mono = MonoText(Theme::instance().font(TextRole::Mono));
        m_small = MonoText(Theme::instance().font(TextRole::MonoSmall));
    });
}

void MessageDelegate::setMatches(const QString &key, const QString &value)
{
    m_keyMatch = key;
    m_valueMatch = value;
    m_valueSearch = TextMatch(value.toStdString());
}

void MessageDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
    QStyleOptionViewItem background = option;
    background.index = index;
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &background, painter, option.widget);
    painter->save();
    const int line = hairline();
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom() + 1 - line, option.rect.width(), line),
                      mixed(color(Token::Surface), color(Token::Border), 0.6));
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const MessageRef ref = m_model.refAt(index.row());
    const bool evicted = m_model.isEvicted(ref);
    const QRect rect = option.rect.adjusted(px(10), 0, -px(10), 0);
    painter->setFont(m_mono.font());
    switch (index.column()) {
    case MessageModel::Time:
    case MessageModel::Partition:
    case MessageModel::Offset:
    case MessageModel::Size: {
        const bool strong = index.column() == MessageModel::Offset && !evicted;
        painter->setPen(color(strong ? Token::Text : Token::Muted));
        const Qt::Alignment align(index.data(Qt::TextAlignmentRole).toInt());
        m_mono.draw(*painter, rect, align, index.data().toString());
        break;
    }
    default: {
        const auto message = m_model.messageAt(index.row());
        if (message && index.column() == MessageModel::Key) {
            paintKey(*painter, rect, *message, selected);
        } else if (message && index.column() == MessageModel::Value) {
            paintValue(*painter, rect, *message, selected);
        } else if (message) {
            const QRect chip((option.rect.left() + option.rect.right() + 1 - px(22)) / 2,
                             option.rect.top() + (option.rect.height() - px(18)) / 2, px(22), px(18));
            drawBox(*painter, chip, px(6), color(selected ? Token::Surface : Token::Surface2));
            painter->setPen(color(Token::Muted));
            m_small.draw(*painter, chip, Qt::AlignCenter, QString::number(message->headers.size()));
        } else if (index.column() == MessageModel::Value) {
            painter->setPen(color(selected ? Token::Muted : Token::Subtle));
            painter->setFont(Theme::instance().font(TextRole::Small));
            painter->drawText(
                rect, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                painter->fontMetrics().elidedText(evicted ? index.data().toString() : QStringLiteral("…"),
                                                  Qt::ElideRight, rect.width()));
        }
    }
    }
    painter->restore();
}

void MessageDelegate::paintKey(QPainter &painter, const QRect &rect, const FullMessage &message,
                               bool selected) const
{
    const EventMark mark = markOf(message);
    const int side = px(8);
    drawMark(painter, QRectF(rect.left(), rect.top() + (rect.height() - side) / 2.0, side, side), mark.mark,
             color(mark.token));
    const QRect rest = rect.adjusted(side + px(8), 0, 0, 0);
    if (!message.hasKey) {
        painter.setPen(color(selected ? Token::Muted : Token::Subtle));
        painter.drawText(rest, Qt::AlignLeft | Qt::AlignVCenter, QStringLiteral("–"));
        return;
    }
    // What was looked for may stand where the short text leaves out. Of that the end tells keys apart.
    const QString whole = toQString(message.key);
    QString text = keyText(whole);
    const bool shortened =
        text != whole && (m_keyMatch.isEmpty() || text.contains(m_keyMatch, Qt::CaseInsensitive));
    if (shortened)
        text = m_mono.elided(text, rest.width(), Qt::ElideLeft);
    else
        text = whole;
    paintMatch(painter, rest, text, m_keyMatch, Token::Text, selected);
}

void MessageDelegate::paintValue(QPainter &painter, const QRect &rect, const FullMessage &message,
                                 bool selected) const
{
    if (!message.hasValue) {
        painter.setPen(color(selected ? Token::Muted : Token::Subtle));
        painter.setFont(Theme::instance().font(TextRole::Small));
        painter.drawText(rect, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                         painter.fontMetrics().elidedText(tombstoneText(), Qt::ElideRight, rect.width()));
        return;
    }
    const auto room = static_cast<std::size_t>(m_mono.charactersIn(rect.width()));
    const std::size_t at = m_valueSearch.isEmpty() ? std::string::npos : m_valueSearch.find(message.value);
    const bool found = at != std::string::npos;
    const auto length = static_cast<std::size_t>(m_valueMatch.size());
    const QString text =
        found ? excerpt(message.value, at, length, room) : valuePreview(message.value, message.key);
    paintMatch(painter, rect, text, found ? m_valueMatch : QString(), Token::Muted, selected);
}

void MessageDelegate::paintMatch(QPainter &painter, const QRect &rect, const QString &text,
                                 const QString &match, Token token, bool selected) const
{
    const QString shown = m_mono.elided(text, rect.width());
    const qsizetype at = match.isEmpty() ? -1 : shown.indexOf(match, 0, Qt::CaseInsensitive);
    const QString marked = at < 0 ? QString() : shown.mid(at, match.size());
    if (at >= 0) {
        const QRectF box(rect.left() + m_mono.widthOf(shown.left(at)) - px(2),
                         rect.top() + (rect.height() - px(18)) / 2.0, m_mono.widthOf(marked) + 2 * px(2),
                         px(18));
        drawBox(painter, box, px(4),
                selected ? mixed(color(Token::Selection), color(Token::Blue), 0.3) : color(Token::BlueTint));
    }
    painter.setPen(color(token));
    m_mono.draw(painter, rect, Qt::AlignLeft, shown);
    if (at >= 0) {
        painter.setPen(color(Token::Text));
        m_mono.draw(painter, QRectF(rect).adjusted(m_mono.widthOf(shown.left(at)), 0, 0, 0), Qt::AlignLeft,
                    marked);
    }
}

} // namespace pk::gui
