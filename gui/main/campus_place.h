#pragma once

// Which campus database a source takes its records from: the SQLite file of the window, or a database on a
// MySQL or MariaDB server, with its address and password. Where the real Maxwell cannot be used it says why,
// and offers the one click that helps.
//
// Thread: GUI thread. Ownership: the controller outlives it.

#include "bridge/controller.h"

#include <QWidget>

class QCheckBox;
class QLineEdit;
class QPushButton;
class QRadioButton;

namespace pk::gui {

class TextLabel;

class CampusPlace final : public QWidget
{
    Q_OBJECT

public:
    /// `server`: the address to begin with. REQUIRES: the choice is of Campus or Polling.
    CampusPlace(Controller &controller, const SourceChoice &choice, const QString &server, QWidget *parent);

    /// Takes what stands in the fields; the password is no part of it.
    void read(SourceChoice &choice) const;
    QString password() const;
    bool isToBeRemembered() const;
    /// There is a keychain.
    void offerToRemember();

private:
    QRadioButton *addOption(const char *name, const QString &title);
    TextLabel *addHelp(const QString &help);
    QLineEdit *addField(const char *name, const QString &title);
    void addServer(const QString &server);
    void follow();
    void nameOwn(bool onCompose);
    void goToLocalKafka();

    Controller &m_controller;
    const SourceChoice::Kind m_kind;
    QRadioButton *m_file;
    TextLabel *m_fileHelp;
    QRadioButton *m_server;
    QWidget *m_unfit; ///< why there is no Maxwell here
    TextLabel *m_why;
    QPushButton *m_local;
    QWidget *m_fields;
    QLineEdit *m_address;
    QLineEdit *m_password;
    QCheckBox *m_remember;
};

} // namespace pk::gui
