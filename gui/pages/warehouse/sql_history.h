#pragma once

// The statements that were run, newest first; the same text is kept once. Texts outlive the program where
// there are settings to keep them, results do not.
//
// Thread: GUI thread. Ownership: the settings are the caller's and outlive it.

#include <QAbstractListModel>
#include <QStyledItemDelegate>
#include <QTime>

#include <vector>

class QSettings;

namespace pk::gui {

class SqlHistory final : public QAbstractListModel
{
    Q_OBJECT

public:
    static constexpr int MostEntries = 50;

    struct Entry
    {
        enum class Outcome { Earlier, Done, Failed }; ///< Earlier: run before this program was started

        QString sql;
        QTime at;
        Outcome outcome = Outcome::Earlier;
        qint64 rows = 0;
        bool truncated = false;
        qint64 elapsedMs = 0;
        QString failure; ///< a few words
    };

    /// With the texts of earlier times. Without settings (null) nothing is kept.
    explicit SqlHistory(QSettings *settings, QObject *parent = nullptr);

    void add(const Entry &entry);
    const Entry &entry(int row) const { return m_entries[static_cast<std::size_t>(row)]; }
    /// What stands below the statement.
    static QString summary(const Entry &entry);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    QSettings *m_settings;
    std::vector<Entry> m_entries;
};

class SqlHistoryDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace pk::gui
