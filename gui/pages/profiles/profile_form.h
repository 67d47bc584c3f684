#pragma once

// The fields of a profile. What the chosen protocol has no use for is not shown.
//
// Thread: GUI thread.

#include "environment/profile.h"
#include "views/saying.h"

#include <QWidget>

#include <optional>
#include <vector>

class QComboBox;
class QLineEdit;

namespace pk::gui {

class TextLabel;

class ProfileForm : public QWidget
{
    Q_OBJECT

public:
    explicit ProfileForm(QWidget *parent = nullptr);

    void show(const environment::Profile &profile, bool isNew);
    /// What stands in the fields, over what the profile had besides; not checked.
    environment::Profile profile() const;
    QString password() const;
    /// Says at its field what cannot be kept, leads there, and says it until the field is mended. Returns
    /// whether there is anything.
    bool tellProblem();
    /// Likewise, that another profile has the name.
    void tellTaken();

Q_SIGNALS:
    /// Is to be seen.
    void focusLed(QWidget *field);
    void edited();

protected:
    void changeEvent(QEvent *event) override;

private:
    enum Field {
        Name,
        Servers,
        Prefix,
        Protocol,
        Mechanism,
        User,
        Password,
        Authority,
        Certificate,
        Key,
        Warehouse,
        Count
    };
    struct Line
    {
        TextLabel *title = nullptr;
        QWidget *control = nullptr;
        TextLabel *help = nullptr;
        QWidget *row = nullptr;
        QString helpText = {};
        std::optional<Saying> wrong = {}; ///< in place of the help
    };

    struct Problem
    {
        Field field;
        Saying sentence;
    };

    std::optional<Problem> problem() const;
    void mark(Field field, const std::optional<Saying> &wrong);
    void writeHelp(Field field);
    QLineEdit *addText(Field field, const char *name);
    QComboBox *addChoice(Field field, const char *name, const QStringList &choices);
    void addFile(Field field, const char *name);
    void addLine(Field field, QWidget *row, QWidget *control);
    QString text(Field field) const;
    void showWhatIsNeeded();
    void retranslate();

    std::vector<Line> m_lines;
    environment::Profile m_before;
};

} // namespace pk::gui
