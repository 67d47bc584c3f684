#include "app/transport_bar.h"

#include "app/transport.h"
#include "theme/painting.h"
#include "views/icon_button.h"
#include "views/themed.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QMenu>

#include <utility>

namespace pk::gui {

TransportBar::TransportBar(Transport &transport, QWidget *parent)
    : QWidget(parent)
    , m_transport(transport)
    , m_playPause(new IconButton(QStringLiteral("pause"), {}, this))
    , m_record(new IconButton(QStringLiteral("step-record"), {}, this))
    , m_hop(new IconButton(QStringLiteral("step-hop"), {}, this))
    , m_commit(new IconButton(QStringLiteral("step-commit"), {}, this))
    , m_speed(new IconButton(QStringLiteral("clock"), {}, this))
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_playPause->setShortcut(Qt::Key_F5);
    m_record->setShortcut(Qt::Key_F8);
    m_commit->setShortcut(Qt::Key_F9);
    m_hop->setShortcut(Qt::Key_F10);
    m_playPause->setObjectName(QStringLiteral("playPause"));
    m_record->setObjectName(QStringLiteral("stepRecord"));
    m_hop->setObjectName(QStringLiteral("stepHop"));
    m_commit->setObjectName(QStringLiteral("stepToCommit"));
    m_speed->setObjectName(QStringLiteral("speed"));
    m_speed->setCheckable(true); // raised while it steps by itself
    connect(m_speed, &IconButton::clicked, this, &TransportBar::openSpeeds);
    m_playPause->setCheckable(true); // raised: the one that is used most
    m_playPause->setChecked(true);
    connect(m_playPause, &IconButton::clicked, this, [this] {
        m_playPause->setChecked(true);
        m_transport.state() == TransportState::Paused ? m_transport.play() : m_transport.pause();
    });
    connect(m_record, &IconButton::clicked, &transport, &Transport::stepRecord);
    connect(m_hop, &IconButton::clicked, &transport, &Transport::stepHop);
    connect(m_commit, &IconButton::clicked, &transport, &Transport::stepToCommit);
    connect(&transport, &Transport::changed, this, &TransportBar::refresh);

    auto *row = new QHBoxLayout(this);
    for (IconButton *button : {m_playPause, m_hop, m_record, m_commit, m_speed}) {
        button->setLook(IconButton::Look::Segment);
        row->addWidget(button);
    }
    onTheme(this, [row] {
        row->setContentsMargins(px(3), px(3), px(3), px(3));
        row->setSpacing(px(2));
    });
    refresh();
}

void TransportBar::refresh()
{
    const TransportState state = m_transport.state();
    const bool paused = state == TransportState::Paused;
    m_playPause->setIconName(paused ? QStringLiteral("play") : QStringLiteral("pause"));
    m_playPause->setEnabled(paused || state == TransportState::Running || state == TransportState::Starting);
    for (IconButton *button : {m_hop, m_record, m_commit})
        button->setEnabled(m_transport.canStep());
    m_speed->setEnabled(m_playPause->isEnabled());
    m_speed->setChecked(m_transport.speed() > 0);
    retranslate();
}

void TransportBar::openSpeeds()
{
    m_speed->setChecked(m_transport.speed() > 0); // the click chooses nothing yet
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const std::pair<double, QString> speeds[] = {
        {0, QCoreApplication::translate("app", "Each step by hand")},
        {0.5, QCoreApplication::translate("app", "One hop every two seconds")},
        {1, QCoreApplication::translate("app", "One hop a second")},
        {3, QCoreApplication::translate("app", "Three hops a second")},
    };
    for (const auto &[hopsPerS, text] : speeds) {
        QAction *action = menu->addAction(text);
        action->setCheckable(true);
        action->setChecked(hopsPerS == m_transport.speed());
        connect(action, &QAction::triggered, &m_transport,
                [this, speed = hopsPerS] { m_transport.setSpeed(speed); });
    }
    menu->popup(m_speed->mapToGlobal(QPoint(0, m_speed->height() + px(4))));
}

void TransportBar::retranslate()
{
    const bool paused = m_transport.state() == TransportState::Paused;
    setAccessibleName(QCoreApplication::translate("app", "Transport"));
    m_playPause->setLabel(paused ? QCoreApplication::translate("app", "Play")
                                 : QCoreApplication::translate("app", "Pause"));
    m_hop->setLabel(QCoreApplication::translate("app", "Step one hop"));
    m_record->setLabel(QCoreApplication::translate("app", "Step one record to its end"));
    m_commit->setLabel(QCoreApplication::translate("app", "Step to the next commit"));
    m_speed->setLabel(QCoreApplication::translate("app", "Speed"));
    QString hint = m_transport.stepHint();
    if (!m_transport.canStep() && m_transport.state() == TransportState::Running)
        hint =
            QCoreApplication::translate("app", "Pause first: steps are made while nothing runs by itself.");
    if (!hint.isEmpty()) {
        for (IconButton *button : {m_hop, m_record, m_commit})
            button->setToolTip(button->toolTip() + QLatin1Char('\n') + hint);
    }
}

void TransportBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void TransportBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    drawBox(painter, rect(), px(12), color(Token::Surface2), color(Token::Border));
}

} // namespace pk::gui
