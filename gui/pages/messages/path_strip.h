#pragma once

// The way of one record in a line, or below each other where the line has no room: the source, the raw topic,
// the transform, where it was written after it, and the row that it became or the topic where it was put
// aside. Each of them can be opened; the one that is shown is marked.
//
// Thread: GUI thread.

#include "bridge/record_story.h"
#include "theme/theme.h"
#include "views/link.h"
#include "views/pill.h"

#include <QWidget>

#include <vector>

namespace pk::gui {

struct PathStop
{
    QString title; ///< a stage, a topic or a table
    QString place; ///< in it; of one that is still ahead, that it is waited for
    QString after; ///< the time since the stop before: "+6 ms"; empty: not known
    Token token = Token::Blue;
    Mark mark = Mark::Dot;
    bool reached = true;
    bool shown = false; ///< the message that is looked at
    Link link = {}; ///< none: it cannot be opened, or is shown already
};

/// Empty for a record of a topic that the pipeline does not know.
std::vector<PathStop> pathStops(const RecordStory &story);

class PathStrip final : public QWidget
{
    Q_OBJECT

public:
    explicit PathStrip(QWidget *parent = nullptr);

    void setStops(std::vector<PathStop> stops);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return QSize(0, sizeHint().height()); }
    int heightForWidth(int width) const override;

Q_SIGNALS:
    void linkActivated(const pk::gui::Link &link);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    class Stop;

    static bool isUprightAt(int width);
    void arrange();
    void arrangeInALine();
    void paintLine(QPainter &painter, std::size_t stop, QPointF from, QPointF to) const;

    bool m_upright = false;
    std::vector<PathStop> m_stops;
    std::vector<Stop *> m_buttons;
};

} // namespace pk::gui
