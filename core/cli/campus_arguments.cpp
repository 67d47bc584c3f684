#include "cli/campus_arguments.h"

#include "base/mysql_database.h"
#include "cli/pipeline_arguments.h"
#include "environment/maxwell_capture.h"
#include "kampus/kampus_database.h"

namespace pk::cli {

Result<pipeline::CampusOptions> readCampus(const CommandLine &line, const std::vector<Dataset> &datasets,
                                           const std::string &oneTopic)
{
    constexpr qint64 most = 1'000'000'000;
    const auto transactions = line.integer(QStringLiteral("orders"), 1, most);
    const auto dirty = line.integer(QStringLiteral("dirty"), 0, 100);
    if (!transactions || !dirty)
        return transactions ? dirty.error() : transactions.error();
    pipeline::CampusOptions campus;
    campus.database = line.value(QStringLiteral("input"));
    if (isMysqlAddress(campus.database)) {
        const auto address =
            parseMysqlAddress(campus.database, QString::fromLatin1(kampus::kPasswordVariable));
        if (!address)
            return line.wrongValue(QStringLiteral("input"), address.error().message);
        const auto folder = dataFolder();
        if (!folder)
            return folder.error();
        auto capture = environment::maxwellCapture(*address, passwordOf(*address), datasets, oneTopic,
                                                   *folder + QStringLiteral("/maxwell.log"));
        if (!capture)
            return capture.error();
        campus.capture = std::move(*capture);
    }
    campus.transactions = *transactions;
    campus.dirtyPerMillion = static_cast<std::uint32_t>(*dirty * 10'000);
    return campus;
}

} // namespace pk::cli
