#pragma once

// What a tree or list shows, as text.

#include <QAbstractItemModel>

namespace pk::test {

/// A line for each row of the first column, indented by its depth.
inline QString dump(const QAbstractItemModel &model, const QModelIndex &parent = {}, int depth = 0)
{
    QString text;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        text += QString(depth, QLatin1Char(' ')) + index.data().toString() + QLatin1Char('\n');
        text += dump(model, index, depth + 1);
    }
    return text;
}

} // namespace pk::test
