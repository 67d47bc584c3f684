#pragma once

// The inspector: shows from near whatever a link names. What is named inside opens here too, with a way back
// and forward; what has a page of its own can be opened there.
//
// 420 wide at interface scale 1; who holds it decides whether it stands beside the canvas or lies over it.
//
// Thread: GUI thread; broker, journal and warehouse are read on a thread of their own
// (bridge/record_lookup.h). Ownership: the controller outlives it. While it is hidden it reads nothing.

#include "views/link.h"

#include <QWidget>

#include <map>
#include <vector>

class QHBoxLayout;
class QPushButton;
class QScrollArea;
class QStackedWidget;

namespace pk::gui {

class Controller;
class EmptyState;
class InspectorHeadBar;
class InspectorStateStrip;
class InspectorView;
class RecordLookup;

class InspectorPanel : public QWidget
{
    Q_OBJECT

public:
    explicit InspectorPanel(Controller &controller, QWidget *parent = nullptr);

    void open(const Link &link);
    /// What is shown; Kind::None: nothing.
    Link current() const;

    QSize sizeHint() const override;

public Q_SLOTS:
    void back();
    void forward();

Q_SIGNALS:
    /// To be shown by the page that is for it: Messages, Groups, Warehouse.
    void linkActivated(const pk::gui::Link &link);
    void closeRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    struct Page
    {
        InspectorView *view = nullptr;
        QScrollArea *scroll = nullptr;
    };

    /// REQUIRES: not Kind::None.
    Page viewOf(Link::Kind kind);
    void display(const Link &link);
    void refresh();
    void showHead();
    void showActions();
    void arrangeButtons();
    void retranslate();

    Controller &m_controller;
    RecordLookup *m_lookup;
    std::vector<Link> m_history;
    std::size_t m_at = 0; ///< the shown one in m_history
    int m_incarnation = 0;
    std::map<Link::Kind, Page> m_views;
    InspectorView *m_view = nullptr;
    InspectorHeadBar *m_head;
    InspectorStateStrip *m_strip;
    QStackedWidget *m_body;
    EmptyState *m_empty;
    QWidget *m_footer;
    QHBoxLayout *m_firstRow;
    QHBoxLayout *m_secondRow;
    QHBoxLayout *m_ownRow;
    std::vector<QPushButton *> m_buttons;
};

} // namespace pk::gui
