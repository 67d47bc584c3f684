// The sheet that asks for a password: what it says, what becomes of what is typed, and that it can be left.

#include "../support/fit_matrix.h"
#include "bridge/background_end.h"
#include "broker/embedded_backend.h"
#include "main/secret_sheet.h"
#include "views/text_fit.h"
#include "workbench_fixture.h"

#include <QCheckBox>
#include <QDir>
#include <QDirIterator>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>

#include <atomic>
#include <mutex>

using namespace pk;
using namespace pk::gui;
using environment::EnvironmentChoice;
using environment::WantedSecret;
using pk::test::Desk;
using Backend = std::unique_ptr<broker::ClusterBackend>;

namespace {

const EnvironmentChoice kProfile{EnvironmentChoice::Kind::Profile, 1, QStringLiteral("lab-fti")};
const QString kPassword = QStringLiteral("rahasia-kampus-07");

WantedSecret wanted(const QString &place = {})
{
    return {WantedSecret::Kind::Kafka, kProfile.profile, QStringLiteral("t07"), place};
}

/// A window whose profile wants a password.
class Asking
{
public:
    Asking()
        : desk([this](SessionOptions &options) {
            options.open = [this](const EnvironmentChoice &,
                                  const environment::Opening &opening) -> Result<Backend> {
                const auto typed = opening.ask(wanted());
                if (!typed)
                    return Error{ErrorCode::Permission, QStringLiteral("not known"), {}};
                const std::lock_guard lock(m_mutex);
                m_given = *typed;
                return broker::startEmbeddedCluster(
                    {.program = test::programPath(), .restart = false, .died = {}, .restarted = {}});
            };
        })
        , ends(&desk.controller(), &Controller::switchEnded)
    {
        desk.open();
    }
    bool isAsked()
    {
        if (!QTest::qWaitFor([this] { return desk.loaded() >= 1; }, pk::test::kPatienceMs))
            return false;
        desk.controller().switchEnvironment(kProfile);
        return QTest::qWaitFor([this] { return sheet()->isOpen(); }, pk::test::kPatienceMs);
    }
    SecretSheet *sheet() { return desk.child<SecretSheet>("secretSheet"); }
    QString given() const
    {
        const std::lock_guard lock(m_mutex);
        return m_given;
    }
    SwitchEnd::Kind end() const { return ends.last()[0].value<SwitchEnd>().kind; }

private:
    mutable std::mutex m_mutex;
    QString m_given;

public:
    Desk desk;
    QSignalSpy ends;
};

/// Where that text stands, among all files below the folder.
QStringList filesWith(const QString &folder, const QByteArray &text)
{
    QStringList found;
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly) && file.readAll().contains(text))
            found << file.fileName();
    }
    return found;
}

/// The sheet alone, with a keychain that is none.
struct Lone
{
    explicit Lone(bool keychain, Result<void> kept = {})
        : keeper{[keychain] { return keychain; },
                 [this, kept](const WantedSecret &secret, const QString &password) {
                     keptAt = secret.place + u'|' + password;
                     ++keeps;
                     return kept;
                 }}
        , controller({})
        , sheet(controller, keeper, &window)
    {
        window.resize(1280, 800);
        window.show();
    }
    void ask(const WantedSecret &secret) { Q_EMIT controller.secretWanted({1, kProfile, secret}); }
    void end(SwitchEnd::Kind kind) { Q_EMIT controller.switchEnded({kind, kProfile, {}}); }
    template <typename Widget> Widget *find(const char *name)
    {
        return window.findChild<Widget *>(QLatin1String(name));
    }
    void typeAndConnect()
    {
        QTest::keyClicks(find<QLineEdit>("secret"), kPassword);
        QTest::mouseClick(find<QPushButton>("useSecret"), Qt::LeftButton);
    }

    QString keptAt; // these two before waitForBackgroundEnds() has returned: the keeper's
    std::atomic<int> keeps = 0;
    SecretKeeper keeper;
    QWidget window;
    Controller controller;
    SecretSheet sheet;
};

} // namespace

class TestSecretSheet : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        installTheme(*qApp);
        qunsetenv("DBUS_SESSION_BUS_ADDRESS");
        Theme::instance().setReducedMotion(true);
    }

    void typed_itGoesToWhoeverConnects_andStandsNowhere()
    {
        Asking asking;
        QVERIFY(asking.isAsked());
        auto *field = asking.desk.child<QLineEdit>("secret");
        QCOMPARE(field->echoMode(), QLineEdit::Password);
        QVERIFY(field->hasFocus());
        const QString why = asking.desk.child<QLabel>("secretWhy")->text();
        QVERIFY2(why.contains(QStringLiteral("lab-fti")) && why.contains(QStringLiteral("user t07 of Kafka")),
                 qPrintable(why));
        QVERIFY(!asking.desk.child<QCheckBox>("rememberSecret")->isVisible()); // no keychain here
        QVERIFY(!asking.desk.child<QPushButton>("useSecret")->isEnabled());
        QTest::keyClicks(field, kPassword);
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_COMPARE(asking.ends.count(), 1);
        QVERIFY(asking.end() == SwitchEnd::Kind::Done);
        QCOMPARE(asking.given(), kPassword);
        QVERIFY(!asking.sheet()->isOpen());
        QVERIFY(field->text().isEmpty());
        QSignalSpy finished(&asking.desk.controller(), &Controller::shutdownFinished);
        asking.desk.window().close();
        QTRY_COMPARE(finished.count(), 1);
        const QStringList files = filesWith(asking.desk.folder.path(), kPassword.toUtf8());
        QVERIFY2(files.isEmpty(), qPrintable(files.join(u'\n')));
    }

    void escape_givesTheSwitchUp_andTheRunGoesOn()
    {
        Asking asking;
        QVERIFY(asking.isAsked());
        QTest::keyClicks(asking.desk.child<QLineEdit>("secret"), kPassword);
        QTest::keyClick(asking.desk.child<QLineEdit>("secret"), Qt::Key_Escape);
        QTRY_COMPARE(asking.ends.count(), 1);
        QVERIFY(asking.end() == SwitchEnd::Kind::Cancelled);
        QVERIFY(!asking.sheet()->isOpen());
        QVERIFY(asking.given().isEmpty());
        QVERIFY(asking.desk.controller().environment().isEmbedded());
        QVERIFY(asking.desk.controller().state() == RunState::Running);
    }

    void givenUpElsewhere_itCloses()
    {
        Asking asking;
        QVERIFY(asking.isAsked());
        asking.desk.controller().cancelSwitch();
        QTRY_VERIFY(!asking.sheet()->isOpen());
        QCOMPARE(asking.ends.count(), 1);
    }

    void windowClosedMeanwhile_itEndsInOrder()
    {
        Asking asking;
        QVERIFY(asking.isAsked());
        QSignalSpy finished(&asking.desk.controller(), &Controller::shutdownFinished);
        asking.desk.window().close();
        QTRY_COMPARE(finished.count(), 1);
        QVERIFY2(finished[0][0].toBool(), qPrintable(finished[0][1].toString()));
        QVERIFY(asking.desk.bench->givenUp().isEmpty());
    }

    void remember_isOffered_whereThereIsAKeychain_andTheProfileLeavesThePlaceToUs()
    {
        {
            Lone lone(true);
            lone.ask(wanted());
            QTRY_VERIFY(lone.find<QCheckBox>("rememberSecret")->isVisible());
            QVERIFY(!lone.find<QCheckBox>("rememberSecret")->isChecked());
        }
        for (const auto &[keychain, place] :
             {std::pair(false, QString()), std::pair(true, QStringLiteral("env:LAB_PASSWORD"))}) {
            Lone lone(keychain);
            lone.ask(wanted(place));
            QVERIFY(waitForBackgroundEnds(60'000));
            QCoreApplication::processEvents();
            QVERIFY(!lone.find<QCheckBox>("rememberSecret")->isVisible());
        }
    }

    void remembered_onceItHasBeenSeenToWork()
    {
        Lone lone(true);
        lone.ask(wanted(QStringLiteral("keychain:pk/lab-fti")));
        auto *remember = lone.find<QCheckBox>("rememberSecret");
        QTRY_VERIFY(remember->isVisible());
        QTest::mouseClick(remember, Qt::LeftButton, {}, QPoint(8, remember->height() / 2));
        QVERIFY(remember->isChecked());
        lone.typeAndConnect();
        QVERIFY(waitForBackgroundEnds(60'000));
        QCOMPARE(lone.keeps.load(), 0);
        lone.end(SwitchEnd::Kind::Done);
        QTRY_COMPARE(lone.keeps.load(), 1);
        QVERIFY(waitForBackgroundEnds(60'000));
        QCOMPARE(lone.keptAt, QStringLiteral("keychain:pk/lab-fti|") + kPassword);
    }

    void aWrongOne_isNotRemembered_norIsOneThatNobodyWantedTo()
    {
        for (const bool wants : {true, false}) {
            Lone lone(true);
            lone.ask(wanted());
            auto *remember = lone.find<QCheckBox>("rememberSecret");
            QTRY_VERIFY(remember->isVisible());
            remember->setChecked(wants);
            lone.typeAndConnect();
            lone.end(wants ? SwitchEnd::Kind::Failed : SwitchEnd::Kind::Done);
            lone.end(SwitchEnd::Kind::Done); // of a later switch
            QVERIFY(waitForBackgroundEnds(60'000));
            QCOMPARE(lone.keeps.load(), 0);
        }
    }

    void keychainThatRefuses_isSaid()
    {
        Lone lone(true, Error{ErrorCode::Unavailable, QStringLiteral("It is locked."), {}});
        QSignalSpy said(&lone.sheet, &SecretSheet::notKept);
        lone.ask(wanted());
        QTRY_VERIFY(lone.find<QCheckBox>("rememberSecret")->isVisible());
        lone.find<QCheckBox>("rememberSecret")->setChecked(true);
        lone.typeAndConnect();
        lone.end(SwitchEnd::Kind::Done);
        QTRY_COMPARE(said.count(), 1);
        QVERIFY(said[0][0].toString().contains(QStringLiteral("It is locked.")));
        QVERIFY(!said[0][0].toString().contains(kPassword));
    }

    void texts_fit_data() { test::addFitRows({QSize(1280, 800)}); }
    void texts_fit()
    {
        Lone lone(true);
        lone.window.resize(test::takeFitRow());
        lone.ask(wanted());
        QTRY_VERIFY(lone.find<QCheckBox>("rememberSecret")->isVisible());
        std::vector<TextFault> faults;
        const bool fits =
            QTest::qWaitFor([&] { return (faults = textFaults(&lone.window)).empty(); }, 15'000);
        if (const QString pictures = qEnvironmentVariable("PK_PICTURES"); !pictures.isEmpty())
            lone.window.grab().save(
                QStringLiteral("%1/secret-%2.png").arg(pictures, QLatin1String(QTest::currentDataTag())));
        QVERIFY2(fits, qPrintable(describe(faults)));
    }
    void cleanupTestCase()
    {
        installTranslations(QStringLiteral("en"));
        Theme::instance().setScale(1);
    }
};

PK_WINDOW_TEST(TestSecretSheet)
#include "tst_secret_sheet.moc"
