#include "pages/warehouse/sql_history.h"

#include "theme/painting.h"
#include "views/format.h"
#include "views/pill.h"
#include "views/themed.h"

#include <QApplication>
#include <QCoreApplication>
#include <QSettings>

#include <algorithm>

namespace pk::gui {

namespace {

QString settingsKey()
{
    return QStringLiteral("warehouse/sqlHistory");
}

} // namespace

SqlHistory::SqlHistory(QSettings *settings, QObject *parent)
    : QAbstractListModel(parent)
    , m_settings(settings)
{
    if (m_settings == nullptr)
        return;
    const QStringList texts = m_settings->value(settingsKey()).toStringList();
    for (const QString &sql : texts.mid(0, MostEntries))
        m_entries.push_back({sql, {}, Entry::Outcome::Earlier, 0, false, 0, {}});
}

void SqlHistory::add(const Entry &entry)
{
    const auto same =
        std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry &e) { return e.sql == entry.sql; });
    const int drop = same != m_entries.end()                ? static_cast<int>(same - m_entries.begin())
        : static_cast<int>(m_entries.size()) >= MostEntries ? MostEntries - 1
                                                            : -1;
    if (drop >= 0) {
        beginRemoveRows({}, drop, drop);
        m_entries.erase(m_entries.begin() + drop);
        endRemoveRows();
    }
    beginInsertRows({}, 0, 0);
    m_entries.insert(m_entries.begin(), entry);
    endInsertRows();
    if (m_settings == nullptr)
        return;
    QStringList texts;
    for (const Entry &kept : m_entries)
        texts << kept.sql;
    m_settings->setValue(settingsKey(), texts);
}

QString SqlHistory::summary(const Entry &entry)
{
    switch (entry.outcome) {
    case Entry::Outcome::Earlier:
        return QCoreApplication::translate("warehouse page", "from an earlier time");
    case Entry::Outcome::Failed:
        return entry.failure;
    case Entry::Outcome::Done:
        break;
    }
    return (entry.rows == 1 && !entry.truncated
                ? QCoreApplication::translate("warehouse page", "%1 row · %2 ms")
                : QCoreApplication::translate("warehouse page", "%1 rows · %2 ms"))
        .arg(grouped(entry.rows) + (entry.truncated ? QStringLiteral("+") : QString()))
        .arg(entry.elapsedMs);
}

int SqlHistory::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

QVariant SqlHistory::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Entry &shown = entry(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return shown.sql.simplified();
    case Qt::ToolTipRole:
        return shown.sql;
    case Qt::AccessibleTextRole:
        return shown.sql.simplified() + QStringLiteral(", ") + summary(shown);
    default:
        return {};
    }
}

void SqlHistoryDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                               const QModelIndex &index) const
{
    const auto *history = qobject_cast<const SqlHistory *>(index.model());
    if (history == nullptr)
        return;
    const SqlHistory::Entry &entry = history->entry(index.row());
    const Theme &theme = Theme::instance();
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
    painter->save();
    const QRect box = option.rect.adjusted(0, 1, 0, -1);
    if (selected || hovered)
        drawBox(*painter, box, px(8), color(selected ? Token::Selection : Token::Surface2));
    const QRect inner = box.adjusted(px(10), px(4), -px(10), -px(4));
    painter->setFont(theme.font(TextRole::MonoSmall));
    painter->setPen(color(Token::Text));
    painter->drawText(
        inner, Qt::AlignTop | Qt::AlignLeft | Qt::TextSingleLine,
        painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, inner.width()));
    const bool failed = entry.outcome == SqlHistory::Entry::Outcome::Failed;
    painter->setFont(theme.font(TextRole::Caption));
    painter->setPen(color(failed ? Token::RoseText : Token::Muted));
    QRect below = inner;
    if (failed) {
        const int side = px(9);
        drawMark(*painter, QRectF(below.left(), below.bottom() - side - px(2), side, side), Mark::Triangle,
                 color(Token::Rose));
        below.setLeft(below.left() + side + px(5));
    } else if (entry.at.isValid()) {
        painter->drawText(below, Qt::AlignBottom | Qt::AlignLeft,
                          entry.at.toString(QStringLiteral("HH:mm:ss")));
    }
    painter->drawText(
        below, Qt::AlignBottom | (failed || !entry.at.isValid() ? Qt::AlignLeft : Qt::AlignRight),
        painter->fontMetrics().elidedText(SqlHistory::summary(entry), Qt::ElideRight, below.width()));
    if (option.state.testFlag(QStyle::State_HasFocus)
        && option.state.testFlag(QStyle::State_KeyboardFocusChange))
        drawFocusRing(*painter, box, px(8));
    painter->restore();
}

QSize SqlHistoryDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return QSize(px(120), px(46));
}

} // namespace pk::gui
