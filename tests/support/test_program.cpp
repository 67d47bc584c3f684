#include "support/test_program.h"

#include <cstdio>
#include <map>
#include <string>
#include <string_view>

namespace pk::test {

namespace {

using Tests = std::map<std::string, KnownTest::Run, std::less<>>;

Tests &tests() // made by the first who asks, which may be before main()
{
    static Tests known;
    return known;
}

std::string_view stemOf(std::string_view file)
{
    const std::size_t begin = file.rfind('/') + 1; // npos + 1 is 0
    return file.substr(begin, file.rfind('.') - begin);
}

} // namespace

KnownTest::KnownTest(const char *file, Run run)
{
    tests().emplace(stemOf(file), run);
}

} // namespace pk::test

int main(int argc, char **argv)
{
    using namespace pk::test;
    const auto found = tests().find(argc > 1 ? std::string_view(argv[1]) : std::string_view());
    if (found == tests().end()) {
        std::fprintf(stderr, "usage: %s <test> [arguments of QTest]\nTests:", argv[0]);
        for (const auto &[name, run] : tests())
            std::fprintf(stderr, " %s", name.c_str());
        std::fputc('\n', stderr);
        return 2;
    }
    return found->second(argc - 1, argv + 1);
}
