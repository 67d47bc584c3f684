#include "app/start_page.h"

#include "theme/app_style.h"
#include "views/card.h"
#include "views/text_label.h"
#include "views/themed.h"

#include <QBoxLayout>
#include <QCoreApplication>
#include <QEvent>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>

#include <algorithm>

namespace pk::gui {

namespace {

struct Words
{
    QString icon;
    QString title;
    QString sentence;
};

Words wordsFor(const StartProblem &problem)
{
    using Kind = StartProblem::Kind;
    switch (problem.kind) {
    case Kind::Folder:
        return {QStringLiteral("folder"),
                QCoreApplication::translate("app", "The data folder cannot be used"),
                QCoreApplication::translate(
                    "app",
                    "Warehouse and session files go there. Nothing was changed. Make it writable and try "
                    "again, or choose another folder.")};
    case Kind::Broker:
        return {QStringLiteral("server"), QCoreApplication::translate("app", "The broker does not start"),
                QCoreApplication::translate(
                    "app",
                    "The embedded broker is a process of its own, which this window starts. The warehouse "
                    "is as it was. Try again; if that fails, too, the reason below says what to mend.")};
    case Kind::Environment:
        return {
            QStringLiteral("server"),
            QCoreApplication::translate("app", "%1 cannot be reached").arg(problem.title),
            QCoreApplication::translate(
                "app",
                "It was chosen the last time. Nothing was changed: warehouse and topics are as they were. "
                "Mend what is said below and try again, or go on with the embedded broker, which needs "
                "nothing.")};
    case Kind::Cancelled:
        return {QStringLiteral("info"), QCoreApplication::translate("app", "Nothing runs now"),
                QCoreApplication::translate("app",
                                            "The start of %1 was given up, as you wanted. Warehouse and "
                                            "topics are as they were. Try it again, or go on with the "
                                            "embedded broker, which needs nothing.")
                    .arg(problem.title)};
    case Kind::Warehouse:
        return {QStringLiteral("database"),
                QCoreApplication::translate("app", "The warehouse cannot be opened"),
                QCoreApplication::translate(
                    "app",
                    "Its file is damaged, or it is not one of this program. It was left as it is. Put a "
                    "sound copy there and try again, or choose another folder and begin with a new "
                    "warehouse.")};
    case Kind::Other:
        break;
    }
    return {QStringLiteral("warning"), QCoreApplication::translate("app", "The pipeline could not start"),
            QCoreApplication::translate("app",
                                        "The warehouse is as it was. Mend the cause below, then try again.")};
}

} // namespace

StartPage::StartPage(QWidget *parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout)
    , m_card(new Card(this))
    , m_sentence(new TextLabel(TextRole::Body, Token::Text, this))
    , m_reason(new TextLabel(TextRole::Small, Token::Muted, this))
    , m_where(new TextLabel(TextRole::MonoSmall, Token::Muted, this))
    , m_folder(new QPushButton(this))
    , m_retry(new QPushButton(this))
    , m_embedded(new QPushButton(this))
{
    hide();
    m_folder->setObjectName(QStringLiteral("otherFolder"));
    m_embedded->setObjectName(QStringLiteral("useEmbedded"));
    m_retry->setObjectName(QStringLiteral("startAgain"));
    setButtonKind(m_retry, ButtonKind::Solid);
    m_sentence->setWordWrap(true);
    m_reason->setWordWrap(true);
    m_where->setElided(true, Qt::ElideMiddle);
    for (TextLabel *label : {m_reason, m_where})
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_folder);
    buttons->addWidget(m_embedded);
    buttons->addWidget(m_retry);
    QVBoxLayout *body = m_card->body();
    body->addWidget(m_sentence);
    body->addWidget(m_reason);
    body->addWidget(m_where);
    body->addLayout(buttons);
    m_column->addStretch();
    m_column->addWidget(m_card);
    m_column->addStretch();
    auto *page = new QWidget;
    page->setLayout(m_column);
    auto *scroll = new QScrollArea(this); // for a small window at a large scale
    scroll->setWidget(page);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->viewport()->setAutoFillBackground(false);
    page->setAutoFillBackground(false);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(scroll);
    onTheme(this, [this, body, buttons] {
        fit();
        body->setSpacing(px(10));
        buttons->setSpacing(px(8));
        buttons->setContentsMargins(0, px(6), 0, 0);
    });
    connect(m_retry, &QPushButton::clicked, this, &StartPage::retryRequested);
    connect(m_folder, &QPushButton::clicked, this, &StartPage::folderRequested);
    connect(m_embedded, &QPushButton::clicked, this, &StartPage::embeddedRequested);
}

void StartPage::show(const StartProblem &problem)
{
    const bool appears = !isVisible();
    m_problem = problem;
    retranslate();
    QWidget::show();
    if (!appears)
        return;
    raise();
    m_retry->setFocus();
}

void StartPage::fit()
{
    const int side = std::max(px(24), (width() - px(560)) / 2);
    m_column->setContentsMargins(side, px(16), side, px(16));
}

void StartPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

void StartPage::retranslate()
{
    const Words words = wordsFor(m_problem);
    const bool cancelled = m_problem.kind == StartProblem::Kind::Cancelled;
    const bool elsewhere = cancelled || m_problem.kind == StartProblem::Kind::Environment;
    m_card->setIcon(words.icon, cancelled ? BlueAccent : RoseAccent);
    m_card->setAlert(cancelled ? Token::Border : Token::Rose);
    m_card->setTitle(words.title);
    m_sentence->setText(words.sentence);
    m_reason->setText(m_problem.reason);
    m_reason->setVisible(!cancelled && !m_problem.reason.isEmpty());
    m_where->setText(m_problem.where);
    m_where->setVisible(!m_problem.where.isEmpty());
    m_folder->setText(QCoreApplication::translate("app", "Choose another folder\u2026"));
    m_folder->setVisible(!elsewhere);
    m_embedded->setVisible(elsewhere);
    m_embedded->setText(QCoreApplication::translate("app", "Use the embedded broker"));
    m_retry->setText(QCoreApplication::translate("app", "Try again"));
    setAccessibleName(words.title);
    setAccessibleDescription(words.sentence);
}

void StartPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void StartPage::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), color(Token::Canvas));
}

} // namespace pk::gui
