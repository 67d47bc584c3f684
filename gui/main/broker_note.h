#pragma once

// The window's note about an embedded broker whose process has ended: what is lost, what was kept, how it
// goes on, and the offer to send the source's rows once more (SPEC 5). It is told twice: when it happened,
// and when it is known what was lost and that a fresh one runs.
//
// Thread: GUI thread. Ownership: the window's.

#include "app/main_window.h"
#include "bridge/controller.h"

#include <optional>
#include <utility>

namespace pk::gui {

class BrokerNote final : public QObject
{
    Q_OBJECT

public:
    BrokerNote(Controller &controller, MainWindow &window);

private:
    void noteEnd();
    void noteLoss(qint64 lost, const QString &unknown);
    void noteState(RunState state);
    void showEnd();
    void showOutcome();
    void withdraw();
    void withdrawOffer();
    QString faultsText() const;

    Controller &m_controller;
    MainWindow &m_window;
    int m_note = 0; ///< the last one; 0: there was none
    SnapshotPtr m_before; ///< the last of the one that has ended
    int m_counting = 0; ///< how many have ended whose losses are not counted yet
    std::optional<std::pair<qint64, QString>> m_lost; ///< records, or why their number is not known
    bool m_isTold = false; ///< how it goes on
    bool m_canSendAgain = false; ///< the source is the one that filled its topics
    bool m_offers = false; ///< to send the rows once more
};

} // namespace pk::gui
