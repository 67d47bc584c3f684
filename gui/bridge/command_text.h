#pragma once

// What an action of the window is on a cluster without it: the line to type, and where it works. On the
// embedded broker kcat and clients based on librdkafka work; Kafka's own Java tools do not.
//
// Thread: free functions without state. Command lines are never translated; notes are.

#include "bridge/offset_reset.h"
#include "bridge/session.h"
#include "bridge/topic_change.h"

#include <QString>

#include <vector>

namespace pk::gui {

/// Where the commands go.
struct CommandTarget
{
    QString bootstrap;
    QString warehousePath;
    bool embedded = true;
    QString campusDatabase = {}; ///< the file of the window's campus
    QString campusApi = {}; ///< where that campus's own API answers
    QString prefix = {}; ///< of the names of topics and groups on the cluster
    QString profile = {}; ///< the name of its profile; empty: it has none
    Semantics semantics = Semantics::EffectivelyOnce; ///< of the members here
};

QString label(Where where); ///< "here too", "real Kafka only"
QString noteOf(const CommandText &text); ///< where it works, and what to know about it

CommandTexts describeTopicText(const CommandTarget &target, const QString &topic);
CommandTexts topicSettingsText(const CommandTarget &target, const QString &topic);
CommandTexts topicChangeText(const CommandTarget &target, const TopicChange &change);
CommandTexts consumeText(const CommandTarget &target, const QString &topic, int partition, qint64 offset);
CommandTexts produceText(const CommandTarget &target, const HandMade &message);
CommandTexts describeGroupText(const CommandTarget &target, const QString &group);
CommandTexts resetText(const CommandTarget &target, const QString &group, const ResetSpec &spec);
CommandTexts addMemberText(const CommandTarget &target, StageKind stage, const QString &group);
CommandTexts stopMemberText(const CommandTarget &target, const QString &member);
CommandTexts crashMemberText(const CommandTarget &target, const QString &member);
CommandTexts brokerText(const CommandTarget &target, int broker, bool up);
CommandTexts outageText(const CommandTarget &target, Session::Outage kind, bool on);
CommandTexts sourceText(const CommandTarget &target, const SourceChoice &choice, std::int64_t ratePerSecond);
CommandTexts semanticsText(Semantics semantics);
CommandTexts sqlText(const CommandTarget &target, const QString &sql);

/// As one argument of a POSIX shell.
QString shellQuoted(const QString &text);
/// Stands for the process id of a member, which only who has started it knows: a variable, since a shell
/// would read anything in angle brackets as a file. Not set, the command says so and does nothing.
QString processId(const QString &name);

} // namespace pk::gui
