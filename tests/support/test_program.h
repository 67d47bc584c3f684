#pragma once

// The tests of a folder are one program: what their files have in common is compiled once, not for each of
// them. Each is run by its name, the stem of its file: `tests_pipeline_embedded tst_ledger [QTest's
// arguments]`. So each has a process to itself, as if it were a program of its own.

#include <QCoreApplication>
#include <QTest>

namespace pk::test {

/// Makes a test known to main(). REQUIRES: a file name that lives as long as the program.
class KnownTest
{
public:
    using Run = int (*)(int argc, char **argv);

    KnownTest(const char *file, Run run);
};

/// What QTest's own main() does.
template <typename Test, typename Application> int runTest(int argc, char **argv)
{
    Application application(argc, argv);
    QCoreApplication::setAttribute(Qt::AA_Use96Dpi);
    Test test;
    return QTest::qExec(&test, argc, argv);
}

} // namespace pk::test

/// Last in a test's file, before its .moc: a test with an event loop, but without windows.
#define PK_TEST(TestClass)                                                                                   \
    static const pk::test::KnownTest known##TestClass(__FILE__,                                              \
                                                      &pk::test::runTest<TestClass, QCoreApplication>);
/// The same with windows.
#define PK_WINDOW_TEST(TestClass)                                                                            \
    static const pk::test::KnownTest known##TestClass(__FILE__, &pk::test::runTest<TestClass, QApplication>);
