#include "main/semantics_card.h"

#include "theme/app_style.h"
#include "views/command_box.h"
#include "views/error_banner.h"
#include "views/format.h"
#include "views/text_label.h"
#include "views/themed.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QCoreApplication>
#include <QEvent>
#include <QKeyEvent>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>

#include <algorithm>

namespace pk::gui {

SemanticsCard::SemanticsCard(Controller &controller, QWidget *parent)
    : Card(parent)
    , m_controller(controller)
    , m_group(new QButtonGroup(this))
    , m_note(new TextLabel(TextRole::Small, Token::Muted, this))
    , m_said(new ErrorBanner(this))
{
    setIcon(QStringLiteral("ledger"), VioletAccent);
    m_note->setWordWrap(true);
    m_said->setObjectName(QStringLiteral("semanticsSaid"));
    m_said->setClosable(true);
    body()->addWidget(m_note);
    for (const Semantics semantics :
         {Semantics::AtMostOnce, Semantics::AtLeastOnce, Semantics::EffectivelyOnce, Semantics::Transactions})
        addOption(semantics);
    body()->addWidget(m_said);
    addDoubles();
    connect(m_group, &QButtonGroup::idClicked, this,
            [this](int id) { choose(static_cast<Semantics>(id), false); });
    connect(&controller, &Controller::snapshotTaken, this, &SemanticsCard::follow);
    connect(&controller, &Controller::stateChanged, this, &SemanticsCard::follow);
    connect(
        &controller, &Controller::semanticsChanged, this, [this](Semantics semantics, const QString &how) {
            m_said->show(ErrorBanner::Severity::Information,
                         QCoreApplication::translate("main", "It goes on with %1.").arg(nameOf(semantics)),
                         how);
            follow();
        });
    connect(&controller, &Controller::commandFailed, this,
            [this](const QString &, const QString &why, Command command) {
                if (command != Command::SetSemantics)
                    return;
                m_asked.reset();
                m_said->show(ErrorBanner::Severity::Warning, why);
                follow();
            });
    connect(&controller, &Controller::doublesFound, this, [this](const DoublesFound &found) {
        m_asked.reset();
        m_found = found;
        showDoubles();
        follow();
        scrollToDoubles();
    });
    retranslate();
}

void SemanticsCard::addOption(Semantics semantics)
{
    Option &option = m_options[static_cast<std::size_t>(semantics)];
    option.button = new QRadioButton(nameOf(semantics), this);
    option.button->setObjectName(QStringLiteral("semantics:") + nameOf(semantics));
    option.promise = new TextLabel(TextRole::Small, Token::Muted, this);
    option.promise->setWordWrap(true);
    m_group->addButton(option.button, static_cast<int>(semantics));
    option.button->installEventFilter(this);
    auto *texts = new QVBoxLayout;
    texts->addWidget(option.button);
    texts->addWidget(option.promise);
    body()->addLayout(texts);
    onTheme(option.promise, [texts, promise = option.promise] {
        texts->setSpacing(px(2));
        promise->setIndent(px(24)); // below the name, not below its mark
    });
}

void SemanticsCard::addDoubles()
{
    m_doubles = new QWidget(this);
    m_keys = new TextLabel(TextRole::Body, Token::Text, m_doubles);
    m_keys->setObjectName(QStringLiteral("doubledKeys"));
    m_keys->setWordWrap(true);
    m_sql = new CommandBox(m_doubles);
    m_remove = new QPushButton(m_doubles);
    m_remove->setObjectName(QStringLiteral("removeDoubles"));
    setButtonKind(m_remove, ButtonKind::Danger);
    auto *column = new QVBoxLayout(m_doubles);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_keys);
    column->addWidget(m_sql);
    column->addWidget(m_remove, 0, Qt::AlignLeft);
    onTheme(m_doubles, [column] { column->setSpacing(px(8)); });
    m_doubles->hide();
    body()->addWidget(m_doubles);
    connect(m_remove, &QPushButton::clicked, this, [this] {
        if (m_found)
            choose(m_found->wanted, true);
    });
}

/// Arrows only move the focus: Qt would click what they come to, and each click ends a run.
bool SemanticsCard::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return Card::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    const bool next = key == Qt::Key_Down || key == Qt::Key_Right;
    if (!next && key != Qt::Key_Up && key != Qt::Key_Left)
        return Card::eventFilter(watched, event);
    const auto here = std::find_if(m_options.begin(), m_options.end(),
                                   [watched](const Option &option) { return option.button == watched; });
    if (next && here != m_options.end() && here + 1 != m_options.end() && (here + 1)->button->isEnabled())
        (here + 1)->button->setFocus(Qt::TabFocusReason);
    else if (!next && here != m_options.begin() && here != m_options.end())
        (here - 1)->button->setFocus(Qt::BacktabFocusReason);
    return true;
}

void SemanticsCard::choose(Semantics semantics, bool removeDoubles)
{
    m_said->hide();
    m_found.reset();
    showDoubles();
    const SnapshotPtr snapshot = m_controller.snapshot();
    if (!snapshot || snapshot->run.semantics == semantics)
        return;
    m_asked = semantics;
    m_controller.setSemantics(semantics, removeDoubles);
    showRun();
}

/// What was asked for stands marked until it is known what came of it.
void SemanticsCard::showRun()
{
    const SnapshotPtr snapshot = m_controller.snapshot();
    const RunState state = m_controller.state();
    if (snapshot && m_asked == snapshot->run.semantics)
        m_asked.reset();
    const bool runs = snapshot && !snapshot->run.recorded && !m_asked
        && (state == RunState::Running || state == RunState::Paused);
    const bool transactions = snapshot && snapshot->run.transactions;
    for (std::size_t i = 0; i < m_options.size(); ++i) {
        const auto semantics = static_cast<Semantics>(i);
        const bool here = semantics != Semantics::Transactions || transactions;
        m_options[i].button->setEnabled(runs && here);
        m_options[i].button->setToolTip(here ? QString() : noTransactions());
        const QString promise =
            here ? promiseOf(semantics) : promiseOf(semantics) + QLatin1Char(' ') + noTransactions();
        m_options[i].promise->setText(promise);
        m_options[i].button->setAccessibleDescription(promise);
    }
    if (snapshot)
        m_group->button(static_cast<int>(m_asked.value_or(snapshot->run.semantics)))->setChecked(true);
}

void SemanticsCard::showDoubles()
{
    m_doubles->setVisible(m_found.has_value());
    if (!m_found)
        return;
    m_keys->setText(
        toText(*m_found) + QLatin1Char(' ')
        + QCoreApplication::translate(
              "main",
              "%1 keeps one row of each key, so nothing was changed yet. The newest can be kept and the "
              "others removed:")
              .arg(nameOf(m_found->wanted)));
    m_sql->setStatement(m_found->sql);
    m_remove->setText(
        QCoreApplication::translate("main", "Remove them and go on with %1").arg(nameOf(m_found->wanted)));
}

/// They are the answer to what was chosen above, and the page may end before them.
void SemanticsCard::scrollToDoubles()
{
    if (!m_doubles->isVisible())
        return;
    QScrollArea *room = nullptr;
    for (QWidget *outer = parentWidget(); outer && !room; outer = outer->parentWidget())
        room = qobject_cast<QScrollArea *>(outer);
    if (!room)
        return;
    // They have no place yet, and the page not its height: each layout inside another takes a turn.
    for (int level = 0; level < 8; ++level)
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
    room->ensureWidgetVisible(m_doubles, 0, px(16));
    room->ensureWidgetVisible(m_remove, 0, px(16));
}

/// Hidden, the card does not work; what has come meanwhile is read when it is shown.
void SemanticsCard::follow()
{
    if (isVisible())
        showRun();
}

void SemanticsCard::retranslate()
{
    setTitle(QCoreApplication::translate("main", "Delivery semantics"));
    m_note->setText(QCoreApplication::translate(
        "main",
        "What becomes of a record when something crashes on its way. A change ends the present run in order "
        "and begins a new one, in the same topics and the same warehouse. Every start begins with "
        "effectively-once, unless the warehouse holds keys more than once."));
    showRun();
    showDoubles();
}

void SemanticsCard::showEvent(QShowEvent *event)
{
    showRun();
    Card::showEvent(event);
}

void SemanticsCard::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        m_said->hide(); // its sentence is in the other language
        retranslate();
    }
    Card::changeEvent(event);
}

} // namespace pk::gui
