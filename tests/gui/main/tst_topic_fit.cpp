// Topics in the whole window, on a cluster whose topics have settings: from the Messages page to the
// inspector and its sheet, and to a new topic. Every text fits.

#include "support/settable_cluster.h"
#include "views/sheet.h"
#include "views/text_fit.h"
#include "workbench_fixture.h"

#include <QAbstractButton>
#include <QDir>
#include <QLineEdit>

using namespace pk::gui;
using pk::environment::EnvironmentChoice;
using pk::test::Desk;

class TestTopicFit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const auto topics = std::make_shared<pk::test::SettableTopics>();
        m_desk = std::make_unique<Desk>([topics](SessionOptions &options) {
            options.environment = {EnvironmentChoice::Kind::Local, 1, {}};
            options.open = [topics](const auto &, const auto &) { return pk::test::settableCluster(topics); };
        });
        m_desk->open();
        QTRY_VERIFY(m_desk->loaded() >= 5);
    }
    void cleanupTestCase() { m_desk.reset(); }

    void texts_fit_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("scheme");
        QTest::addColumn<QString>("scale");
        QTest::addColumn<QSize>("size");
        const auto row = [](const char *language, const char *scheme, const char *scale, const QSize &size) {
            QTest::addRow("%s-%s-%s-%d", language, scheme, scale, size.width())
                << QString::fromLatin1(language) << QString::fromLatin1(scheme) << QString::fromLatin1(scale)
                << size;
        };
        for (const char *language : {"id", "en"}) {
            row(language, "dark", "1", {1280, 800});
            row(language, "light", "1", {1920, 1080});
            row(language, "light", "1.5", {1366, 768});
            row(language, "dark", "2", {1920, 1080});
        }
    }
    void texts_fit()
    {
        QFETCH(QString, language);
        QFETCH(QString, scheme);
        QFETCH(QString, scale);
        QFETCH(QSize, size);
        MainWindow &window = m_desk->window();
        Settings &settings = m_desk->bench->settings();
        settings.setLanguage(language);
        settings.setScheme(scheme);
        settings.setScale(scale);
        window.resize(size);
        window.showPage(QStringLiteral("messages"));
        QTRY_VERIFY(m_desk->child<QAbstractButton>("inspectTopic"));
        check(QStringLiteral("messages"));

        auto *newTopic = m_desk->child<Sheet>("newTopicSheet");
        QVERIFY(QMetaObject::invokeMethod(newTopic, "open")); // the list may have no room
        m_desk->click("newTopicName");
        m_desk->child<QLineEdit>("newTopicName")->clear();
        QTest::keyClicks(m_desk->child("newTopicName"), QStringLiteral("my notes"));
        check(QStringLiteral("new-topic"));
        newTopic->close();

        QTRY_VERIFY(!newTopic->isVisible());
        m_desk->click("inspectTopic");
        QTRY_VERIFY(m_desk->child<QAbstractButton>("changeTopic")
                    && m_desk->child<QAbstractButton>("changeTopic")->isVisible());
        check(QStringLiteral("inspector"));
        m_desk->child<QAbstractButton>("changeTopic")->click(); // it may lie further down
        auto *sheet = m_desk->child<Sheet>("topicSheet");
        QVERIFY(sheet->isOpen() && sheet->isVisible()); // with the inspector, in whose place it lies
        const auto kinds = [this] { // another language has made others, and its buttons go later
            auto buttons = m_desk->child("topicChangeKind")->findChildren<QAbstractButton *>();
            buttons.removeIf([](const QAbstractButton *button) { return !button->isVisible(); });
            return buttons;
        };
        QTRY_COMPARE(kinds().size(), 3);
        check(QStringLiteral("change")); // laid out
        for (int at = 0; at < 3; ++at) {
            QTest::mouseClick(kinds()[at], Qt::LeftButton);
            check(QStringLiteral("change-%1").arg(at));
        }
        QTest::keyClick(sheet, Qt::Key_Escape);
        QVERIFY(!sheet->isVisible());
        QVERIFY(m_desk->child<QAbstractButton>("changeTopic")->isVisible());
        QTest::keyClick(m_desk->child("changeTopic"), Qt::Key_Escape);
        QTRY_VERIFY(!m_desk->child<QAbstractButton>("changeTopic")->isVisible());
    }

private:
    void check(const QString &name)
    {
        std::vector<TextFault> faults;
        const bool fits =
            QTest::qWaitFor([&] { return (faults = textFaults(&m_desk->window())).empty(); }, 15'000);
        const QString pictures = qEnvironmentVariable("PK_PICTURES");
        if (!pictures.isEmpty()) {
            QDir().mkpath(pictures);
            m_desk->window().grab().save(
                QStringLiteral("%1/%2-%3.png").arg(pictures, name, QLatin1String(QTest::currentDataTag())));
        }
        QVERIFY2(fits, qPrintable(name + QLatin1String(":\n") + describe(faults)));
    }

    std::unique_ptr<Desk> m_desk;
};

PK_WINDOW_TEST(TestTopicFit)
#include "tst_topic_fit.moc"
