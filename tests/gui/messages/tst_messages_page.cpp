// The Messages page as a person uses it, on a running pipeline with the embedded broker.

#include "../support/control_names.h"
#include "messages_desk.h"
#include "pages/messages/json_tree_model.h"
#include "pages/messages/message_detail.h"
#include "pages/messages/time_bar.h"
#include "translations.h"
#include "views/error_banner.h"
#include "views/icon_button.h"
#include "views/pill.h"
#include "views/text_label.h"
#include "views/themed.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QJsonDocument>
#include <QJsonObject>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTabBar>

using namespace pk;
using namespace pk::gui;
using namespace pk::test;

class TestMessagesPage : public MessagesDesk
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { startPipeline(); }
    void cleanupTestCase() { endPipeline(); }
    void init() { openPage(); }
    void cleanup() { m_page.reset(); }

    void liveList_followsWithoutReset()
    {
        const QAbstractItemModelTester tester(&m_table->messages(),
                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy resets(&m_table->messages(), &QAbstractItemModel::modelReset);
        const MessageRef newest = m_table->messages().refAt(0);
        QTRY_VERIFY(m_table->messages().rowCount() > 0 && m_table->messages().rowOf(newest) > 10);
        QCOMPARE(m_table->verticalScrollBar()->value(), 0);
        QCOMPARE(resets.count(), 0);
    }

    /// In the drawer at the greater scales, beside the list at 1: moved under a style sheet of another theme.
    void detailThatMovedBetweenThemes_hasTheInkOfThisOne()
    {
        const auto restore = qScopeGuard([] {
            Theme::instance().setScale(1);
            Theme::instance().setScheme(Scheme::Dark);
        });
        Theme::instance().setScale(1.5);
        Theme::instance().setScale(2);
        Theme::instance().setScheme(Scheme::Light);
        Theme::instance().setScale(1);
        clickRow(3);
        auto *key = m_page->findChild<TextLabel *>(QStringLiteral("detailKey"));
        QTRY_VERIFY(key->isVisible());
        QCOMPARE(key->palette().color(QPalette::WindowText), color(Token::Text));
    }

    void selectedRow_holdsTheListAndNewerOnesAreCounted()
    {
        clickRow(3);
        const MessageRef held = *m_table->selected();
        QTRY_VERIFY(m_table->messages().newer() > 0); // what was being read when it was clicked is in
        const MessageRef top = m_table->messages().refAt(0);
        QTRY_VERIFY(m_table->messages().newer() >= 20);
        QCOMPARE(m_table->messages().refAt(0), top); // older ones of a partition that was read late may be in
        const int rows = m_table->messages().rowCount();
        QCOMPARE(m_table->messages().rowOf(held), m_table->currentIndex().row());
        auto *toNewest = m_page->findChild<QPushButton *>(QStringLiteral("toNewest"));
        QTRY_VERIFY(toNewest->isVisible());
        QTest::mouseClick(toNewest, Qt::LeftButton);
        QVERIFY(!m_table->selected());
        QTRY_VERIFY(m_table->messages().rowCount() >= rows + 20);
    }

    void scrolledDown_rowsStayWhereTheyAre()
    {
        m_table->verticalScrollBar()->setValue(10);
        const MessageRef top = m_table->messages().refAt(10);
        const MessageRef newest = m_table->messages().refAt(0);
        QTRY_VERIFY(m_table->messages().newer() >= 10);
        QCOMPARE(m_table->messages().refAt(0), newest);
        // Older ones of a partition that was read late may have come in between, but none of the newer ones.
        QVERIFY(m_table->messages().rowOf(top) - m_table->verticalScrollBar()->value() < 10);
    }

    void selectedMessage_isOpenedWithAllItsParts()
    {
        clickRow(2);
        const MessageRef ref = *m_table->selected();
        auto *detail = m_page->findChild<MessageDetail *>();
        QTRY_VERIFY(detail->message());
        QCOMPARE(detail->message()->offset, ref.offset);
        QCOMPARE(m_page->findChild<QLabel *>(QStringLiteral("detailPosition"))->text(),
                 QStringLiteral("raw_orders P%1 @ %2").arg(ref.partition).arg(ref.offset));
        const JsonTreeModel *tree = detail->findChild<JsonTreeModel *>();
        QVERIFY(!tree || tree->rowCount() > 5);
        auto *tabs = m_page->findChild<QTabBar *>(QStringLiteral("detailTabs"));
        for (int tab = 1; tab < tabs->count(); ++tab)
            QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(tab).center());
        QCOMPARE(m_page->findChild<QPlainTextEdit *>(QStringLiteral("rawText"))->toPlainText().toStdString(),
                 detail->message()->value);
        QVERIFY(m_page->findChild<QPlainTextEdit *>(QStringLiteral("hexText"))
                    ->toPlainText()
                    .contains(QStringLiteral("7b 22")));
        QTRY_COMPARE(m_page->findChild<Pill *>(QStringLiteral("detailOutcome"))->text(),
                     QStringLiteral("in warehouse"));
        QTest::mouseClick(button("copyJson"), Qt::LeftButton);
        const QJsonObject copied =
            QJsonDocument::fromJson(QGuiApplication::clipboard()->text().toUtf8()).object();
        QCOMPARE(copied[QStringLiteral("offset")].toInteger(), ref.offset);
        QVERIFY(copied[QStringLiteral("value")].isObject());
        QSignalSpy links(m_page.get(), &MessagesPage::linkActivated);
        QTest::mouseClick(button("openRecord"), Qt::LeftButton);
        QCOMPARE(links.count(), 1);
        QVERIFY(links[0][0].value<Link>()
                == Link::record(QStringLiteral("raw_orders"), ref.partition, ref.offset));
    }

    void filters_keepOnlyWhatMatches()
    {
        const MessageRef ref = m_table->messages().refAt(5);
        std::shared_ptr<const FullMessage> one;
        QTRY_VERIFY((one = m_table->messages().messageAt(5)) != nullptr);
        const QString key = QString::fromStdString(one->key);
        Q_UNUSED(ref);
        QTest::keyClicks(field("keyFilter"), key);
        QTRY_VERIFY(isFiltered());
        QTRY_VERIFY(m_table->messages().rowCount() > 0);
        for (int row = 0; row < m_table->messages().rowCount(); ++row) {
            QTRY_VERIFY((one = m_table->messages().messageAt(row)) != nullptr);
            QCOMPARE(QString::fromStdString(one->key), key);
        }
        QTest::keyClick(field("keyFilter"), Qt::Key_Escape);
        QTRY_VERIFY(m_list->reader() && m_list->reader()->progress().read > 0 && !isFiltered());
        QTest::keyClicks(field("headerFilter"), QStringLiteral("event_type=order.cancelled"));
        QTRY_VERIFY(isFiltered());
        QTest::keyClicks(field("valueFilter"), QStringLiteral("no such text"));
        QTRY_VERIFY(m_list->reader() && m_list->reader()->size() == 0
                    && m_list->reader()->progress().read > 40);
        QTRY_COMPARE(m_table->messages().rowCount(), 0);
    }

    void fieldFilter_keepsOnlyWhatHasThatValue()
    {
        QTest::keyClicks(field("valueFilter"), QStringLiteral("customer.city = Bandung"));
        QTRY_VERIFY(isFiltered());
        QTRY_VERIFY(m_table->messages().rowCount() > 0);
        std::shared_ptr<const FullMessage> one;
        for (int row = 0; row < std::min(20, m_table->messages().rowCount()); ++row) {
            QTRY_VERIFY((one = m_table->messages().messageAt(row)) != nullptr);
            const QJsonObject order = QJsonDocument::fromJson(QByteArray::fromStdString(one->value)).object();
            QCOMPARE(order[QStringLiteral("customer")][QStringLiteral("city")].toString(),
                     QStringLiteral("Bandung"));
        }
    }

    void wrongPath_isSaidAndTheListStays()
    {
        auto *error = m_page->findChild<QLabel *>(QStringLiteral("filterError"));
        QVERIFY(!error->isVisible());
        const auto *bar = m_page->findChild<TimeBar *>();
        const QRect barBefore(bar->mapTo(m_page.get(), QPoint(0, 0)), bar->size());
        QTest::keyClicks(field("valueFilter"), QStringLiteral("items[x].qty > 2"));
        QTRY_VERIFY(error->isVisible());
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
        QCOMPARE(QRect(bar->mapTo(m_page.get(), QPoint(0, 0)), bar->size()), barBefore); // nothing moves
        QVERIFY2(error->text().contains(QStringLiteral("items[x].qty")), qPrintable(error->text()));
        QVERIFY(m_table->messages().rowCount() > 40);
        field("valueFilter")->clear();
        QTest::keyClicks(field("valueFilter"), QStringLiteral("customer.town = Bandung"));
        QTRY_VERIFY(!error->isVisible());
        QTRY_VERIFY(m_list->reader()->progress().withoutField > 0);
        QTRY_COMPARE(m_table->messages().rowCount(), 0);
        QTRY_VERIFY(shows(QStringLiteral("customer: id, name, email, city")));
        // That answer belongs to what was asked, not to what is being typed.
        field("valueFilter")->clear();
        QTest::keyClicks(field("valueFilter"), QStringLiteral("items[0].qty >"));
        QTRY_VERIFY(error->isVisible());
        QTRY_VERIFY(!shows(QStringLiteral("customer: id, name, email, city")));
    }

    /// The condition before stays in force; what is typed elsewhere is taken all the same.
    void wrongPath_doesNotHoldTheOtherFieldsBack()
    {
        std::shared_ptr<const FullMessage> one;
        QTRY_VERIFY((one = m_table->messages().messageAt(5)) != nullptr);
        const QString key = QString::fromStdString(one->key);
        auto *error = m_page->findChild<QLabel *>(QStringLiteral("filterError"));
        QTest::keyClicks(field("valueFilter"), QStringLiteral("items[x].qty > 2"));
        QTRY_VERIFY(error->isVisible());
        QTest::keyClicks(field("keyFilter"), key);
        QTRY_VERIFY(isFiltered());
        QTRY_VERIFY((one = m_table->messages().messageAt(0)) && QString::fromStdString(one->key) == key);
        QVERIFY(error->isVisible());
    }

    void offsetOutsideOfTheLog_isAnswered()
    {
        QTest::mouseClick(button("offset"), Qt::LeftButton);
        auto *offset = field("offsetField");
        offset->selectAll();
        QTest::keyClicks(offset, QStringLiteral("900000"));
        auto *notice = m_list->findChild<ErrorBanner *>();
        QTRY_VERIFY(notice->isVisible());
        QVERIFY2(notice->sentence().contains(QStringLiteral("900000")), qPrintable(notice->sentence()));
        QVERIFY2(notice->sentence().contains(QStringLiteral("P0: 0…")), qPrintable(notice->sentence()));
        QTRY_VERIFY(m_table->messages().rowCount() > 10);
        offset->selectAll();
        QTest::keyClicks(offset, QStringLiteral("3"));
        QTRY_VERIFY(!notice->isVisible());
    }

    void pathStrip_leadsToTheEnrichedRecordAndToTheRow()
    {
        m_page->open(Link::record(QStringLiteral("raw_orders"), 1, 3));
        QTRY_VERIFY(m_table->selected());
        QTRY_VERIFY(button("pathStop4") && button("pathStop4")->isVisible()
                    && button("pathStop4")->toolTip().contains(QStringLiteral("ORD-")));
        QVERIFY(!button("pathStop1")->isEnabled()); // it is shown
        QTRY_COMPARE(m_page->findChild<Pill *>(QStringLiteral("detailOutcome"))->text(),
                     QStringLiteral("in warehouse"));
        QTest::mouseClick(button("pathStop3"), Qt::LeftButton);
        QTRY_COMPARE(m_list->topic(), QStringLiteral("enriched_orders"));
        QTRY_VERIFY(m_table->selected());
        QTRY_VERIFY(button("pathStop1")->isVisible() && button("pathStop1")->isEnabled()
                    && !button("pathStop3")->isEnabled());
        QSignalSpy links(m_page.get(), &MessagesPage::linkActivated);
        QTest::mouseClick(button("pathStop4"), Qt::LeftButton);
        QCOMPARE(links.count(), 1);
        const Link row = links[0][0].value<Link>();
        QVERIFY(row.kind == Link::Kind::Row);
        QCOMPARE(row.name, QStringLiteral("fact_orders"));
        QCOMPARE(row.key.toStdString(), m_page->findChild<MessageDetail *>()->message()->key);
    }

    void partitionChip_readsOnlyThatPartition()
    {
        QTest::mouseClick(button("partition1"), Qt::LeftButton);
        QTRY_VERIFY(m_list->reader() && m_list->reader()->size() > 10);
        for (const MessageRef &ref : m_list->reader()->refs(0, 1'000))
            QCOMPARE(ref.partition, 1);
    }

    /// One that is not read grows all the same, and its figure with it.
    void partitionChip_tellsTheLogsEnd_alsoOfPartitionsThatAreNotRead()
    {
        QTest::mouseClick(button("partition1"), Qt::LeftButton);
        const auto end = [this](const char *chip) {
            const QString tip = button(chip)->toolTip(); // "… up to its end at 458."
            return tip.section(QLatin1Char(' '), -1).chopped(1).toLongLong();
        };
        QTRY_VERIFY(end("partition0") > 0 && end("partition2") > 0);
        const qint64 before[] = {end("partition0"), end("partition2")};
        QTRY_VERIFY(end("partition0") > before[0] + 20 && end("partition2") > before[1] + 20);
    }

    void beginning_isOldestFirst()
    {
        QTest::mouseClick(button("beginning"), Qt::LeftButton);
        QTRY_VERIFY(m_table->messages().rowCount() > 40);
        QVERIFY(!m_table->messages().isNewestFirst());
        QTRY_COMPARE(m_list->reader()->progress().behind, 0);
        QCOMPARE(m_table->messages().refAt(0).offset, 0);
    }

    void timeBar_goesToTheTimeThatIsClicked()
    {
        auto *bar = m_page->findChild<TimeBar *>();
        QTRY_VERIFY(!bar->isEmpty());
        const auto middle = [this] { return m_table->messages().refAt(m_table->messages().rowCount() / 2); };
        QTRY_VERIFY(m_table->verticalScrollBar()->maximum() > m_table->messages().rowCount() / 2);
        QTRY_VERIFY(middle().timestampMs < bar->histogram().toMs);
        const auto &[fromMs, toMs, parts] = bar->histogram();
        const qint64 barMs = (toMs - fromMs) / std::ssize(parts);
        QSignalSpy sought(bar, &TimeBar::sought);
        const auto x = bar->width() * (middle().timestampMs - fromMs) / (toMs - fromMs) + 1; // not before it
        QTest::mouseClick(bar, Qt::LeftButton, {}, QPoint(static_cast<int>(x), 20));
        QCOMPARE(sought.count(), 1);
        QVERIFY(m_table->verticalScrollBar()->value() > 0);
        const qint64 away = std::abs(m_table->topTimeMs() - sought[0][0].toLongLong());
        QVERIFY2(away <= barMs, qPrintable(QStringLiteral("%1 of %2 ms").arg(away).arg(barMs)));
        QTRY_VERIFY(m_table->messages().isHeld());
    }

    void openRecord_isReadAndSelected()
    {
        m_page->open(Link::record(QStringLiteral("enriched_orders"), 1, 3));
        QTRY_VERIFY(m_table->selected());
        QCOMPARE(m_list->topic(), QStringLiteral("enriched_orders"));
        QCOMPARE(m_table->selected()->partition, 1);
        QCOMPARE(m_table->selected()->offset, 3);
        QTRY_COMPARE(m_page->findChild<Pill *>(QStringLiteral("detailOutcome"))->text(),
                     QStringLiteral("in warehouse"));
    }

    void openRecord_thatDoesNotExist_isSaid()
    {
        m_page->open(Link::record(QStringLiteral("raw_orders"), 0, 900'000));
        auto *notice = m_list->findChild<ErrorBanner *>();
        QTRY_VERIFY(notice->isVisible());
        QVERIFY(notice->sentence().contains(QStringLiteral("P0 @ 900000")));
        QVERIFY(!m_table->selected());
    }

    void openRecord_noticeThatIsClosed_staysClosed()
    {
        m_page->open(Link::record(QStringLiteral("raw_orders"), 0, 900'000));
        auto *notice = m_list->findChild<ErrorBanner *>();
        QTRY_VERIFY(notice->isVisible());
        QTest::mouseClick(notice->findChild<IconButton *>(), Qt::LeftButton);
        QVERIFY(!notice->isVisible());
        const std::int64_t loaded = m_bed->loaded(); // a second and more
        QTRY_VERIFY(m_bed->loaded() > loaded + 60);
        QVERIFY(!notice->isVisible());
        m_page->open(Link::record(QStringLiteral("raw_orders"), 0, 900'000)); // asked for once more
        QTRY_VERIFY(notice->isVisible());
    }

    void anotherCluster_isNotReadFromTheOffsetOfTheOneBefore()
    {
        QTest::mouseClick(button("offset"), Qt::LeftButton);
        auto *offset = field("offsetField");
        offset->selectAll();
        QTest::keyClicks(offset, QStringLiteral("3"));
        QTRY_VERIFY(m_table->messages().rowCount() > 10);
        broker::ClusterInfo other = m_bed->run().cluster;
        other.id = "another";
        m_list->setCluster(other, m_bed->run().incarnation + 1);
        auto *notice = m_list->findChild<ErrorBanner *>();
        QVERIFY(notice->isVisible() && notice->sentence().contains(QStringLiteral("another cluster")));
        QVERIFY(!offset->isVisible());
    }

    void topicList_byKeyboard()
    {
        auto *view = m_page->findChild<QListView *>(QStringLiteral("topicView"));
        view->setFocus();
        QTest::keyClick(view, Qt::Key_Down);
        QCOMPARE(m_list->topic(), QStringLiteral("enriched_orders"));
        QTRY_VERIFY(m_table->messages().rowCount() > 10);
        // Sections are names, no topics: the keys pass over them.
        QStringList passed;
        for (int i = 0; i < 6; ++i) {
            QTest::keyClick(view, Qt::Key_Down);
            passed << m_list->topic();
        }
        QVERIFY(passed.contains(QStringLiteral("raw_orders.dlq")));
    }

    void hiddenPage_doesNotRead()
    {
        m_page->hide();
        QVERIFY(!m_list->reader());
        m_page->show();
        QTRY_VERIFY(m_list->reader() && m_table->messages().rowCount() > 40);
    }

    void smallWindow_detailHasRoomOnlyWhileAMessageIsChosen()
    {
        m_page->open(Link::of(Link::Kind::Topic, QStringLiteral("raw_orders")));
        m_page->resize(1280 - 64, 716);
        auto *detail = m_page->findChild<MessageDetail *>();
        QTRY_VERIFY(!detail->isVisible() && m_table->messages().rowCount() > 40);
        QTRY_VERIFY(!m_table->isColumnHidden(MessageModel::Size));
        clickRow(1);
        QTRY_VERIFY(detail->isVisible() && detail->message());
        QTest::keyClick(m_table, Qt::Key_Escape);
        QTRY_VERIFY(!detail->isVisible());
    }

    void narrow_detailIsADrawerAndTopicsAreABox()
    {
        m_page->resize(1000, 700);
        auto *box = m_page->findChild<QComboBox *>(QStringLiteral("topicBox"));
        QTRY_VERIFY(box->isVisible());
        auto *detail = m_page->findChild<MessageDetail *>();
        QVERIFY(!detail->isVisible());
        clickRow(1);
        QTRY_VERIFY(detail->isVisible() && detail->message());
        QTest::keyClick(detail, Qt::Key_Escape);
        QTRY_VERIFY(!detail->isVisible());
        m_page->resize(1536, 816);
        QTRY_VERIFY(detail->isVisible());
    }

    void everyControl_hasANameForScreenReaders()
    {
        clickRow(0);
        QTest::mouseClick(button("produce"), Qt::LeftButton);
        QCOMPARE(namelessControls(*m_page), QStringList());
    }

    void languageThemeAndScale_changeWhileItReads()
    {
        clickRow(1);
        const auto header = [this] {
            return m_table->model()
                ->headerData(MessageModel::Time, Qt::Horizontal, Qt::DisplayRole)
                .toString();
        };
        QVERIFY(header().startsWith(QStringLiteral("Time")));
        installTranslations(QStringLiteral("id"));
        Theme::instance().setScheme(Scheme::Light);
        Theme::instance().setScale(1.5);
        QTRY_VERIFY(header().startsWith(QStringLiteral("Waktu")));
        QTRY_COMPARE(button("produce")->toolTip(), QStringLiteral("Tulis sendiri sebuah pesan ke topic ini"));
        QVERIFY(m_table->selected());
        const auto read = m_list->reader()->progress().read;
        QTRY_VERIFY(m_list->reader()->progress().read > read);
        installTranslations(QStringLiteral("en"));
        Theme::instance().setScheme(Scheme::Dark);
        Theme::instance().setScale(1);
        QTRY_VERIFY(header().startsWith(QStringLiteral("Time")));
    }
};

PK_WINDOW_TEST(TestMessagesPage)
#include "tst_messages_page.moc"
