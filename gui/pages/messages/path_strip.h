#pragma once

// The way of one record in a line, or below each other where the line has no room. Each stop can be opened;
// the one that is shown is marked.
//
// Thread: GUI thread.

#include "pages/messages/path_stops.h"

#include <QWidget>

#include <vector>

namespace pk::gui {

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
