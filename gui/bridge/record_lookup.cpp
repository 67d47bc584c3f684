#include "bridge/record_lookup.h"

#include "base/thread_name.h"
#include "bridge/background_end.h"
#include "bridge/controller.h"

#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

namespace pk::gui {

/// The thread, with at most one task of each kind waiting.
class RecordLookup::Worker
{
public:
    explicit Worker(RecordLookup *receiver)
        : m_receiver(receiver)
        , m_thread([this](const std::stop_token &stop) { run(stop); })
    {
    }

    void post(Kind kind, Task task)
    {
        {
            const std::lock_guard lock(m_mutex);
            m_waiting[kind] = std::move(task);
        }
        m_wake.notify_one();
    }

    /// From here on nothing is answered any more.
    void end()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_receiver = nullptr;
            m_waiting.clear();
        }
        m_givenUp = true;
        m_thread.request_stop();
    }

private:
    void run(const std::stop_token &stop)
    {
        setThreadName("lookup");
        RecordTeller teller(m_givenUp);
        for (;;) {
            Task task;
            {
                std::unique_lock lock(m_mutex);
                if (!m_wake.wait(lock, stop, [this] { return !m_waiting.empty(); }))
                    return;
                const auto first = m_waiting.begin();
                task = std::move(first->second);
                m_waiting.erase(first);
            }
            Answer answer = task(teller);
            const std::lock_guard lock(m_mutex);
            if (RecordLookup *receiver = m_receiver)
                QMetaObject::invokeMethod(
                    receiver, [receiver, answer = std::move(answer)] { answer(*receiver); },
                    Qt::QueuedConnection);
        }
    }

    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    RecordLookup *m_receiver; // this and the next guarded by m_mutex
    std::map<Kind, Task> m_waiting;
    std::atomic<bool> m_givenUp{false};
    std::jthread m_thread; // last: it uses the rest
};

RecordLookup::RecordLookup(const Controller &controller, QObject *parent)
    : QObject(parent)
    , m_controller(controller)
    , m_worker(std::make_shared<Worker>(this))
{
}

RecordLookup::~RecordLookup()
{
    m_worker->end();
    endInBackground(std::move(m_worker)); // a broker that is gone may keep the thread for seconds
}

StorySources RecordLookup::sources() const
{
    const SnapshotPtr snapshot = m_controller.snapshot();
    return {snapshot ? snapshot->run : RunInfo(), m_controller.journal()};
}

/// Whether the cluster is still the one that was asked: its places mean nothing in another.
bool RecordLookup::isOfNow(int incarnation) const
{
    const SnapshotPtr snapshot = m_controller.snapshot();
    return !snapshot || snapshot->run.incarnation == incarnation;
}

void RecordLookup::post(Kind kind, Task task)
{
    m_worker->post(kind, std::move(task));
}

void RecordLookup::findRecord(const Position &position)
{
    post(Kind::Record, [sources = sources(), position](RecordTeller &teller) -> Answer {
        auto story = std::make_shared<const RecordStory>(teller.tell(sources, position));
        return [story](RecordLookup &lookup) { Q_EMIT lookup.recordTold(story); };
    });
}

void RecordLookup::findRow(const QString &table, const QString &key)
{
    post(Kind::Row,
         [sources = sources(), table = table.toStdString(),
          key = key.toStdString()](RecordTeller &teller) -> Answer {
             auto story = std::make_shared<const RowStory>(teller.tellRow(sources, table, key));
             return [story](RecordLookup &lookup) { Q_EMIT lookup.rowTold(story); };
         });
}

void RecordLookup::readNewest(const TopicPartition &partition, int count)
{
    post(Kind::Newest, [sources = sources(), partition, count](RecordTeller &teller) -> Answer {
        auto newest = std::make_shared<const NewestMessages>(teller.newest(sources, partition, count));
        return [newest](RecordLookup &lookup) { Q_EMIT lookup.newestRead(newest); };
    });
}

void RecordLookup::readTable(const QString &table, int newest)
{
    post(Kind::Table,
         [sources = sources(), table = table.toStdString(), newest](RecordTeller &teller) -> Answer {
             auto news = std::make_shared<const TableNews>(teller.table(sources, table, newest));
             return [news](RecordLookup &lookup) { Q_EMIT lookup.tableRead(news); };
         });
}

void RecordLookup::readChange(const Position &result)
{
    post(Kind::Change, [sources = sources(), result](RecordTeller &teller) -> Answer {
        auto change = std::make_shared<const RecordChange>(teller.change(sources, result));
        return [change](RecordLookup &lookup) {
            if (lookup.isOfNow(change->incarnation))
                Q_EMIT lookup.changeRead(change);
        };
    });
}

void RecordLookup::readValues(std::vector<Position> positions)
{
    post(Kind::Values,
         [sources = sources(), positions = std::move(positions)](RecordTeller &teller) -> Answer {
             auto values = std::make_shared<const ValueLines>(teller.valueLines(sources, positions));
             return [values](RecordLookup &lookup) {
                 if (lookup.isOfNow(values->incarnation))
                     Q_EMIT lookup.valuesRead(values);
             };
         });
}

} // namespace pk::gui
