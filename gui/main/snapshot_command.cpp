#include "main/snapshot_command.h"

#include "app/settings.h"
#include "base/whole_file.h"
#include "cli/command_line.h"
#include "cli/exit_codes.h"
#include "cli/output.h"
#include "main/given_up.h"
#include "main/workbench.h"
#include "pages/flow/flow_page.h"
#include "theme/install.h"

#include <QApplication>
#include <QBuffer>
#include <QFileInfo>
#include <QSettings>
#include <QTemporaryDir>
#include <QTimer>

namespace pk::gui {

namespace {

constexpr int kShutdownMs = 10'000;
constexpr int kRecordedMs = 1'500; ///< what is recorded is shown at once; pages read on threads of their own

struct Request
{
    QString page;
    QString file;
    QSize size;
    int afterMs = 0;
};

Result<QSize> parseSize(const cli::CommandLine &line)
{
    const QStringList parts = line.value(QStringLiteral("size")).split(QLatin1Char('x'));
    const QSize size = parts.size() == 2 ? QSize(parts[0].toInt(), parts[1].toInt()) : QSize();
    if (size.width() < 320 || size.height() < 240 || size.width() > 8000 || size.height() > 8000)
        return line.wrongValue(QStringLiteral("size"),
                               QCoreApplication::translate("main", "The size is written as 1600x900."));
    return size;
}

QString endingOf(const QString &file)
{
    return QFileInfo(file).suffix().toLower();
}

/// Vectors are made of the diagram alone.
Result<void> checkFile(const Request &request)
{
    const QString ending = endingOf(request.file);
    if (ending == QLatin1String("png"))
        return {};
    const bool vectors = ending == QLatin1String("svg") || ending == QLatin1String("pdf");
    if (vectors && request.page == QLatin1String("flow"))
        return {};
    return Error{ErrorCode::Usage,
                 vectors
                     ? QCoreApplication::translate("main",
                                                   "Only the page flow can be written as .svg or .pdf; "
                                                   "the others as .png.")
                     : QCoreApplication::translate("main", "The file's name must end in .png, .svg or .pdf."),
                 request.file};
}

Result<void> write(const QString &file, const QByteArray &bytes)
{
    auto written = writeWholeFile(file, bytes);
    if (written)
        return {};
    return Error{written.error().code,
                 QCoreApplication::translate("main", "The picture could not be written: %1")
                     .arg(written.error().message),
                 file};
}

Result<void> takePicture(Workbench &workbench, const Request &request)
{
    const QString ending = endingOf(request.file);
    if (ending == QLatin1String("png")) {
        const QPixmap picture = workbench.window().grab();
        QByteArray bytes;
        QBuffer buffer(&bytes);
        if (picture.save(&buffer, "PNG"))
            return write(request.file, bytes);
        return Error{ErrorCode::Internal,
                     QCoreApplication::translate("main", "The picture could not be written."), request.file};
    }
    auto *page = qobject_cast<FlowPage *>(workbench.window().page(QStringLiteral("flow")));
    const QSize size = page->canvas().size();
    return write(request.file,
                 ending == QLatin1String("svg") ? page->canvas().renderSvg(size)
                                                : page->canvas().renderPdf(size));
}

void addOptions(cli::CommandLine &line)
{
    const auto add = [&line](const char *name, const QString &meaning, const char *value, const char *usual) {
        line.addOption({QLatin1String(name), meaning, QLatin1String(value), QLatin1String(usual)});
    };
    add("page", QCoreApplication::translate("main", "flow, messages, groups, warehouse or settings."), "NAME",
        "flow");
    add("theme", QCoreApplication::translate("main", "light or dark."), "NAME", "dark");
    add("lang", QCoreApplication::translate("main", "id or en."), "CODE", "id");
    add("size", QCoreApplication::translate("main", "Width and height of the window in pixels."), "WxH",
        "1600x900");
    add("scale", QCoreApplication::translate("main", "Scale of the interface: 1, 1.25, 1.5 or 2."), "F", "1");
    add("after",
        QCoreApplication::translate(
            "main",
            "How many seconds the pipeline runs before the picture; of a "
            "recorded session, how long after its beginning (without it: at its end)."),
        "SECONDS", "8");
    add("session",
        QCoreApplication::translate("main", "A session file: its state is shown, and no pipeline runs."),
        "FILE", "");
    add("source", QCoreApplication::translate("main", "campus or generator."), "NAME", "campus");
    add("rate", QCoreApplication::translate("main", "Records a second; 0 for as many as it can."), "N", "4");
    line.addPositional(
        QStringLiteral("OUT"),
        QCoreApplication::translate("main", "File to write: .png, or .svg or .pdf of the diagram."));
}

} // namespace

void drawWithoutDisplay()
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
}

int runSnapshot(const QStringList &arguments)
{
    cli::CommandLine line(QStringLiteral("snapshot"),
                          QCoreApplication::translate("main",
                                                      "Writes a picture of a page of the real window, with a "
                                                      "running pipeline whose data are thrown away, or as a "
                                                      "recorded session left it."));
    addOptions(line);
    if (const auto ended = line.parse(arguments))
        return *ended;
    const auto theme =
        line.choice(QStringLiteral("theme"), {QStringLiteral("dark"), QStringLiteral("light")});
    const auto language = line.choice(QStringLiteral("lang"), {QStringLiteral("id"), QStringLiteral("en")});
    const auto scale = line.choice(
        QStringLiteral("scale"),
        {QStringLiteral("1"), QStringLiteral("1.25"), QStringLiteral("1.5"), QStringLiteral("2")});
    const auto size = parseSize(line);
    const auto source =
        line.choice(QStringLiteral("source"), {QStringLiteral("campus"), QStringLiteral("generator")});
    const bool timed = line.isSet(QStringLiteral("after"));
    const auto after = line.integer(QStringLiteral("after"), 0, 3600);
    const QString session = line.value(QStringLiteral("session"));
    const auto rate = line.integer(QStringLiteral("rate"), 0, 1'000'000);
    for (const Error *error :
         {theme ? nullptr : &theme.error(), language ? nullptr : &language.error(),
          source ? nullptr : &source.error(), scale ? nullptr : &scale.error(),
          size ? nullptr : &size.error(), after ? nullptr : &after.error(), rate ? nullptr : &rate.error()}) {
        if (error)
            return cli::fail(*error);
    }
    if (line.positional().size() != 1)
        return cli::fail(
            {ErrorCode::Usage,
             QCoreApplication::translate("main", "One file to write must be named, such as flow.png."),
             {}});
    Request request{line.value(QStringLiteral("page")), line.positional().constFirst(), *size,
                    session.isEmpty() ? static_cast<int>(*after) * 1000 : kRecordedMs};
    if (const auto checked = checkFile(request); !checked)
        return cli::fail(checked.error());

    QTemporaryDir folder;
    QSettings store(folder.filePath(QStringLiteral("window.ini")), QSettings::IniFormat);
    store.setValue(Settings::languageKey(), *language);
    store.setValue(Settings::schemeKey(), *theme);
    store.setValue(Settings::scaleKey(), *scale);
    installTheme(*qApp);
    SessionOptions options;
    options.brokerProgram = QCoreApplication::applicationFilePath();
    options.dataFolder = folder.path();
    options.ratePerSecond = *rate;
    if (*source == QStringLiteral("campus"))
        options.source = firstSource();
    options.recording = session;
    if (timed)
        options.recordingAfterS = static_cast<int>(*after);
    Workbench workbench(store, std::move(options));
    if (!workbench.window().page(request.page))
        return cli::fail(line.wrongValue(
            QStringLiteral("page"), QCoreApplication::translate("main", "There is no page of this name.")));
    workbench.window().showPage(request.page);
    workbench.window().resize(request.size);
    workbench.window().show();
    workbench.controller().start();

    Result<void> taken;
    QObject::connect(&workbench.controller(), &Controller::startFailed, qApp,
                     [&taken](StartStep, const QString &reason, const QString &where) {
                         taken = Error{ErrorCode::BadInput, reason, where};
                         QApplication::quit();
                     });
    QTimer::singleShot(request.afterMs, &workbench, [&] {
        if (taken)
            taken = takePicture(workbench, request);
        workbench.controller().shutdown(kShutdownMs);
    });
    // Not quit(), which asks the window first: nobody is there to read in it what was given up.
    QObject::connect(&workbench.controller(), &Controller::shutdownFinished, qApp,
                     [] { QApplication::exit(); });
    QApplication::exec();
    if (const auto snapshot = workbench.controller().snapshot();
        snapshot && snapshot->run.recorded && !snapshot->run.reason.isEmpty())
        cli::printError(snapshot->run.reason);
    const int code = taken ? int(cli::Done) : cli::fail(taken.error());
    leaveIfGivenUp(workbench, code, [&folder] { folder.remove(); });
    return code;
}

} // namespace pk::gui
