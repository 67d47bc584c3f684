#include "app/shutdown_overlay.h"

#include "theme/app_style.h"
#include "theme/painting.h"
#include "views/card.h"
#include "views/text_label.h"
#include "views/themed.h"

#include <QBoxLayout>
#include <QCoreApplication>
#include <QEvent>
#include <QProgressBar>
#include <QPushButton>
#include <QTimer>

namespace pk::gui {

namespace {

constexpr int readingMs = 60'000; ///< how long what was given up stands there, if nobody closes it
constexpr int unattendedMs = 1'000;

} // namespace

ShutdownOverlay::ShutdownOverlay(QWidget *parent)
    : QWidget(parent)
    , m_card(new Card(this))
    , m_step(new TextLabel(TextRole::Body, Token::Text, this))
    , m_promise(new TextLabel(TextRole::Small, Token::Muted, this))
    , m_progress(new QProgressBar(this))
    , m_close(new QPushButton(this))
    , m_deadline(new QTimer(this))
    , m_reading(new QTimer(this))
{
    hide();
    parent->installEventFilter(this);
    m_step->setWordWrap(true);
    m_promise->setWordWrap(true);
    m_progress->setTextVisible(false);
    m_progress->setRange(0, 1000);
    m_close->setObjectName(QStringLiteral("closeNow"));
    setButtonKind(m_close, ButtonKind::Solid);
    m_deadline->setSingleShot(true);
    m_reading->setSingleShot(true);
    connect(m_deadline, &QTimer::timeout, this, &ShutdownOverlay::deadlinePassed);
    connect(m_reading, &QTimer::timeout, this, &ShutdownOverlay::finished);
    connect(m_close, &QPushButton::clicked, this, &ShutdownOverlay::finished);

    m_card->setIcon(QStringLiteral("power"));
    m_card->body()->addWidget(m_step);
    m_card->body()->addWidget(m_progress);
    m_card->body()->addWidget(m_promise);
    m_card->body()->addWidget(m_close, 0, Qt::AlignRight);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_card, 0, Qt::AlignCenter);
    onTheme(this, [this] {
        m_card->setFixedWidth(px(420));
        m_progress->setFixedHeight(px(8));
    });
    retranslate();
}

void ShutdownOverlay::start(int deadlineMs)
{
    m_step->clear();
    m_step->hide();
    m_close->hide();
    m_progress->setValue(0);
    m_progress->show();
    m_deadline->start(deadlineMs);
    setGeometry(parentWidget()->rect());
    show();
    raise();
    setFocus(); // nothing below reacts to keys any more
}

void ShutdownOverlay::showProgress(const QString &step, double share)
{
    m_step->setText(step);
    m_step->setVisible(!step.isEmpty());
    m_progress->setValue(static_cast<int>(share * m_progress->maximum()));
    setAccessibleDescription(step);
}

void ShutdownOverlay::deadlinePassed()
{
    giveUp(m_step->text().isEmpty()
               ? QCoreApplication::translate("app", "The pipeline did not stop in time and was given up.")
               : QCoreApplication::translate("app", "This did not end in time and was given up: %1")
                     .arg(m_step->text()));
}

void ShutdownOverlay::giveUp(const QString &sentence)
{
    m_deadline->stop();
    m_progress->hide();
    m_promise->hide(); // the sentence says what has become of it
    m_step->setText(sentence);
    m_step->show();
    m_card->setAlert(Token::Amber);
    m_card->setIcon(QStringLiteral("warning"), AmberAccent);
    m_close->show();
    m_close->setFocus();
    m_reading->start(m_attended ? readingMs : unattendedMs);
}

void ShutdownOverlay::retranslate()
{
    m_card->setTitle(QCoreApplication::translate("app", "Stopping in order"));
    m_promise->setText(QCoreApplication::translate(
        "app",
        "The source stops first. What was acknowledged is loaded and committed, then everything closes."));
    m_close->setText(QCoreApplication::translate("app", "Close now"));
    setAccessibleName(QCoreApplication::translate("app", "Stopping in order"));
}

void ShutdownOverlay::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

bool ShutdownOverlay::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize)
        setGeometry(parentWidget()->rect());
    return QWidget::eventFilter(watched, event);
}

void ShutdownOverlay::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QColor veil = color(Token::Window);
    veil.setAlphaF(0.72f);
    painter.fillRect(rect(), veil);
}

} // namespace pk::gui
