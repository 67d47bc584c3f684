#pragma once

// What the polling that runs has missed so far: counted from the campus's own database, every few seconds and
// on a thread of its own, while somebody looks.
//
// Thread: GUI.

#include "base/result.h"
#include "bridge/snapshot.h"
#include "sources/missed.h"

#include <QElapsedTimer>
#include <QObject>

#include <optional>

namespace pk::gui {

class MissedCount final : public QObject
{
    Q_OBJECT

public:
    explicit MissedCount(QObject *parent = nullptr);

    /// Of this run's polling; one that was counted a moment ago is not counted again.
    void ask(const RunInfo &run);
    /// Empty: not counted yet, or it cannot be at the moment.
    const std::optional<sources::Missed> &count() const { return m_count; }

Q_SIGNALS:
    void counted();

private:
    void take(const QString &of, const Result<sources::Missed> &count);

    QString m_of; ///< the source that is counted
    std::optional<sources::Missed> m_count;
    QElapsedTimer m_sinceAsked;
    bool m_asked = false;
};

} // namespace pk::gui
