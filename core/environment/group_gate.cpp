#include "environment/group_gate.h"

#include <QCoreApplication>

namespace pk::environment {

void GroupGate::close(int broker, std::chrono::milliseconds patience)
{
    std::unique_lock lock(m_mutex);
    m_down.insert(broker);
    m_left.wait_for(lock, patience, [this] { return m_outstanding == 0; });
}

void GroupGate::open(int broker)
{
    const std::lock_guard lock(m_mutex);
    m_down.erase(broker);
}

Result<void> GroupGate::enter()
{
    const std::lock_guard lock(m_mutex);
    if (!m_down.empty())
        return Error{ErrorCode::Unavailable,
                     QCoreApplication::translate("environment",
                                                 "Broker %1 is down: no coordinator is asked about consumer "
                                                 "groups until all brokers are up again.")
                         .arg(*m_down.begin()),
                     {},
                     true};
    ++m_outstanding;
    return {};
}

void GroupGate::leave()
{
    {
        const std::lock_guard lock(m_mutex);
        --m_outstanding;
    }
    m_left.notify_all();
}

} // namespace pk::environment
