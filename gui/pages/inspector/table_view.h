#pragma once

// A table of the warehouse with the rows written last, read again once a second while loads go on.
//
// Thread: GUI thread.

#include "pages/inspector/inspector_view.h"

#include <QElapsedTimer>

#include <memory>

namespace pk::gui {

class CommandSection;
class KeyValueRows;
class TextLabel;
struct TableNews;

class TableView final : public InspectorView
{
    Q_OBJECT

public:
    TableView(Controller &controller, RecordLookup &lookup, QWidget *parent);

    void open(const Link &link) override;
    void refresh() override;
    void act(const QString &action) override;

private:
    void ask();
    void fill();

    QString m_table;
    std::shared_ptr<const TableNews> m_news;
    std::int64_t m_askedLoaded = -1;
    QElapsedTimer m_sinceAsked;
    Section *m_factSection;
    KeyValueRows *m_facts;
    Section *m_newestSection;
    LinkRows *m_newest;
    TextLabel *m_remark;
    CommandSection *m_commands;
};

} // namespace pk::gui
