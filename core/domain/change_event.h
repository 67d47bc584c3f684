#pragma once

// What a message in Maxwell's format says that has happened to a row, without reading the row.
//
// Thread: pure functions.

#include "base/json_text.h"

#include <string_view>

namespace pk {

/// "insert", "update", "bootstrap-insert"; empty where it is no such message. Maxwell writes type and
/// database before anything that is nested, so a few tokens tell it; a `type` among the row's own columns is
/// never looked at.
inline std::string_view changeTypeOf(std::string_view message)
{
    JsonTokenizer tokens(message);
    if (tokens.next().kind != JsonTokenKind::ObjectBegin)
        return {};
    std::string_view key;
    std::string_view type;
    bool hasDatabase = false;
    while (type.empty() || !hasDatabase) {
        const JsonToken token = tokens.next();
        const std::string_view text = message.substr(token.at, token.size);
        switch (token.kind) {
        case JsonTokenKind::Key:
            key = text;
            break;
        case JsonTokenKind::String:
            if (key == R"("type")")
                type = text.substr(1, text.size() - 2);
            hasDatabase = hasDatabase || key == R"("database")";
            break;
        case JsonTokenKind::Colon:
        case JsonTokenKind::Comma:
        case JsonTokenKind::Number:
        case JsonTokenKind::Literal:
            break;
        default:
            return {};
        }
    }
    return type;
}

} // namespace pk
