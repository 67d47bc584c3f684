#pragma once

// Where the run stores what it has loaded: the SQLite file in the data folder, or a database on a MySQL or
// MariaDB server. Not remembered: every start begins with the file.
//
// Thread: GUI thread. Ownership: the controller outlives it.

#include "bridge/controller.h"
#include "views/card.h"

#include <functional>
#include <optional>

class QLineEdit;
class QPushButton;

namespace pk::gui {

class ErrorBanner;

class WarehouseCard final : public Card
{
    Q_OBJECT

public:
    /// Asks for a password that is not in the environment, and calls what it is given when there is one.
    using AskForPassword =
        std::function<void(const environment::WantedSecret &, const std::function<void(const QString &)> &)>;

    WarehouseCard(Controller &controller, AskForPassword ask, QWidget *parent = nullptr);

protected:
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void useServer();
    void use(const QString &path);
    void follow();
    void showRun();
    void retranslate();

    Controller &m_controller;
    const AskForPassword m_ask;
    TextLabel *m_present;
    TextLabel *m_title;
    QLineEdit *m_address;
    TextLabel *m_help;
    QPushButton *m_use;
    QPushButton *m_useFile;
    ErrorBanner *m_said;
    bool m_asked = false; ///< while it changes
    std::optional<QString> m_coming; ///< it has changed to that, and no snapshot shows it yet
};

} // namespace pk::gui
