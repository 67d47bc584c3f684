#include "bridge/background_end.h"

#include <QCoreApplication>
#include <QThreadPool>

#include <utility>

namespace pk::gui {

namespace {

constexpr int kPatienceMs = 1'000;
constexpr int kAtOnce = 64; // they wait, they do not work: one that hangs must not keep the others

QThreadPool &pool()
{
    // Never destroyed, since its destructor would wait as long as it takes.
    static QThreadPool *const ends = [] {
        auto *made = new QThreadPool;
        made->setMaxThreadCount(kAtOnce);
        made->setExpiryTimeout(0);
        qAddPostRoutine([] { waitForBackgroundEnds(kPatienceMs); });
        return made;
    }();
    return *ends;
}

} // namespace

void endInBackground(std::shared_ptr<void> thing)
{
    pool().start([held = std::move(thing)]() mutable { held.reset(); });
}

void workInBackground(std::function<void()> work)
{
    pool().start(std::move(work));
}

bool waitForBackgroundEnds(int timeoutMs)
{
    return pool().waitForDone(timeoutMs);
}

} // namespace pk::gui
