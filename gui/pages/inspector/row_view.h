#pragma once

// One row of the warehouse: its columns, every load that touched it, and the record that wrote it last.
//
// Thread: GUI thread.

#include "bridge/record_story.h"
#include "pages/inspector/inspector_view.h"

#include <QElapsedTimer>

namespace pk::gui {

class CommandSection;
class KeyValueRows;
class NoteBox;

class RowView final : public InspectorView
{
    Q_OBJECT

public:
    RowView(Controller &controller, RecordLookup &lookup, QWidget *parent);

    void open(const Link &link) override;
    void refresh() override;
    void act(const QString &action) override;

private:
    void ask();
    void fill();
    void showTrouble();

    QString m_table;
    QString m_key;
    RowStoryPtr m_story;
    std::int64_t m_askedLoaded = -1;
    QElapsedTimer m_sinceAsked;
    NoteBox *m_trouble;
    Section *m_recordSection;
    LinkRows *m_record;
    Section *m_columnSection;
    KeyValueRows *m_columns;
    Section *m_historySection;
    LinkRows *m_history;
    CommandSection *m_commands;
};

} // namespace pk::gui
