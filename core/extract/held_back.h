#pragma once

// Records that the generator sends again or later than they happened, so that consumers have something to
// cope with: duplicates wait for a few records, late ones until a newer record of their key has been sent (or
// for a while, when none comes).
//
// Memory: at most kMaxHeld records; when it is full, nothing more is held.
// Thread: used by one thread.

#include "base/pcg32.h"
#include "extract/dirt.h"
#include "extract/source.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace pk::extract {

class HeldBack
{
public:
    static constexpr std::size_t kMaxHeld = 32;
    static constexpr std::int64_t kMaxWait = 200; ///< records

    explicit HeldBack(Pcg32 random)
        : m_random(random)
    {
    }

    /// Decides whether this fresh record comes late; then it is kept here and `record` is empty.
    bool keepLate(SourceRecord &record, const DirtRates &rates);
    /// Moves a record whose time has come into `record`; it is then to be sent next.
    bool takeDue(SourceRecord &record);
    /// To be told of every record that is sent. Decides whether it will be sent again.
    void sent(const SourceRecord &record, const DirtRates &rates);

private:
    struct Held
    {
        SourceRecord record;
        std::int64_t dueAt = 0; ///< in records sent
        bool late = false;
    };

    Pcg32 m_random;
    std::vector<Held> m_held;
    std::int64_t m_sent = 0;
    bool m_sendingDuplicate = false;
};

} // namespace pk::extract
