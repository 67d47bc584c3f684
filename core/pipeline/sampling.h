#pragma once

// Which records are told of in detail when not all can be: a choice by name alone, so that every stage makes
// the same one without asking.
//
// Thread: pure functions.

#include <cstdint>
#include <string_view>

namespace pk::pipeline {

/// One name in `oneIn`, spread evenly also over names that differ in a few characters (offsets that follow
/// one another). Of powers of two, what is chosen by the greater one is chosen by the smaller, too.
bool isChosen(std::string_view name, std::int64_t oneIn);

} // namespace pk::pipeline
