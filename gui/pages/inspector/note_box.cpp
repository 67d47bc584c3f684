#include "pages/inspector/note_box.h"

#include "pages/inspector/section.h"
#include "views/themed.h"

#include <QVBoxLayout>

namespace pk::gui {

NoteBox::NoteBox(QWidget *parent)
    : QWidget(parent)
    , m_banner(new ErrorBanner(this))
{
    hide();
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_banner);
    onTheme(this,
            [column] { column->setContentsMargins(inspectorMargin(), px(12), inspectorMargin(), px(12)); });
    connect(m_banner, &ErrorBanner::actionRequested, this, &NoteBox::actionRequested);
}

void NoteBox::setNote(const Note &note)
{
    if (note == m_note)
        return;
    m_note = note;
    if (!note.sentence.isEmpty()) {
        m_banner->show(note.severity, note.sentence, note.detail);
        m_banner->setAction(note.action);
    }
    setVisible(!note.sentence.isEmpty());
}

} // namespace pk::gui
