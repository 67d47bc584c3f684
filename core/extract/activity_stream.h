#pragma once

// What students do outside their programme, one event after the other: an activity is recorded, and now and
// then recorded again with a correction. Only the facts; the writer adds form and dirt.
//
// Memory: the newest activities are remembered in a ring.
// Thread: used by one thread.

#include "base/pcg32.h"
#include "extract/campus.h"

#include <cstdint>
#include <string>
#include <vector>

namespace pk::extract {

struct Activity
{
    std::int64_t number = 0;
    std::int32_t version = 0;
    const Person *student = nullptr;
    const ActivityKind *kind = nullptr;
    const std::string *title = nullptr;
    std::int64_t sks = 0; ///< 0 for a competition
    const std::string *level = nullptr; ///< competitions only
    const std::string *rank = nullptr; ///< competitions only
    std::int64_t recordedMs = 0; ///< a whole minute
};

const ActivityKind &pickKind(const Campus &campus, Pcg32 &random);
/// Credits, or what was reached in a competition. REQUIRES: activity.kind.
void drawResult(Activity &activity, const Campus &campus, Pcg32 &random);

class ActivityStream
{
public:
    /// The campus must outlive the stream.
    ActivityStream(const Campus &campus, Pcg32 random, std::int64_t firstNumber, std::uint32_t hotPerMillion);

    /// The next activity, new or corrected; valid until the next call.
    const Activity &next(std::int64_t nowMs);
    std::int64_t nextNumber() const { return m_nextNumber; }

private:
    void create(Activity &activity, std::int64_t nowMs);
    const Person &pickStudent();

    const Campus &m_campus;
    Pcg32 m_random;
    std::int64_t m_nextNumber;
    std::uint32_t m_hotPerMillion;
    std::vector<Activity> m_recent; ///< a ring once it is full
    std::size_t m_oldest = 0;
};

} // namespace pk::extract
