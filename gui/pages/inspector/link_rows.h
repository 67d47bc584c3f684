#pragma once

// Lines below each other, each of which may lead to what it names: the stations of a record on their rail,
// the partitions of a topic, the members of a group, the newest messages.
//
// Thread: GUI thread.

#include "theme/theme.h"
#include "views/link.h"
#include "views/pill.h"

#include <QWidget>

#include <vector>

class QVBoxLayout;

namespace pk::gui {

class LinkRows : public QWidget
{
    Q_OBJECT

public:
    enum class Look {
        Plain,
        Past, ///< of a rail: a full mark
        Here, ///< of a rail: a full mark with a halo
        Ahead, ///< of a rail: an empty mark
        Branch, ///< beside the rail, which the record has left here
        Bypassed, ///< likewise, but the record went on
    };

    struct Row
    {
        QString title;
        QString detail; ///< in the fixed-width font
        QString figure; ///< at the right
        QString help; ///< tool tip; empty: the texts
        Mark mark = Mark::None;
        Token token = Token::Muted; ///< of the mark
        Token figureToken = Token::Text;
        Look look = Look::Plain;
        bool monoTitle = false;
        Link link = {};
        bool sentence = false; ///< the title is one, and takes a second line rather than being cut

        bool operator==(const Row &) const = default;
    };

    explicit LinkRows(QWidget *parent = nullptr);
    ~LinkRows() override;

    /// Rows that stay are updated in place, so that focus and figures stay where they are.
    void setRows(const std::vector<Row> &rows);
    std::size_t count() const { return m_lines.size(); }
    /// For tests and screen readers: "title detail figure" of each.
    QStringList texts() const;

Q_SIGNALS:
    void linkActivated(const pk::gui::Link &link);

private:
    class Line;

    static bool isBeside(Look look) { return look == Look::Branch || look == Look::Bypassed; }

    QVBoxLayout *m_column;
    std::vector<Line *> m_lines;
};

} // namespace pk::gui
