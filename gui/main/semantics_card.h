#pragma once

// The delivery semantics of the run: four of them, with what each promises; what came of a change; and, where
// the warehouse holds something more than once, what that is and what removes it. Not remembered: every start
// means effectively-once.
//
// Thread: GUI thread. Ownership: the controller outlives it.

#include "bridge/controller.h"
#include "views/card.h"

#include <array>

class QButtonGroup;
class QPushButton;
class QRadioButton;

namespace pk::gui {

class CommandBox;
class ErrorBanner;

class SemanticsCard final : public Card
{
    Q_OBJECT

public:
    explicit SemanticsCard(Controller &controller, QWidget *parent = nullptr);

protected:
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override; ///< of the options

private:
    struct Option
    {
        QRadioButton *button = nullptr;
        TextLabel *promise = nullptr;
    };

    void addOption(Semantics semantics);
    void addDoubles();
    void choose(Semantics semantics, bool removeDoubles);
    void follow();
    void showRun();
    void showDoubles();
    void scrollToDoubles();
    void retranslate();

    Controller &m_controller;
    QButtonGroup *m_group;
    std::array<Option, 4> m_options; ///< in the order of Semantics
    TextLabel *m_note;
    ErrorBanner *m_said;
    QWidget *m_doubles;
    TextLabel *m_keys;
    CommandBox *m_sql;
    QPushButton *m_remove;
    std::optional<Semantics> m_asked; ///< while it changes
    std::optional<DoublesFound> m_found;
};

} // namespace pk::gui
