#include "pages/profiles/profile_editor.h"

#include "bridge/background_end.h"
#include "environment/profile_secrets.h"
#include "pages/profiles/profile_form.h"
#include "pages/profiles/profile_tester.h"
#include "pages/profiles/step_list.h"
#include "views/error_banner.h"
#include "views/themed.h"

#include <QBoxLayout>
#include <QCoreApplication>
#include <QEvent>
#include <QPointer>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>

namespace pk::gui {

using environment::Profile;

ProfileEditor::ProfileEditor(environment::ProfileStore store, QWidget *parent)
    : Sheet(parent)
    , m_store(std::move(store))
    , m_tester(new ProfileTester(this))
    , m_remove(new QPushButton)
    , m_test(new QPushButton)
    , m_save(new QPushButton)
{
    setObjectName(QStringLiteral("profileEditor"));
    setPreferredWidth(470);
    auto *content = new QWidget;
    m_problem = new ErrorBanner(content);
    m_problem->setObjectName(QStringLiteral("profileProblem"));
    m_form = new ProfileForm(content);
    m_steps = new StepList(content);
    m_steps->setObjectName(QStringLiteral("profileSteps"));
    auto *column = new QVBoxLayout(content);
    column->addWidget(m_form);
    column->addWidget(m_problem); // at its end, so that no field moves
    column->addWidget(m_steps);
    column->addStretch();
    onTheme(content, [column] {
        column->setContentsMargins(px(20), px(16), px(20), px(16));
        column->setSpacing(px(14));
    });
    setContent(content);

    m_remove->setObjectName(QStringLiteral("removeProfile"));
    m_test->setObjectName(QStringLiteral("testProfile"));
    m_save->setObjectName(QStringLiteral("saveProfile"));
    addToFooter(m_remove, FooterButton::Removes);
    addToFooter(m_test, FooterButton::Beside);
    addToFooter(m_save, FooterButton::Confirms);

    connect(m_test, &QPushButton::clicked, this, &ProfileEditor::test);
    connect(m_save, &QPushButton::clicked, this, &ProfileEditor::save);
    connect(m_remove, &QPushButton::clicked, this, &ProfileEditor::remove);
    connect(m_form, &ProfileForm::focusLed, this, &ProfileEditor::showField);
    connect(m_form, &ProfileForm::edited, m_problem, &QWidget::hide);
    connect(m_tester, &ProfileTester::stepTaken, m_steps, &StepList::add);
    if (auto *body = findChild<QScrollArea *>()) {
        QScrollBar *bar = body->verticalScrollBar();
        connect(bar, &QScrollBar::rangeChanged, this, [this, bar] {
            if (m_following)
                bar->setValue(bar->maximum());
        });
    }
    connect(m_tester, &ProfileTester::finished, this, [this](bool, const QString &problem) {
        retranslate();
        if (!problem.isEmpty())
            say(problem);
    });
    connect(this, &Sheet::closed, m_tester, &ProfileTester::stop);
    retranslate();
}

void ProfileEditor::openNew()
{
    start(Profile(), true);
}

void ProfileEditor::openFor(const Profile &profile)
{
    start(profile, false);
}

void ProfileEditor::start(const Profile &profile, bool isNew)
{
    m_new = isNew;
    m_tester->stop();
    m_steps->clear();
    m_problem->hide();
    m_following = false;
    m_form->show(profile, isNew);
    m_remove->setVisible(!isNew);
    retranslate();
    open();
}

void ProfileEditor::say(const QString &problem)
{
    m_problem->show(ErrorBanner::Severity::Error, problem, {});
    follow();
}

/// What comes below the form is seen as it comes.
void ProfileEditor::follow()
{
    m_following = true;
    if (auto *room = findChild<QScrollArea *>())
        room->verticalScrollBar()->setValue(room->verticalScrollBar()->maximum());
}

void ProfileEditor::showField(QWidget *field)
{
    m_following = false;
    if (auto *room = findChild<QScrollArea *>())
        room->ensureWidgetVisible(field, 0, px(16));
}

/// What stands in the form, when it could be kept.
std::optional<Profile> ProfileEditor::sound()
{
    m_problem->hide();
    const Profile profile = m_form->profile();
    if (m_form->tellProblem())
        return std::nullopt;
    const auto checked =
        environment::parseProfile(environment::toJson(profile), m_store.fileOf(profile.name));
    if (checked)
        return profile;
    say(checked.error().message);
    return std::nullopt;
}

void ProfileEditor::test()
{
    if (m_tester->isRunning()) {
        m_tester->stop();
        retranslate();
        return;
    }
    const auto profile = sound();
    if (!profile)
        return;
    m_steps->clear();
    follow();
    m_tester->start(*profile, m_form->password());
    retranslate();
}

void ProfileEditor::save()
{
    const auto profile = sound();
    if (!profile)
        return;
    if (m_new && m_store.names().contains(profile->name)) {
        m_form->tellTaken();
        return;
    }
    if (auto saved = m_store.save(*profile); !saved) {
        say(saved.error().message);
        return;
    }
    Q_EMIT storeChanged();
    if (m_form->password().isEmpty())
        close();
    else
        keepPasswordOf(*profile);
}

/// The desktop may ask the person to unlock its keychain, which takes as long as it takes.
void ProfileEditor::keepPasswordOf(Profile profile)
{
    m_save->setEnabled(false);
    workInBackground(
        [self = QPointer(this), profile, password = m_form->password(), store = m_store]() mutable {
            const QString place = environment::keychainSecret(profile.name);
            auto kept = environment::keepSecret(place, password);
            if (kept) {
                profile.security.secret = place;
                kept = store.save(profile);
            }
            const QString problem = kept ? QString() : kept.error().message;
            QMetaObject::invokeMethod(
                QCoreApplication::instance(),
                [self, problem] {
                    if (!self)
                        return;
                    self->m_save->setEnabled(true);
                    if (problem.isEmpty())
                        return self->close();
                    self->m_problem->show(ErrorBanner::Severity::Warning,
                                          QCoreApplication::translate(
                                              "profiles",
                                              "The profile is kept, its password is not. Give it to run and "
                                              "worker by the environment variable PK_KAFKA_PASSWORD."),
                                          problem);
                },
                Qt::QueuedConnection);
        });
}

void ProfileEditor::remove()
{
    const QString name = m_form->profile().name;
    const auto profile = m_store.load(name);
    if (auto removed = m_store.remove(name); !removed) {
        say(removed.error().message);
        return;
    }
    if (profile && profile->security.secret == environment::keychainSecret(name))
        workInBackground([place = profile->security.secret] { (void)environment::forgetSecret(place); });
    Q_EMIT storeChanged();
    close();
}

void ProfileEditor::retranslate()
{
    setHeader(QStringLiteral("server"), TealAccent,
              m_new ? QCoreApplication::translate("profiles", "New profile")
                    : QCoreApplication::translate("profiles", "Profile"),
              QCoreApplication::translate("profiles", "A Kafka cluster of your own"));
    m_remove->setText(QCoreApplication::translate("profiles", "Remove"));
    m_test->setText(m_tester->isRunning() ? QCoreApplication::translate("profiles", "Stop the test")
                                          : QCoreApplication::translate("profiles", "Test"));
    m_save->setText(QCoreApplication::translate("profiles", "Save"));
}

void ProfileEditor::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        m_problem->hide(); // its sentence is in the other language
        retranslate();
    }
    Sheet::changeEvent(event);
}

} // namespace pk::gui
