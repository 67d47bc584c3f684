#include "views/sheet.h"

#include "theme/app_style.h"
#include "theme/painting.h"
#include "views/icon_button.h"
#include "views/side_place.h"
#include "views/text_label.h"
#include "views/themed.h"

#include <QAbstractButton>
#include <QApplication>
#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QVariantAnimation>

#include <algorithm>
#include <vector>

namespace pk::gui {

namespace {

constexpr int slideMs = 180;
constexpr int shadowBase = 16;

} // namespace

class Sheet::Head final : public QWidget
{
public:
    explicit Head(QWidget *parent)
        : QWidget(parent)
        , title(new TextLabel(TextRole::CardTitle, Token::Text, this))
        , subtitle(new TextLabel(TextRole::Small, Token::Muted, this))
        , close(new IconButton(QStringLiteral("close"), {}, this))
    {
        title->setElided(true);
        subtitle->setElided(true);
        auto *texts = new QVBoxLayout;
        texts->addStretch();
        texts->addWidget(title);
        texts->addWidget(subtitle);
        texts->addStretch();
        auto *row = new QHBoxLayout(this);
        row->addLayout(texts, 1);
        row->addWidget(close);
        onTheme(this, [this, row, texts] {
            row->setContentsMargins(px(64), 0, px(14), 0);
            texts->setSpacing(px(1));
            setFixedHeight(px(60));
        });
    }

    TextLabel *title;
    TextLabel *subtitle;
    IconButton *close;
    QString icon;
    Accent accent;

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const QRect tile(px(20), (height() - px(32)) / 2, px(32), px(32));
        drawBox(painter, tile, px(9), color(accent.tint));
        const int inset = px(7);
        Theme::instance()
            .icon(icon, accent.solid)
            .paint(&painter, tile.adjusted(inset, inset, -inset, -inset));
        painter.fillRect(QRect(0, height() - hairline(), width(), hairline()), color(Token::Border));
    }
};

Sheet::Sheet(QWidget *parent)
    : QWidget(parent)
    , m_head(new Head(this))
    , m_body(new QScrollArea(this))
    , m_footer(new QWidget(this))
    , m_footerRow(new QHBoxLayout(m_footer))
    , m_dismiss(new QPushButton(m_footer))
    , m_slide(new QVariantAnimation(this))
{
    hide();
    parent->installEventFilter(this);
    m_body->setWidgetResizable(true);
    m_body->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_body->setFocusPolicy(Qt::NoFocus); // what has the focus in it is scrolled to
    m_body->viewport()->setAutoFillBackground(false);
    m_footer->hide();
    m_slide->setEasingCurve(QEasingCurve::OutCubic);
    connect(m_slide, &QVariantAnimation::valueChanged, this, [this](const QVariant &value) {
        m_share = value.toDouble();
        place();
    });
    connect(m_slide, &QVariantAnimation::finished, this, [this] { setVisible(m_open); });
    connect(m_head->close, &IconButton::clicked, this, &Sheet::close);
    m_dismiss->setObjectName(QStringLiteral("dismissSheet"));
    connect(m_dismiss, &QPushButton::clicked, this, &Sheet::close);
    m_footerRow->addWidget(m_dismiss);
    m_footerRow->addStretch();

    auto *column = new QVBoxLayout(this);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addWidget(m_body, 1);
    column->addWidget(m_footer);
    onTheme(this, [this, column] {
        column->setContentsMargins(px(shadowBase) + hairline(), 0, 0, 0);
        m_footerRow->setContentsMargins(px(20), px(14), px(20), px(14));
        m_footerRow->setSpacing(px(8));
        place();
    });
    retranslate();
}

void Sheet::setHeader(const QString &iconName, const Accent &accent, const QString &title,
                      const QString &subtitle)
{
    m_head->icon = iconName;
    m_head->accent = accent;
    m_head->title->setText(title);
    m_head->subtitle->setText(subtitle);
    m_head->subtitle->setVisible(!subtitle.isEmpty());
    setAccessibleName(title);
    m_head->update();
}

void Sheet::setContent(QWidget *content)
{
    m_body->setWidget(content);
    content->setAutoFillBackground(false);
}

QWidget *Sheet::content() const
{
    return m_body->widget();
}

void Sheet::addToFooter(QPushButton *button, FooterButton role)
{
    if (role == FooterButton::Removes)
        m_footerRow->insertWidget(m_footerRow->indexOf(m_dismiss) + 1, button);
    else
        m_footerRow->addWidget(button);
    setButtonKind(button,
                  role == FooterButton::Removes      ? ButtonKind::Danger
                      : role == FooterButton::Beside ? ButtonKind::Tonal
                                                     : ButtonKind::Solid);
    m_footer->show();
}

void Sheet::setDismissal(Dismissal dismissal)
{
    m_dismissal = dismissal;
    retranslate();
}

void Sheet::setPreferredWidth(int base)
{
    m_preferredWidth = base;
    place();
}

void Sheet::open()
{
    if (m_open)
        return;
    m_open = true;
    m_body->verticalScrollBar()->setValue(0); // as it was left, its beginning may be out of sight
    SidePlace::of(this).take(this, [this] { close(); });
    m_focusBefore = QApplication::focusWidget();
    show();
    raise();
    slideTo(1);
    orderTabs()->setFocus(Qt::OtherFocusReason);
}

void Sheet::close()
{
    if (!m_open)
        return;
    m_open = false;
    takeFocusBack();
    slideTo(0);
    Q_EMIT closed();
}

/// To where it was; where that is no more, to the page. Who has gone on elsewhere meanwhile stays there.
void Sheet::takeFocusBack()
{
    const QWidget *focus = QApplication::focusWidget();
    if (focus && !isAncestorOf(focus) && focus != this)
        return;
    if (m_focusBefore && m_focusBefore->isVisible() && m_focusBefore->isEnabled()) {
        m_focusBefore->setFocus(Qt::OtherFocusReason);
        return;
    }
    for (QWidget *widget : parentWidget()->findChildren<QWidget *>()) {
        if (widget->isVisible() && widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus)
            && !isAncestorOf(widget)) {
            widget->setFocus(Qt::OtherFocusReason);
            return;
        }
    }
}

QWidget *Sheet::orderTabs()
{
    std::vector<QWidget *> order;
    for (const QWidget *part : std::initializer_list<const QWidget *>{m_body, m_footer, m_head}) {
        for (QWidget *next = nextInFocusChain(); next != this; next = next->nextInFocusChain()) {
            if (part->isAncestorOf(next) && (next->focusPolicy() & Qt::TabFocus))
                order.push_back(next);
        }
    }
    for (std::size_t i = 1; i < order.size(); ++i)
        setTabOrder(order[i - 1], order[i]);
    const auto first = std::find_if(order.begin(), order.end(), [this](const QWidget *widget) {
        return widget->isVisibleTo(this) && widget->isEnabled();
    });
    return first != order.end() ? *first : m_head->close;
}

void Sheet::slideTo(double share)
{
    m_slide->stop();
    if (Theme::instance().reducedMotion()) {
        m_share = share;
        place();
        setVisible(m_open);
        return;
    }
    m_slide->setStartValue(m_share);
    m_slide->setEndValue(share);
    m_slide->setDuration(slideMs);
    m_slide->start();
}

void Sheet::place()
{
    const QWidget *parent = parentWidget();
    const int whole = std::min(px(m_preferredWidth) + px(shadowBase), parent->width());
    setGeometry(parent->width() - static_cast<int>(whole * m_share + 0.5), 0, whole, parent->height());
}

void Sheet::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        close();
        return;
    }
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    // A button with the focus is meant itself; one of several choices takes no such key.
    const QWidget *focus = QApplication::focusWidget();
    const bool meant =
        qobject_cast<const QAbstractButton *>(focus) && !qobject_cast<const QRadioButton *>(focus);
    if (enter && !meant) {
        for (QPushButton *button : m_footer->findChildren<QPushButton *>()) {
            if (isSolid(button) && button->isEnabled() && button->isVisible()) {
                button->click();
                return;
            }
        }
    }
    QWidget::keyPressEvent(event);
}

void Sheet::retranslate()
{
    m_head->close->setLabel(QCoreApplication::translate("views", "Close"));
    m_dismiss->setText(m_dismissal == Dismissal::Cancel ? QCoreApplication::translate("views", "Cancel")
                                                        : QCoreApplication::translate("views", "Close"));
}

void Sheet::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

bool Sheet::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize)
        place();
    return QWidget::eventFilter(watched, event);
}

void Sheet::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const int shadow = px(shadowBase);
    QLinearGradient fade(0, 0, shadow, 0);
    fade.setColorAt(0, QColor(0, 0, 0, 0));
    fade.setColorAt(1, QColor(0, 0, 0, Theme::instance().scheme() == Scheme::Dark ? 90 : 26));
    painter.fillRect(QRect(0, 0, shadow, height()), fade);
    painter.fillRect(QRect(shadow, 0, width() - shadow, height()), color(Token::Surface));
    painter.fillRect(QRect(shadow, 0, hairline(), height()), color(Token::Border));
    if (m_footer->isVisible())
        painter.fillRect(QRect(shadow, m_footer->y(), width() - shadow, hairline()), color(Token::Border));
}

} // namespace pk::gui
