#pragma once

// Where the broker runs, as a person chooses it and a program remembers it.
//
// Thread: a value type.

#include <QString>

#include <optional>
#include <string_view>

namespace pk::environment {

struct EnvironmentChoice
{
    enum class Kind { Embedded, Local, Compose, Profile };

    Kind kind = Kind::Embedded;
    int nodes = 1; ///< of Local: one of kLocalSizes
    QString profile; ///< of Profile: its name

    bool isEmbedded() const { return kind == Kind::Embedded; }
    /// embedded, local-1, local-3, compose, profile:NAME.
    QString id() const;
    static std::optional<EnvironmentChoice> fromId(const QString &id);
    /// For people.
    QString title() const;
    /// What FidelityPlace calls it.
    std::string_view fidelity() const;

    bool operator==(const EnvironmentChoice &) const = default;
};

} // namespace pk::environment
