#pragma once

// Asks for a password that is neither in the environment nor in the keychain: for which profile it is and
// whose, or for which warehouse. Closing it gives the change up. What was typed goes to whoever waits for it,
// and into the keychain where that is wanted, once it has been seen to work.
//
// Thread: GUI thread; the keychain is asked on others. Ownership: the controller outlives it.

#include "bridge/controller.h"
#include "views/sheet.h"

#include <functional>
#include <utility>
#include <vector>

class QCheckBox;
class QLineEdit;
class QPushButton;

namespace pk::gui {

class TextLabel;

/// The keychain; both may wait for the person to unlock it.
struct SecretKeeper
{
    std::function<bool()> isThere;
    std::function<Result<void>(const environment::WantedSecret &, const QString &password)> keep;
};
SecretKeeper desktopKeychain(const environment::ProfileStore &profiles);

class SecretSheet final : public Sheet
{
    Q_OBJECT

public:
    SecretSheet(Controller &controller, SecretKeeper keeper, QWidget *parent);

    /// For something else than an environment. It closes without a word where nobody wants to.
    void askFor(const environment::WantedSecret &secret, const std::function<void(const QString &)> &then);

Q_SIGNALS:
    /// It works, but the keychain did not take it.
    void notKept(const QString &sentence);

protected:
    void changeEvent(QEvent *event) override;

private:
    using Typed = std::pair<environment::WantedSecret, QString>;

    void ask(const SecretWish &wish);
    void showWish(const SecretWish &wish, const std::function<void(const QString &)> &then);
    void offerKeychain();
    void answer();
    void onClosed();
    void onSwitchEnded(const SwitchEnd &end);
    void keep(const Typed &typed);
    void retranslate();

    Controller &m_controller;
    const SecretKeeper m_keeper;
    std::optional<SecretWish> m_wish; ///< not answered yet
    std::function<void(const QString &)> m_then; ///< empty: an environment waits
    std::vector<Typed> m_toKeep; ///< until the switch has ended
    TextLabel *m_why;
    TextLabel *m_title;
    QLineEdit *m_password;
    QCheckBox *m_remember;
    TextLabel *m_promise;
    QPushButton *m_connect;
};

} // namespace pk::gui
