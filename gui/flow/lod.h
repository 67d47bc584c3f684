#pragma once

// How much of an edge's traffic is drawn: every record, every N-th, or a ribbon with a rate. A level is left
// only when the rate is 20 % past its bound, so that an edge at the bound does not flicker.
//
// Thread: pure functions.

namespace pk::gui {

enum class Lod { Tokens, Sampled, Ribbon };

/// mostPerS: so many tokens a second pass one after the other without touching; on a short edge that cannot
/// hold a few, more records are a ribbon at once. crowded: the token pool is nearly full, so that busy edges
/// become ribbons early.
Lod nextLod(Lod current, double ratePerS, double mostPerS, bool crowded);

/// N of "one dot = N records" on a sampled edge, a round number.
int recordsPerDot(double ratePerS, double mostPerS);

/// Width of a ribbon, by the logarithm of its rate, in whole pixels so that it changes seldom.
int ribbonWidth(double ratePerS);

} // namespace pk::gui
