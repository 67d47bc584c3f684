#pragma once

// What a source needs to be told before it runs: a drawer with the fields of the chosen kind and one button.
// It closes when the source runs; where it was refused, it says why and stays open.
//
// Thread: GUI thread. Ownership: the controller outlives it.

#include "bridge/controller.h"
#include "views/sheet.h"

#include <functional>

class QPushButton;
class QVBoxLayout;

namespace pk::gui {

class TextLabel;

class SourceSheet final : public Sheet
{
    Q_OBJECT

public:
    SourceSheet(Controller &controller, QWidget *parent);

    /// Polling, Rest or Topic: the others need nothing, or a file.
    void ask(SourceChoice::Kind kind);

protected:
    void changeEvent(QEvent *event) override;

private:
    void build();
    void buildPolling(QVBoxLayout *column);
    void buildRest(QVBoxLayout *column);
    void buildTopic(QVBoxLayout *column);
    void use();
    void sayError(const QString &sentence);

    Controller &m_controller;
    SourceChoice m_choice;
    std::function<void(SourceChoice &)> m_read; ///< takes what stands in the fields
    TextLabel *m_error = nullptr; ///< of the content
    QPushButton *m_use;
    bool m_asked = false; ///< for a source that was asked for here
};

} // namespace pk::gui
