#include "environment/profile_test.h"

#include "base/mysql_database.h"
#include "domain/pipeline_names.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>

namespace pk::environment {

namespace {

using Kind = broker::StepOutcome::Kind;

ProfileStep warehouseStep(Kind kind, const QString &sentence)
{
    return {QCoreApplication::translate("environment", "warehouse"), kind, sentence};
}

/// What the loader needs at least: to make a table and to write to it.
Result<QString> tryMysql(const MysqlAddress &address, const QString &password)
{
    const auto database = openMysql(address, password);
    if (!database)
        return database.error();
    for (const char *statement : {"CREATE TABLE IF NOT EXISTS pk_test (id INTEGER)",
                                  "INSERT INTO pk_test (id) VALUES (1)", "DROP TABLE pk_test"}) {
        if (auto done = (*database)->exec(statement); !done)
            return done.error();
    }
    return QString::fromStdString((*database)->version());
}

ProfileStep testWarehouse(const Profile &profile, const ProfileSecrets &secrets)
{
    if (profile.warehouse.isEmpty())
        return warehouseStep(
            Kind::NotNeeded,
            QCoreApplication::translate("environment", "none named: a new SQLite file each time"));
    if (!isMysqlAddress(profile.warehouse)) {
        const QString folder = QFileInfo(profile.warehousePath()).absolutePath();
        return QFileInfo(folder).isWritable()
            ? warehouseStep(Kind::Passed,
                            QCoreApplication::translate("environment", "The folder can be written."))
            : warehouseStep(
                Kind::Failed,
                QCoreApplication::translate("environment", "The folder %1 cannot be written.").arg(folder));
    }
    const auto address = parseMysqlAddress(profile.warehouse, QStringLiteral("PK_WAREHOUSE_PASSWORD"));
    const auto tried = address ? tryMysql(*address, secrets.warehouse) : Result<QString>(address.error());
    return tried ? warehouseStep(
               Kind::Passed,
               QCoreApplication::translate("environment", "%1: a table was made, written and dropped.")
                   .arg(*tried))
                 : warehouseStep(Kind::Failed, tried.error().message);
}

/// What `run` would make when it is not there.
std::vector<std::string> neededTopics()
{
    std::vector<std::string> topics = topicsOf(Dataset::Orders);
    topics.emplace_back(kWarehouseEventsTopic);
    return topics;
}

} // namespace

std::vector<ProfileStep> testProfile(const Profile &profile, const ProfileSecrets &secrets,
                                     const std::function<void(const ProfileStep &)> &told,
                                     std::function<bool()> interrupted)
{
    std::vector<ProfileStep> steps;
    const auto add = [&](ProfileStep step) {
        if (told)
            told(step);
        steps.push_back(std::move(step));
    };
    broker::ConnectionTest test;
    test.access = accessOf(profile, secrets);
    test.topics = neededTopics();
    test.told = [&](const broker::StepOutcome &outcome) {
        add({broker::toString(outcome.step), outcome.kind, outcome.sentence});
    };
    test.interrupted = interrupted;
    (void)broker::testConnection(test); // told already
    if (interrupted && interrupted())
        return steps;
    add(testWarehouse(profile, secrets));
    return steps;
}

bool allPassed(const std::vector<ProfileStep> &steps)
{
    return std::all_of(steps.begin(), steps.end(), [](const ProfileStep &step) {
        return step.kind == Kind::Passed || step.kind == Kind::NotNeeded;
    });
}

} // namespace pk::environment
