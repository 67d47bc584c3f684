#pragma once

// A drawer to write a profile, to test it, and to keep or remove it.
//
// Thread: GUI thread; tests and the keychain are asked on others.

#include "environment/profile.h"
#include "views/sheet.h"

class QPushButton;

namespace pk::gui {

class ErrorBanner;
class ProfileForm;
class ProfileTester;
class StepList;

class ProfileEditor : public Sheet
{
    Q_OBJECT

public:
    ProfileEditor(environment::ProfileStore store, QWidget *parent);

    void openNew();
    void openFor(const environment::Profile &profile);

Q_SIGNALS:
    /// Something was kept or removed.
    void storeChanged();

protected:
    void changeEvent(QEvent *event) override;

private:
    void start(const environment::Profile &profile, bool isNew);
    void test();
    void save();
    void keepPasswordOf(environment::Profile profile);
    void remove();
    void say(const QString &problem);
    void follow();
    void showField(QWidget *field);
    void retranslate();
    std::optional<environment::Profile> sound();

    environment::ProfileStore m_store;
    bool m_new = true;
    bool m_following = false; ///< the end of the sheet is kept in sight
    ProfileForm *m_form;
    ErrorBanner *m_problem;
    StepList *m_steps;
    ProfileTester *m_tester;
    QPushButton *m_remove;
    QPushButton *m_test;
    QPushButton *m_save;
};

} // namespace pk::gui
