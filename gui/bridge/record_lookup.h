#pragma once

// Looks up what a person wants to see from near: the story of a record or a row, the newest messages of a
// partition, a table. Each comes as a signal, from a thread of its own; of one kind only the newest wish is
// answered.
//
//     auto *lookup = new RecordLookup(controller, this);
//     connect(lookup, &RecordLookup::recordTold, …);
//     lookup->findRecord({"raw_orders", 2, 48093});
//
// Ask again for a record that is under way: what is known already costs nothing.
//
// Thread: GUI thread. Ownership: the end waits for nothing; the thread ends by itself.
// Errors: within the answers, each source (broker, journal, warehouse) by itself.

#include "bridge/record_teller.h"

#include <QObject>

#include <functional>
#include <memory>

namespace pk::gui {

class Controller;

class RecordLookup final : public QObject
{
    Q_OBJECT

public:
    explicit RecordLookup(const Controller &controller, QObject *parent = nullptr);
    ~RecordLookup() override;

    void findRecord(const Position &position);
    /// `key` as Link::key has it: "ORD-1", of fact_order_items "ORD-1/2".
    void findRow(const QString &table, const QString &key);
    void readNewest(const TopicPartition &partition, int count);
    void readTable(const QString &table, int newest);
    /// What the messages at these places hold, on one line each. As the next one it is not answered when the
    /// cluster has become another one meanwhile.
    void readValues(std::vector<Position> positions);
    /// Of a message that the transform wrote: what differs from the one that it came from.
    void readChange(const Position &result);

Q_SIGNALS:
    void recordTold(const pk::gui::RecordStoryPtr &story);
    void rowTold(const pk::gui::RowStoryPtr &story);
    void newestRead(const std::shared_ptr<const pk::gui::NewestMessages> &newest);
    void tableRead(const std::shared_ptr<const pk::gui::TableNews> &news);
    void changeRead(const std::shared_ptr<const pk::gui::RecordChange> &change);
    void valuesRead(const std::shared_ptr<const pk::gui::ValueLines> &values);

private:
    enum class Kind { Record, Row, Newest, Table, Values, Change };
    class Worker;
    using Answer = std::function<void(RecordLookup &)>;
    using Task = std::function<Answer(RecordTeller &)>;

    void post(Kind kind, Task task);
    StorySources sources() const;
    bool isOfNow(int incarnation) const;

    const Controller &m_controller;
    std::shared_ptr<Worker> m_worker;
};

} // namespace pk::gui
