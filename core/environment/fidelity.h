#pragma once

// What is real in an environment, what the program does in a real Kafka's place, and what cannot be had
// there. The one source of the window's sheet, of `env show` and of the reason why `run --compare` finds a
// difference.
//
// Thread: any.

#include <QString>

#include <string_view>
#include <vector>

namespace pk::environment {

enum class Fidelity { Real, Emulated, Absent };

struct FidelityFact
{
    Fidelity state = Fidelity::Real;
    std::string_view id; ///< the same in every environment: "transactions"
    QString what;
    QString how;

    bool operator==(const FidelityFact &) const = default;
};

/// Of `embedded`, `local` or `custom`, each with the same ids in the same order; in the language at the time
/// of the call. Of other names what holds for any cluster.
std::vector<FidelityFact> fidelityOf(std::string_view environment);

/// "real", "emulated", "absent": for scripts.
std::string_view toString(Fidelity fidelity);
/// For people.
QString wordFor(Fidelity fidelity);

} // namespace pk::environment
