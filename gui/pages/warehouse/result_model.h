#pragma once

// The result of one query, as it came.
//
// Thread: GUI thread.

#include "bridge/sql_console.h"

#include <QAbstractTableModel>

namespace pk::gui {

class ResultModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    void setResult(const SqlResult &result);
    const SqlResult &result() const { return m_result; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    bool isNumeric(int column) const;

    SqlResult m_result;
};

} // namespace pk::gui
