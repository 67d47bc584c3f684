#include "app/top_bar.h"

#include "app/environment_picker.h"
#include "app/popover.h"
#include "app/rate_slider.h"
#include "app/source_picker.h"
#include "app/transport.h"
#include "app/transport_bar.h"
#include "theme/painting.h"
#include "views/icon_button.h"
#include "views/pill.h"
#include "views/text_label.h"
#include "views/themed.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace pk::gui {

TopBar::TopBar(Transport &transport, QWidget *parent)
    : QWidget(parent)
    , m_transport(transport)
    , m_row(new QHBoxLayout(this))
    , m_title(new TextLabel(TextRole::Title, Token::Text, this))
    , m_environment(new PillButton(GreenAccent, this))
    , m_buttons(new TransportBar(transport, this))
    , m_rate(new RateSlider(this))
    , m_source(new SourcePicker(transport, this))
    , m_more(new IconButton(QStringLiteral("sliders"), {}, this))
    , m_scheme(new IconButton(QStringLiteral("moon"), {}, this))
    , m_popover(new Popover(this))
    , m_environments(new Popover(this))
    , m_picker(new EnvironmentPicker(transport, m_environments))
{
    m_title->setElided(true);
    m_environment->setObjectName(QStringLiteral("environment"));
    m_more->setObjectName(QStringLiteral("more"));
    m_scheme->setObjectName(QStringLiteral("scheme"));
    m_more->hide();
    m_environments->setObjectName(QStringLiteral("environments"));
    m_environments->body()->addWidget(m_picker);
    connect(m_environment, &PillButton::clicked, this, [this] {
        m_picker->refresh(); // profiles may have come
        m_environments->openBelow(m_environment, Popover::Side::Left);
        m_picker->focusPresent();
    });
    connect(m_picker, &EnvironmentPicker::switchEnded, m_environments, &QWidget::hide);
    connect(m_picker, &EnvironmentPicker::fidelityRequested, this, [this] {
        m_environments->hide();
        Q_EMIT fidelityRequested();
    });
    connect(m_scheme, &IconButton::clicked, this, &TopBar::schemeToggled);
    connect(m_more, &IconButton::clicked, this, [this] { m_popover->openBelow(m_more); });
    connect(m_source, &SourcePicker::sourceChosen, m_popover, &QWidget::hide);
    connect(m_rate, &RateSlider::rateChosen, &transport, &Transport::setRate);
    connect(&transport, &Transport::changed, this, &TopBar::refresh);

    m_row->addWidget(m_title);
    m_row->addWidget(m_environment);
    m_row->addStretch(1);
    m_row->addWidget(m_source);
    m_row->addWidget(m_buttons);
    m_row->addWidget(m_rate);
    m_row->addWidget(m_more);
    m_row->addWidget(m_scheme);
    onTheme(this, [this] {
        m_row->setContentsMargins(px(20), 0, px(16), 0);
        m_row->setSpacing(px(12));
        setFixedHeight(px(56));
        m_scheme->setIconName(Theme::instance().scheme() == Scheme::Dark ? QStringLiteral("sun")
                                                                         : QStringLiteral("moon"));
        fold();
    });
    retranslate();
}

void TopBar::setTitle(const QString &title, const QStringList &all)
{
    m_title->setText(title);
    m_titles = all;
    fold();
}

int TopBar::titleRoom() const
{
    int room = m_title->sizeHint().width();
    for (const QString &title : m_titles)
        room = std::max(room, textWidth(m_title->font(), title));
    return room;
}

void TopBar::refresh()
{
    const Environment environment = m_transport.environment();
    const auto change = m_transport.switching();
    m_environment->setText(change ? change->title + QStringLiteral(" …") : environment.name);
    m_environment->setToolTip(
        change ? change->sentence
               : QCoreApplication::translate("app", "%1: change where the broker runs, or see what is real")
                     .arg(environment.name));
    m_environment->setAccent(change ? AmberAccent : environment.healthy ? GreenAccent : RoseAccent);
    m_environment->setMark(change ? Mark::Diamond : environment.healthy ? Mark::Dot : Mark::Triangle);
    m_rate->setRate(m_transport.rate(), m_transport.isRateOfTransactions());
    fold();
}

void TopBar::fold()
{
    // What is needed least goes first: the choice of source, the rate, the badge's text.
    const auto with = [this](int item) { return item + m_row->spacing(); };
    const QMargins margins = m_row->contentsMargins();
    const int fixed = margins.left() + margins.right() + titleRoom() + with(m_buttons->sizeHint().width())
        + with(m_scheme->sizeHint().width()) + px(16); // the page's name is never shortened
    const int badge = with(m_environment->unfoldedWidth());
    const int rate = with(m_rate->sizeHint().width());
    const int more = with(m_more->sizeHint().width());
    const bool sourceInBar = fixed + badge + rate + with(m_source->rowWidth()) <= width();
    const bool rateInBar = sourceInBar || fixed + badge + rate + more <= width();
    m_environment->setFolded(!rateInBar && fixed + badge + more > width());

    const auto move = [this](QWidget *widget, bool inBar, int at) {
        if ((widget->parentWidget() == this) == inBar)
            return;
        if (inBar)
            m_row->insertWidget(std::min(at, m_row->count()), widget);
        else
            m_popover->body()->insertWidget(widget == m_source ? 0 : -1, widget);
        widget->show();
    };
    m_source->setStacked(!sourceInBar);
    move(m_source, sourceInBar, m_row->indexOf(m_buttons));
    move(m_rate, rateInBar, m_row->indexOf(m_buttons) + 1);
    m_more->setVisible(!sourceInBar || !rateInBar);
    if (sourceInBar && rateInBar)
        m_popover->hide();
}

void TopBar::retranslate()
{
    m_more->setLabel(QCoreApplication::translate("app", "Source and rate"));
    m_scheme->setLabel(QCoreApplication::translate("app", "Light or dark"));
    refresh();
}

void TopBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void TopBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fold();
}

void TopBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), color(Token::Window));
    painter.fillRect(QRect(0, height() - hairline(), width(), hairline()), color(Token::Border));
}

} // namespace pk::gui
