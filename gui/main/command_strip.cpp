#include "main/command_strip.h"

#include "main/command_hint.h"
#include "views/card.h"
#include "views/command_box.h"
#include "views/icon_button.h"
#include "views/themed.h"

#include <QCoreApplication>
#include <QEvent>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace pk::gui {

namespace {

constexpr int kWidthBase = 560;
constexpr std::size_t kShown = 8;

/// Where a value is piped into it, what is done stands behind the value.
QString programOf(const QString &command)
{
    return command.startsWith(QLatin1String("printf ")) ? command.section(QLatin1String(" | "), -1) : command;
}

} // namespace

CommandStrip::CommandStrip(QWidget *parent)
    : QWidget(parent)
    , m_hint(new CommandHint(parent))
    , m_card(new Card(this))
    , m_area(new QScrollArea(m_card))
{
    setObjectName(QStringLiteral("commandStrip"));
    hide();
    parent->installEventFilter(this);
    auto *close = new IconButton(QStringLiteral("close"), {}, m_card);
    close->setObjectName(QStringLiteral("closeCommands"));
    close->setSmall(true);
    m_card->setIcon(QStringLiteral("terminal"));
    m_card->setCompact(true);
    m_card->setHeaderLine(false);
    m_card->addAction(close);
    auto *list = new QWidget;
    m_boxes = new QVBoxLayout(list);
    m_area->setWidget(list);
    m_area->setWidgetResizable(true);
    m_area->setFocusPolicy(Qt::NoFocus);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->viewport()->setAutoFillBackground(false);
    list->setAutoFillBackground(false);
    m_card->body()->addWidget(m_area);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_card);
    onTheme(this, [this] {
        m_card->body()->setContentsMargins(0, 0, 0, 0); // what scrolls has them
        m_boxes->setContentsMargins(px(14), 0, px(14), px(14));
        m_boxes->setSpacing(px(8));
        if (isVisible())
            place();
    });
    connect(close, &IconButton::clicked, this, &QWidget::hide);
    m_hint->setCheckable(true);
    connect(m_hint, &CommandHint::toggled, this, &CommandStrip::open);
    retranslate();
}

void CommandStrip::setCommands(const CommandTexts &texts)
{
    if (texts.empty()) {
        forget(); // what stands there belongs to what was done before
        return;
    }
    if (texts == m_texts) { // of each step it is the same
        m_hint->show();
        return;
    }
    m_texts = texts;
    while (QLayoutItem *item = m_boxes->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (std::size_t i = 0; i < texts.size() && i < kShown; ++i) {
        auto *box = new CommandBox(m_area->widget());
        box->setCommand(texts[i].command);
        box->setNote(noteOf(texts[i]));
        m_boxes->addWidget(box);
        box->show(); // a hidden one would not count for the height
    }
    const CommandText &first = texts.front();
    if (first.command.isEmpty())
        m_hint->setNote(label(first.where));
    else
        m_hint->setCommand(programOf(first.command));
    if (isVisible())
        place();
}

void CommandStrip::forget()
{
    hide();
    m_hint->hide();
}

void CommandStrip::open(bool open)
{
    setVisible(open);
    if (!open)
        return;
    place();
    raise();
}

/// At the left, where neither the inspector nor a sheet lies.
void CommandStrip::place()
{
    const QSize room = parentWidget()->size();
    const int wide = std::min(px(kWidthBase), room.width() - px(32));
    // The commands are broken anew for their width, and need another height then.
    for (int pass = 0; pass < 2; ++pass) {
        const int needed = m_boxes->totalHeightForWidth(m_area->viewport()->width());
        m_area->setFixedHeight(needed);
        arrange();
        int tall = layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(wide)
                                                 : layout()->totalSizeHint().height();
        if (const int over = tall - (room.height() - px(32)); over > 0) {
            m_area->setFixedHeight(std::max(0, needed - over));
            tall -= over;
        }
        setGeometry(px(16), room.height() - tall - px(16), wide, tall);
        arrange();
    }
}

/// At once, from the inside.
void CommandStrip::arrange() const
{
    for (QLayout *inner : {static_cast<QLayout *>(m_boxes), m_card->layout(), layout()}) {
        inner->invalidate();
        inner->activate();
    }
}

void CommandStrip::retranslate()
{
    m_card->setTitle(QCoreApplication::translate("main", "By command line"));
    if (auto *close = findChild<IconButton *>(QStringLiteral("closeCommands")))
        close->setLabel(QCoreApplication::translate("main", "Close"));
}

bool CommandStrip::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize && isVisible())
        place();
    return QWidget::eventFilter(watched, event);
}

void CommandStrip::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void CommandStrip::hideEvent(QHideEvent *event)
{
    m_hint->setChecked(false);
    QWidget::hideEvent(event);
}

} // namespace pk::gui
