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

/// How many of the records that are told of one dot stands for on a sampled edge, a round number. toldPerS:
/// so many of them come; all: they are all there are, so that less than two would be every record.
int recordsPerDot(double toldPerS, double mostPerS, bool all = true);

/// Width of a ribbon, by the logarithm of its rate, in whole pixels so that it changes seldom.
int ribbonWidth(double ratePerS);

} // namespace pk::gui
