#pragma once

// A topic's settings for people: what each one does, what its value means, and which values Kafka would not
// take anyway.
//
// Thread: free functions; words are in the language of the moment.

#include <QString>
#include <QStringList>

#include <string>
#include <string_view>
#include <vector>

namespace pk::gui {

/// Those worth knowing first, in the order in which they are shown.
const std::vector<std::string> &taughtSettings();
/// A sentence; empty: nothing is known of it here.
QString meaningOfSetting(std::string_view name);
/// "7 days", "1 GiB", "for ever"; empty: the value speaks for itself.
QString valueForPeople(std::string_view name, std::string_view value);
/// "7 days (604800000)", or the value alone.
QString valueWithMeaning(std::string_view name, std::string_view value);
/// Why Kafka would not take it, as a whole sentence; empty: it may.
QString problemOfValue(std::string_view name, std::string_view value);
/// Values that are worth a try.
QStringList suggestedValues(std::string_view name);

} // namespace pk::gui
