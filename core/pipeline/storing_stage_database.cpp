#include "base/clock.h"
#include "pipeline/back_off.h"
#include "pipeline/storing_stage.h"

// Opening and closing a storing stage's database, and whether it is still there.

namespace pk::pipeline {

/// The database, and what the stage itself has on it.
Result<void> StoringStage::openOnce()
{
    auto database = openDatabase();
    if (!database)
        return database.error();
    m_database = std::move(*database);
    m_file = PlacedFile(databasePath());
    m_fileGone = false;
    Result<void> ready;
    if (keepsOffsets()) {
        m_stored.emplace(*m_database, m_shared.cluster.id, m_group, m_name, m_shared.clock, proof());
        m_stored->beginNotBefore(m_shared.changesFrom);
        if (proof() == StoredOffsets::Proof::LastRecords)
            ready = warehouse::createLastRecords(*m_database);
    }
    if (ready)
        ready = openSession();
    if (!ready)
        closeDatabase();
    return ready;
}

void StoringStage::closeDatabase()
{
    closeSession();
    m_stored.reset();
    m_database.reset();
}

/// False: asked to stop while it could not be opened yet.
Result<bool> StoringStage::openRetrying(const std::stop_token &stop)
{
    BackOff backOff(static_cast<std::uint64_t>(monotonicUs()));
    for (;;) {
        const auto opened = openOnce();
        if (opened)
            break;
        if (!opened.error().retriable)
            return opened.error();
        if (status() != StageStatus::Retrying)
            reportError(opened.error(), condition::database);
        setStatus(StageStatus::Retrying);
        if (!waitServing(backOff.nextMs(), stop))
            return false;
    }
    recovered(condition::database);
    return true;
}

/// In a pause nothing is written that would show it.
void StoringStage::askDatabase()
{
    if (!waitsFor(condition::database) || monotonicUs() < m_askDatabaseUs)
        return;
    if (begin()) {
        rollback();
        recovered(condition::database);
    }
    m_askDatabaseUs = monotonicUs() + kAskAgainUs;
}

} // namespace pk::pipeline
