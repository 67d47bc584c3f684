#pragma once

// What tests wait with; each has it from the headers that are compiled once. Qt's own QTRY_ macros give up
// after five seconds, which a group's join or a process's start may take on a slow machine; a test that
// passes waits no longer for it. A limit of its own has only what is to prove that something is soon.

#include <QElapsedTimer>
#include <QTest>

namespace pk::test {

inline constexpr int kPatienceMs = 60'000;

/// Whether `count` comes to rest: sooner or later it stays the same for `quietMs`.
template <typename Count> bool comesToRest(const Count &count, int quietMs)
{
    QElapsedTimer waited;
    waited.start();
    while (!waited.hasExpired(kPatienceMs)) {
        const auto before = count();
        QTest::qWait(quietMs);
        if (count() == before)
            return true;
    }
    return false;
}

} // namespace pk::test

#undef QTRY_VERIFY
#undef QTRY_VERIFY2
#undef QTRY_COMPARE
#define QTRY_VERIFY(expression) QTRY_VERIFY_WITH_TIMEOUT(expression, pk::test::kPatienceMs)
#define QTRY_VERIFY2(expression, message)                                                                    \
    QTRY_VERIFY2_WITH_TIMEOUT(expression, message, pk::test::kPatienceMs)
#define QTRY_COMPARE(actual, expected) QTRY_COMPARE_WITH_TIMEOUT(actual, expected, pk::test::kPatienceMs)
