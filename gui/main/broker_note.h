#pragma once

// The window's note about an embedded broker whose process has ended: what is lost, what was kept, how it
// goes on, and the offer to send the source's rows once more (SPEC 5). It is told twice: when it happened,
// and when it is known what was lost and that a fresh one runs.
//
// Thread: GUI thread. Ownership: the window's.

#include "app/main_window.h"
#include "bridge/controller.h"

#include <optional>

namespace pk::gui {

class BrokerNote final : public QObject
{
    Q_OBJECT

public:
    BrokerNote(Controller &controller, MainWindow &window);

private:
    void tellEnd();
    void tellOutcome();
    void withdraw();
    void withdrawOffer();

    Controller &m_controller;
    MainWindow &m_window;
    int m_note = 0; ///< the last one; 0: there was none
    bool m_offers = false; ///< to send the rows once more
    std::optional<QString> m_lost; ///< what it took along, until that can be said
    QString m_endedFaults; ///< a sentence about those that ended with it; may be empty
};

} // namespace pk::gui
