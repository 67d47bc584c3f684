#pragma once

// A full disk for whoever may not mount one: no file of the process grows any more.
//
// Thread: the whole process is concerned; nothing else may be under way.

#include <csignal>
#include <sys/resource.h>

namespace pk::test {

/// For good, in this process and its children.
inline void setFull()
{
    rlimit limit{};
    getrlimit(RLIMIT_FSIZE, &limit);
    limit.rlim_cur = 0;
    std::signal(SIGXFSZ, SIG_IGN); // so that a write gives an error
    setrlimit(RLIMIT_FSIZE, &limit);
}

/// While one of these lives.
class FullDisk
{
public:
    FullDisk()
    {
        getrlimit(RLIMIT_FSIZE, &m_former);
        setFull();
    }
    ~FullDisk() { setrlimit(RLIMIT_FSIZE, &m_former); }
    FullDisk(const FullDisk &) = delete;
    FullDisk &operator=(const FullDisk &) = delete;

private:
    rlimit m_former{};
};

} // namespace pk::test
