#include "pages/inspector/inspector_view.h"

#include "bridge/controller.h"
#include "pages/inspector/link_rows.h"
#include "pages/inspector/note_box.h"

#include <QCoreApplication>
#include <QVBoxLayout>

namespace pk::gui {

InspectorView::InspectorView(Controller &controller, RecordLookup &lookup, QWidget *parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_lookup(lookup)
    , m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    m_column->addStretch();
}

void InspectorView::act(const QString &) { }

void InspectorView::setHead(const InspectorHead &head)
{
    if (head == m_head)
        return;
    m_head = head;
    Q_EMIT headChanged();
}

void InspectorView::setState(const InspectorState &state)
{
    if (state == m_state)
        return;
    m_state = state;
    Q_EMIT headChanged();
}

void InspectorView::setActions(std::vector<InspectorAction> actions)
{
    if (actions == m_actions)
        return;
    m_actions = std::move(actions);
    Q_EMIT headChanged();
}

void InspectorView::setMessagesAction()
{
    setActions({{QStringLiteral("page"),
                 QStringLiteral("messages"),
                 QCoreApplication::translate("inspector", "Show in Messages"),
                 {},
                 ButtonKind::Plain,
                 true}});
}

void InspectorView::showLastError(NoteBox *note, const StageError &error)
{
    using When = StageError::When;
    if (error.text.isEmpty()) {
        note->setNote({});
        return;
    }
    const QString title = error.when == When::Lasts
        ? QCoreApplication::translate("inspector", "Error, not over yet")
        : error.when == When::Over ? QCoreApplication::translate("inspector", "Last error, over")
                                   : QCoreApplication::translate("inspector", "Last error");
    const ErrorBanner::Severity severity = error.when == When::Lasts ? ErrorBanner::Severity::Error
        : error.when == When::Over                                   ? ErrorBanner::Severity::Information
                                                                     : ErrorBanner::Severity::Warning;
    note->setNote({severity, title, error.text, {}});
}

Section *InspectorView::addSection()
{
    auto *section = new Section(this);
    addWidget(section);
    return section;
}

void InspectorView::addWidget(QWidget *widget)
{
    m_column->insertWidget(m_column->count() - 1, widget);
}

LinkRows *InspectorView::addLinkRows(Section *section)
{
    auto *rows = new LinkRows(section);
    section->body()->addWidget(rows);
    connect(rows, &LinkRows::linkActivated, this, &InspectorView::linkActivated);
    return rows;
}

const Snapshot *InspectorView::snapshot() const
{
    return m_controller.snapshot().get();
}

} // namespace pk::gui
