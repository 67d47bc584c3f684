// Making a topic from the list of topics, with real mouse and key events; whether it is there is asked of
// kcat.

#include "messages_desk.h"
#include "pages/messages/topic_list.h"
#include "support/settable_cluster.h"
#include "views/command_box.h"
#include "views/error_banner.h"
#include "views/sheet.h"

#include <QComboBox>
#include <QListView>
#include <QProcess>
#include <QPushButton>
#include <QSpinBox>
#include <QStandardPaths>

using namespace pk;
using namespace pk::gui;
using namespace pk::test;
using environment::EnvironmentChoice;

class TestNewTopic : public MessagesDesk
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { startPipeline(); }
    void cleanupTestCase() { endPipeline(); }
    void init() { openPage(); }
    void cleanup() { m_page.reset(); }

    void topic_isMade_shown_andKnownToKcat()
    {
        QTest::mouseClick(button("newTopic"), Qt::LeftButton);
        QVERIFY(sheet()->isOpen());
        QVERIFY(!button("makeTopic")->isEnabled());
        QVERIFY(m_page->findChild<QLabel *>(QStringLiteral("newTopicEmbedded"))->isVisible());
        QVERIFY(!m_page->findChild<QSpinBox *>(QStringLiteral("newTopicReplication"))->isVisible());
        auto *problem = m_page->findChild<QLabel *>(QStringLiteral("newTopicProblem"));
        QTest::keyClicks(field("newTopicName"), QStringLiteral("my notes"));
        QVERIFY(problem->isVisible());
        QVERIFY2(problem->text().startsWith(QStringLiteral("Kafka takes 1 to 249 letters")),
                 qPrintable(problem->text()));
        QVERIFY(!button("makeTopic")->isEnabled());
        write(QStringLiteral("raw_orders"));
        QCOMPARE(problem->text(), QStringLiteral("There is a topic of this name already."));
        write(QStringLiteral("notes"));
        QVERIFY(!problem->isVisible());
        auto *partitions = m_page->findChild<QSpinBox *>(QStringLiteral("newTopicPartitions"));
        partitions->setFocus();
        partitions->selectAll();
        QTest::keyClicks(partitions, QStringLiteral("5"));
        QVERIFY2(sheet()->findChild<CommandBox *>()->command().endsWith(
                     QStringLiteral("--create --topic notes --partitions 5")),
                 qPrintable(sheet()->findChild<CommandBox *>()->command()));
        QTest::mouseClick(button("makeTopic"), Qt::LeftButton);
        QTRY_COMPARE(m_list->topic(), QStringLiteral("notes"));
        QVERIFY(!sheet()->isVisible());
        const QModelIndex row = m_page->findChild<QListView *>(QStringLiteral("topicView"))->currentIndex();
        QCOMPARE(row.data().toString(), QStringLiteral("notes"));
        QCOMPARE(row.data(Qt::AccessibleDescriptionRole).toString(), QStringLiteral("5 partitions"));
        if (const QString kcat = QStandardPaths::findExecutable(QStringLiteral("kcat")); !kcat.isEmpty()) {
            QProcess client;
            client.start(kcat,
                         {QStringLiteral("-b"), m_bed->controller->commandTarget().bootstrap,
                          QStringLiteral("-L"), QStringLiteral("-t"), QStringLiteral("notes")});
            QVERIFY(QTest::qWaitFor([&] { return client.state() == QProcess::NotRunning; }, kPatienceMs));
            const QString said = QString::fromUtf8(client.readAllStandardOutput());
            QVERIFY2(said.contains(QStringLiteral("topic \"notes\" with 5 partitions")), qPrintable(said));
        }
        QSignalSpy inspected(m_page.get(), &MessagesPage::inspectWanted);
        QTest::mouseClick(button("inspectTopic"), Qt::LeftButton);
        QCOMPARE(inspected.count(), 1);
        QCOMPARE(inspected[0][0].value<Link>().name, QStringLiteral("notes"));
    }

    void whereTheListHasNoRoom_theBoxOffersIt()
    {
        m_page->resize(900, 700);
        auto *box = m_page->findChild<QComboBox *>(QStringLiteral("topicBox"));
        QTRY_VERIFY(box->isVisible() && box->count() > 3);
        const QString before = box->currentText();
        QTest::mouseClick(box, Qt::LeftButton);
        QTest::keyClick(box->view(), Qt::Key_End);
        QTest::keyClick(box->view(), Qt::Key_Return);
        QTRY_VERIFY(sheet()->isOpen());
        QCOMPARE(box->currentText(), before);
    }

    void onARealCluster_itHasReplicasAndSettings_andARefusalKeepsThem()
    {
        const auto topics = std::make_shared<SettableTopics>();
        Bed bed([topics](SessionOptions &options) {
            options.environment = {EnvironmentChoice::Kind::Local, 1, {}};
            options.open = [topics](const auto &, const auto &) { return settableCluster(topics); };
        });
        bed.controller->start();
        QTRY_VERIFY(bed.loaded() >= 1);
        m_page = std::make_unique<MessagesPage>(*bed.controller);
        m_page->resize(1536, 1'100);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
        QTRY_VERIFY(m_page->findChild<QListView *>(QStringLiteral("topicView"))->model()->rowCount() > 3);
        QTest::mouseClick(button("newTopic"), Qt::LeftButton);
        write(QStringLiteral("notes"));
        auto *policy = m_page->findChild<QComboBox *>(QStringLiteral("newTopicPolicy"));
        policy->setFocus();
        QTest::keyClick(policy, Qt::Key_Down);
        QTest::keyClick(policy, Qt::Key_Down);
        QCOMPARE(policy->currentText(), QStringLiteral("compact"));
        auto *retention = m_page->findChild<QWidget *>(QStringLiteral("new-retention.ms"));
        auto *line = retention->findChild<QLineEdit *>();
        line->setFocus();
        QTest::keyClicks(line, QStringLiteral("x"));
        QVERIFY(!button("makeTopic")->isEnabled());
        (void)m_page->grab();
        QTest::mouseClick(retention->findChild<QAbstractButton *>(QStringLiteral("choice-3600000")),
                          Qt::LeftButton);
        QCOMPARE(line->text(), QStringLiteral("3600000"));
        QVERIFY2(sheet()->findChild<CommandBox *>()->command().endsWith(
                     QStringLiteral("--create --topic notes --partitions 3 --replication-factor 1 --config "
                                    "cleanup.policy=compact --config retention.ms=3600000")),
                 qPrintable(sheet()->findChild<CommandBox *>()->command()));
        topics->refuseNext({ErrorCode::Broker, QStringLiteral("A rule of this cluster forbids it."), {}});
        QTest::mouseClick(button("makeTopic"), Qt::LeftButton);
        auto *answer = m_page->findChild<ErrorBanner *>(QStringLiteral("newTopicAnswer"));
        QTRY_VERIFY(answer->isVisible());
        QCOMPARE(answer->sentence(), QStringLiteral("A rule of this cluster forbids it."));
        QCOMPARE(field("newTopicName")->text(), QStringLiteral("notes"));
        QCOMPARE(line->text(), QStringLiteral("3600000"));
        QTest::mouseClick(button("makeTopic"), Qt::LeftButton);
        QTRY_COMPARE(topics->own("notes", "retention.ms"), std::optional<std::string>("3600000"));
        QCOMPARE(topics->own("notes", "cleanup.policy"), std::optional<std::string>("compact"));
        QTRY_COMPARE(m_page->findChild<MessageList *>()->topic(), QStringLiteral("notes"));
        m_page.reset();
    }

private:
    Sheet *sheet() const { return m_page->findChild<Sheet *>(QStringLiteral("newTopicSheet")); }
    void write(const QString &name) const
    {
        field("newTopicName")->setFocus();
        field("newTopicName")->selectAll();
        QTest::keyClicks(field("newTopicName"), name);
    }
};

PK_WINDOW_TEST(TestNewTopic)
#include "tst_new_topic.moc"
