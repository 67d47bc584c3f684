#pragma once

// Where a row of the warehouse comes from: the record that wrote it, hop by hop with times, and what the
// audit says about its key. Positions come from the row and its audit and stay known for ever; times of the
// hops come from the journal, which keeps every record up to 200 a second and a sample above.
//
// Thread: RowPathReader belongs to the GUI thread and reads on a thread of its own. Errors: failed() with a
// whole sentence.

#include "bridge/query_thread.h"
#include "bridge/record_story.h"
#include "bridge/warehouse_rows.h"
#include "domain/position.h"
#include "journal/journal.h"

#include <QObject>

#include <map>

namespace pk::gui {

/// One column whose value a load has changed.
struct ColumnChange
{
    QString column;
    QVariant before;
    QVariant after;
};
/// Empty where the audit kept no images. Technical columns do not count.
std::vector<ColumnChange> columnChanges(const AuditEntry &entry);

struct RowPath
{
    TableInfo table;
    TableRow row; ///< uncut
    QString title; ///< the business key, for example "ORD-00010482"
    bool hasRecord = false; ///< false: no single record has written this row (a student, an offset)
    QString correlationId;
    QString cdcPosition;
    bool originKnown = true; ///< false: whether a change event stands behind it, the row does not say
    std::int64_t changeUs =
        0; ///< wall time when the change event at cdcPosition came in; 0: not in the journal
    Position raw;
    Position enriched;
    std::int64_t loadedMs = 0;
    std::map<journal::Hop, std::int64_t> hopUs; ///< wall time of the last pass; empty: not in the journal
    std::int64_t sampledOneIn = 1;
    bool earlierEventsGone = false;
    std::vector<AuditEntry> audit; ///< of the row's key, oldest first; the newest few of many
    std::int64_t auditTotal = 0;

    /// The entry that made the row what it is; null when it is not among those read.
    const AuditEntry *writer() const;
};

class RowPathReader final : public QObject
{
    Q_OBJECT

public:
    explicit RowPathReader(QObject *parent = nullptr);
    ~RowPathReader() override;

    void setPath(const QString &path);
    void read(const TableInfo &table, const Cells &key, std::shared_ptr<const journal::Journal> journal);

Q_SIGNALS:
    void pathRead(const pk::gui::RowPath &path);
    void failed(const QString &sentence);

private:
    QueryThread m_thread;
};

} // namespace pk::gui
