#pragma once

// Names and values below each other: headers, settings of a topic, positions. Long values are shortened and
// can be read whole in the tool tip, or go on in the next line; a value that names another thing is a link to
// it.
//
// Thread: GUI thread.

#include "theme/theme.h"
#include "views/glossary.h"

#include <QWidget>

#include <vector>

class QGridLayout;

namespace pk::gui {

class KeyValueRows : public QWidget
{
    Q_OBJECT

public:
    struct Row
    {
        QString key;
        QString value;
        Token token = Token::Text;
        QString link; ///< not empty: clicking the value emits linkActivated with it
        QString help = {}; ///< what the key means: its tool tip
    };

    explicit KeyValueRows(QWidget *parent = nullptr);
    ~KeyValueRows() override;

    /// Rows that stay are updated in place, so that figures can step without flicker.
    void setRows(const std::vector<Row> &rows);
    /// The values end at the right edge, as columns of figures do.
    void setValuesAtRight();
    /// Values are shown whole, on as many lines as they need. Before the first rows.
    void setWrapped();

Q_SIGNALS:
    void linkActivated(const QString &link);

private:
    class Value;
    struct Line;

    void fit();

    QGridLayout *m_grid;
    std::vector<Line> m_lines;
    bool m_atRight = false;
    bool m_wrapped = false;
};

/// The row with what its key means.
inline KeyValueRows::Row explained(KeyValueRows::Row row, Term term)
{
    row.help = meaningOf(term);
    return row;
}

} // namespace pk::gui
