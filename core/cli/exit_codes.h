#pragma once

// What the program's end says to a script.

#include "base/result.h"

namespace pk::cli {

enum ExitCode : int {
    Done = 0, ///< done, and verified where there is something to verify
    NotVerified = 1, ///< it ran, but what it verified does not hold
    UsageError = 2, ///< wrong usage or bad input
    NoEnvironment = 3, ///< no broker, no database, no Java, no room for a file that was asked for
    Interrupted = 130, ///< after an orderly stop
};

/// The code for an error that ends a subcommand.
inline ExitCode exitCodeFor(const Error &error)
{
    switch (error.code) {
    case ErrorCode::Usage:
    case ErrorCode::BadInput:
    case ErrorCode::NotFound:
    case ErrorCode::Unsupported:
    case ErrorCode::Corrupt:
        return UsageError;
    case ErrorCode::Cancelled:
        return Interrupted;
    default:
        return NoEnvironment;
    }
}

} // namespace pk::cli
