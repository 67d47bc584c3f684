#pragma once

// Ready-made messages to produce by hand: valid ones, and those that show what becomes of bad ones.
//
// Thread: free functions without state.

#include "bridge/session.h"

#include <QString>

#include <vector>

namespace pk::gui {

enum class TemplateKind {
    ValidOrder,
    ValidActivity,
    UnknownUnit,
    MissingField,
    BrokenJson,
    NotJson,
    Tombstone,
    WithoutKey,
};

std::vector<TemplateKind> allTemplates();
QString nameOf(TemplateKind kind);

/// Who reads topics beside the transform and the loader.
struct TopicReaders
{
    QString source; ///< the topic that the source reads; empty: none
    bool bridge = false;
};

/// That nobody reads the topic; empty: somebody does.
QString unreadText(const QString &topic, const TopicReaders &readers);
/// What will become of it in that topic.
QString explain(TemplateKind kind, const QString &topic, const TopicReaders &readers);
/// What no two messages of a template share.
struct TemplateIds
{
    std::string event;
    std::string number; ///< of the order or activity

    bool operator==(const TemplateIds &) const = default;
};

TemplateIds newIds(TemplateKind kind);
/// A message of that kind with these ids.
HandMade makeTemplate(TemplateKind kind, const TemplateIds &ids);
/// The same message with other ids in key, headers and value; where somebody has written something else in
/// their place, that stays.
HandMade withIds(HandMade message, const TemplateIds &old, const TemplateIds &ids);

} // namespace pk::gui
