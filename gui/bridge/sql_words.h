#pragma once

// What SQLite or a server says about a text that it cannot run, in the words of a trainer: what is wrong, and
// which name may have been meant.
//
// Thread: any. Nothing depends on it but what is shown: a message that is not known here is shown as it is.

#include "bridge/warehouse_rows.h"

namespace pk::gui {

/// `sql`: the text that was run.
QString sqlErrorInWords(const QString &reported, const TableInfos &tables, const QString &sql);

// The same of MySQL and MariaDB.
QString serverErrorInWords(const QString &reported, const TableInfos &tables, const QString &sql);
/// Where in `sql` it is, in characters, if what the server said quotes it; otherwise -1.
int serverErrorPosition(const QString &reported, const QString &sql);

/// Another name that is spelled most like `name`, or that holds it; empty when none does.
QString closestName(const QString &name, const std::vector<QString> &known);

} // namespace pk::gui
