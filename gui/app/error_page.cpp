#include "app/error_page.h"

#include "views/empty_state.h"
#include "views/error_banner.h"
#include "views/themed.h"

#include <QCoreApplication>
#include <QLocale>
#include <QVBoxLayout>

namespace pk::gui {

namespace {

QString moment(const QDateTime &at, const QDateTime &now)
{
    const QString time = at.toString(QStringLiteral("HH:mm:ss"));
    return at.date() == now.date() ? time
                                   : QLocale().toString(at.date(), QStringLiteral("d MMM")) + u' ' + time;
}

} // namespace

QString timeText(const ErrorNote &note, const QDateTime &now)
{
    const QString at = moment(note.at, now);
    if (note.condition.isEmpty() && !note.ended.isValid())
        return at;
    return note.lasts()
        ? QCoreApplication::translate("app", "%1 \u00b7 not over yet").arg(at)
        : QCoreApplication::translate("app", "%1 \u00b7 over since %2").arg(at, moment(note.ended, now));
}

ErrorPage::ErrorPage(const QList<ErrorNote> &errors, const QDateTime &now, QWidget *parent)
    : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    for (auto error = errors.rbegin(); error != errors.rend(); ++error) {
        auto *banner = new ErrorBanner(this);
        banner->show(error->ended.isValid() ? ErrorBanner::Severity::Information
                                            : ErrorBanner::Severity::Error,
                     error->sentence.text(), timeText(*error, now));
        column->addWidget(banner);
    }
    if (errors.isEmpty()) {
        auto *none = new EmptyState(QStringLiteral("check"), this);
        none->setTexts(QCoreApplication::translate("app", "No errors"), {});
        column->addWidget(none);
    }
    column->addStretch();
    onTheme(this, [column] {
        column->setContentsMargins(px(20), px(16), px(20), px(16));
        column->setSpacing(px(8));
    });
}

} // namespace pk::gui
