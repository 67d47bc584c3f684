#pragma once

// What a reader of a warehouse's tables has said.

#include "../../support/patience.h"
#include "bridge/warehouse_query.h"
#include "bridge/warehouse_reader.h"

#include <QSignalSpy>
#include <QTest>

#include <vector>

namespace pk::test {

/// A reader that has read the tables, and what it said.
class Watch
{
public:
    explicit Watch(const QString &path)
        : tables(&reader, &gui::WarehouseReader::tablesRead)
        , failures(&reader, &gui::WarehouseReader::unavailable)
    {
        QObject::connect(&reader, &gui::WarehouseReader::pageRead, &reader, [this](const gui::TablePage &p) {
            page = p;
            ++pages;
        });
        QObject::connect(&reader, &gui::WarehouseReader::counted, &reader,
                         [this](const gui::PageRequest &, qint64 n) { matching = n; });
        QObject::connect(&reader, &gui::WarehouseReader::rowsChanged, &reader,
                         [this](const std::vector<gui::RowChange> &c, bool now) {
                             justNow = now;
                             changes.insert(changes.end(), c.begin(), c.end());
                         });
        reader.setPath(path);
        reader.setActive(true);
    }

    bool show(const gui::PageRequest &request)
    {
        const int before = pages;
        matching = -1;
        reader.show(request);
        return QTest::qWaitFor([&] { return pages > before && matching >= 0; }, kPatienceMs);
    }
    QStringList column(const QString &name) const
    {
        QStringList texts;
        for (const gui::TableInfo &table : reader.tables()) {
            if (table.name != page.request.table)
                continue;
            for (const gui::TableRow &row : page.rows)
                texts << row.cells[static_cast<std::size_t>(table.column(name))].toString();
        }
        return texts;
    }
    gui::PageAnchor anchor(gui::PageAnchor::Kind kind) const
    {
        const gui::TableRow &edge =
            kind == gui::PageAnchor::Kind::After ? page.rows.back() : page.rows.front();
        for (const gui::TableInfo &table : reader.tables()) {
            const int sort = table.column(page.request.sortColumn);
            if (table.name == page.request.table)
                return {kind, sort >= 0 ? edge.cells[static_cast<std::size_t>(sort)] : QVariant(), edge.key,
                        0};
        }
        return {};
    }

    gui::WarehouseReader reader;
    QSignalSpy tables;
    QSignalSpy failures;
    gui::TablePage page;
    std::vector<gui::RowChange> changes;
    bool justNow = false; ///< the last ones
    int pages = 0;
    qint64 matching = -1;
};

} // namespace pk::test
