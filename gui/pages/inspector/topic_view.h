#pragma once

// One topic: how fast it grows, its partitions, its settings, and their change, who writes it and who reads
// it.
//
// Thread: GUI thread.

#include "pages/inspector/inspector_view.h"

namespace pk::gui {

class CommandSection;
class KeyValueRows;
class RateLine;
class TopicSettingsSection;
class TopicSheet;

class TopicView final : public InspectorView
{
    Q_OBJECT

public:
    TopicView(Controller &controller, RecordLookup &lookup, QWidget *parent);

    void open(const Link &link) override;
    void refresh() override;
    void act(const QString &action) override;

protected:
    void hideEvent(QHideEvent *event) override;

private:
    std::string m_topic;
    Section *m_rateSection;
    RateLine *m_rate;
    KeyValueRows *m_facts;
    Section *m_partitionSection;
    LinkRows *m_partitions;
    TopicSettingsSection *m_settings;
    TopicSheet *m_sheet; ///< over the whole inspector
    Section *m_writeSection;
    LinkRows *m_writers;
    Section *m_readSection;
    LinkRows *m_readers;
    CommandSection *m_commands;
};

} // namespace pk::gui
