#include "pages/warehouse/result_model.h"

#include "views/themed.h"

#include <algorithm>

namespace pk::gui {

namespace {

bool isNumber(const QVariant &value)
{
    return value.userType() == QMetaType::LongLong || value.userType() == QMetaType::Double;
}

QString shown(const QVariant &value)
{
    if (value.isNull())
        return QStringLiteral("NULL");
    if (value.userType() == QMetaType::QByteArray)
        return QStringLiteral("x'%1'").arg(QString::fromLatin1(value.toByteArray().left(32).toHex()));
    if (value.userType() == QMetaType::Double)
        return QString::number(value.toDouble(), 'g', 15);
    return value.toString();
}

} // namespace

void ResultModel::setResult(const SqlResult &result)
{
    beginResetModel();
    m_result = result;
    endResetModel();
}

int ResultModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_result.rows.size());
}

int ResultModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_result.columns.size());
}

/// By its first value: a column of a query has no type of its own.
bool ResultModel::isNumeric(int column) const
{
    const auto first = std::find_if(m_result.rows.begin(), m_result.rows.end(), [column](const Cells &cells) {
        return !cells[static_cast<std::size_t>(column)].isNull();
    });
    return first != m_result.rows.end() && isNumber((*first)[static_cast<std::size_t>(column)]);
}

QVariant ResultModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const QVariant &value =
        m_result.rows[static_cast<std::size_t>(index.row())][static_cast<std::size_t>(index.column())];
    switch (role) {
    case Qt::DisplayRole:
        return shown(value).left(500);
    case Qt::ToolTipRole:
        return shown(value).left(2'000);
    case Qt::FontRole:
        return Theme::instance().font(TextRole::Mono);
    case Qt::ForegroundRole:
        return value.isNull() ? QVariant(color(Token::Muted)) : QVariant();
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter)
                                   | (isNumber(value) ? Qt::AlignRight : Qt::AlignLeft));
    default:
        return {};
    }
}

QVariant ResultModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    if (role == Qt::DisplayRole)
        return m_result.columns[section];
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter)
                                   | (isNumeric(section) ? Qt::AlignRight : Qt::AlignLeft));
    return {};
}

} // namespace pk::gui
