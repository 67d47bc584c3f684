#pragma once

// The language of what the program says. The sentences in the code are English; other languages are compiled
// into the program as ":/i18n/pelatihan-kafka_<language>.qm".

#include <QString>

namespace pk {

/// Makes QCoreApplication::translate() give `language` ("id" or "en") from now on; empty means the language
/// of the system's messages, whatever its numbers and dates look like. Returns the language that is in use:
/// "en" when there is no translation into the wanted one. Thread: the application's main thread. May be
/// called again to switch while the program runs.
QString installTranslations(const QString &language = {});

} // namespace pk
