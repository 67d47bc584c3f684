#include "cli/campus_arguments.h"

#include "base/mysql_database.h"
#include "cli/pipeline_arguments.h"
#include "environment/compose.h"
#include "environment/maxwell_capture.h"
#include "extract/number_series.h"
#include "kampus/kampus_database.h"

#include <QCoreApplication>

namespace pk::cli {

/// Compose's own campus, which its Maxwell captures: any other one would write into the same topics.
static Result<void> captureOutside(const CommandLine &line, const std::vector<Dataset> &datasets,
                                   pipeline::CampusOptions &campus)
{
    for (const char *option : {"input", "one-topic"}) {
        if (line.isSet(QLatin1String(option)))
            return line.wrongValue(
                QLatin1String(option),
                QCoreApplication::translate(
                    "cli",
                    "Compose has a campus database and a Maxwell of its own, which writes a topic for each "
                    "table: leave --%1 out.")
                    .arg(QLatin1String(option)));
    }
    const auto file = environment::findComposeFile();
    if (!file)
        return file.error();
    campus.database = environment::useComposeSource();
    const auto address = parseMysqlAddress(campus.database, {});
    if (!address)
        return address.error();
    campus.capture = environment::containerCapture(*address, passwordOf(*address), datasets, true);
    campus.numbersFrom = extract::kServerCampusNumbers;
    return {};
}

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
    if (line.value(QStringLiteral("env")) == QStringLiteral("compose")) {
        if (auto outside = captureOutside(line, datasets, campus); !outside)
            return outside.error();
    } else if (isMysqlAddress(campus.database)) {
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
