#include "bridge/missed_count.h"

#include "bridge/background_end.h"
#include "bridge/campus_source.h"
#include "bridge/text.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QPointer>

namespace pk::gui {

namespace {

constexpr int kEveryMs = 3'000; // it reads the whole change log

} // namespace

MissedCount::MissedCount(QObject *parent)
    : QObject(parent)
{
}

void MissedCount::ask(const RunInfo &run)
{
    const QString of = toQString(toJournal(run.source)) + QLatin1Char('\n') + run.campusDatabase;
    if (of != m_of) {
        m_of = of;
        m_count.reset();
        m_sinceAsked.invalidate();
    }
    if (m_asked || run.recorded || (m_sinceAsked.isValid() && m_sinceAsked.elapsed() < kEveryMs))
        return;
    m_asked = true;
    m_sinceAsked.start();
    SourcePlaces places;
    places.folder = QFileInfo(run.bridgeStore).path(); // the data folder
    workInBackground([of, options = pollingOptions(run.source, places), self = QPointer(this)] {
        auto count = sources::countMissed(options);
        QMetaObject::invokeMethod(
            qApp,
            [of, self, count = std::move(count)] {
                if (self)
                    self->take(of, count);
            },
            Qt::QueuedConnection);
    });
}

void MissedCount::take(const QString &of, const Result<sources::Missed> &count)
{
    m_asked = false;
    if (of != m_of)
        return;
    m_count = count ? std::optional(*count) : std::nullopt;
    Q_EMIT counted();
}

} // namespace pk::gui
