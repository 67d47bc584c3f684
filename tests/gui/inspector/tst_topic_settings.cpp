// A topic's settings in the inspector, and the sheet that changes the topic, with real mouse and key events.

#include "inspector_bed.h"
#include "support/settable_cluster.h"
#include "theme/install.h"
#include "views/command_box.h"
#include "views/error_banner.h"
#include "views/key_value_rows.h"
#include "views/sheet.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

using namespace pk;
using namespace pk::test;
using environment::EnvironmentChoice;

class TestTopicSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        installTheme(*qApp);
        Theme::instance().setReducedMotion(true);
        m_topics->set("raw_orders", "retention.bytes", "1073741824");
        m_topics->set("raw_orders", "flush.ms", "1000");
        m_bed = std::make_unique<Bed>([this](SessionOptions &options) {
            options.environment = {EnvironmentChoice::Kind::Local, 1, {}};
            options.open = [topics = m_topics](const auto &, const auto &) {
                return settableCluster(topics);
            };
        });
        m_bed->controller->start();
        QTRY_VERIFY(m_bed->loaded() >= 3);
        m_topics->set("raw_orders", "retention.ms", std::nullopt); // as a topic of somebody else has it
        m_bed->controller->changeTopic({.kind = TopicChange::Kind::Make, .topic = "notes", .partitions = 2});
        QTRY_VERIFY(m_bed->controller->snapshot()->partitionsOf("notes") == 2);
    }
    void cleanupTestCase() { m_bed.reset(); }
    void init()
    {
        m_bed->failures.clear();
        m_panel = std::make_unique<InspectorPanel>(*m_bed->controller);
        m_panel->resize(420, 1'600); // all of it, so that the mouse gets everywhere
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
    }
    void cleanup() { m_panel.reset(); }

    void settings_areToldForPeople_ownOnesFirst_andReadOnce()
    {
        const int before = m_topics->reads();
        openTopic("raw_orders");
        QVERIFY(rowsOf("ownSettings").contains(QStringLiteral("retention.bytes: 1 GiB (1073741824)")));
        QVERIFY(rowsOf("ownSettings").contains(QStringLiteral("flush.ms: 1 second (1000)")));
        QVERIFY(rowsOf("clusterSettings").contains(QStringLiteral("retention.ms: 7 days (604800000)")));
        QVERIFY(rowsOf("clusterSettings").contains(QStringLiteral("cleanup.policy: delete")));
        QVERIFY(m_bed->waitForFreshSnapshot());
        QCOMPARE(m_topics->reads(), before + 1);
        m_topics->set("raw_orders", "segment.ms", "60000"); // by somebody else
        QTest::mouseClick(child<QAbstractButton>("readSettingsAgain"), Qt::LeftButton);
        QTRY_VERIFY(rowsOf("ownSettings").contains(QStringLiteral("segment.ms: 1 minute (60000)")));
        QCOMPARE(m_topics->reads(), before + 2);
        m_topics->set("raw_orders", "segment.ms", std::nullopt);
        takePicture(*m_panel, QStringLiteral("topic-settings"));
    }

    void settingsThatCannotBeRead_saySo_andAreAskedForAgain()
    {
        m_topics->refuseNext({ErrorCode::Permission, QStringLiteral("This user has no right to it."), {}});
        m_panel->open(Link::of(Link::Kind::Topic, QStringLiteral("raw_orders")));
        auto *said = child<QLabel>("settingsSaid");
        QTRY_COMPARE(said->text(),
                     QStringLiteral("The settings could not be read. This user has no right to it."));
        QVERIFY(!child<QPushButton>("changeTopic")->isVisible());
        QTest::mouseClick(child<QAbstractButton>("readSettingsAgain"), Qt::LeftButton);
        QTRY_VERIFY(child<QPushButton>("changeTopic")->isVisible());
        QVERIFY(!said->isVisible());
    }

    void setting_isChanged_andPutBack()
    {
        openSheet("raw_orders");
        auto *name = child<QComboBox>("settingName");
        QCOMPARE(name->currentText(), QStringLiteral("retention.ms"));
        QCOMPARE(child<QLabel>("settingNow")->text(),
                 QStringLiteral("Now: 7 days (604800000), the cluster's default"));
        auto *apply = child<QPushButton>("applyTopicChange");
        QTest::mouseClick(child<QAbstractButton>("choice-3600000"), Qt::LeftButton);
        QCOMPARE(valueLine()->text(), QStringLiteral("3600000"));
        QVERIFY(saysInSheet(QStringLiteral("1 hour")));
        QVERIFY(child<QLabel>("settingCaution")->isVisible()); // the run's books would lack what is deleted
        QCOMPARE(command(),
                 QStringLiteral("kafka-configs.sh --bootstrap-server %1 --alter --entity-type topics "
                                "--entity-name raw_orders --add-config retention.ms=3600000")
                     .arg(m_bed->controller->commandTarget().bootstrap));
        takePicture(*m_panel, QStringLiteral("topic-setting"));
        QTest::mouseClick(apply, Qt::LeftButton);
        QTRY_VERIFY(!sheet()->isVisible());
        QCOMPARE(m_topics->own("raw_orders", "retention.ms"), std::optional<std::string>("3600000"));
        QTRY_VERIFY(rowsOf("ownSettings").contains(QStringLiteral("retention.ms: 1 hour (3600000)")));

        QTest::mouseClick(child<QPushButton>("changeTopic"), Qt::LeftButton);
        QVERIFY(!apply->isEnabled()); // it is as it was
        auto *back = child<QCheckBox>("settingDefault");
        QTest::mouseClick(back, Qt::LeftButton, {}, QPoint(8, back->height() / 2));
        QVERIFY(command().endsWith(QStringLiteral("--delete-config retention.ms")));
        QTest::mouseClick(apply, Qt::LeftButton);
        QTRY_VERIFY(!sheet()->isVisible());
        QVERIFY(!m_topics->own("raw_orders", "retention.ms"));
        QTRY_VERIFY(rowsOf("clusterSettings").contains(QStringLiteral("retention.ms: 7 days (604800000)")));
    }

    void valueThatCannotBe_saysWhy_andRefusal_keepsTheForm()
    {
        openSheet("raw_orders");
        auto *apply = child<QPushButton>("applyTopicChange");
        valueLine()->setFocus();
        valueLine()->selectAll();
        QTest::keyClicks(valueLine(), QStringLiteral("a while"));
        QVERIFY(saysInSheet(QStringLiteral("This is a whole number of milliseconds.")));
        QVERIFY(!apply->isEnabled());
        valueLine()->selectAll();
        QTest::keyClicks(valueLine(), QStringLiteral("5000"));
        QVERIFY(apply->isEnabled());
        m_topics->refuseNext({ErrorCode::Broker, QStringLiteral("A rule of this cluster forbids it."), {}});
        QTest::keyClick(valueLine(), Qt::Key_Return); // the sheet's button
        auto *answer = child<ErrorBanner>("topicAnswer");
        QTRY_VERIFY(answer->isVisible());
        QCOMPARE(answer->sentence(), QStringLiteral("A rule of this cluster forbids it."));
        QVERIFY(sheet()->isOpen());
        QCOMPARE(valueLine()->text(), QStringLiteral("5000"));
        QTRY_VERIFY(apply->isEnabled());
        QTest::mouseClick(apply, Qt::LeftButton);
        QTRY_VERIFY(!sheet()->isVisible());
        QCOMPARE(m_topics->own("raw_orders", "retention.ms"), std::optional<std::string>("5000"));
        m_topics->set("raw_orders", "retention.ms", std::nullopt);
    }

    void partitions_canOnlyGrow_andTheSheetSaysWhatThatMeans()
    {
        openSheet("raw_orders");
        choose(QStringLiteral("Partitions"));
        auto *count = child<QSpinBox>("partitionCount");
        QCOMPARE(count->value(), 4);
        QCOMPARE(count->minimum(), 3);
        count->setFocus();
        QTest::keyClick(count, Qt::Key_Down);
        QVERIFY(!child<QPushButton>("applyTopicChange")->isEnabled()); // as many as there are
        QTest::keyClick(count, Qt::Key_Up);
        const QString text = child<QLabel>("partitionText")->text();
        QVERIFY(text.contains(QStringLiteral("keys go to other partitions than before")));
        QVERIFY(text.contains(QStringLiteral("never be removed")));
        QVERIFY(text.contains(QStringLiteral("another one begins on the same cluster")));
        count->setFocus();
        QTest::keyClick(count, Qt::Key_Up);
        auto *apply = child<QPushButton>("applyTopicChange");
        QCOMPARE(apply->text(), QStringLiteral("Add partitions: 2"));
        QVERIFY(command().endsWith(QStringLiteral("--alter --topic raw_orders --partitions 5")));
        takePicture(*m_panel, QStringLiteral("topic-partitions"));
        m_topics->refuseNext({ErrorCode::Broker, QStringLiteral("A rule of this cluster forbids it."), {}});
        const int incarnation = m_bed->run().incarnation;
        QTest::mouseClick(apply, Qt::LeftButton);
        QCOMPARE(apply->text(), QStringLiteral("The run ends and begins anew…"));
        QVERIFY(!count->isEnabled());
        auto *answer = child<ErrorBanner>("topicAnswer");
        QTRY_VERIFY(answer->isVisible());
        QTRY_COMPARE(m_bed->run().incarnation, incarnation + 1);
        QVERIFY(sheet()->isOpen());
        QCOMPARE(count->value(), 5);
        // Those of a topic that no run uses are added while it goes on.
        m_panel->open(Link::of(Link::Kind::Topic, QStringLiteral("notes")));
        QVERIFY(!sheet()->isVisible());
        openSheet("notes");
        choose(QStringLiteral("Partitions"));
        QVERIFY(!child<QLabel>("partitionText")->text().contains(QStringLiteral("another one begins")));
        QVERIFY(!lineWith(*m_panel, QStringLiteral("loader"))); // of whom nothing is known
    }

    void deletion_isRefusedForTheRunsTopics_andAsksForTheName()
    {
        openSheet("raw_orders");
        choose(QStringLiteral("Delete"));
        auto *refusal = child<ErrorBanner>("topicRefusal");
        auto *confirm = child<QLineEdit>("confirmDeletion");
        auto *apply = child<QPushButton>("applyTopicChange");
        QVERIFY(refusal->isVisible());
        QVERIFY2(refusal->sentence().startsWith(QStringLiteral("The run that goes on here reads or writes")),
                 qPrintable(refusal->sentence()));
        QVERIFY(!confirm->isVisible() && !apply->isEnabled());
        takePicture(*m_panel, QStringLiteral("topic-not-deleted"));
        QTest::keyClick(apply->window()->focusWidget(), Qt::Key_Escape);
        QVERIFY(!sheet()->isVisible() && m_panel->isVisible());

        openSheet("notes");
        choose(QStringLiteral("Delete"));
        QVERIFY(!refusal->isVisible() && lineWith(*m_panel, QStringLiteral("P0")));
        confirm->setFocus();
        QTest::keyClicks(confirm, QStringLiteral("note"));
        QVERIFY(!apply->isEnabled());
        QTest::keyClick(confirm, Qt::Key_S);
        QVERIFY(apply->isEnabled());
        QVERIFY(command().endsWith(QStringLiteral("--delete --topic notes")));
        QTest::keyClick(confirm, Qt::Key_Return); // it is no answer to that
        QVERIFY(m_topics->deleted().empty());
        takePicture(*m_panel, QStringLiteral("topic-deletion"));
        QTest::mouseClick(apply, Qt::LeftButton);
        QTRY_COMPARE(m_topics->deleted(), std::string("notes"));
        QTRY_COMPARE(child<QLabel>("settingsSaid")->text(), QStringLiteral("This topic was deleted."));
        QVERIFY(!child<QPushButton>("changeTopic")->isVisible());
        QTRY_VERIFY(!lineWith(*m_panel, QStringLiteral("P0")));
        QCOMPARE(m_bed->failures, QStringList());
    }

    void embeddedBroker_saysWhyThereAreNone()
    {
        Bed bed;
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() >= 1);
        m_panel = std::make_unique<InspectorPanel>(*bed.controller);
        m_panel->resize(420, 1'600);
        m_panel->show();
        m_panel->open(Link::of(Link::Kind::Topic, QStringLiteral("raw_orders")));
        auto *said = child<QLabel>("settingsSaid");
        QTRY_VERIFY(said && said->isVisible());
        QVERIFY2(said->text().startsWith(QStringLiteral("The embedded broker keeps 5 MiB of each partition")),
                 qPrintable(said->text()));
        QVERIFY(!child<QPushButton>("changeTopic")->isVisible());
        QVERIFY(!child<QAbstractButton>("readSettingsAgain")->isVisible());
        takePicture(*m_panel, QStringLiteral("topic-embedded"));
        m_panel.reset();
    }

private:
    template <typename Kind> Kind *child(const char *name) const
    {
        return m_panel->findChild<Kind *>(QLatin1String(name));
    }
    Sheet *sheet() const { return child<Sheet>("topicSheet"); }
    QLineEdit *valueLine() const { return child<QWidget>("settingValue")->findChild<QLineEdit *>(); }
    QString command() const { return sheet()->findChild<CommandBox *>()->command(); }
    bool saysInSheet(const QString &text) const
    {
        const auto labels = sheet()->findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(),
                           [&](const QLabel *label) { return label->isVisible() && label->text() == text; });
    }
    QStringList rowsOf(const char *name) const
    {
        QStringList rows;
        if (const auto *of = child<KeyValueRows>(name); of && of->isVisible()) {
            for (const QAbstractButton *value : of->findChildren<QAbstractButton *>())
                rows << value->accessibleName();
        }
        return rows;
    }
    void openTopic(const char *topic)
    {
        m_panel->open(Link::of(Link::Kind::Topic, QLatin1String(topic)));
        QTRY_VERIFY(child<QPushButton>("changeTopic") && child<QPushButton>("changeTopic")->isVisible());
        (void)m_panel->grab(); // laid out
    }
    void openSheet(const char *topic)
    {
        openTopic(topic);
        QTest::mouseClick(child<QPushButton>("changeTopic"), Qt::LeftButton);
        QVERIFY(sheet()->isOpen());
        (void)m_panel->grab();
    }
    void choose(const QString &what)
    {
        for (QAbstractButton *button : child<QWidget>("topicChangeKind")->findChildren<QAbstractButton *>()) {
            if (button->text() == what)
                QTest::mouseClick(button, Qt::LeftButton);
        }
        (void)m_panel->grab();
    }

    std::shared_ptr<SettableTopics> m_topics = std::make_shared<SettableTopics>();
    std::unique_ptr<Bed> m_bed;
    std::unique_ptr<InspectorPanel> m_panel;
};

PK_WINDOW_TEST(TestTopicSettings)
#include "tst_topic_settings.moc"
