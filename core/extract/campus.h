#pragma once

// The vocabulary of the generator: the people, products, places and activities of an invented campus, read
// from JSON files. What every record repeats (a customer, a name and price) is prepared here as a ready piece
// of JSON.
//
// Thread: immutable once loaded; may be shared between generators.
// Errors: BadInput with the file, the JSON pointer and what was expected there.

#include "base/result.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace pk::extract {

/// A student or lecturer. Texts are JSON-escaped where they need it.
struct Person
{
    std::string id; ///< MHS-231045 or DSN-0123
    std::string nim; ///< 231045; empty for a lecturer
    std::string name;
    std::string email;
    std::string city;
    std::string program;
    std::string faculty;
    std::string customerJson; ///< {"id":…,"name":…,"email":…,"city":…}
    std::string studentJson; ///< "nim":…,"name":…,"program":…,"faculty":…
};

/// A unit in which a product is also sold, for example a dozen.
struct Pack
{
    std::string unit;
    std::string of; ///< the unit it consists of
    std::int64_t sizeE3 = 0; ///< thousandths of that unit
};

struct Product
{
    std::string sku;
    std::string name;
    std::string unit; ///< pcs or kg
    std::int64_t rupiah = 0; ///< per unit
    std::int64_t dollarDimes = 0; ///< tenths of a US dollar per unit
    std::size_t pack = 0; ///< index into Campus::packs
    std::string skuNameJson; ///< "sku":…,"name":…
};

struct ActivityKind
{
    std::string kind;
    std::uint32_t weight = 1;
    std::vector<std::string> titles;
    std::vector<std::int64_t> sks; ///< empty: a competition, which has level and rank instead
};

struct Campus
{
    std::vector<Person> students; ///< the same people whatever the seed: a NIM has one name
    std::vector<Person> lecturers;
    std::vector<Pack> packs;
    std::vector<Product> products;
    std::vector<std::string> unknownUnits;
    std::vector<std::string> channels;
    std::vector<ActivityKind> activities;
    std::uint32_t activityWeight = 0; ///< sum over the kinds
    std::vector<std::string> levels;
    std::vector<std::string> ranks;

    /// Reads people.json, campus.json, products.json and activities.json in `folder`.
    static Result<std::shared_ptr<const Campus>> load(const QString &folder);
    /// The vocabulary that comes with the program. REQUIRES: pk::initResources() has been called.
    static Result<std::shared_ptr<const Campus>> shipped();
};

} // namespace pk::extract
