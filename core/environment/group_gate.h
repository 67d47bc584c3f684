#pragma once

// Keeps questions about consumer groups from brokers that go: librdkafka 2.0 aborts the process when a
// group's coordinator goes while such a question of an administrator is on its way to it (its issue 4605).
// Closed before a broker is taken down, open when all are up again.
//
// Before a broker that ends by itself nothing can be closed: whoever is closed for it then refuses only what
// is asked later.
//
// Thread: any.
// Errors: Unavailable (retriable) while it is closed.

#include "base/result.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <set>

namespace pk::environment {

class GroupGate
{
public:
    /// From here on nothing is asked. Waits for what is outstanding, but not longer than `patience`.
    void close(int broker, std::chrono::milliseconds patience = {});
    void open(int broker);

    template <typename Question> auto ask(Question question) -> decltype(question())
    {
        if (auto entered = enter(); !entered)
            return entered.error();
        auto answer = question();
        leave();
        return answer;
    }

private:
    Result<void> enter();
    void leave();

    std::mutex m_mutex;
    std::condition_variable m_left;
    std::set<int> m_down; // guarded by m_mutex
    int m_outstanding = 0; // guarded by m_mutex
};

} // namespace pk::environment
