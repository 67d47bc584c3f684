#pragma once

// What a source needs to be told before it runs: a drawer with the fields of the chosen kind and one button.
// It closes when the source runs; where it was refused, it says why and stays open. A database on a server is
// asked first whether it will do; who closes the sheet meanwhile keeps the source that runs.
//
// Thread: GUI thread; servers and the keychain are asked on others. Ownership: controller and settings
// outlive it.

#include "bridge/controller.h"
#include "views/sheet.h"

#include <functional>
#include <optional>

class QPushButton;
class QVBoxLayout;

namespace pk::gui {

class CampusPlace;
class Settings;
class TextLabel;

/// The keychain; it may wait for the person to unlock it.
struct CampusSecrets
{
    std::function<bool()> isThere;
    std::function<Result<QString>(const QString &address)> read;
    std::function<Result<void>(const QString &address, const QString &password)> keep;
};
CampusSecrets desktopCampusSecrets();

class SourceSheet final : public Sheet
{
    Q_OBJECT

public:
    SourceSheet(Controller &controller, Settings &settings, CampusSecrets secrets, QWidget *parent);

    /// Campus, Polling, Rest or Topic: the others need nothing, or a file.
    void ask(SourceChoice::Kind kind);

Q_SIGNALS:
    /// It works, but the keychain did not take the password.
    void notKept(const QString &sentence);

protected:
    void changeEvent(QEvent *event) override;

private:
    void build();
    void addCampus(QVBoxLayout *column);
    void buildCampus(QVBoxLayout *column);
    void buildPolling(QVBoxLayout *column);
    void buildRest(QVBoxLayout *column);
    void buildTopic(QVBoxLayout *column);
    void use();
    void checkServer();
    void takeCheck(const Result<void> &checked, const std::optional<QString> &password,
                   const QString &notKept);
    void setChecking(bool checking);
    void sayError(const QString &sentence);

    Controller &m_controller;
    Settings &m_settings;
    const CampusSecrets m_secrets;
    SourceChoice m_choice;
    CampusPlace *m_campus = nullptr; ///< of the content
    std::function<void(SourceChoice &)> m_read; ///< takes what stands in the fields
    TextLabel *m_error = nullptr; ///< of the content
    QPushButton *m_use;
    int m_check = 0; ///< of the server that was asked last; another answer counts no more
    bool m_asked = false; ///< for a source that was asked for here
};

} // namespace pk::gui
