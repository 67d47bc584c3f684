#include "views/error_banner.h"

#include "theme/app_style.h"
#include "theme/painting.h"
#include "views/icon_button.h"
#include "views/text_label.h"
#include "views/themed.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QPushButton>

#include <algorithm>

namespace pk::gui {

namespace {

struct Look
{
    Accent accent;
    const char *icon;
};

Look lookOf(ErrorBanner::Severity severity)
{
    switch (severity) {
    case ErrorBanner::Severity::Information:
        return {BlueAccent, "info"};
    case ErrorBanner::Severity::Warning:
        return {AmberAccent, "warning"};
    case ErrorBanner::Severity::Error:
        break;
    }
    return {RoseAccent, "error"};
}

/// A stretch in a part of it does not make it take the room that a column has left.
class BannerRow final : public QHBoxLayout
{
public:
    using QHBoxLayout::QHBoxLayout;

    Qt::Orientations expandingDirections() const override
    {
        return QHBoxLayout::expandingDirections() & ~Qt::Orientations(Qt::Vertical);
    }
};

} // namespace

ErrorBanner::ErrorBanner(QWidget *parent)
    : QWidget(parent)
    , m_sentence(new TextLabel(TextRole::Strong, Token::Text, this))
    , m_detail(new TextLabel(TextRole::Small, Token::Text, this))
    , m_action(new QPushButton(this))
    , m_close(new IconButton(QStringLiteral("close"), {}, this))
{
    hide();
    m_sentence->setWordWrap(true);
    m_detail->setWordWrap(true);
    m_detail->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_action->hide();
    m_close->setSmall(true);
    m_close->setToken(Token::Text);
    m_close->hide();
    connect(m_action, &QPushButton::clicked, this, &ErrorBanner::actionRequested);
    connect(m_close, &IconButton::clicked, this, [this] {
        hide();
        Q_EMIT closed();
    });

    auto *texts = new QVBoxLayout;
    texts->addWidget(m_sentence);
    texts->addWidget(m_detail);
    texts->addStretch(); // the sentence stays beside the icon where there is more room than it needs
    auto *row = new BannerRow(this);
    row->addLayout(texts, 1);
    row->addWidget(m_action);
    row->addWidget(m_close, 0, Qt::AlignTop);
    onTheme(this, [row, texts] {
        row->setContentsMargins(px(44), px(12), px(12), px(12));
        row->setSpacing(px(10));
        texts->setSpacing(px(3));
    });
    retranslate();
}

void ErrorBanner::show(Severity severity, const QString &sentence, const QString &detail)
{
    m_severity = severity;
    m_sentence->setText(sentence);
    m_detail->setText(detail);
    m_detail->setVisible(!detail.isEmpty());
    setAccessibleName(sentence);
    setVisible(true);
    if (m_pass.interval() > 0)
        m_pass.start();
    place();
    update();
}

void ErrorBanner::setFloating(int margin, int most)
{
    m_margin = margin;
    m_most = most;
    parentWidget()->installEventFilter(this);
    place();
}

void ErrorBanner::setPassing(int ms)
{
    m_pass.setInterval(ms);
    m_pass.setSingleShot(true);
    connect(&m_pass, &QTimer::timeout, this, [this] { underMouse() ? m_pass.start() : hide(); });
}

void ErrorBanner::place()
{
    if (m_margin < 0)
        return;
    const int margin = px(m_margin);
    const int room = std::max(0, parentWidget()->width() - 2 * margin);
    const int width = m_most > 0 ? std::min(room, px(m_most)) : room;
    layout()->activate(); // the column of texts still has the height of those before
    const int height = heightForWidth(width);
    setGeometry(margin, parentWidget()->height() - height - margin, width, height);
    raise();
    if (!isHidden())
        Q_EMIT covers(height + 2 * margin);
}

/// Not when all that it stands in is hidden.
void ErrorBanner::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    if (isHidden() && m_margin >= 0)
        Q_EMIT covers(0);
}

bool ErrorBanner::eventFilter(QObject *watched, QEvent *event)
{
    if (m_margin >= 0 && watched == parentWidget() && event->type() == QEvent::Resize)
        place();
    return QWidget::eventFilter(watched, event);
}

QString ErrorBanner::sentence() const
{
    return m_sentence->text();
}

QString ErrorBanner::detail() const
{
    return m_detail->text();
}

void ErrorBanner::setAction(const QString &text)
{
    m_action->setText(text);
    m_action->setVisible(!text.isEmpty());
    place();
}

void ErrorBanner::setClosable(bool closable)
{
    m_close->setVisible(closable);
}

void ErrorBanner::retranslate()
{
    m_close->setLabel(QCoreApplication::translate("views", "Close this note"));
}

void ErrorBanner::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void ErrorBanner::paintEvent(QPaintEvent *)
{
    const Look look = lookOf(m_severity);
    QPainter painter(this);
    drawBox(painter, rect(), px(10), color(look.accent.tint),
            mixed(color(look.accent.tint), color(look.accent.solid), 0.4));
    const int side = px(18);
    Theme::instance()
        .icon(QLatin1String(look.icon), look.accent.text)
        .paint(&painter, QRect(px(14), px(13), side, side));
}

} // namespace pk::gui
