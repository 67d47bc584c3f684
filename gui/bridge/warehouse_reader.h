#pragma once

// Reads tables of the warehouse for a person to look at, beside the loader and without disturbing it: lists
// the tables, reads pages, and follows what the loader writes by its audit.
//
// While it is active it looks about twice a second whether anything was written, and then reads again what is
// shown; the more a look costs, the rarer it becomes, so that it never takes more than a small share of a
// core. When it is not active it does nothing.
//
// Thread: GUI thread; the database is read on a thread of its own, for which the end does not wait. Errors:
// unavailable() with a whole sentence; it tries again by itself.

#include "bridge/query_thread.h"
#include "bridge/warehouse_rows.h"

#include <QObject>
#include <QTimer>

#include <functional>

namespace pk::gui {

class WarehouseReader final : public QObject
{
    Q_OBJECT

public:
    explicit WarehouseReader(QObject *parent = nullptr);
    ~WarehouseReader() override;

    /// What was asked of the path before is answered no more.
    void setPath(const QString &path);
    void setActive(bool active);
    /// The page that is shown from now on; pageRead() comes for it, and again whenever it has changed.
    void show(const PageRequest &request);
    /// Looks at once, also when it has failed before.
    void retry();
    const TableInfos &tables() const { return m_tables; }

Q_SIGNALS:
    void tablesRead(const pk::gui::TableInfos &tables);
    void pageRead(const pk::gui::TablePage &page);
    /// How many rows the shown page's filter lets through.
    void counted(const pk::gui::PageRequest &request, qint64 matching);
    /// `justNow`: since the look before. Else they happened while it was not active.
    void rowsChanged(const std::vector<pk::gui::RowChange> &changes, bool justNow);
    void unavailable(const QString &sentence, bool triesAgain);

private:
    enum Kind { Look, Page, Count };
    struct Seen
    {
        std::int64_t dataVersion = -1; ///< of the connection: changes when others have written
        std::int64_t auditId = -1; ///< the newest entry; -1: not known yet
    };
    struct News
    {
        Seen seen;
        bool changed = false;
        TableInfos tables;
        std::vector<RowChange> changes;
        std::int64_t costMs = 0;
    };

    static Result<News> lookAt(Database &db, const Seen &before);
    void look();
    std::function<bool()> ofNow() const;
    std::function<void(const Error &)> onFailure();
    void take(const News &news);
    void readPage();
    void readCount(const TableInfo &table);
    void fail(const Error &error);

    QTimer m_timer;
    bool m_active = false;
    bool m_watched = false; ///< since the last look
    bool m_failed = false;
    int m_asked = 0; ///< counts paths and rests: an answer belongs to the time when it was asked for
    PageRequest m_request;
    TableInfos m_tables;
    Seen m_seen;
    std::int64_t m_readMs = 0; ///< what pages and counts have cost since the last look
    QueryThread m_thread;
};

} // namespace pk::gui
