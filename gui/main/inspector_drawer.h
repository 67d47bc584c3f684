#pragma once

// The inspector at the right side of the window, over whatever page is shown; the Flow page makes room for
// it.
//
// Thread: GUI thread. Ownership: the controller outlives it; it belongs to its parent.

#include "bridge/controller.h"
#include "views/link.h"

#include <QPointer>
#include <QWidget>

namespace pk::gui {

class InspectorPanel;

class InspectorDrawer final : public QWidget
{
    Q_OBJECT

public:
    InspectorDrawer(Controller &controller, QWidget *parent); ///< hidden; made when first opened

    void open(const Link &link);

public Q_SLOTS:
    void close();

Q_SIGNALS:
    void linkActivated(const pk::gui::Link &link);
    void widthTaken(int pixels); ///< of the parent's right side; 0: closed

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void place();

    Controller &m_controller;
    InspectorPanel *m_panel = nullptr;
    QPointer<QWidget> m_focusBefore;
};

} // namespace pk::gui
