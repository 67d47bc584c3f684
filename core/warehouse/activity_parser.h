#pragma once

// Reads an enriched student activity.
//
// Thread: not thread-safe.

#include "warehouse/field_reader.h"

namespace pk::warehouse {

class ActivityParser : public FieldReader<ActivityParser>
{
public:
    /// Fills `activity`; its texts live in `arena`.
    std::optional<Rejection> parse(std::string_view json, Arena &arena, ActivityMessage &activity);

    int fieldOf(int level, std::string_view key) const;
    int levelOf(int level, int field, bool array) const;
    bool set(int level, int field, const Scalar &value);
    bool leave(int /*level*/) { return true; }

private:
    ActivityMessage *m_activity = nullptr;
};

} // namespace pk::warehouse
