#pragma once

// What a record was put aside for, in words a trainee understands. Codes and messages are those of its
// headers.
//
// Thread: free functions without state; GUI thread, for the language.

#include <QString>

#include <string_view>

namespace pk::gui {

/// Whether it was left out on purpose: then nothing is wrong with the record.
bool isIntended(std::string_view code);
/// What is wrong with the record. Unknown codes are named as they are.
QString reasonText(std::string_view code);
/// At which step and for what, without its code: that is told where the record is told.
QString putAsideText(std::string_view step, std::string_view code);
/// What to do about it.
QString adviceText(std::string_view code);
/// Which field it was, and what it held; empty when the message does not say.
QString placeInRecord(std::string_view message);

} // namespace pk::gui
