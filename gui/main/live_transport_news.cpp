// LiveTransport: what its members tell of themselves, for the errors and the line of news.

#include "bridge/reset_origin.h"
#include "bridge/run_trouble.h"
#include "bridge/text.h"
#include "main/live_transport.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace pk::gui {

namespace {

QString resetSubject(const std::string &member)
{
    return QStringLiteral("reset ") + toQString(member);
}

} // namespace

/// A reset is no error, but nobody would know why records are read again.
void LiveTransport::tellResets(const Snapshot &snapshot)
{
    for (const pipeline::MemberStatus &member : snapshot.run.members) {
        using pipeline::StageStatus;
        const bool reads = member.status != StageStatus::Crashed && member.status != StageStatus::Failed
            && member.status != StageStatus::Stopped;
        if (!reads && m_reset.erase(member.name) > 0)
            Q_EMIT settled(resetSubject(member.name));
    }
    if (!snapshot.courses)
        return;
    const std::int64_t told = m_resetsToldUs;
    for (const auto &[group, course] : *snapshot.courses) {
        for (const MemberChange &change : course.changes) {
            if (change.kind != journal::EventKind::Reset || change.us <= told
                || originOf(change) == ResetOrigin::NewLog)
                continue;
            const bool here = originOf(change) == ResetOrigin::Here;
            m_resetsToldUs = std::max(m_resetsToldUs, change.us);
            Q_EMIT recovered(
                [here, member = toQString(change.member)] {
                    const QString text = here
                        ? QCoreApplication::translate(
                            "main",
                            "%1 reads on from the offsets that were set here: the events "
                            "on the Groups page say which.")
                        : QCoreApplication::translate(
                            "main",
                            "%1 reads on from offsets that somebody has set for its group: the events "
                            "on the Groups page say which.");
                    return text.arg(member);
                },
                {}, resetSubject(change.member));
            m_reset.insert(change.member);
        }
    }
}

/// Nobody else starts it again: whoever looks at another page must hear of it, and of its reason.
void LiveTransport::tellFailures(const Snapshot &snapshot)
{
    const auto conditionOf = [](const std::string &name) {
        return QStringLiteral("member ") + toQString(name);
    };
    std::set<std::string> failures;
    std::set<std::string> working;
    for (const pipeline::MemberStatus &member : snapshot.run.members) {
        if (member.status != pipeline::StageStatus::Failed) {
            if (member.status != pipeline::StageStatus::Stopped)
                working.insert(member.name);
            continue;
        }
        failures.insert(member.name);
        if (m_failures.contains(member.name))
            continue;
        Q_EMIT failed(
            [name = toQString(member.name), why = member.failure ? member.failure->toString() : QString()] {
                return QCoreApplication::translate("main", "%1 has failed: %2").arg(name, why);
            },
            conditionOf(member.name));
    }
    for (const std::string &name : std::exchange(m_failures, failures)) {
        if (failures.contains(name))
            continue;
        Q_EMIT recovered(
            [name = toQString(name), works = working.contains(name)] {
                return (works ? QCoreApplication::translate("main", "%1 works again.")
                              : QCoreApplication::translate("main", "%1 has ended."))
                    .arg(name);
            },
            conditionOf(name));
    }
}

/// The campus, beside a source that only reads it or as the source: without it nothing comes any more, and
/// all else looks well.
void LiveTransport::tellCampus(const Snapshot &snapshot)
{
    const QString trouble = !snapshot.run.campusTrouble.isEmpty() ? snapshot.run.campusTrouble
        : snapshot.run.source.kind == SourceChoice::Kind::Campus
        ? lastingError(snapshot, StageKind::Source, pipeline::condition::database)
        : QString();
    const bool fails = !trouble.isEmpty();
    if (std::exchange(m_campusFails, fails) == fails)
        return;
    const QString condition = QStringLiteral("campus");
    if (fails) {
        Q_EMIT failed(
            [trouble] {
                return QCoreApplication::translate(
                           "main", "The campus cannot change its database, and tries again: %1")
                    .arg(trouble);
            },
            condition);
    } else {
        Q_EMIT recovered(
            [] {
                return QCoreApplication::translate("main",
                                                   "Nothing keeps the campus from its work any more.");
            },
            condition);
    }
}

/// What the records come from: a Maxwell that has ended, a server that is polled.
void LiveTransport::tellSource(const Snapshot &snapshot)
{
    const QString trouble = lastingError(snapshot, StageKind::Source, pipeline::condition::source);
    const bool fails = !trouble.isEmpty();
    if (std::exchange(m_sourceFails, fails) == fails)
        return;
    const QString condition = QStringLiteral("source");
    if (fails)
        Q_EMIT failed(
            [trouble] {
                return QCoreApplication::translate("main", "Nothing comes from the source at the moment: %1")
                    .arg(trouble);
            },
            condition);
    else
        Q_EMIT recovered([] { return QCoreApplication::translate("main", "The source works again."); },
                         condition);
}

} // namespace pk::gui
