#include "app/environment_picker.h"

#include "app/transport.h"
#include "theme/app_style.h"
#include "theme/painting.h"
#include "views/pill.h"
#include "views/text_label.h"
#include "views/themed.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QPushButton>

#include <algorithm>
#include <utility>

namespace pk::gui {

namespace {

constexpr int widthBase = 340;
constexpr int rowBase = 44;
constexpr int textFromBase = 28;

} // namespace

/// One environment: its name over a few words, and a mark at the one that runs.
class EnvironmentPicker::Row final : public PaintedButton
{
public:
    explicit Row(QWidget *parent)
        : PaintedButton(parent)
    {
    }

    void show(const EnvironmentEntry &entry, bool present)
    {
        m_detail = entry.detail;
        m_present = present;
        setText(entry.title);
        setObjectName(QStringLiteral("environment:") + entry.id);
        setAccessibleDescription(present ? QCoreApplication::translate("app", "runs now") : entry.detail);
        setToolTip(textWidth(Theme::instance().font(TextRole::Small), m_detail) > textRect().width()
                       ? m_detail
                       : QString());
        update();
    }
    QSize sizeHint() const override { return QSize(px(widthBase), px(rowBase)); }
    QSize minimumSizeHint() const override
    {
        return QSize(0, px(rowBase));
    } // texts in several lines beside it

protected:
    /// As in any list; Enter does what Space does.
    void keyPressEvent(QKeyEvent *event) override
    {
        switch (event->key()) {
        case Qt::Key_Down:
            focusNextChild();
            return;
        case Qt::Key_Up:
            focusPreviousChild();
            return;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            click();
            return;
        default:
            PaintedButton::keyPressEvent(event);
        }
    }
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const Theme &theme = Theme::instance();
        QColor fill = color(m_present ? Token::GreenTint : Token::Surface);
        if (isDown() || isHovered())
            fill = mixed(fill, color(Token::Text), isDown() ? 0.12 : 0.05);
        drawBox(painter, rect(), px(8), fill);
        if (m_present)
            drawMark(painter, QRectF(px(11), height() / 2.0 - px(4), px(8), px(8)), Mark::Dot,
                     color(Token::Green));
        const QRect inner = textRect();
        const int half = height() / 2;
        const auto line = [&](TextRole role, Token ink, const QRect &where, const QString &text) {
            painter.setFont(theme.font(role));
            painter.setPen(color(isEnabled() ? ink : Token::Subtle));
            const QFontMetricsF metrics(painter.font());
            painter.drawText(where, Qt::AlignLeft | Qt::AlignVCenter,
                             metrics.elidedText(text, Qt::ElideRight, where.width()));
        };
        line(TextRole::Strong, Token::Text, {inner.left(), px(4), inner.width(), half - px(4)}, text());
        line(TextRole::Small, Token::Muted, {inner.left(), half, inner.width(), half - px(4)}, m_detail);
        if (hasKeyboardFocus())
            drawFocusRing(painter, rect(), px(8));
    }

private:
    QRect textRect() const { return rect().adjusted(px(textFromBase), 0, -px(8), 0); }

    QString m_detail;
    bool m_present = false;
};

EnvironmentPicker::EnvironmentPicker(Transport &transport, QWidget *parent)
    : QWidget(parent)
    , m_transport(transport)
    , m_list(new QVBoxLayout)
    , m_title(new TextLabel(TextRole::Strong, Token::Text, this))
    , m_step(new TextLabel(TextRole::Small, Token::Muted, this))
    , m_warehouse(new TextLabel(TextRole::Small, Token::Muted, this))
    , m_cancel(new QPushButton(this))
    , m_fidelity(new QPushButton(this))
{
    m_cancel->setObjectName(QStringLiteral("cancelSwitch"));
    m_fidelity->setObjectName(QStringLiteral("whatIsReal"));
    m_step->setObjectName(QStringLiteral("switchStep"));
    m_step->setWordWrap(true);
    m_warehouse->setWordWrap(true);
    setSmall(m_cancel);
    setSmall(m_fidelity);
    auto *doing = new QHBoxLayout;
    doing->addWidget(m_step, 1);
    doing->addWidget(m_cancel, 0, Qt::AlignTop);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_title);
    column->addLayout(m_list);
    column->addLayout(doing);
    column->addWidget(m_warehouse);
    column->addWidget(m_fidelity, 0, Qt::AlignLeft);
    onTheme(this, [this, column, doing] {
        setFixedWidth(px(widthBase));
        column->setSpacing(px(8));
        doing->setSpacing(px(10));
        m_list->setSpacing(px(2));
        showSwitch();
    });
    connect(m_cancel, &QPushButton::clicked, &transport, &Transport::cancelSwitch);
    connect(m_fidelity, &QPushButton::clicked, this, &EnvironmentPicker::fidelityRequested);
    connect(&transport, &Transport::changed, this, [this] {
        if (isVisible())
            refresh();
    });
    retranslate();
}

void EnvironmentPicker::refresh()
{
    fillRows();
    showSwitch();
    const bool switching = m_transport.switching().has_value();
    if (std::exchange(m_switching, switching) && !switching)
        Q_EMIT switchEnded();
}

void EnvironmentPicker::focusPresent()
{
    for (Row *row : m_rows) {
        if (row->objectName().section(QLatin1Char(':'), 1) == m_transport.environmentId())
            row->setFocus(Qt::PopupFocusReason);
    }
}

/// Rows are kept while they are as many, so that the focus stays where it is.
void EnvironmentPicker::fillRows()
{
    const std::vector<EnvironmentEntry> entries = m_transport.environments();
    const std::size_t rowsBefore = m_rows.size();
    while (m_rows.size() > entries.size()) {
        delete m_rows.back();
        m_rows.pop_back();
    }
    while (m_rows.size() < entries.size()) {
        auto *row = new Row(this);
        m_rows.push_back(row);
        m_list->addWidget(row);
        connect(row, &Row::clicked, this, [this, row] {
            m_transport.switchEnvironment(row->objectName().section(QLatin1Char(':'), 1));
        });
    }
    if (m_rows.size() != rowsBefore)
        orderFocus();
    const QString present = m_transport.environmentId();
    const bool still = m_transport.state() != TransportState::Stopping;
    const bool runs = m_transport.state() != TransportState::Failed;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        m_rows[i]->show(entries[i], runs && entries[i].id == present);
        m_rows[i]->setEnabled(still);
    }
}

/// Rows that come later would stand behind the buttons below them.
void EnvironmentPicker::orderFocus()
{
    QWidget *before = nullptr;
    for (QWidget *row : m_rows) {
        if (before != nullptr)
            setTabOrder(before, row);
        before = row;
    }
    if (before != nullptr)
        setTabOrder(before, m_cancel);
    setTabOrder(m_cancel, m_fidelity);
}

void EnvironmentPicker::showSwitch()
{
    const auto progress = m_transport.switching();
    m_step->setVisible(progress.has_value());
    m_cancel->setVisible(progress.has_value());
    m_title->setText(progress ? QCoreApplication::translate("app", "Going to: %1").arg(progress->title)
                              : QCoreApplication::translate("app", "Where the broker runs"));
    if (progress) {
        m_step->setText(progress->sentence);
        m_cancel->setEnabled(progress->cancellable);
    }
    // The sentence takes as many lines as it needs at this width, which a size hint does not tell.
    layout()->activate();
    if (layout()->hasHeightForWidth())
        setFixedHeight(layout()->totalHeightForWidth(px(widthBase)));
    else
        setFixedHeight(layout()->totalSizeHint().height());
    if (QWidget *popover = window(); popover != this && popover->windowType() == Qt::Popup)
        popover->adjustSize();
}

void EnvironmentPicker::retranslate()
{
    m_cancel->setText(QCoreApplication::translate("app", "Give up"));
    m_fidelity->setText(QCoreApplication::translate("app", "What is real here…"));
    m_warehouse->setText(
        QCoreApplication::translate("app", "The warehouse stays the same, wherever the broker runs."));
    if (isVisible())
        refresh();
}

void EnvironmentPicker::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace pk::gui
