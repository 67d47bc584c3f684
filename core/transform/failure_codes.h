#pragma once

// The stable codes of everything that can happen to a record instead of being enriched. They are written to
// headers and counted by programs, so their text never changes.

#include <string_view>

namespace pk::transform::code {

// Dead letters
inline constexpr std::string_view invalidJson = "pk.transform.InvalidJson";
inline constexpr std::string_view invalidUtf8 = "pk.transform.InvalidUtf8";
inline constexpr std::string_view duplicateKey = "pk.transform.DuplicateKey";
inline constexpr std::string_view tooLarge = "pk.transform.TooLarge";
inline constexpr std::string_view tooDeep = "pk.transform.TooDeep";
inline constexpr std::string_view notAnObject = "pk.transform.NotAnObject";
inline constexpr std::string_view deleteUnsupported = "pk.transform.DeleteUnsupported";
inline constexpr std::string_view missingField = "pk.transform.MissingField";
inline constexpr std::string_view badType = "pk.transform.BadType";
inline constexpr std::string_view badNumber = "pk.transform.BadNumber";
inline constexpr std::string_view negativeQuantity = "pk.transform.NegativeQuantity";
inline constexpr std::string_view badShare = "pk.transform.BadShare";
inline constexpr std::string_view duplicateValue = "pk.transform.DuplicateValue";
inline constexpr std::string_view unknownUnit = "pk.transform.UnknownUnit";
inline constexpr std::string_view badMoney = "pk.transform.BadMoney";
inline constexpr std::string_view currencyConflict = "pk.transform.CurrencyConflict";
inline constexpr std::string_view badTime = "pk.transform.BadTime";
inline constexpr std::string_view overflow = "pk.transform.Overflow";
inline constexpr std::string_view divisionByZero = "pk.transform.DivisionByZero";
inline constexpr std::string_view unknownAchievement = "pk.transform.UnknownAchievement";
inline constexpr std::string_view lookupMiss = "pk.transform.LookupMiss";

// Filtered
inline constexpr std::string_view tombstone = "pk.transform.Tombstone";
inline constexpr std::string_view notARowChange = "pk.transform.NotARowChange";
inline constexpr std::string_view filtered = "pk.transform.Filtered";

// Retried
inline constexpr std::string_view lookupDown = "pk.transform.LookupDown";

} // namespace pk::transform::code
