#pragma once

// What stands in place of the pages when the pipeline could not start: what is wrong, what was kept, and what
// can be done about it.
//
// Thread: GUI thread.

#include "app/transport.h"

#include <QWidget>

class QPushButton;
class QVBoxLayout;

namespace pk::gui {

class Card;
class TextLabel;

class StartPage : public QWidget
{
    Q_OBJECT

public:
    explicit StartPage(QWidget *parent = nullptr);

    void show(const StartProblem &problem);

Q_SIGNALS:
    void retryRequested();
    void folderRequested();
    void embeddedRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void retranslate();
    void fit();

    StartProblem m_problem;
    QVBoxLayout *m_column;
    Card *m_card;
    TextLabel *m_sentence;
    TextLabel *m_reason;
    TextLabel *m_where;
    QPushButton *m_folder;
    QPushButton *m_retry;
    QPushButton *m_embedded;
};

} // namespace pk::gui
