// What the window shows of the logs of a local Kafka's nodes.

#include "app/node_log_view.h"
#include "theme/install.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDir>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTest>

using namespace pk::gui;

class TestNodeLogView : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;

    QString write(int node, const QByteArray &text, QIODevice::OpenMode mode = QIODevice::WriteOnly) const
    {
        const QString path = m_folder->filePath(QStringLiteral("node-%1").arg(node));
        QFile log(path + QStringLiteral("/node.log"));
        [&] { QVERIFY(QDir().mkpath(path) && log.open(mode) && log.write(text) == text.size()); }();
        return log.fileName();
    }
    static QString shown(const NodeLogView &view)
    {
        return view.findChild<QPlainTextEdit *>(QStringLiteral("nodeLog"))->toPlainText();
    }

private Q_SLOTS:
    void initTestCase() { installTheme(*qApp); }
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void endOfTheLog_isShown_andWhatCameMeanwhileWhenItIsReadAgain()
    {
        QByteArray lines;
        for (int line = 1; line <= 300; ++line)
            lines += "line " + QByteArray::number(line) + '\n';
        const QString log = write(1, lines);
        NodeLogView view({log});
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QCOMPARE(shown(view).count(u'\n') + 1, 200);
        QVERIFY(shown(view).endsWith(QStringLiteral("line 300")));
        QVERIFY(!view.findChild<QWidget *>(QStringLiteral("logNodes"))->isVisible()); // there is one node
        write(1, "the newest\n", QIODevice::Append);
        QTest::mouseClick(view.findChild<QAbstractButton *>(QStringLiteral("readLogAgain")), Qt::LeftButton);
        QVERIFY(shown(view).endsWith(QStringLiteral("the newest")));
        const QScrollBar *bar = view.findChild<QPlainTextEdit *>()->verticalScrollBar();
        QVERIFY(bar->maximum() > 0);
        QCOMPARE(bar->value(), bar->maximum());
    }

    void ofSeveralNodes_oneIsChosen()
    {
        NodeLogView view({write(1, "of the first"), write(3, "of the third")});
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QCOMPARE(shown(view), QStringLiteral("of the first"));
        const auto nodes =
            view.findChild<QWidget *>(QStringLiteral("logNodes"))->findChildren<QAbstractButton *>();
        QCOMPARE(nodes.size(), 2);
        QCOMPARE(nodes[1]->text(), QStringLiteral("Node 3"));
        QTest::mouseClick(nodes[1], Qt::LeftButton);
        QCOMPARE(shown(view), QStringLiteral("of the third"));
    }

    void logThatIsGone_isEmpty()
    {
        const NodeLogView view({m_folder->filePath(QStringLiteral("node-1/node.log"))});
        QVERIFY(shown(view).isEmpty());
    }
};

PK_WINDOW_TEST(TestNodeLogView)
#include "tst_node_log_view.moc"
