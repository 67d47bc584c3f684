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
/// What will become of it.
QString explain(TemplateKind kind);
/// A message of that kind, made now; each call makes another one.
HandMade makeTemplate(TemplateKind kind);

} // namespace pk::gui
