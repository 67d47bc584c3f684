#include "base/clock.h"

#include <ctime>

namespace pk {

std::int64_t uptimeUs()
{
    timespec now = {};
    clock_gettime(CLOCK_BOOTTIME, &now);
    return std::int64_t{now.tv_sec} * 1'000'000 + now.tv_nsec / 1'000;
}

} // namespace pk
