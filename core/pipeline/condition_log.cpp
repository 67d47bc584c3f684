#include "pipeline/condition_log.h"

#include <QCoreApplication>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>

namespace pk::pipeline {

namespace {

constexpr std::int64_t kWellAfterUs = 5'000'000;
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

void ConditionLog::look(const std::vector<MemberStatus> &members)
{
    for (const MemberStatus &member : members) {
        const auto troubled = m_troubled.find(member.name);
        if (troubled != m_troubled.end() && member.joined && member.status == StageStatus::Running
            && monotonicUs() - troubled->second.lastUs > kWellAfterUs)
            goesOn(member.name);
    }
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
