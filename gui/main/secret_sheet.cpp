#include "main/secret_sheet.h"

#include "bridge/background_end.h"
#include "environment/keychain.h"
#include "theme/app_style.h"
#include "views/text_label.h"
#include "views/themed.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QCoreApplication>
#include <QEvent>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>

namespace pk::gui {

SecretKeeper desktopKeychain(const environment::ProfileStore &profiles)
{
    return {[] { return environment::keychainState().ok(); },
            [profiles](const environment::WantedSecret &secret, const QString &password) {
                return environment::rememberSecret(profiles, secret, password);
            }};
}

SecretSheet::SecretSheet(Controller &controller, SecretKeeper keeper, QWidget *parent)
    : Sheet(parent)
    , m_controller(controller)
    , m_keeper(std::move(keeper))
    , m_connect(new QPushButton(this))
{
    setObjectName(QStringLiteral("secretSheet"));
    auto *content = new QWidget;
    m_why = new TextLabel(TextRole::Body, Token::Text, content);
    m_title = new TextLabel(TextRole::Small, Token::Muted, content);
    m_password = new QLineEdit(content);
    m_remember = new QCheckBox(content);
    m_promise = new TextLabel(TextRole::Small, Token::Subtle, content);
    for (TextLabel *label : {m_why, m_title, m_promise})
        label->setWordWrap(true);
    m_why->setObjectName(QStringLiteral("secretWhy"));
    m_password->setObjectName(QStringLiteral("secret"));
    m_password->setEchoMode(QLineEdit::Password);
    m_password->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    m_title->setBuddy(m_password);
    m_remember->setObjectName(QStringLiteral("rememberSecret"));
    setSwitch(m_remember);
    auto *column = new QVBoxLayout(content);
    for (QWidget *widget :
         std::initializer_list<QWidget *>{m_why, m_title, m_password, m_remember, m_promise})
        column->addWidget(widget);
    column->addStretch();
    onTheme(content, [column] {
        column->setContentsMargins(px(16), px(16), px(16), px(16));
        column->setSpacing(px(10));
    });
    setContent(content);

    m_connect->setObjectName(QStringLiteral("useSecret"));
    addToFooter(m_connect, FooterButton::Confirms);

    connect(m_password, &QLineEdit::textChanged, this,
            [this](const QString &text) { m_connect->setEnabled(!text.isEmpty()); });
    connect(m_connect, &QPushButton::clicked, this, &SecretSheet::answer);
    connect(this, &Sheet::closed, this, &SecretSheet::onClosed);
    connect(&controller, &Controller::secretWanted, this, &SecretSheet::ask);
    connect(&controller, &Controller::switchEnded, this, &SecretSheet::onSwitchEnded);
    connect(&controller, &Controller::switchProgressed, this, [this](const SwitchProgress &progress) {
        if (m_wish && !m_then && !(progress.to == m_wish->to)) { // another wish took this one's place
            m_wish.reset();
            close();
        }
    });
}

void SecretSheet::askFor(const environment::WantedSecret &secret,
                         const std::function<void(const QString &)> &then)
{
    showWish({0, {}, secret}, then);
}

void SecretSheet::ask(const SecretWish &wish)
{
    showWish(wish, {});
}

void SecretSheet::showWish(const SecretWish &wish, const std::function<void(const QString &)> &then)
{
    if (m_wish && !m_then)
        m_controller.cancelSwitch(); // only one can be asked
    m_wish = wish;
    m_then = then;
    m_password->clear();
    m_connect->setEnabled(false);
    m_remember->setChecked(false);
    m_remember->hide();
    if (!then && environment::canRemember(wish.secret))
        offerKeychain();
    retranslate();
    open();
}

/// The desktop may be long in answering.
void SecretSheet::offerKeychain()
{
    workInBackground([self = QPointer(this), question = m_wish->question, isThere = m_keeper.isThere] {
        if (!isThere())
            return;
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [self, question] {
                if (self && self->m_wish && self->m_wish->question == question)
                    self->m_remember->show();
            },
            Qt::QueuedConnection);
    });
}

void SecretSheet::answer()
{
    if (!m_wish || m_password->text().isEmpty())
        return;
    const SecretWish wish = *std::exchange(m_wish, std::nullopt);
    if (m_remember->isVisibleTo(this) && m_remember->isChecked())
        m_toKeep.emplace_back(wish.secret, m_password->text());
    if (const auto then = std::exchange(m_then, {}))
        then(m_password->text());
    else
        m_controller.answerSecret(wish.question, m_password->text());
    close();
}

void SecretSheet::onClosed()
{
    m_password->clear();
    const bool environment = !std::exchange(m_then, {});
    if (std::exchange(m_wish, std::nullopt) && environment)
        m_controller.cancelSwitch();
}

void SecretSheet::onSwitchEnded(const SwitchEnd &end)
{
    if (!m_then) {
        m_wish.reset();
        close();
    }
    const std::vector<Typed> typed = std::exchange(m_toKeep, {});
    if (end.kind != SwitchEnd::Kind::Done)
        return;
    for (const Typed &one : typed)
        keep(one);
}

void SecretSheet::keep(const Typed &typed)
{
    workInBackground([self = QPointer(this), typed, keep = m_keeper.keep] {
        const auto kept = keep(typed.first, typed.second);
        if (kept)
            return;
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [self, why = kept.error().message] {
                if (self)
                    Q_EMIT self->notKept(
                        QCoreApplication::translate("main", "The password is used, but it was not kept. %1")
                            .arg(why));
            },
            Qt::QueuedConnection);
    });
}

void SecretSheet::retranslate()
{
    if (!m_wish)
        return;
    const environment::WantedSecret &secret = m_wish->secret;
    setHeader(QStringLiteral("lock"), TealAccent, QCoreApplication::translate("main", "Password"),
              m_then ? secret.owner
                     : QCoreApplication::translate("main", "for the profile %1").arg(secret.profile));
    m_why->setText(
        m_then ? QCoreApplication::translate("main",
                                             "The password of %1 is needed. It is not in the environment.")
                     .arg(environment::whoseSecret(secret))
               : QCoreApplication::translate("main",
                                             "To go on to %1, the password of %2 is needed. It is neither "
                                             "in the environment nor in the keychain.")
                     .arg(m_wish->to.title(), environment::whoseSecret(secret)));
    m_title->setText(
        QCoreApplication::translate("main", "Password of %1").arg(environment::whoseSecret(secret)));
    m_password->setAccessibleName(m_title->text());
    m_remember->setText(QCoreApplication::translate("main", "Remember it in the keychain"));
    QString promise = QCoreApplication::translate(
        "main", "It serves this connection alone and stands in no settings, log or shown command.");
    const RunState state = m_controller.state();
    if (state == RunState::Running || state == RunState::Paused)
        promise +=
            u' '
            + QCoreApplication::translate(
                "main",
                "The present run goes on until the connection is there; closing this leaves it as it is.");
    m_promise->setText(promise);
    m_connect->setText(QCoreApplication::translate("main", "Connect"));
}

void SecretSheet::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    Sheet::changeEvent(event);
}

} // namespace pk::gui
