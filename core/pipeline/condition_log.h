#pragma once

// What is wrong with a pipeline's members, for people: one line when something begins and one when it is
// over, whatever the number of tries in between; and the list of it all for the report.
//
// Thread: one at a time.

#include "base/result.h"
#include "journal/event.h"
#include "pipeline/pipeline.h"

#include <QJsonArray>
#include <QStringList>

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace pk::pipeline {

class ConditionLog
{
public:
    /// Error and Reset events are taken; others are passed over.
    void add(const journal::Event &event);
    /// Who has been well for a while goes on, and who has waited for partitions for long says so. `nowUs` is
    /// monotonicUs().
    void look(const std::vector<MemberStatus> &members, std::int64_t nowUs);
    /// The same for what is no member: `error` while it lasts.
    void set(const std::string &who, const std::optional<Error> &error);

    /// The lines since the last call.
    QStringList takeLines() { return std::exchange(m_lines, {}); }
    /// [{member, error, times}]: each error once, in the order in which they came first.
    QJsonArray errors() const;
    /// [{group, partition, from, to, cause}]: see journal::EventKind::Reset; the first hundred.
    const QJsonArray &resets() const { return m_resets; }

private:
    struct Entry
    {
        std::string who;
        QString text;
        std::int64_t times = 0;
    };
    struct Trouble
    {
        std::set<QString> said; ///< by what stays the same from one try to the next
        std::int64_t lastUs = 0;
    };

    void note(const std::string &who, const QString &text);
    void noteReset(const journal::Event &event);
    void goesOn(const std::string &who);
    void noteWait(const MemberStatus &member, std::int64_t nowUs);

    std::map<std::string, Trouble> m_troubled;
    std::map<std::string, std::int64_t> m_waitsSinceUs; ///< for partitions; negative: it was said
    QStringList m_lines;
    std::vector<Entry> m_entries;
    QJsonArray m_resets;
    std::int64_t m_left = 0; ///< errors beyond those that are kept
};

} // namespace pk::pipeline
