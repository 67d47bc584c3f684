// The sentence after a step: which stage did what with which record, and what comes next for it.

#include "bridge/failure_text.h"
#include "bridge/step_done.h"

#include <QTest>

using namespace pk;
using namespace pk::gui;
using pipeline::Action;

class TestStepText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void text_namesStageRecordAndWhatComesNext_data()
    {
        QTest::addColumn<int>("stage");
        QTest::addColumn<int>("action");
        QTest::addColumn<QString>("output");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *name, StageKind stage, Action action, const char *output,
                            const char *text) {
            QTest::newRow(name) << static_cast<int>(stage) << static_cast<int>(action)
                                << QString::fromLatin1(output) << QString::fromUtf8(text);
        };
        row("produced", StageKind::Source, Action::Generate, "raw_orders",
            "The source produced raw_orders P2 @ 7 → next for this record: Transform takes it");
        row("taken", StageKind::Transform, Action::Take, "",
            "Transform took raw_orders P1 @ 42 → next for this record: the transform steps");
        row("enriched", StageKind::Transform, Action::Work, "enriched_orders",
            "Transform turned raw_orders P1 @ 42 into enriched_orders P2 @ 7 → next for this record: commit");
        row("put aside", StageKind::Transform, Action::Work, "raw_orders.dlq",
            "Transform put raw_orders P1 @ 42 aside as raw_orders.dlq P2 @ 7 → next for this record: commit");
        row("stored", StageKind::Load, Action::Work, "",
            "Loader stored raw_orders P1 @ 42 in the warehouse → next for this record: commit");
        row("committed", StageKind::Load, Action::Commit, "",
            "Loader committed raw_orders P1 @ 42 · the record has arrived");
    }
    void text_namesStageRecordAndWhatComesNext()
    {
        QFETCH(int, stage);
        QFETCH(int, action);
        QFETCH(QString, output);
        pipeline::Conductor::Step step;
        step.done = true;
        step.stage = static_cast<StageKind>(stage);
        step.credit = {static_cast<Action>(action), {"raw_orders", 1}, 42};
        if (!output.isEmpty())
            step.report.outputs = {{output.toStdString(), 2, 7}};
        QTEST(stepText(toStepDone(step)), "text");
    }

    void text_atMostOnce_commitComesBeforeTheWork()
    {
        pipeline::Conductor::Step step;
        step.done = true;
        step.stage = StageKind::Load;
        step.credit = {Action::Take, {"enriched_orders", 0}, 3};
        QVERIFY(stepText(toStepDone(step, true)).endsWith(QStringLiteral("next for this record: commit")));
        step.credit.action = Action::Commit;
        QVERIFY(stepText(toStepDone(step, true))
                    .endsWith(QStringLiteral("next for this record: the database transaction")));
    }

    /// The next stage may have worked it before this one has committed.
    void text_ofACommit_saysWhatComesNextOnlyWhereSomethingWaits()
    {
        pipeline::Conductor::Step step;
        step.done = true;
        step.stage = StageKind::Transform;
        step.credit = {Action::Commit, {"raw_orders", 0}, 3};
        QCOMPARE(stepText(toStepDone(step)), QStringLiteral("Transform committed raw_orders P0 @ 3"));
        step.resultWaits = true;
        QVERIFY(stepText(toStepDone(step))
                    .endsWith(QStringLiteral("next for this record: the loader takes what came of it")));
        step.stage = StageKind::Bridge;
        QVERIFY(stepText(toStepDone(step))
                    .endsWith(QStringLiteral("next for this record: the transform takes what came of it")));
    }

    void text_ofTheBridgesCommit_saysWhatARowWaitsFor()
    {
        pipeline::Conductor::Step step;
        step.done = true;
        step.stage = StageKind::Bridge;
        step.credit = {Action::Commit, {"producer.kampus.order_items", 0}, 3};
        QVERIFY(!stepText(toStepDone(step)).contains(QStringLiteral("held by the bridge")));
        step.nothingCame = true;
        QVERIFY2(stepText(toStepDone(step))
                     .endsWith(QStringLiteral("held by the bridge: waits for its order or other items")),
                 qPrintable(stepText(toStepDone(step))));
    }

    /// A trainee reads what is wrong with the record, not what the program calls it.
    void putAsideText_saysTheReasonInWords()
    {
        const QString text = putAsideText("validate", "pk.transform.NegativeQuantity");
        QVERIFY2(text.contains(QStringLiteral("validate")) && text.contains(QStringLiteral("negative")),
                 qPrintable(text));
        QVERIFY2(!text.contains(QStringLiteral("pk.transform")), qPrintable(text));
        QCOMPARE(putAsideText("own", "house.Rule"), // of a rule of one's own there is only the code
                 QStringLiteral("Put aside by step own: house.Rule. Click the record to read more."));
    }

    void text_nothingLeft_saysSo()
    {
        QVERIFY(stepText(StepDone()).contains(QStringLiteral("Nothing is left")));
    }
};

PK_TEST(TestStepText)
#include "tst_step_text.moc"
