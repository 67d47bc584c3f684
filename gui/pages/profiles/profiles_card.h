#pragma once

// The card of the settings page that lists the profiles; a click opens one in the editor.
//
// Thread: GUI thread. Ownership: the editor belongs to the window that the card is in.

#include "environment/profile.h"
#include "views/card.h"

class QPushButton;

namespace pk::gui {

class ProfileEditor;
class TextLabel;

class ProfilesCard : public Card
{
    Q_OBJECT

public:
    /// `over`: what the editor lies over.
    ProfilesCard(environment::ProfileStore store, QWidget *over, QWidget *parent = nullptr);

    ProfileEditor *editor() const { return m_editor; }

protected:
    void changeEvent(QEvent *event) override;

private:
    class Row;

    void fill();
    void retranslate();

    environment::ProfileStore m_store;
    ProfileEditor *m_editor; // its window's
    QPushButton *m_add;
    TextLabel *m_none;
    QWidget *m_list;
};

} // namespace pk::gui
