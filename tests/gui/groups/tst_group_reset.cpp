// Offsets that are reset on the page: what is previewed, what is done, and what is answered.

#include "groups_stage.h"
#include "pages/groups/change_model.h"
#include "pages/groups/history_card.h"
#include "pages/groups/reset_model.h"
#include "pages/groups/reset_sheet.h"
#include "pages/groups/reset_target.h"
#include "support/renamed_cluster.h"
#include "theme/install.h"
#include "views/error_banner.h"
#include "views/segmented_control.h"

#include <QApplication>
#include <QDateTimeEdit>
#include <QLineEdit>
#include <QProcess>
#include <QTableView>
#include <QTranslator>

using namespace pk;
using namespace pk::test;

namespace {

/// In force while it lives: every text with a mark before it.
class OtherLanguage final : public QTranslator
{
public:
    static constexpr QChar mark{u'\u00a7'};

    OtherLanguage() { QCoreApplication::installTranslator(this); }
    ~OtherLanguage() override { QCoreApplication::removeTranslator(this); }

    bool isEmpty() const override { return false; }
    QString translate(const char *, const char *text, const char *, int) const override
    {
        return mark + QString::fromUtf8(text);
    }
};

} // namespace

class TestGroupReset : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { installTheme(*qApp); }

    /// Each opening of the sheet does.
    void resetThatBeginsAnew_hasTheDefaults()
    {
        ResetTarget target;
        const QDateTime old = QDateTime::currentDateTime().addSecs(-900);
        target.findChild<QDateTimeEdit *>()->setDateTime(old);
        target.findChild<QLineEdit *>(QStringLiteral("resetOffset"))->setText(QStringLiteral("77"));
        target.findChild<SegmentedControl *>()->setCurrent(QStringLiteral("offset"));
        QCOMPARE(target.spec()->value, 77);
        target.beginAnew();
        QVERIFY(target.spec()->to == ResetSpec::To::Earliest);
        QVERIFY(target.findChild<QDateTimeEdit *>()->dateTime() > old.addSecs(600));
        target.findChild<SegmentedControl *>()->setCurrent(QStringLiteral("offset"));
        QCOMPARE(target.spec()->value, 0);

        ResetModel model;
        model.setPartitions({{"enriched_orders", 0}, {"enriched_orders", 1}});
        model.setChecked({"enriched_orders", 1}, false);
        QCOMPARE(model.checked().size(), 1U);
        model.checkAll();
        QCOMPARE(model.checked().size(), 2U);
    }

    /// A part of its partitions would go along, and the rest not.
    void reset_ofAGroupThatAnotherProgramReads_isRefusedUntilThatOneHasEnded()
    {
        Stage stage([](SessionOptions &o) {
            o.staticAssignment = false;
            o.ratePerSecond = 60;
        });
        QTRY_COMPARE(stage.owners(), all("load-0"));
        QTRY_VERIFY(stage.bed.loaded() > 20);
        stage.click(&stage.page, "resetOffsets");
        QTRY_VERIFY(stage.applyButton()->isEnabled());
        QProcess worker;
        worker.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        worker.start(QStringLiteral("sh"),
                     {QStringLiteral("-c"), commandOfAnotherMember(*stage.bed.controller)});
        QVERIFY(worker.waitForStarted(kPatienceMs));

        const QString why = readByAnotherProgram().message;
        auto *sheet = stage.page.findChild<ResetSheet *>();
        const auto *said = sheet->findChild<ErrorBanner *>(QStringLiteral("resetError"));
        QTRY_COMPARE(said->sentence(), why);
        QVERIFY(said->isVisible() && !stage.applyButton()->isEnabled());
        auto *button = stage.page.findChild<QPushButton *>(QStringLiteral("resetOffsets"));
        QVERIFY(!button->isEnabled());
        QCOMPARE(button->toolTip(), why);
        QVERIFY(stage.page.findChild<QPushButton *>(QStringLiteral("addMember"))->isEnabled());

        // Also where something else than the sheet asks for it.
        QSignalSpy done(stage.bed.controller.get(), &Controller::resetDone);
        const auto committed = [&] {
            std::vector<std::int64_t> offsets;
            for (int p = 0; p < 3; ++p)
                offsets.push_back(stage.partitions().partition(p)->committed);
            return offsets;
        };
        const std::vector<std::int64_t> before = committed();
        stage.bed.controller->resetOffsets(toQString(kLoaderGroup), {});
        QTRY_VERIFY(stage.bed.failures.contains(nameOf(Command::Reset) + QStringLiteral(": ") + why));
        QVERIFY(stage.bed.waitForFreshSnapshot());
        QCOMPARE(done.count(), 0);
        for (std::size_t p = 0; p < 3; ++p)
            QVERIFY(committed()[p] >= before[p]);
        QVERIFY(stage.bed.controller->state() == RunState::Running);

        worker.kill();
        QVERIFY(worker.waitForFinished(kPatienceMs));
        QTRY_COMPARE(stage.owners(), all("load-0"));
        QTRY_VERIFY(stage.applyButton()->isEnabled());
        QVERIFY(!said->isVisible() && button->isEnabled());
        VERIFY_CLEAN_END(stage.bed);
    }

    /// Nobody is a member here, and the other program's commits have not been seen yet.
    void commitForAGroup_thatSomebodyElseIsIn_isRefused()
    {
        auto cluster = freshLogs();
        QVERIFY(cluster && cluster->createTopic({"t", 2}));
        broker::ConsumerSettings settings;
        settings.group = "g";
        auto other = broker::Consumer::create(broker::consumerConfig(cluster->info(), settings), {});
        QVERIFY(other && (*other)->subscribe({"t"}));
        const auto serve = [&] {
            (*other)->serve();
            (*other)->wait(20);
        };
        while ((*other)->assignment().empty())
            serve();
        const std::jthread reads([&](const std::stop_token &stop) {
            while (!stop.stop_requested())
                serve();
        });
        ResetLine lines[2];
        for (int p = 0; p < 2; ++p)
            lines[p].partition = {"t", p};
        const auto reset = commitAsMember(cluster->info(), {"g", {}, {lines[0], lines[1]}}, kPatienceMs);
        QVERIFY(!reset);
        QCOMPARE(reset.error().message, readByAnotherProgram().message);
    }

    /// The preview is asked for anew every two seconds, and knows nothing of it.
    void reset_thatWasNotDone_saysSoUntilSomethingElseIsAskedFor()
    {
        Stage stage([](SessionOptions &o) { o.ratePerSecond = 50; });
        QTRY_VERIFY(stage.bed.loaded() > 20);
        stage.click(&stage.page, "resetOffsets");
        QTRY_VERIFY(stage.applyButton()->isEnabled());
        auto *sheet = stage.page.findChild<ResetSheet *>();
        const auto *said = sheet->findChild<ErrorBanner *>(QStringLiteral("resetError"));
        const QString sentence = QStringLiteral("Not every offset was reset.");
        QSignalSpy previews(stage.bed.controller.get(), &Controller::resetPreviewed);
        stage.click(sheet, "applyReset");
        Q_EMIT stage.bed.controller->commandFailed(nameOf(Command::Reset), sentence, Command::Reset);
        QTRY_VERIFY(previews.count() >= 2 && stage.applyButton()->isEnabled());
        QVERIFY(said->isVisible());
        QCOMPARE(said->sentence(), sentence);
        stage.click(sheet, "latest");
        QTRY_VERIFY(!said->isVisible());
        stage.bed.failures.clear();
        VERIFY_CLEAN_END(stage.bed);
    }

    /// By Kafka's tools, say: nobody here is told.
    void reset_fromOutsideOfAGroupWithoutMembers_isShown()
    {
        Stage stage([](SessionOptions &o) { o.ratePerSecond = 60; });
        QTRY_VERIFY(stage.cell(1, PartitionModel::Committed).toInt() > 5);
        stage.click(stage.card("load-0"), "stop");
        QTRY_COMPARE(stage.owners(), all("nobody"));
        ResetLine line;
        line.partition = {kTopic, 1};
        line.to = 3;
        const auto reset =
            commitAsMember(stage.bed.run().cluster, {std::string(kLoaderGroup), {}, {line}}, kPatienceMs);
        QVERIFY2(reset, qPrintable(reset ? QString() : reset.error().toString()));
        QTRY_COMPARE(stage.cell(1, PartitionModel::Committed), QStringLiteral("3"));
        QVERIFY(stage.bed.waitForFreshSnapshot());
        QCOMPARE(stage.partitions().partition(1)->lag, stage.partitions().partition(1)->end - 3);
        QCOMPARE(stage.owners(), all("nobody")); // a tool is no member
    }

    void reset_previewSaysHowManyAndSoManyAreReadAgain()
    {
        Stage stage([](SessionOptions &o) {
            o.ratePerSecond = 100;
            o.source.dirtyPercent = 0;
        });
        QTRY_VERIFY(stage.bed.loaded() > 100);
        stage.bed.controller->pause();
        QTRY_VERIFY(stage.bed.controller->state() == RunState::Paused);
        QVERIFY(stage.bed.waitForFreshSnapshot());
        const std::int64_t loaded = stage.bed.loaded();
        std::int64_t committed = 0;
        for (int p = 0; p < 3; ++p)
            committed += stage.cell(p, PartitionModel::Committed).toLongLong();

        stage.click(&stage.page, "resetOffsets");
        QTRY_VERIFY(stage.applyButton()->isEnabled());
        std::int64_t again = 0;
        for (const ResetLine &line : stage.page.findChild<ResetModel *>()->lines())
            again += line.readAgain();
        QCOMPARE(again, committed);
        QVERIFY(stage.applyButton()->text().contains(QString::number(again)));
        QCOMPARE(stage.bed.loaded(), loaded); // nothing has happened yet

        QTest::mouseClick(stage.applyButton(), Qt::LeftButton);
        auto *sheet = stage.page.findChild<ResetSheet *>();
        QTRY_VERIFY(!sheet->isOpen());
        auto *said = stage.page.findChild<ErrorBanner *>();
        QVERIFY(said->sentence().contains(QString::number(again)));
        // It covers nothing of what the reset does, however low the page is.
        const auto lanesAreFree = [&] {
            const auto *lanes = stage.page.findChild<HistoryCard *>();
            const QRect seen =
                lanes->visibleRegion().boundingRect().translated(lanes->mapTo(&stage.page, QPoint()));
            return seen.height() > 100 && seen.bottom() < said->y();
        };
        for (const QSize size : {QSize(1302, 712), QSize(1216, 664), QSize(1536, 900)}) {
            stage.page.resize(size);
            QTRY_VERIFY2(said->isVisible() && lanesAreFree(), qPrintable(QString::number(size.height())));
        }
        {
            OtherLanguage other;
            QTRY_VERIFY(said->sentence().startsWith(OtherLanguage::mark));
            QVERIFY(said->isVisible() && said->sentence().contains(QString::number(again)));
            QVERIFY(said->findChild<QPushButton *>()->text().startsWith(OtherLanguage::mark));
        }
        QTRY_VERIFY(!said->sentence().startsWith(OtherLanguage::mark));
        QTRY_VERIFY(stage.cell(0, PartitionModel::Committed) == QLatin1String("0"));
        QVERIFY(stage.bed.controller->state() == RunState::Paused);
        stage.bed.controller->stepToCommit();
        stage.bed.controller->play();
        QTRY_VERIFY(stage.bed.loaded() >= loaded + again);
        const auto told = [&stage](const char *words) {
            const auto *changes = stage.page.findChild<ChangeModel *>();
            for (int row = 0; row < changes->rowCount(); ++row) {
                if (changes->index(row, ChangeModel::What).data().toString().contains(QLatin1String(words)))
                    return true;
            }
            return false;
        };
        QTRY_VERIFY(told("set here"));
        QVERIFY(!told("somebody"));
        QCOMPARE(stage.bed.failures, QStringList());
        VERIFY_CLEAN_END(stage.bed); // read again, and nothing doubled
        QCOMPARE(stage.bed.number("select count(*) from etl_audit where action = 'reset'"), 3);
    }

    void resetThatIsUndone_putsBackWhatWasCommitted()
    {
        Stage stage([](SessionOptions &o) {
            o.ratePerSecond = 100;
            o.source.dirtyPercent = 0;
        });
        QTRY_VERIFY(stage.bed.loaded() > 100);
        stage.bed.controller->pause();
        QTRY_VERIFY(stage.bed.controller->state() == RunState::Paused);
        QVERIFY(stage.bed.waitForFreshSnapshot());
        const auto committed = [&stage] {
            QStringList offsets;
            for (int p = 0; p < 3; ++p)
                offsets << stage.cell(p, PartitionModel::Committed);
            return offsets;
        };
        const QStringList before = committed();
        stage.click(&stage.page, "resetOffsets");
        QTRY_VERIFY(stage.applyButton()->isEnabled());
        QTest::mouseClick(stage.applyButton(), Qt::LeftButton);
        QTRY_COMPARE(committed(), QStringList(3, QStringLiteral("0")));

        auto *undo = stage.page.findChild<ErrorBanner *>()->findChild<QPushButton *>();
        QTRY_VERIFY(undo->isVisible());
        QTest::mouseClick(undo, Qt::LeftButton);
        auto *sheet = stage.page.findChild<ResetSheet *>();
        QVERIFY(sheet->isOpen() && !undo->isVisible());
        QTRY_VERIFY(stage.applyButton()->isEnabled());
        QStringList shown;
        for (const ResetLine &line : stage.page.findChild<ResetModel *>()->lines()) {
            QCOMPARE(line.from, 0);
            shown << QString::number(line.to);
        }
        QCOMPARE(shown, before);
        QVERIFY(!sheet->findChild<QWidget *>(QStringLiteral("leaveSkipped"))->isVisible()); // nothing is lost
        QTest::mouseClick(stage.applyButton(), Qt::LeftButton);
        QTRY_VERIFY(!sheet->isOpen());
        QTRY_COMPARE(committed(), before);
        stage.click(&stage.page, "resetOffsets"); // the next one begins anew
        QVERIFY(stage.page.findChild<SegmentedControl *>(QStringLiteral("resetKind"))->isVisible());
        QCOMPARE(stage.bed.failures, QStringList());
        VERIFY_CLEAN_END(stage.bed);
    }

    void reset_goesWhereItIsClicked_data()
    {
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("step"); // clicked after that; empty: none
        QTest::newRow("latest") << QStringLiteral("latest") << QString();
        QTest::newRow("time") << QStringLiteral("time")
                              << QStringLiteral("−10 min"); // before the first record
        QTest::newRow("shift") << QStringLiteral("shift") << QStringLiteral("−10");
    }
    /// Previewed, applied, and found in the cluster.
    void reset_goesWhereItIsClicked()
    {
        QFETCH(QString, target);
        QFETCH(QString, step);
        Stage stage([](SessionOptions &o) {
            o.ratePerSecond = 100;
            o.source.dirtyPercent = 0;
        });
        QTRY_VERIFY(stage.bed.loaded() > 100);
        // Something has to wait, or a reset to the end would change nothing.
        stage.bed.controller->holdMember(QStringLiteral("load-0"), true);
        QTRY_VERIFY(stage.partitions().partition(0)->lag > 5);
        stage.bed.controller->pause();
        QTRY_VERIFY(stage.bed.controller->state() == RunState::Paused);
        QVERIFY(stage.bed.waitForFreshSnapshot());
        std::vector<qint64> committed;
        std::vector<qint64> expected;
        for (int p = 0; p < 3; ++p) {
            committed.push_back(stage.cell(p, PartitionModel::Committed).toLongLong());
            QVERIFY(committed.back() > 10);
            expected.push_back(target == QLatin1String("latest")     ? stage.partitions().partition(p)->end
                                   : target == QLatin1String("time") ? 0
                                                                     : committed.back() - 10);
        }
        stage.click(&stage.page, "resetOffsets");
        auto *sheet = stage.page.findChild<ResetSheet *>();
        stage.click(sheet, qPrintable(target));
        for (QAbstractButton *button : sheet->findChildren<QAbstractButton *>()) {
            if (!step.isEmpty() && button->isVisible() && button->text() == step)
                QTest::mouseClick(button, Qt::LeftButton);
        }
        const auto *model = stage.page.findChild<ResetModel *>();
        const auto isPreviewed = [&] {
            const std::vector<ResetLine> lines = model->lines();
            return lines.size() == 3 && std::all_of(lines.begin(), lines.end(), [&](const ResetLine &line) {
                       const auto p = static_cast<std::size_t>(line.partition.partition);
                       return line.from == committed[p] && line.to == expected[p];
                   });
        };
        QTRY_VERIFY(isPreviewed() && stage.applyButton()->isEnabled());
        QTest::mouseClick(stage.applyButton(), Qt::LeftButton);
        QTRY_VERIFY(!sheet->isOpen());
        for (int p = 0; p < 3; ++p)
            QTRY_COMPARE(stage.cell(p, PartitionModel::Committed),
                         QString::number(expected[static_cast<std::size_t>(p)]));
        QCOMPARE(stage.bed.failures, QStringList());
    }

    void reset_uncheckedPartitionsStayAndWithoutAnyItCannotBeApplied()
    {
        Stage stage([](SessionOptions &o) { o.ratePerSecond = 100; });
        QTRY_VERIFY(stage.bed.loaded() > 50);
        stage.click(&stage.page, "resetOffsets");
        QTRY_VERIFY(stage.applyButton()->isEnabled());
        auto *model = stage.page.findChild<ResetModel *>();
        auto *table = stage.page.findChild<ResetSheet *>()->findChild<QTableView *>();
        table->setFocus();
        for (int row = 0; row < 3; ++row) { // by keyboard
            table->setCurrentIndex(model->index(row, 0));
            QTest::keyClick(table, Qt::Key_Space);
        }
        QCOMPARE(model->checked().size(), 0U);
        QVERIFY(!stage.applyButton()->isEnabled());
        QTest::keyClick(table, Qt::Key_Space);
        QTRY_VERIFY(stage.applyButton()->isEnabled());
        QCOMPARE(model->lines().size(), 1U);
        QTest::keyClick(table, Qt::Key_Escape);
        QVERIFY(!stage.page.findChild<ResetSheet *>()->isOpen());
        VERIFY_CLEAN_END(stage.bed);
    }

    void reset_toAnOffsetOutsideOfTheLog_isAnsweredWithWhatTheLogKeeps()
    {
        Stage stage([](SessionOptions &o) { o.ratePerSecond = 100; });
        QTRY_VERIFY(stage.bed.loaded() > 50);
        stage.bed.controller->pause();
        QTRY_VERIFY(stage.bed.controller->state() == RunState::Paused);
        stage.click(&stage.page, "resetOffsets");
        auto *sheet = stage.page.findChild<ResetSheet *>();
        stage.click(sheet, "offset");
        auto *field = sheet->findChild<QLineEdit *>(QStringLiteral("resetOffset"));
        field->selectAll();
        QTest::keyClicks(field, QStringLiteral("900000"));
        auto *outside = sheet->findChild<ErrorBanner *>(QStringLiteral("outsideLog"));
        QTRY_VERIFY(outside->isVisible());
        const ResetLine line = stage.page.findChild<ResetModel *>()->lines().front();
        QVERIFY2(outside->sentence().contains(QStringLiteral("P0: 0…%1").arg(line.end)),
                 qPrintable(outside->sentence()));
        field->selectAll();
        QTest::keyClicks(field, QStringLiteral("1"));
        QTRY_VERIFY(stage.applyButton()->isEnabled());
        QVERIFY(!outside->isVisible());
        VERIFY_CLEAN_END(stage.bed);
    }

    void reset_ofAGroupWhoseBrokerDoesNotAnswer_isSaidInTheSheet()
    {
        Stage stage([](SessionOptions &o) { o.ratePerSecond = 50; });
        QTRY_VERIFY(stage.bed.loaded() > 20);
        stage.click(&stage.page, "resetOffsets");
        QTRY_VERIFY(stage.applyButton()->isEnabled());
        auto *sheet = stage.page.findChild<ResetSheet *>();
        const QString sentence = QStringLiteral("The group's committed offsets could not be read.");
        Q_EMIT stage.bed.controller->commandFailed(nameOf(Command::PreviewReset), sentence,
                                                   Command::PreviewReset);
        QCOMPARE(sheet->findChild<ErrorBanner *>()->sentence(), sentence);
        QVERIFY(!stage.applyButton()->isEnabled());
        stage.bed.failures.clear();
        VERIFY_CLEAN_END(stage.bed);
    }
};

PK_WINDOW_TEST(TestGroupReset)
#include "tst_group_reset.moc"
