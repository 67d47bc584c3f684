#include "broker/registering_nodes.h"

#include <QCoreApplication>

namespace pk::broker {

Result<void> makeWhenNodesRegister(const std::function<TopicTry()> &make,
                                   const std::function<void(int ms)> &wait)
{
    TopicTry last = make();
    for (int waitedMs = 0; last.wantsNodes && waitedMs < kNodesRegisterMs; waitedMs += kNodesLookMs) {
        wait(kNodesLookMs);
        last = make();
    }
    if (!last.wantsNodes)
        return last.made;
    Error error = last.made.error();
    error.message += QLatin1Char(' ')
        + QCoreApplication::translate("broker",
                                      "%1 seconds were waited for nodes that may still be starting. Start "
                                      "them, or ask for fewer replicas.")
              .arg(kNodesRegisterMs / 1000);
    return error;
}

Result<int> countWhenNodesRegister(int expected, const std::function<Result<int>()> &count,
                                   const std::function<void(int ms)> &wait)
{
    auto there = count();
    for (int waitedMs = 0; there && *there < expected && waitedMs < kNodesRegisterMs;
         waitedMs += kNodesLookMs) {
        wait(kNodesLookMs);
        there = count();
    }
    return there;
}

} // namespace pk::broker
