#include "pages/profiles/profile_form.h"

#include "views/icon_button.h"
#include "views/text_label.h"
#include "views/themed.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QCoreApplication>
#include <QEvent>
#include <QFileDialog>
#include <QLineEdit>
#include <QStyle>

namespace pk::gui {

namespace {

const QStringList kProtocols{QStringLiteral("PLAINTEXT"), QStringLiteral("SSL"),
                             QStringLiteral("SASL_PLAINTEXT"), QStringLiteral("SASL_SSL")};
const QStringList kMechanisms{QStringLiteral("PLAIN"), QStringLiteral("SCRAM-SHA-256"),
                              QStringLiteral("SCRAM-SHA-512")};

} // namespace

ProfileForm::ProfileForm(QWidget *parent)
    : QWidget(parent)
    , m_lines(Count)
{
    auto *column = new QVBoxLayout(this);
    addText(Name, "profileName");
    addText(Servers, "profileServers")->setPlaceholderText(QStringLiteral("kafka.example:9093"));
    addText(Prefix, "profilePrefix")->setPlaceholderText(QStringLiteral("t07."));
    connect(addChoice(Protocol, "profileProtocol", kProtocols), &QComboBox::currentIndexChanged, this,
            &ProfileForm::showWhatIsNeeded);
    addChoice(Mechanism, "profileMechanism", kMechanisms);
    addText(User, "profileUser");
    addText(Password, "profilePassword")->setEchoMode(QLineEdit::Password);
    addFile(Authority, "profileAuthority");
    addFile(Certificate, "profileCertificate");
    addFile(Key, "profileKey");
    addText(Warehouse, "profileWarehouse")
        ->setPlaceholderText(QStringLiteral("mysql://t07@db.example:3306/t07"));
    onTheme(this, [column] {
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(px(10));
    });
    retranslate();
}

void ProfileForm::addLine(Field field, QWidget *row, QWidget *control)
{
    Line &line = m_lines[field];
    line.control = control;
    line.row = new QWidget(this);
    line.title = new TextLabel(TextRole::Small, Token::Muted, line.row);
    line.title->setBuddy(control);
    line.help = new TextLabel(TextRole::Small, Token::Subtle, line.row);
    line.help->setObjectName(QLatin1String("help"));
    line.help->setWordWrap(true);
    auto *column = new QVBoxLayout(line.row);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(line.title);
    column->addWidget(row);
    column->addWidget(line.help);
    onTheme(line.row, [column] { column->setSpacing(px(4)); });
    static_cast<QVBoxLayout *>(layout())->addWidget(line.row);
}

QLineEdit *ProfileForm::addText(Field field, const char *name)
{
    auto *edit = new QLineEdit(this);
    edit->setObjectName(QLatin1String(name));
    addLine(field, edit, edit);
    connect(edit, &QLineEdit::textChanged, this, &ProfileForm::edited);
    connect(edit, &QLineEdit::textChanged, this, [this, field] { mark(field, {}); });
    return edit;
}

QComboBox *ProfileForm::addChoice(Field field, const char *name, const QStringList &choices)
{
    auto *box = new QComboBox(this);
    box->setObjectName(QLatin1String(name));
    box->addItems(choices);
    addLine(field, box, box);
    connect(box, &QComboBox::currentIndexChanged, this, &ProfileForm::edited);
    return box;
}

void ProfileForm::addFile(Field field, const char *name)
{
    auto *row = new QWidget(this);
    auto *edit = new QLineEdit(row);
    edit->setObjectName(QLatin1String(name));
    auto *choose = new IconButton(QStringLiteral("folder"),
                                  QCoreApplication::translate("profiles", "Choose a file"), row);
    choose->setLook(IconButton::Look::Outlined);
    auto *box = new QHBoxLayout(row);
    box->setContentsMargins(0, 0, 0, 0);
    box->addWidget(edit, 1);
    box->addWidget(choose);
    addLine(field, row, edit);
    connect(edit, &QLineEdit::textChanged, this, &ProfileForm::edited);
    connect(edit, &QLineEdit::textChanged, this, [this, field] { mark(field, {}); });
    connect(choose, &IconButton::clicked, this, [this, edit] {
        auto *dialog = new QFileDialog(this, QCoreApplication::translate("profiles", "Choose a file"),
                                       edit->text(), QStringLiteral("PEM (*.pem *.crt *.cer *.key)"));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::ExistingFile);
        connect(dialog, &QFileDialog::fileSelected, edit, &QLineEdit::setText);
        dialog->open();
    });
}

QString ProfileForm::text(Field field) const
{
    const Line &line = m_lines[field];
    if (!line.row->isVisibleTo(this))
        return {};
    if (const auto *box = qobject_cast<const QComboBox *>(line.control))
        return box->currentText();
    return static_cast<const QLineEdit *>(line.control)->text().trimmed();
}

QString ProfileForm::password() const
{
    return m_lines[Password].row->isVisibleTo(this)
        ? static_cast<const QLineEdit *>(m_lines[Password].control)->text()
        : QString();
}

void ProfileForm::show(const environment::Profile &profile, bool isNew)
{
    m_before = profile;
    const auto set = [this](Field field, const QString &value) {
        static_cast<QLineEdit *>(m_lines[field].control)->setText(value);
    };
    const environment::Profile::Security &security = profile.security;
    set(Name, profile.name);
    m_lines[Name].control->setEnabled(isNew); // another name is another profile
    set(Servers, profile.bootstrap.join(QStringLiteral(", ")));
    set(Prefix, profile.prefix);
    static_cast<QComboBox *>(m_lines[Protocol].control)->setCurrentText(security.protocol);
    static_cast<QComboBox *>(m_lines[Mechanism].control)
        ->setCurrentText(security.mechanism.isEmpty() ? kMechanisms.last() : security.mechanism);
    set(User, security.user);
    set(Password, {});
    set(Authority, security.ca);
    set(Certificate, security.certificate);
    set(Key, security.key);
    set(Warehouse, profile.warehouse);
    showWhatIsNeeded();
    retranslate();
}

environment::Profile ProfileForm::profile() const
{
    environment::Profile profile = m_before;
    profile.name = text(Name);
    profile.bootstrap.clear();
    for (const QString &server : text(Servers).split(u',', Qt::SkipEmptyParts))
        profile.bootstrap << server.trimmed();
    profile.prefix = text(Prefix);
    environment::Profile::Security &security = profile.security;
    security.protocol = text(Protocol);
    security.mechanism = text(Mechanism);
    security.user = text(User);
    if (!security.sasl())
        security.secret.clear();
    security.ca = text(Authority);
    security.certificate = text(Certificate);
    security.key = text(Key);
    profile.warehouse = text(Warehouse);
    return profile;
}

/// Each field is looked at by itself, so that it is known which one is meant.
std::optional<ProfileForm::Problem> ProfileForm::problem() const
{
    const environment::Profile typed = profile();
    const environment::Profile::Security &security = typed.security;
    if (typed.name.isEmpty())
        return Problem{Name,
                       [] { return QCoreApplication::translate("profiles", "Give the profile a name."); }};
    environment::Profile sound;
    sound.name = QStringLiteral("sound");
    sound.bootstrap = {QStringLiteral("localhost:9092")};
    for (const Field field : {Name, Servers, Prefix, Warehouse}) {
        environment::Profile alone = sound;
        alone.name = field == Name ? typed.name : sound.name;
        alone.bootstrap = field == Servers ? typed.bootstrap : sound.bootstrap;
        alone.prefix = field == Prefix ? typed.prefix : sound.prefix;
        alone.warehouse = field == Warehouse ? typed.warehouse : sound.warehouse;
        const auto check = [json = environment::toJson(alone)] {
            return environment::parseProfile(json, {});
        };
        if (!check())
            return Problem{field, [check] { return check().error().message; }};
    }
    if (security.sasl() && security.user.isEmpty())
        return Problem{User, [] { return QCoreApplication::translate("profiles", "SASL needs a user."); }};
    if (security.certificate.isEmpty() != security.key.isEmpty())
        return Problem{security.key.isEmpty() ? Key : Certificate, [] {
                           return QCoreApplication::translate(
                               "profiles", "A client's certificate and its key belong together.");
                       }};
    return std::nullopt;
}

bool ProfileForm::tellProblem()
{
    for (int field = 0; field < Count; ++field)
        mark(static_cast<Field>(field), {});
    const auto found = problem();
    if (!found)
        return false;
    mark(found->field, found->sentence);
    m_lines[found->field].control->setFocus();
    Q_EMIT focusLed(m_lines[found->field].row);
    return true;
}

void ProfileForm::tellTaken()
{
    mark(Name, [] {
        return QCoreApplication::translate("profiles",
                                           "There is a profile of this name already. Choose another one.");
    });
    m_lines[Name].control->setFocus();
    Q_EMIT focusLed(m_lines[Name].row);
}

void ProfileForm::mark(Field field, const std::optional<Saying> &wrong)
{
    Line &line = m_lines[field];
    if (!wrong && !line.wrong)
        return;
    line.wrong = wrong;
    line.control->setProperty("wrong", wrong.has_value());
    line.control->style()->unpolish(line.control);
    line.control->style()->polish(line.control);
    writeHelp(field);
}

void ProfileForm::writeHelp(Field field)
{
    const Line &line = m_lines[field];
    const QString text = line.wrong ? line.wrong->text() : line.helpText;
    line.control->setAccessibleDescription(line.wrong ? text : QString());
    line.help->setToken(line.wrong ? Token::RoseText : Token::Subtle);
    line.help->setText(text);
    line.help->setVisible(!text.isEmpty());
}

void ProfileForm::showWhatIsNeeded()
{
    environment::Profile::Security chosen;
    chosen.protocol = static_cast<const QComboBox *>(m_lines[Protocol].control)->currentText();
    for (const Field field : {User, Certificate, Key}) // another protocol asks for others
        mark(field, {});
    for (const Field field : {Mechanism, User, Password})
        m_lines[field].row->setVisible(chosen.sasl());
    for (const Field field : {Authority, Certificate, Key})
        m_lines[field].row->setVisible(chosen.tls());
}

void ProfileForm::retranslate()
{
    const auto set = [this](Field field, const QString &title, const QString &help = {}) {
        m_lines[field].title->setText(title);
        m_lines[field].helpText = help;
        writeHelp(field);
        m_lines[field].control->setAccessibleName(title);
    };
    const auto text = [](const char *source) { return QCoreApplication::translate("profiles", source); };
    set(Name, text(QT_TRANSLATE_NOOP("profiles", "Name")),
        text(
            QT_TRANSLATE_NOOP("profiles", "Small letters, digits, - and _. In a terminal: run --env NAME.")));
    set(Servers, text(QT_TRANSLATE_NOOP("profiles", "Servers")));
    set(Prefix, text(QT_TRANSLATE_NOOP("profiles", "Prefix")),
        text(QT_TRANSLATE_NOOP(
            "profiles", "Stands before the names of topics and groups, so that many can share a cluster.")));
    set(Protocol, text(QT_TRANSLATE_NOOP("profiles", "Protocol")));
    set(Mechanism, text(QT_TRANSLATE_NOOP("profiles", "Mechanism")));
    set(User, text(QT_TRANSLATE_NOOP("profiles", "User")));
    set(Password, text(QT_TRANSLATE_NOOP("profiles", "Password")),
        m_before.security.secret.startsWith(QStringLiteral("keychain:"))
            ? text(QT_TRANSLATE_NOOP("profiles", "It is in the keychain. What you type here replaces it."))
            : text(QT_TRANSLATE_NOOP("profiles",
                                     "Never in the profile's file: it goes to the keychain, or serves for "
                                     "the test alone where there is none.")));
    set(Authority, text(QT_TRANSLATE_NOOP("profiles", "Authority (CA)")),
        text(QT_TRANSLATE_NOOP("profiles", "Empty: the authorities that this system trusts.")));
    set(Certificate, text(QT_TRANSLATE_NOOP("profiles", "Certificate of this client")));
    set(Key, text(QT_TRANSLATE_NOOP("profiles", "Its key")));
    set(Warehouse, text(QT_TRANSLATE_NOOP("profiles", "Warehouse")),
        text(QT_TRANSLATE_NOOP("profiles", "Empty: a new SQLite file each time.")));
}

void ProfileForm::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace pk::gui
