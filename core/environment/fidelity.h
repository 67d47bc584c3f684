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

struct FidelityPlace
{
    std::string_view environment; ///< embedded, local, compose, custom or profile; others are profiles, too
    bool inWindow = false; ///< and not in `run` and the workers
    bool endsBrokers = true; ///< whether whoever asks has started the brokers, where that can be: locally
    bool maxwell = false; ///< whether the window's source is captured by the real Maxwell
};

/// The same ids in the same order everywhere; in the language at the time of the call.
std::vector<FidelityFact> fidelityOf(const FidelityPlace &place);
inline std::vector<FidelityFact> fidelityOf(std::string_view environment)
{
    return fidelityOf(FidelityPlace{environment});
}

/// "real", "emulated", "absent": for scripts.
std::string_view toString(Fidelity fidelity);
/// For people.
QString wordFor(Fidelity fidelity);

} // namespace pk::environment
