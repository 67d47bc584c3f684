#pragma once

// The name of the calling thread, as debuggers and profilers show it (Linux keeps 15 characters).

#include <pthread.h>

#include <string>

namespace pk {

inline void setThreadName(const std::string &name)
{
    pthread_setname_np(pthread_self(), name.substr(0, 15).c_str());
}

} // namespace pk
