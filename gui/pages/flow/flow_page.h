#pragma once

// The home of the window: the live diagram, the latest records below it, and what a person asks of both.
//
// Thread: GUI thread. Ownership: the controller outlives it.

#include "bridge/controller.h"
#include "bridge/record_lookup.h"
#include "flow/flow_canvas.h"
#include "views/link.h"

#include <QWidget>

#include <vector>

namespace pk::gui {

class ChangeCard;
class ErrorBanner;
class FaultSheet;
class IconButton;
class PillButton;
class RecentRecords;

class FlowPage final : public QWidget
{
    Q_OBJECT

public:
    explicit FlowPage(Controller &controller, QWidget *parent = nullptr);

    FlowCanvas &canvas() { return *m_canvas; }
    /// Selects what the link names in the diagram, where it is there.
    void open(const Link &link);
    /// Something of this width lies over the page's right side: the canvas gives way where there is room.
    void setRightInset(int pixels);

Q_SIGNALS:
    void linkActivated(const pk::gui::Link &link);

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void showSnapshot();
    void addHops(const std::vector<Hop> &hops);
    void showState();
    void retranslate();
    void showFaults(const QStringList &active);
    void place();
    int shiftFor(int covered) const;
    void markStep(const StepDone &step);
    void placeTools();
    void openFaults();
    void showEverything();
    void openMenu(const FlowTarget &target, QPoint globalPosition);

    Controller &m_controller;
    FlowCanvas *m_canvas;
    ErrorBanner *m_banner;
    QWidget *m_tools;
    IconButton *m_zoomOut;
    IconButton *m_fit;
    IconButton *m_zoomIn;
    PillButton *m_faults;
    PillButton *m_endFaults; ///< while there is one
    IconButton *m_tray;
    RecordLookup m_lookup;
    RecentRecords *m_recent;
    ChangeCard *m_change;
    FaultSheet *m_faultSheet;
    std::vector<Hop> m_early; ///< of edges that the diagram does not have yet
    int m_incarnation = 0;
    QString m_reason; ///< of the state
    int m_rightInset = 0;
    bool m_beside = true; ///< the diagram stands beside a drawer, not under it
    bool m_besideChosen = false; ///< by the person who wants to see all of it while a drawer is open
    int m_toolsRight = 0; ///< where a drawer begins
    /// What the person chose at this scale of the interface; else the tray is there when there is room.
    struct
    {
        bool shown = true;
        double scale = 0;
    } m_trayChosen;
    bool m_trayShown = true;
};

} // namespace pk::gui
