// The check that other tests rely on must find what it is there for.

#include "theme/install.h"
#include "views/text_fit.h"
#include "views/text_label.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QTest>

#include <array>

using namespace pk::gui;

class TestTextFit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { installTheme(*qApp); }

    void faults_fittingTexts_none()
    {
        QWidget window;
        label(window, {10, 10, 200, 30});
        auto *button = new QPushButton(QStringLiteral("Apply"), &window);
        button->setGeometry(QRect(QPoint(10, 60), button->sizeHint()));
        QCOMPARE(found(window), 0);
    }
    void faults_tooNarrow_isFound()
    {
        QWidget window;
        label(window, {10, 10, 20, 30});
        auto *button = new QPushButton(QStringLiteral("Apply"), &window);
        button->setGeometry(10, 60, 30, 32);
        QCOMPARE(found(window), 2);
    }
    void faults_wrappedTextTooHigh_isFound()
    {
        QWidget window;
        label(window, {10, 10, 60, 20})->setWordWrap(true);
        QVERIFY(found(window) > 0);
    }
    void faults_outsideTheWindow_isFound()
    {
        QWidget window;
        label(window, {250, 10, 200, 30});
        QCOMPARE(found(window), 1);
    }
    void faults_outsideButInScrollArea_none()
    {
        QWidget window;
        auto *area = new QScrollArea(&window);
        area->setGeometry(0, 0, 300, 200);
        auto *content = new QWidget;
        content->resize(600, 400);
        label(*content, {280, 10, 300, 30});
        area->setWidget(content);
        QCOMPARE(found(window), 0);
    }
    void faults_cutAtTheSideOfAnAreaThatOnlyScrollsDown_isFound()
    {
        QWidget window;
        auto *area = new QScrollArea(&window);
        area->setGeometry(0, 0, 240, 200);
        area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        auto *content = new QWidget;
        content->resize(400, 900);
        QLabel *seen = label(*content, {10, 600, 200, 30});
        area->setWidget(content);
        QCOMPARE(found(window), 0);
        seen->move(100, 600);
        QCOMPARE(found(window), 0); // one scrolls to it first: nothing of it is drawn yet
        seen->move(100, 60);
        QCOMPARE(found(window), 1);
    }
    void faults_overEachOther_isFound()
    {
        QWidget window;
        label(window, {10, 10, 200, 30});
        label(window, {10, 25, 200, 30});
        QCOMPARE(found(window), 1);
    }
    void faults_overWhatIsInAnotherCardOfTheSameArea_isFound()
    {
        QWidget window;
        auto *area = new QScrollArea(&window);
        area->setGeometry(0, 0, 300, 200);
        auto *content = new QWidget;
        content->resize(280, 400);
        std::array<QWidget *, 2> cards{new QWidget(content), new QWidget(content)};
        for (QWidget *card : cards) {
            card->setGeometry(0, card == cards[0] ? 0 : 60, 280, 60);
            label(*card, {10, 10, 200, 30});
        }
        area->setWidget(content);
        QCOMPARE(found(window), 0);
        cards[1]->move(0, 20);
        QCOMPARE(found(window), 1);
    }
    void faults_shortenedOnPurpose_none()
    {
        QWidget window;
        auto *text = new TextLabel(TextRole::Body, Token::Text, &window);
        text->setText(QStringLiteral("a sentence that is too long"));
        text->setElided(true);
        text->setGeometry(10, 10, 60, 30);
        QCOMPARE(found(window), 0);
    }
    void faults_textThatHasJustChanged_isLaidOutFirst()
    {
        QWidget window;
        auto *row = new QHBoxLayout(&window);
        auto *text = new TextLabel(TextRole::Figure, Token::Text, &window);
        text->setText(QStringLiteral("9"));
        row->addWidget(text);
        row->addStretch();
        QCOMPARE(found(window), 0);
        text->setText(QStringLiteral("12"));
        QCOMPARE(textFaults(&window).size(), std::size_t{0});
    }
    void faults_hidden_none()
    {
        QWidget window;
        label(window, {10, 10, 20, 30})->hide();
        QCOMPARE(found(window), 0);
    }

private:
    static QLabel *label(QWidget &parent, const QRect &place)
    {
        auto *text = new QLabel(QStringLiteral("a text of some words"), &parent);
        text->setGeometry(place);
        return text;
    }
    static int found(QWidget &window)
    {
        window.resize(300, 200);
        window.show();
        const bool shown = QTest::qWaitForWindowExposed(&window);
        return shown ? static_cast<int>(textFaults(&window).size()) : -1;
    }
};

PK_WINDOW_TEST(TestTextFit)
#include "tst_text_fit.moc"
