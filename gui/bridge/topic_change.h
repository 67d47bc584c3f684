#pragma once

// Topics as a person makes and changes them: what is asked for, what the cluster tells of a topic's settings,
// and what the present run allows.
//
// Thread: value types and free functions without state; sentences are in the language of the moment.

#include "bridge/snapshot.h"
#include "broker/cluster_backend.h"

#include <QMetaType>
#include <QString>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pk::gui {

struct TopicChange
{
    enum class Kind {
        Make,
        Set, ///< one of its settings
        AddPartitions,
        Delete,
    };

    Kind kind = Kind::Set;
    std::string topic;
    std::string setting = {}; ///< of Set, in Kafka's own name
    std::optional<std::string> value = {}; ///< of Set; none: the cluster's default holds again
    int partitions = 0; ///< of Make and AddPartitions: all of them
    int replication = 0; ///< of Make; 0: as the cluster has it
    std::vector<std::pair<std::string, std::string>> settings = {}; ///< of Make

    bool operator==(const TopicChange &) const = default;
};

/// What the cluster says of them, or why it does not.
struct TopicSettings
{
    std::string topic;
    std::vector<broker::TopicSetting> settings; ///< all, sorted by name
    QString problem; ///< a whole sentence; empty: they were read
};

/// The topics that every run reads and writes, those of the change events among them: another source changes
/// nothing in the groups.
std::vector<std::string> topicsOfEveryRun();
/// One of those: its log is watched, so that it is known what comes and what is kept.
bool isOfEveryRun(const std::string &topic);
/// It reads or writes it.
bool isOfTheRun(const RunInfo &run, const std::string &topic);

/// Why nothing but its messages can be had of a topic of the embedded broker.
QString noSettingsHere();
/// Why the name cannot be that of a topic there, prefix and all; empty: it can.
QString problemOfName(const RunInfo &run, const std::string &topic);
/// Why the change is not made here, and what can be done instead; empty: the cluster may be asked.
QString whyNot(const RunInfo &run, const TopicChange &change);

} // namespace pk::gui

Q_DECLARE_METATYPE(pk::gui::TopicChange)
Q_DECLARE_METATYPE(pk::gui::TopicSettings)
