#pragma once

// What every transform step is. To add one: write a class and its create function in steps/, declare the
// function in steps/steps.h and name it in the table of step_registry.cpp.
//
// Thread: a Step is immutable and shared by all engines of a configuration; what changes is in the Context,
// of which every engine has its own. Errors: apply() never throws; what cannot be transformed is a Verdict
// with the failure in the Context.

#include "base/json_reader.h"
#include "transform/document.h"
#include "transform/engine.h"
#include "transform/lookup.h"
#include "transform/path.h"
#include "transform/tables.h"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pk::transform {

/// Everything that belongs to the record in hand.
struct Context
{
    const Input *input = nullptr;
    Dataset dataset = Dataset::Orders;
    Document document;
    LookupProvider *lookups = nullptr;
    Failure failure; ///< step and stepIndex are filled in by the engine
    std::string scratch; ///< for texts that a step builds; its capacity is kept
    std::vector<const Value *> values; ///< for steps that compare elements

    Outcome deadLetter(std::string_view code, std::string message)
    {
        return end(Outcome::DeadLetter, code, std::move(message));
    }
    Outcome end(Outcome outcome, std::string_view code, std::string message)
    {
        failure.code = code;
        failure.message = std::move(message);
        return outcome;
    }
};

class Step
{
public:
    virtual ~Step() = default;
    /// Changes the document. Enriched: go on with the next step. Everything else ends the record.
    virtual Outcome apply(Context &context) const = 0;
};

/// What a step is made from: its object in the configuration, read with errors that know their line.
class StepOptions
{
public:
    StepOptions(JsonObjectReader &options, Tables &allTables, Dataset configured)
        : reader(options)
        , tables(allTables)
        , dataset(configured)
    {
    }

    JsonObjectReader &reader;
    Tables &tables;
    Dataset dataset;

    /// The path at a key; reports a missing key or a wrong path and then gives one that finds nothing.
    Path path(QStringView key);
    std::optional<Path> optionalPath(QStringView key);
    std::vector<Path> paths(QStringView key);
    /// A path that must lead through the same array as `other`.
    std::optional<Path> siblingPath(QStringView key, const Path &other);
};

using StepFactory = std::unique_ptr<const Step> (*)(StepOptions &);

struct StepType
{
    std::string_view name;
    StepFactory create;
};

/// All known steps, in the order in which they are usually used.
std::span<const StepType> stepTypes();

/// A value for a message: quoted text or number, shortened.
std::string quoted(const Value &value);
std::string quoted(std::string_view text);

} // namespace pk::transform
