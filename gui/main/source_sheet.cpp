#include "main/source_sheet.h"

#include "app/settings.h"
#include "base/mysql_database.h"
#include "bridge/background_end.h"
#include "bridge/campus_source.h"
#include "environment/keychain.h"
#include "environment/profile_secrets.h"
#include "main/campus_place.h"
#include "views/command_box.h"
#include "views/text_label.h"
#include "views/themed.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QEvent>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace pk::gui {

namespace {

using Kind = SourceChoice::Kind;

TextLabel *addText(QVBoxLayout *column, Token token, const QString &text)
{
    auto *label = new TextLabel(TextRole::Small, token, column->parentWidget());
    label->setWordWrap(true);
    label->setText(text);
    column->addWidget(label);
    return label;
}

template <typename Control>
Control *addField(QVBoxLayout *column, const char *name, const QString &title, const QString &help)
{
    TextLabel *label = addText(column, Token::Muted, title);
    auto *control = new Control(column->parentWidget());
    control->setObjectName(QLatin1String(name));
    control->setAccessibleName(title);
    label->setBuddy(control);
    column->addWidget(control);
    if (!help.isEmpty())
        addText(column, Token::Subtle, help);
    return control;
}

} // namespace

CampusSecrets desktopCampusSecrets()
{
    return {
        [] { return environment::keychainState().ok(); },
        [](const QString &address) { return environment::keptSecret(environment::campusSecret(address)); },
        [](const QString &address, const QString &password) {
            return environment::keepSecret(environment::campusSecret(address), password);
        }};
}

SourceSheet::SourceSheet(Controller &controller, Settings &settings, CampusSecrets secrets, QWidget *parent)
    : Sheet(parent)
    , m_controller(controller)
    , m_settings(settings)
    , m_secrets(std::move(secrets))
    , m_use(new QPushButton(this))
{
    setObjectName(QStringLiteral("sourceSheet"));
    m_use->setObjectName(QStringLiteral("useSource"));
    addToFooter(m_use, FooterButton::Confirms);
    connect(m_use, &QPushButton::clicked, this, &SourceSheet::use);
    connect(this, &Sheet::closed, this, [this] {
        ++m_check;
        setChecking(false);
    });
    connect(&controller, &Controller::sourceChanged, this, [this] {
        if (std::exchange(m_asked, false))
            close();
    });
    connect(&controller, &Controller::commandFailed, this,
            [this](const QString &, const QString &why, Command command) {
                if (command == Command::SetSource && std::exchange(m_asked, false))
                    sayError(why);
            });
}

void SourceSheet::ask(Kind kind)
{
    m_choice = m_controller.source();
    m_choice.kind = kind;
    m_asked = false;
    ++m_check;
    setChecking(false);
    build();
    open();
}

void SourceSheet::build()
{
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    m_campus = nullptr;
    switch (m_choice.kind) {
    case Kind::Campus:
        buildCampus(column);
        break;
    case Kind::Rest:
        buildRest(column);
        break;
    case Kind::Topic:
        buildTopic(column);
        break;
    default:
        buildPolling(column);
        break;
    }
    m_error = addText(column, Token::RoseText, {});
    m_error->setObjectName(QStringLiteral("sourceError"));
    m_error->hide();
    column->addStretch();
    onTheme(content, [column] {
        column->setContentsMargins(px(20), px(16), px(20), px(16));
        column->setSpacing(px(8));
    });
    setChecking(!m_use->isEnabled());
    setContent(content);
}

void SourceSheet::addCampus(QVBoxLayout *column)
{
    m_campus = new CampusPlace(m_controller, m_choice, m_settings.campusServer(), column->parentWidget());
    column->addWidget(m_campus);
    workInBackground([campus = QPointer(m_campus), isThere = m_secrets.isThere] { // the desktop may be long
        if (!isThere())
            return;
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [campus] {
                if (campus)
                    campus->offerToRemember();
            },
            Qt::QueuedConnection);
    });
}

void SourceSheet::buildCampus(QVBoxLayout *column)
{
    setHeader(QStringLiteral("database"), AmberAccent,
              QCoreApplication::translate("main", "Capture the campus database's changes"),
              QCoreApplication::translate("main", "every insert, update and delete"));
    addCampus(column);
    m_read = [campus = m_campus](SourceChoice &choice) { campus->read(choice); };
}

void SourceSheet::buildPolling(QVBoxLayout *column)
{
    setHeader(QStringLiteral("history"), AmberAccent,
              QCoreApplication::translate("main", "Poll the campus database"),
              QCoreApplication::translate("main", "asked again and again for what is new"));
    addCampus(column);
    auto *order = addField<QComboBox>(
        column, "pollOrder", QCoreApplication::translate("main", "What tells that a row is new"),
        QCoreApplication::translate("main",
                                    "Polling sees states, not changes: it misses every delete, and every "
                                    "state that was overwritten before the next look. By id it misses all "
                                    "changes, too. Compare it with change data capture."));
    order->addItem(QCoreApplication::translate("main", "The time of change (updated_at)"));
    order->addItem(QCoreApplication::translate("main", "The number (id): new rows alone"));
    order->setCurrentIndex(m_choice.pollById ? 1 : 0);
    m_read = [order, campus = m_campus](SourceChoice &choice) {
        choice.pollById = order->currentIndex() == 1;
        campus->read(choice);
    };
}

void SourceSheet::buildRest(QVBoxLayout *column)
{
    setHeader(QStringLiteral("external"), AmberAccent, QCoreApplication::translate("main", "Read a REST API"),
              QCoreApplication::translate("main", "page after page, with ETag and retries"));
    auto *url =
        addField<QLineEdit>(column, "restUrl", QCoreApplication::translate("main", "Address"),
                            QCoreApplication::translate(
                                "main",
                                "Left empty, the campus's own API is started on this machine and read. Of "
                                "another one, /orders and /activities are read."));
    url->setPlaceholderText(QStringLiteral("http://127.0.0.1:%1").arg(kCampusApiPort));
    url->setText(m_choice.url);
    auto *paging = addField<QComboBox>(
        column, "restPaging", QCoreApplication::translate("main", "Paging"),
        QCoreApplication::translate("main",
                                    "How the API names its next page. Page numbers shift "
                                    "when an earlier row is deleted; the others do not."));
    // In the order of SourceChoice::Paging.
    paging->addItem(QCoreApplication::translate("main", "By cursor (next_cursor)"));
    paging->addItem(QCoreApplication::translate("main", "By link (the Link header)"));
    paging->addItem(QCoreApplication::translate("main", "By page number"));
    paging->setCurrentIndex(static_cast<int>(m_choice.paging));
    m_read = [url, paging](SourceChoice &choice) {
        choice.url = url->text().trimmed();
        choice.paging = static_cast<SourceChoice::Paging>(std::max(0, paging->currentIndex()));
    };
}

void SourceSheet::buildTopic(QVBoxLayout *column)
{
    setHeader(QStringLiteral("topic"), AmberAccent, QCoreApplication::translate("main", "Read another topic"),
              QCoreApplication::translate("main", "that another program writes"));
    auto *name =
        addField<QLineEdit>(column, "topicName", QCoreApplication::translate("main", "Topic"),
                            QCoreApplication::translate(
                                "main",
                                "Its messages are JSON objects like those of raw_orders; they are taken as "
                                "they are and sent on. The topic must be there: write its first message "
                                "with kcat, for example."));
    name->setPlaceholderText(QStringLiteral("orders_from_outside"));
    name->setText(m_choice.topic);
    auto *write = new CommandBox(column->parentWidget());
    write->setObjectName(QStringLiteral("topicCommand"));
    write->setCommand(
        QStringLiteral("kcat -b %1 -t orders_from_outside -P").arg(m_controller.commandTarget().bootstrap));
    column->addWidget(write);
    m_read = [name](SourceChoice &choice) { choice.topic = name->text().trimmed(); };
}

void SourceSheet::use()
{
    m_read(m_choice);
    m_error->hide();
    if (m_campus != nullptr && !m_choice.database.isEmpty())
        return checkServer();
    m_asked = true;
    m_controller.setSource(m_choice);
}

/// The password is what was typed, now or before, or that of the environment, else that of the keychain.
void SourceSheet::checkServer()
{
    const auto address =
        parseMysqlAddress(m_choice.database, QString::fromLatin1(passwordVariableOf(m_choice.kind)));
    if (!address)
        return sayError(address.error().message);
    setChecking(true);
    workInBackground([self = QPointer(this), check = ++m_check, choice = m_choice, address = *address,
                      typed = m_campus->password(), remember = m_campus->isToBeRemembered(),
                      secrets = m_secrets] {
        std::optional<QString> password;
        const QString known = passwordOf(address); // from the environment, or typed before
        if (!typed.isEmpty()) {
            password = typed;
        } else if (known.isEmpty()) {
            if (auto kept = secrets.read(choice.database))
                password = *kept;
        }
        const auto checked = gui::checkServer(choice, password.value_or(known));
        QString notKept;
        if (checked && remember) {
            if (auto kept = secrets.keep(choice.database, typed); !kept)
                notKept = kept.error().message;
        }
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [self, check, checked, password, notKept] {
                if (self && self->m_check == check)
                    self->takeCheck(checked, password, notKept);
            },
            Qt::QueuedConnection);
    });
}

void SourceSheet::takeCheck(const Result<void> &checked, const std::optional<QString> &password,
                            const QString &notKept)
{
    setChecking(false);
    if (!checked)
        return sayError(checked.error().message);
    if (!notKept.isEmpty())
        Q_EMIT this->notKept(
            QCoreApplication::translate("main", "The password is used, but it was not kept. %1")
                .arg(notKept));
    if (password)
        typePassword(*parseMysqlAddress(m_choice.database, {}), *password); // it was parsed before
    m_settings.setCampusServer(m_choice.database);
    m_asked = true;
    m_controller.setSource(m_choice);
}

void SourceSheet::setChecking(bool checking)
{
    m_use->setEnabled(!checking);
    m_use->setText(checking ? QCoreApplication::translate("main", "The server is asked …")
                            : QCoreApplication::translate("main", "Use this source"));
}

void SourceSheet::sayError(const QString &sentence)
{
    m_error->setText(sentence);
    m_error->show();
}

void SourceSheet::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange && isOpen()) {
        m_read(m_choice);
        build();
    }
    Sheet::changeEvent(event);
}

} // namespace pk::gui
