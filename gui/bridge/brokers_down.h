#pragma once

// Which brokers the journal says are down. While one is, who looks at groups all the time does not ask their
// coordinators: librdkafka 2.0 aborts the process when such a question is outstanding and its broker goes
// (issue 4605 of its project). What a person asks for, and what was under way when it went, goes on.
//
// Thread: that of its owner.

#include "journal/event.h"

#include <set>

namespace pk::gui {

class BrokersDown
{
public:
    void read(const journal::Event &event)
    {
        if (event.kind == journal::EventKind::BrokerDown)
            m_down.insert(event.partition);
        else if (event.kind == journal::EventKind::BrokerUp)
            m_down.erase(event.partition);
    }
    bool any() const { return !m_down.empty(); }

private:
    std::set<std::int32_t> m_down;
};

} // namespace pk::gui
