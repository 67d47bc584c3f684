#pragma once

// What Qt says of files and JSON in English alone, in the language of the person. To be put into a sentence:
// no capital, no full stop.
//
// Thread: free functions. Errors: none.

#include <QFileDevice>
#include <QJsonParseError>
#include <QString>

namespace pk {

/// Why the file, whose open(), write() or commit() has just failed, could not be read or written.
QString fileProblem(const QFileDevice &file);
/// What is wrong with a text that is no JSON.
QString jsonProblem(const QJsonParseError &problem);

} // namespace pk
