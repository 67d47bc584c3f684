#include "pages/messages/hold_strip.h"

#include "theme/app_style.h"
#include "theme/painting.h"
#include "views/format.h"
#include "views/text_label.h"
#include "views/themed.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QPushButton>

namespace pk::gui {

HoldStrip::HoldStrip(QWidget *parent)
    : QWidget(parent)
    , m_count(new TextLabel(TextRole::Small, Token::Text, this))
    , m_why(new TextLabel(TextRole::Small, Token::Muted, this))
    , m_toNewest(new QPushButton(this))
{
    m_count->setObjectName(QStringLiteral("newerCount"));
    m_toNewest->setObjectName(QStringLiteral("toNewest"));
    m_toNewest->setFlat(true);
    setButtonKind(m_toNewest, ButtonKind::Tonal);
    setSmall(m_toNewest);
    m_why->setElided(true);
    connect(m_toNewest, &QPushButton::clicked, this, &HoldStrip::newestWanted);
    auto *row = new QHBoxLayout(this);
    row->addWidget(m_count);
    row->addWidget(m_why, 1);
    row->addWidget(m_toNewest);
    onTheme(this, [this, row] {
        row->setContentsMargins(px(14), 0, px(4), 0);
        row->setSpacing(px(8));
        setFixedHeight(px(28));
    });
    write();
}

void HoldStrip::show(Reason reason, std::size_t newer)
{
    if (reason == m_reason && newer == m_newer)
        return;
    m_reason = reason;
    m_newer = newer;
    write();
}

void HoldStrip::write()
{
    const bool held = m_reason == Reason::Selected || m_reason == Reason::Scrolled;
    m_count->setVisible(held);
    m_count->setText(QCoreApplication::translate("messages", "%1 newer above").arg(grouped(m_newer)));
    switch (m_reason) {
    case Reason::Follows:
        m_why->setText(
            QCoreApplication::translate("messages", "The newest message is at the top; the list follows."));
        break;
    case Reason::FollowsArrival:
        m_why->setText(QCoreApplication::translate(
            "messages",
            "What arrived last is at the top, as the messages' own times are far from now; "
            "the list follows."));
        break;
    case Reason::OldestFirst:
        m_why->setText(QCoreApplication::translate(
            "messages", "The oldest message is at the top; what is read is added below."));
        break;
    case Reason::Selected:
        m_why->setText(QCoreApplication::translate("messages", "Held while a message is selected."));
        break;
    case Reason::Scrolled:
        m_why->setText(QCoreApplication::translate("messages", "Held while you look further down."));
        break;
    }
    m_toNewest->setText(QCoreApplication::translate("messages", "To newest"));
    m_toNewest->setVisible(held || m_reason == Reason::OldestFirst);
    layout()->activate(); // the count grows while it is looked at
    update();
}

void HoldStrip::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        write();
    QWidget::changeEvent(event);
}

void HoldStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const bool held = m_reason == Reason::Selected || m_reason == Reason::Scrolled;
    painter.fillRect(rect(), color(held ? Token::Selection : Token::Surface2));
}

} // namespace pk::gui
