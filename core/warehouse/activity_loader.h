#pragma once

// Writes the student activities of a batch: fact_activities, and the students they tell of.
//
// Thread, Ownership: like the Writer it belongs to.

#include "warehouse/activity_parser.h"
#include "warehouse/batch.h"
#include "warehouse/images.h"
#include "warehouse/key_states.h"

#include <memory>
#include <optional>
#include <vector>

namespace pk::warehouse {

class ActivityLoader
{
public:
    static Result<std::unique_ptr<ActivityLoader>> prepare(Database &db, bool naive);

    Result<void> apply(Batch &batch);

private:
    ActivityLoader(Database &db, bool naive)
        : m_db(&db)
        , m_naive(naive)
    {
    }

    void parseAll(Batch &batch);
    Result<void> decideAll(Batch &batch);
    Result<void> keepImages(Batch &batch, std::size_t index, KeyState *state);
    Result<void> writeActivities(const Batch &batch);
    Result<void> writeStudents();

    struct Parsed
    {
        std::uint32_t record = 0;
        std::uint32_t slot = 0;
        std::uint32_t student = 0;
        ActivityMessage message;
    };

    Database *m_db;
    bool m_naive;
    std::optional<StoredRows> m_stored; ///< not in naive modes
    std::optional<StoredRows> m_storedStudents;
    std::optional<RowInserter> m_insertActivities;
    std::optional<RowInserter> m_insertStudents;
    StoredImages m_images;
    ActivityParser m_parser;

    // of the batch in hand
    std::vector<Parsed> m_parsed;
    std::vector<std::uint32_t> m_winners; ///< messages to be written
    KeyStates m_keys;
    KeyStates m_students;
};

} // namespace pk::warehouse
