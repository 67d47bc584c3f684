#pragma once

// Play or pause, and the three steps, as one group of buttons with shortcuts that work on every page.
//
// Thread: GUI thread. Ownership: the transport outlives it.

#include <QWidget>

class QHBoxLayout;

namespace pk::gui {

class IconButton;
class Transport;

class TransportBar : public QWidget
{
    Q_OBJECT

public:
    explicit TransportBar(Transport &transport, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void refresh();
    void retranslate();
    void openSpeeds();

    Transport &m_transport;
    IconButton *m_playPause;
    IconButton *m_record;
    IconButton *m_hop;
    IconButton *m_commit;
    IconButton *m_speed;
};

} // namespace pk::gui
