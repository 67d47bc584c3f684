#include "api/campus_api.h"
#include "base/grouped.h"
#include "base/interrupt.h"
#include "cli/announced_file.h"
#include "cli/command_line.h"
#include "cli/exit_codes.h"
#include "cli/output.h"
#include "cli/pipeline_arguments.h"
#include "cli/run_files.h"
#include "cli/subcommands.h"
#include "kampus/workload_thread.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QSocketNotifier>

namespace pk::cli {

namespace {

struct Request
{
    QString database;
    quint16 port = 0;
    api::FaultPlan faults;
    kampus::WorkloadThread::Options work;
};

void declare(CommandLine &line)
{
    line.addValue(
        "database",
        QCoreApplication::translate(
            "cli",
            "The campus database: an SQLite file, made when it is missing, or mysql://USER@HOST:PORT/DB with "
            "the "
            "password in PK_SOURCE_PASSWORD. Without it kampus.sqlite in the data folder."),
        "FILE");
    line.addValue("port",
                  QCoreApplication::translate("cli", "The port on 127.0.0.1; 0 takes any that is free."), "N",
                  "8088");
    line.addValue("url-file",
                  QCoreApplication::translate(
                      "cli",
                      "Writes the address into this file once the API answers. The file is removed "
                      "when it ends."),
                  "FILE");
    line.addValue("faults",
                  QCoreApplication::translate(
                      "cli",
                      "Faults to practise with: 429@5,500@7,slow@11,cut@13 refuses every fifth request, "
                      "fails every seventh, is two seconds late with every eleventh and cuts every "
                      "thirteenth off."),
                  "LIST");
    line.addValue("transactions",
                  QCoreApplication::translate(
                      "cli", "How many transactions the campus does in an SQLite database meanwhile."),
                  "N", "0");
    line.addValue("rate", QCoreApplication::translate("cli", "Transactions a second."), "N", "5");
    line.addValue(
        "seed", QCoreApplication::translate("cli", "The same seed on an empty database gives the same rows."),
        "N", "1");
}

Result<Request> read(const CommandLine &line)
{
    if (auto named = checkFileNames(line); !named)
        return named.error();
    Request request;
    request.database = line.value(QStringLiteral("database"));
    const auto port = line.integer(QStringLiteral("port"), 0, 65'535);
    const auto transactions = line.integer(QStringLiteral("transactions"), 0, 100'000'000);
    const auto rate = line.integer(QStringLiteral("rate"), 1, 1'000'000);
    const auto seed = line.integer(QStringLiteral("seed"), 0, std::numeric_limits<qint64>::max());
    for (const auto *number : {&port, &transactions, &rate, &seed}) {
        if (!*number)
            return number->error();
    }
    auto faults = api::FaultPlan::parse(line.value(QStringLiteral("faults")));
    if (!faults)
        return line.wrongValue(QStringLiteral("faults"), faults.error().message);
    if (request.database.isEmpty()) {
        const auto folder = dataFolder();
        if (!folder)
            return folder.error();
        request.database = *folder + QStringLiteral("/kampus.sqlite");
    }
    const bool server = request.database.startsWith(QStringLiteral("mysql:"));
    if (server && *transactions > 0)
        return line.wrongValue(
            QStringLiteral("transactions"),
            QCoreApplication::translate("cli",
                                        "A database on a server is only read; the campus works in "
                                        "SQLite files alone."));
    request.port = static_cast<quint16>(*port);
    request.faults = std::move(*faults);
    if (!server) {
        request.work.database = request.database;
        request.work.transactions = *transactions;
        request.work.perSecond = *rate;
        request.work.workload.seed = static_cast<std::uint64_t>(*seed);
    }
    return request;
}

} // namespace

int runApi(const QStringList &arguments)
{
    CommandLine line(
        QStringLiteral("api"),
        QCoreApplication::translate(
            "cli",
            "The campus's API on this machine: its orders and activities over HTTP, in pages by link, "
            "number or cursor, with ETags, and with faults where they are asked for."));
    declare(line);
    if (const auto ended = line.parse(arguments))
        return *ended;
    auto request = read(line);
    if (!request)
        return fail(request.error());
    auto announced = AnnouncedFile::forOption(line, QStringLiteral("url-file"));
    if (!announced)
        return fail(announced.error());
    const Interrupt interrupt;
    std::unique_ptr<kampus::WorkloadThread> campus;
    if (!request->work.database.isEmpty()) {
        auto started = kampus::WorkloadThread::start(request->work);
        if (!started)
            return fail(started.error());
        campus = std::move(*started);
    }
    auto database = sources::openCampus(request->database);
    if (!database)
        return fail(database.error());
    api::CampusApi api(std::move(*database), std::move(request->faults));
    api::HttpServer server([&api](const api::HttpRequest &asked) { return api.answer(asked); });
    if (auto listens = server.listen(request->port); !listens)
        return fail(listens.error());
    const QString url = QStringLiteral("http://127.0.0.1:%1").arg(server.port());
    if (auto written = announced->write(url.toUtf8() + '\n'); !written)
        return fail(written.error());
    printOut(QCoreApplication::translate("cli", "The campus's API answers at %1/orders and %1/activities.")
                 .arg(url));
    printOut(QCoreApplication::translate("cli", "Ctrl+C ends it."));
    QEventLoop loop;
    QSocketNotifier notifier(interrupt.fd(), QSocketNotifier::Read);
    QObject::connect(&notifier, &QSocketNotifier::activated, &loop, &QEventLoop::quit);
    loop.exec();
    printError(QCoreApplication::translate("cli", "requests answered %1 · of these with a fault %2")
                   .arg(grouped(api.requests()), grouped(api.faults())));
    if (const auto failure = campus ? campus->failure() : std::nullopt)
        return fail(*failure);
    return Interrupted;
}

} // namespace pk::cli
