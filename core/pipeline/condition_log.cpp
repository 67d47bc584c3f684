#include "pipeline/condition_log.h"

#include "pipeline/stored_offsets.h"

#include <QCoreApplication>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>

namespace pk::pipeline {

namespace {

constexpr std::int64_t kWellAfterUs = 5'000'000;
constexpr std::int64_t kLongWaitUs = 10'000'000;
constexpr std::size_t kKept = 100;

/// A place like topic/partition tells errors apart; librdkafka's own words in the brackets (addresses, times,
/// counts) differ with each try.
QString lasting(const QString &text)
{
    static const QRegularExpression wordy(QStringLiteral(" \\[[^\\]\\[]* [^\\[]*\\]$"));
    return QString(text).remove(wordy);
}

} // namespace

void ConditionLog::add(const journal::Event &event)
{
    if (event.kind == journal::EventKind::Error)
        note(event.member, QString::fromStdString(event.text));
    else if (event.kind == journal::EventKind::Reset)
        noteReset(event);
}

void ConditionLog::noteReset(const journal::Event &event)
{
    const QString partition = QString::fromStdString(TopicPartition{event.topic, event.partition}.toString());
    if (m_resets.size() < static_cast<qsizetype>(kKept)) {
        m_resets.append(QJsonObject{{QStringLiteral("group"), QString::fromStdString(event.group)},
                                    {QStringLiteral("partition"), partition},
                                    {QStringLiteral("from"), static_cast<qint64>(event.last)},
                                    {QStringLiteral("to"), static_cast<qint64>(event.first)},
                                    {QStringLiteral("cause"), QString::fromStdString(event.text)}});
    }
    if (event.text != reset_cause::byCommit) // the others come with an error that says it
        return;
    m_lines << QCoreApplication::translate(
                   "pipeline", "%1: somebody has set the group's offset of %2 to %3; it is read from there.")
                   .arg(QString::fromStdString(event.member), partition)
                   .arg(event.first);
}

void ConditionLog::note(const std::string &who, const QString &text)
{
    const QString key = lasting(text);
    const auto known = std::find_if(m_entries.begin(), m_entries.end(),
                                    [&](const Entry &e) { return e.who == who && lasting(e.text) == key; });
    if (known != m_entries.end())
        ++known->times;
    else if (m_entries.size() < kKept)
        m_entries.push_back({who, text, 1});
    else
        ++m_left;
    Trouble &trouble = m_troubled[who];
    trouble.lastUs = monotonicUs();
    if (trouble.said.insert(key).second)
        m_lines << QStringLiteral("%1: %2").arg(QString::fromStdString(who), text);
}

void ConditionLog::look(const std::vector<MemberStatus> &members, std::int64_t nowUs)
{
    for (const MemberStatus &member : members) {
        noteWait(member, nowUs);
        const auto troubled = m_troubled.find(member.name);
        if (troubled != m_troubled.end() && member.joined && member.status == StageStatus::Running
            && nowUs - troubled->second.lastUs > kWellAfterUs)
            goesOn(member.name);
    }
}

/// Its group gives it none while another member does not answer. Who has a trouble has said why it waits.
void ConditionLog::noteWait(const MemberStatus &member, std::int64_t nowUs)
{
    if (member.group.empty() || member.joined || member.status != StageStatus::Running) {
        m_waitsSinceUs.erase(member.name);
        return;
    }
    std::int64_t &sinceUs = m_waitsSinceUs.try_emplace(member.name, nowUs).first->second;
    if (sinceUs < 0 || nowUs - sinceUs < kLongWaitUs || m_troubled.contains(member.name))
        return;
    sinceUs = -1;
    m_troubled[member.name].lastUs = nowUs;
    m_lines << QCoreApplication::translate(
                   "pipeline",
                   "%1: waits for partitions of the group %2. A member that is gone without a word keeps its "
                   "own until its session time-out is over (45 seconds with most programs); then the group "
                   "goes on.")
                   .arg(QString::fromStdString(member.name), QString::fromStdString(member.group));
}

void ConditionLog::set(const std::string &who, const std::optional<Error> &error)
{
    if (error)
        note(who, error->toString());
    else if (m_troubled.contains(who))
        goesOn(who);
}

void ConditionLog::goesOn(const std::string &who)
{
    m_troubled.erase(who);
    m_lines << QCoreApplication::translate("pipeline", "%1: goes on.").arg(QString::fromStdString(who));
}

QJsonArray ConditionLog::errors() const
{
    QJsonArray errors;
    for (const Entry &entry : m_entries) {
        errors.append(QJsonObject{{QStringLiteral("member"), QString::fromStdString(entry.who)},
                                  {QStringLiteral("error"), entry.text},
                                  {QStringLiteral("times"), static_cast<qint64>(entry.times)}});
    }
    if (m_left > 0) {
        errors.append(QJsonObject{{QStringLiteral("member"), QString()},
                                  {QStringLiteral("error"),
                                   QCoreApplication::translate("pipeline", "More errors than are listed.")},
                                  {QStringLiteral("times"), static_cast<qint64>(m_left)}});
    }
    return errors;
}

} // namespace pk::pipeline
