#include "main/campus_place.h"

#include "bridge/campus_source.h"
#include "theme/app_style.h"
#include "views/text_label.h"
#include "views/themed.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QCoreApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>

namespace pk::gui {

namespace {

const environment::EnvironmentChoice kLocalKafka{environment::EnvironmentChoice::Kind::Local, 1, {}};

constexpr int kIndent = 24; ///< below a choice's name, not below its mark

QVBoxLayout *columnIn(QWidget *widget, int spacing, int indent = 0)
{
    auto *column = new QVBoxLayout(widget);
    onTheme(widget, [column, spacing, indent] {
        column->setContentsMargins(px(indent), 0, 0, 0);
        column->setSpacing(px(spacing));
    });
    return column;
}

TextLabel *smallText(Token token, const QString &text, QWidget *parent)
{
    auto *label = new TextLabel(TextRole::Small, token, parent);
    label->setWordWrap(true);
    label->setText(text);
    parent->layout()->addWidget(label);
    return label;
}

} // namespace

CampusPlace::CampusPlace(Controller &controller, const SourceChoice &choice, const QString &server,
                         QWidget *parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_kind(choice.kind)
{
    const bool captured = m_kind == SourceChoice::Kind::Campus;
    columnIn(this, 8);
    m_file = addOption("campusFile", {});
    m_fileHelp = addHelp({});
    m_server = addOption("campusServer", QCoreApplication::translate("main", "MySQL or MariaDB server"));
    addHelp(captured ? QCoreApplication::translate(
                "main",
                "The real Maxwell, a program of its own, reads the server's binlog. The campus "
                "works in the database at the rate that is set. Each start tells the rows that are "
                "there first.")
                     : QCoreApplication::translate(
                         "main",
                         "The database is read as it is; nothing is done in it. \"pelatihan-kafka "
                         "kampus --database\" or anybody else works there."));
    const bool own = choice.database.isEmpty() || choice.ofCompose;
    addServer(own ? server : choice.database);
    (own ? m_file : m_server)->setChecked(true);
    connect(m_server, &QRadioButton::toggled, this, &CampusPlace::follow);
    connect(&controller, &Controller::snapshotTaken, this, &CampusPlace::follow);
    connect(&controller, &Controller::switchProgressed, this, &CampusPlace::follow);
    connect(&controller, &Controller::switchEnded, this, &CampusPlace::follow);
    follow();
}

QRadioButton *CampusPlace::addOption(const char *name, const QString &title)
{
    auto *button = new QRadioButton(title, this);
    button->setObjectName(QLatin1String(name));
    layout()->addWidget(button);
    return button;
}

TextLabel *CampusPlace::addHelp(const QString &help)
{
    TextLabel *label = smallText(Token::Subtle, help, this);
    onTheme(label, [label] { label->setIndent(px(kIndent)); });
    return label;
}

QLineEdit *CampusPlace::addField(const char *name, const QString &title)
{
    TextLabel *label = smallText(Token::Muted, title, m_fields);
    auto *field = new QLineEdit(m_fields);
    field->setObjectName(QLatin1String(name));
    field->setAccessibleName(title);
    label->setBuddy(field);
    m_fields->layout()->addWidget(field);
    return field;
}

void CampusPlace::addServer(const QString &server)
{
    m_unfit = new QWidget(this);
    QVBoxLayout *unfit = columnIn(m_unfit, 8, kIndent);
    m_why = smallText(Token::AmberText, {}, m_unfit);
    m_why->setObjectName(QStringLiteral("whyNoMaxwell"));
    m_local = new QPushButton(m_unfit);
    m_local->setObjectName(QStringLiteral("goToLocalKafka"));
    unfit->addWidget(m_local, 0, Qt::AlignLeft);
    connect(m_local, &QPushButton::clicked, this, &CampusPlace::goToLocalKafka);
    layout()->addWidget(m_unfit);

    m_fields = new QWidget(this);
    columnIn(m_fields, 6, kIndent);
    m_address = addField("campusAddress", QCoreApplication::translate("main", "Address of the database"));
    m_address->setPlaceholderText(QStringLiteral("mysql://kampus@127.0.0.1:3306/kampus"));
    m_address->setText(server);
    m_password = addField("campusPassword", QCoreApplication::translate("main", "Password"));
    m_password->setEchoMode(QLineEdit::Password);
    m_password->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    const QString variable = QString::fromLatin1(passwordVariableOf(m_kind));
    const bool given = qEnvironmentVariableIsSet(passwordVariableOf(m_kind));
    m_password->setEnabled(!given);
    smallText(
        Token::Subtle,
        given
            ? QCoreApplication::translate("main", "It comes from the environment variable %1.").arg(variable)
            : QCoreApplication::translate(
                  "main",
                  "Left empty, it comes from the keychain. It stands in no settings, log or shown command; "
                  "programs read it from %1.")
                  .arg(variable),
        m_fields);
    m_remember = new QCheckBox(QCoreApplication::translate("main", "Remember it in the keychain"), m_fields);
    m_remember->setObjectName(QStringLiteral("rememberCampusPassword"));
    setSwitch(m_remember);
    m_remember->hide();
    m_fields->layout()->addWidget(m_remember);
    layout()->addWidget(m_fields);
}

void CampusPlace::goToLocalKafka()
{
    m_controller.switchEnvironment(kLocalKafka);
    follow();
}

/// What is read where no server is given.
void CampusPlace::nameOwn(bool onCompose)
{
    const bool captured = m_kind == SourceChoice::Kind::Campus;
    if (captured && onCompose) {
        m_file->setText(QCoreApplication::translate("main", "Campus database of Compose"));
        m_fileHelp->setText(
            QCoreApplication::translate("main",
                                        "The real Maxwell, a container, reads the binlog of this MySQL. The "
                                        "campus works in it at the rate "
                                        "that is set. Address and password come from compose/.env."));
        return;
    }
    m_file->setText(QCoreApplication::translate("main", "SQLite file of this window"));
    m_fileHelp->setText(
        captured ? QCoreApplication::translate(
            "main",
            "An emulation of Maxwell: triggers write down what changes, in the place of a "
            "binlog. It needs nothing and can be stepped.")
                 : QCoreApplication::translate(
                     "main", "The campus works in it by itself, so that there is something to read."));
}

void CampusPlace::follow()
{
    const SnapshotPtr snapshot = m_controller.snapshot();
    QString why;
    bool localHelps = true;
    if (m_kind == SourceChoice::Kind::Campus && snapshot) {
        why = whyNoMaxwell(snapshot->run.environment, snapshot->run.cluster);
        localHelps = !(m_controller.environment() == kLocalKafka);
    }
    nameOwn(snapshot && snapshot->run.environment.kind == environment::EnvironmentChoice::Kind::Compose);
    const auto &change = m_controller.switching();
    m_server->setEnabled(why.isEmpty());
    if (!why.isEmpty() && m_server->isChecked())
        m_file->setChecked(true);
    m_why->setText(change ? change->sentence : why);
    m_local->setText(QCoreApplication::translate("main", "Go to %1").arg(kLocalKafka.title()));
    m_local->setVisible(localHelps);
    m_local->setEnabled(!change);
    m_unfit->setVisible(!why.isEmpty());
    m_fields->setVisible(m_server->isChecked());
}

void CampusPlace::read(SourceChoice &choice) const
{
    choice.ofCompose = false;
    choice.database = m_server->isChecked() ? m_address->text().trimmed() : QString();
}

QString CampusPlace::password() const
{
    return m_password->text();
}

bool CampusPlace::isToBeRemembered() const
{
    return m_remember->isVisibleTo(m_fields) && m_remember->isChecked() && !m_password->text().isEmpty();
}

void CampusPlace::offerToRemember()
{
    m_remember->setVisible(m_password->isEnabled());
}

} // namespace pk::gui
