#include "app/settings.h"
#include "app/settings_page.h"
#include "pages/profiles/profile_editor.h"
#include "pages/profiles/profiles_card.h"
#include "theme/install.h"
#include "translations.h"
#include "views/error_banner.h"

#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace pk;
using namespace pk::gui;

namespace {

/// A port of 127.0.0.1; connections are taken by the kernel while it listens, and nothing is ever said.
class Port
{
public:
    explicit Port(bool listens)
        : m_fd(socket(AF_INET, SOCK_STREAM, 0))
    {
        m_address.sin_family = AF_INET;
        m_address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof m_address;
        auto *generic = reinterpret_cast<sockaddr *>(&m_address);
        if (bind(m_fd, generic, size) != 0 || getsockname(m_fd, generic, &size) != 0)
            m_address = {};
        if (listens && listen(m_fd, 16) != 0)
            m_address = {};
    }
    ~Port() { close(m_fd); }
    int number() const { return ntohs(m_address.sin_port); }

private:
    int m_fd;
    sockaddr_in m_address = {};
};

/// The settings page with the card in it, in a window of its own.
struct Desk
{
    explicit Desk(const environment::ProfileStore &store, QSize size = {1280, 800})
        : settingsFile(folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat)
        , settings(settingsFile)
        , page(new SettingsPage(settings, &window))
        , card(new ProfilesCard(store, &window))
    {
        settings.setReducedMotion(true); // a drawer is there at once
        page->addCard(card);
        window.resize(size);
        page->resize(size);
        window.show();
    }
    template <typename Widget> Widget *find(const char *name)
    {
        return window.findChild<Widget *>(QLatin1String(name));
    }
    void click(const char *name) { QTest::mouseClick(find<QPushButton>(name), Qt::LeftButton); }
    void type(const char *name, const QString &text) { find<QLineEdit>(name)->setText(text); }
    QPixmap picture()
    {
        for (int i = 0; i < 5; ++i) // layouts ask each other
            QCoreApplication::processEvents();
        return window.grab();
    }
    /// The sentence under a field.
    QString helpOf(const char *name)
    {
        const auto *label =
            find<QLineEdit>(name)->parentWidget()->findChild<QLabel *>(QStringLiteral("help"));
        return label->isVisible() ? label->text() : QString();
    }
    QString problem() { return find<ErrorBanner>("profileProblem")->sentence(); }
    QStringList sentences()
    {
        QStringList texts;
        for (const QLabel *label :
             find<QWidget>("profileSteps")->findChildren<QLabel *>(QStringLiteral("sentence")))
            texts << label->text();
        return texts;
    }

    QTemporaryDir folder;
    QWidget window;
    QSettings settingsFile;
    Settings settings;
    SettingsPage *page;
    ProfilesCard *card;
};

} // namespace

class TestProfilesCard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        installTheme(*qApp);
        qunsetenv("PK_KAFKA_PASSWORD");
        qunsetenv("DBUS_SESSION_BUS_ADDRESS");
        Theme::instance().setReducedMotion(true);
    }
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_store = std::make_unique<environment::ProfileStore>(m_folder->path());
    }
    void cleanup()
    {
        pk::installTranslations(QStringLiteral("en"));
        Theme::instance().setScheme(Scheme::Light);
    }

    void add_keepsWhatWasTyped_andListsIt()
    {
        Desk desk(*m_store);
        QVERIFY(!desk.find<QPushButton>("open-lab"));
        desk.click("addProfile");
        QVERIFY(desk.card->editor()->isOpen());
        desk.type("profileName", QStringLiteral("lab"));
        desk.type("profileServers", QStringLiteral("kafka.example:9093, 10.1.2.3:9093"));
        desk.type("profilePrefix", QStringLiteral("t07."));
        desk.find<QComboBox>("profileProtocol")->setCurrentText(QStringLiteral("SASL_SSL"));
        desk.find<QComboBox>("profileMechanism")->setCurrentText(QStringLiteral("PLAIN"));
        desk.type("profileUser", QStringLiteral("t07"));
        desk.click("saveProfile");
        QVERIFY(!desk.card->editor()->isOpen());
        const auto kept = m_store->load(QStringLiteral("lab"));
        QVERIFY(kept.ok());
        QCOMPARE(kept->bootstrap,
                 (QStringList{QStringLiteral("kafka.example:9093"), QStringLiteral("10.1.2.3:9093")}));
        QCOMPARE(kept->prefix, QStringLiteral("t07."));
        QCOMPARE(kept->security.mechanism, QStringLiteral("PLAIN"));
        QVERIFY(desk.find<QPushButton>("open-lab"));
    }

    void save_whatIsWrong_isSaid_andNothingIsKept()
    {
        Desk desk(*m_store);
        desk.click("addProfile");
        desk.type("profileName", QStringLiteral("lab"));
        desk.type("profileServers", QStringLiteral("kafka"));
        desk.click("saveProfile");
        QCOMPARE(desk.helpOf("profileServers"), QStringLiteral("\"kafka\" is no server. Write HOST:PORT."));
        QVERIFY(desk.card->editor()->isOpen());
        QVERIFY(m_store->names().isEmpty());
    }

    void save_whatIsWrong_isSaidAtItsField_untilThatIsMended()
    {
        Desk desk(*m_store);
        desk.click("addProfile");
        desk.click("saveProfile");
        QCOMPARE(desk.helpOf("profileName"), QStringLiteral("Give the profile a name."));
        desk.type("profileName", QStringLiteral("lab"));
        QVERIFY(desk.helpOf("profileName").startsWith(QStringLiteral("Small letters")));
        desk.type("profileServers", QStringLiteral("127.0.0.1:1"));
        desk.find<QComboBox>("profileProtocol")->setCurrentText(QStringLiteral("SASL_SSL"));
        auto *user = desk.find<QLineEdit>("profileUser");
        const int nameAt = desk.find<QLineEdit>("profileName")->parentWidget()->y();
        desk.click("saveProfile");
        QCOMPARE(desk.helpOf("profileUser"), QStringLiteral("SASL needs a user."));
        QVERIFY(user->property("wrong").toBool());
        QCOMPARE(desk.window.focusWidget(), user);
        QVERIFY(!user->visibleRegion().isEmpty()); // it has been scrolled to
        QCOMPARE(desk.find<QLineEdit>("profileName")->parentWidget()->y(), nameAt);
        QTest::keyClicks(user, QStringLiteral("t"));
        QVERIFY(!user->property("wrong").toBool());
        QVERIFY(!desk.find<QWidget>("profileProblem")->isVisible());
        desk.click("dismissSheet");
        QVERIFY(!desk.card->editor()->isOpen());
        QVERIFY(m_store->names().isEmpty());
    }

    void whatIsWrong_followsTheLanguage()
    {
        Desk desk(*m_store);
        desk.click("addProfile");
        desk.click("saveProfile");
        QCOMPARE(desk.helpOf("profileName"), QStringLiteral("Give the profile a name."));
        desk.settings.setLanguage(QStringLiteral("id"));
        QTRY_COMPARE(desk.helpOf("profileName"), QStringLiteral("Beri nama profil ini."));
        QCOMPARE(desk.find<QLineEdit>("profileName")->accessibleDescription(), desk.helpOf("profileName"));
        desk.type("profileName", QStringLiteral("lab"));
        desk.type("profileServers", QStringLiteral("kafka"));
        desk.click("saveProfile");
        const QString indonesian = desk.helpOf("profileServers");
        QVERIFY2(indonesian.startsWith(QStringLiteral("\"kafka\" ")), qPrintable(indonesian));
        desk.settings.setLanguage(QStringLiteral("en"));
        QTRY_COMPARE(desk.helpOf("profileServers"),
                     QStringLiteral("\"kafka\" is no server. Write HOST:PORT."));
        desk.type("profileServers", QStringLiteral("kafka:9092"));
        QVERIFY(desk.find<QLineEdit>("profileServers")->accessibleDescription().isEmpty());
    }

    void protocol_showsTheFieldsItNeeds()
    {
        Desk desk(*m_store);
        desk.click("addProfile");
        const auto visible = [&](const char *name) { return desk.find<QWidget>(name)->isVisible(); };
        QVERIFY(!visible("profileUser") && !visible("profileAuthority"));
        desk.find<QComboBox>("profileProtocol")->setCurrentText(QStringLiteral("SSL"));
        QVERIFY(!visible("profileUser") && visible("profileAuthority"));
        desk.find<QComboBox>("profileProtocol")->setCurrentText(QStringLiteral("SASL_PLAINTEXT"));
        QVERIFY(visible("profileUser") && !visible("profileAuthority"));
    }

    void edit_keepsWhatTheFormDoesNotShow_andRemoveRemoves()
    {
        keep(QStringLiteral("lab"), 9092);
        Desk desk(*m_store);
        desk.click("open-lab");
        QVERIFY(!desk.find<QLineEdit>("profileName")->isEnabled());
        desk.type("profilePrefix", QStringLiteral("x."));
        desk.click("saveProfile");
        QCOMPARE(m_store->load(QStringLiteral("lab"))->prefix, QStringLiteral("x."));
        QCOMPARE(m_store->load(QStringLiteral("lab"))->replication, 3);
        desk.click("open-lab");
        desk.click("removeProfile");
        QVERIFY(m_store->names().isEmpty());
        QVERIFY(!desk.find<QPushButton>("open-lab"));
    }

    void test_tellsAtWhichStepItFailed()
    {
        keep(QStringLiteral("closed"), closedPort());
        Desk desk(*m_store);
        desk.click("open-closed");
        desk.click("testProfile");
        QCOMPARE(desk.find<QPushButton>("testProfile")->text(), QStringLiteral("Stop the test"));
        QTRY_COMPARE(desk.find<QPushButton>("testProfile")->text(), QStringLiteral("Test"));
        QCOMPARE(desk.sentences().size(), 7);
        QVERIFY2(desk.sentences().at(1).startsWith(QStringLiteral("Nobody listens at port")),
                 qPrintable(desk.sentences().at(1)));
        QCOMPARE(desk.sentences().at(2), QString()); // not tried
        // Below the form, which stays where it was, and in sight.
        auto *steps = desk.find<QWidget>("profileSteps");
        QVERIFY(steps->y() > desk.find<QLineEdit>("profileName")->parentWidget()->parentWidget()->y());
        const QLabel *failed = steps->findChildren<QLabel *>(QStringLiteral("sentence")).at(1);
        QTRY_VERIFY(!failed->visibleRegion().isEmpty());
    }

    void test_withoutThePassword_saysSo()
    {
        environment::Profile profile = keep(QStringLiteral("lab"), closedPort());
        profile.security = {
            QStringLiteral("SASL_SSL"), QStringLiteral("PLAIN"), QStringLiteral("t07"), {}, {}, {}, {}, {}};
        QVERIFY(m_store->save(profile).ok());
        Desk desk(*m_store);
        desk.click("open-lab");
        desk.click("testProfile");
        QTRY_VERIFY(desk.problem().contains(QStringLiteral("PK_KAFKA_PASSWORD")));
        desk.type("profilePassword", QStringLiteral("rahasia"));
        desk.click("testProfile");
        QTRY_COMPARE(desk.sentences().size(), 7);
        QFile file(m_store->fileOf(QStringLiteral("lab")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("rahasia"));
    }

    void closing_stopsTheTest_andHearsNoMore()
    {
        const Port silent(true);
        QVERIFY(silent.number() > 0);
        keep(QStringLiteral("silent"), silent.number());
        Desk desk(*m_store);
        desk.click("open-silent");
        desk.click("testProfile");
        QTRY_VERIFY(desk.sentences().size() >= 2);
        desk.card->editor()->close();
        desk.click("open-silent");
        QCOMPARE(desk.sentences().size(), 0);
        QCOMPARE(desk.find<QPushButton>("testProfile")->text(), QStringLiteral("Test"));
    }

    void pictures()
    {
        const QString folder = qEnvironmentVariable("PK_PICTURES");
        if (folder.isEmpty())
            QSKIP("PK_PICTURES names no folder");
        environment::Profile profile = keep(QStringLiteral("lab-fti"), closedPort());
        profile.security = {QStringLiteral("SASL_SSL"),
                            QStringLiteral("SCRAM-SHA-512"),
                            QStringLiteral("t07"),
                            QStringLiteral("keychain:pk/lab-fti"),
                            QStringLiteral("/etc/ssl/lab/ca.pem"),
                            {},
                            {},
                            {}};
        QVERIFY(m_store->save(profile).ok());
        keep(QStringLiteral("rumah"), closedPort());
        for (const auto &[name, scheme, language, size] :
             {std::tuple("dark-id", "dark", "id", QSize(1280, 800)),
              std::tuple("light-en", "light", "en", QSize(1920, 1080))}) {
            Desk desk(*m_store, size);
            desk.settings.setScheme(QLatin1String(scheme));
            desk.settings.setLanguage(QLatin1String(language));
            QVERIFY(QTest::qWaitForWindowExposed(&desk.window));
            const QString file =
                QDir(folder).filePath(QStringLiteral("profiles-%1%2.png").arg(QLatin1String(name)));
            QVERIFY(desk.picture().save(file.arg(QString())));
            desk.click("open-rumah");
            desk.click("testProfile");
            QTRY_COMPARE(desk.sentences().size(), 7);
            QVERIFY(desk.picture().save(file.arg(QStringLiteral("-tested"))));
            desk.card->editor()->close();
            desk.click("open-lab-fti");
            QVERIFY(desk.picture().save(file.arg(QStringLiteral("-secure"))));
        }
    }

private:
    environment::Profile keep(const QString &name, int port)
    {
        environment::Profile profile;
        profile.name = name;
        profile.bootstrap = {QStringLiteral("127.0.0.1:%1").arg(port)};
        profile.replication = 3;
        (void)m_store->save(profile);
        return profile;
    }
    int closedPort() const { return m_closed.number(); } // bound, so that nobody else gets it

    const Port m_closed{false};
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<environment::ProfileStore> m_store;
};

PK_WINDOW_TEST(TestProfilesCard)
#include "tst_profiles_card.moc"
