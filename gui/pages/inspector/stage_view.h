#pragma once

// One stage: the source, the transform or the warehouse: how it is, how fast it works, what it has done, its
// members and steps, what went wrong last.
//
// Thread: GUI thread.

#include "pages/inspector/inspector_view.h"
#include "views/key_value_rows.h"

#include <vector>

namespace pk::gui {

class CommandSection;
class MissedCount;
class NoteBox;
class RateLine;

class StageView final : public InspectorView
{
    Q_OBJECT

public:
    StageView(Controller &controller, RecordLookup &lookup, QWidget *parent);

    void open(const Link &link) override;
    void refresh() override;
    void act(const QString &action) override;

private:
    void showSource(const Snapshot &now);
    std::vector<KeyValueRows::Row> missedRows(const Snapshot &now);
    void showTransform(const Snapshot &now);
    // stage_view_campus.cpp
    void showCampus(const Snapshot &now);
    void showCapture(const Snapshot &now);
    void showBridge(const Snapshot &now);
    void showTopics(const Snapshot &now, const std::vector<std::string> &topics);

    void showWarehouse(const Snapshot &now);
    void showSteps(const Snapshot &now);
    void showReasons(const Snapshot &now);

    QString m_stage;
    NoteBox *m_error;
    Section *m_rateSection;
    RateLine *m_rate;
    KeyValueRows *m_facts;
    Section *m_listSection; ///< steps, or tables
    LinkRows *m_list;
    Section *m_reasonSection;
    LinkRows *m_reasons;
    Section *m_memberSection;
    LinkRows *m_members;
    CommandSection *m_commands;
    MissedCount *m_missed;
};

} // namespace pk::gui
