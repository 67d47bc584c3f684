#pragma once

// The journal digest: SHA-256 over what happened, so that two conducted runs of one seed can be compared by
// one number. It takes the reproducible exact events in journal order, one line of text each, without what
// differs between runs: wall and virtual times, numbers, writers, members, and who committed. Fields are
// separated by tabs; a tab, line feed or backslash inside one is escaped.
//
// Thread: belongs to one thread.

#include "base/result.h"
#include "journal/event.h"
#include "journal/event_source.h"

#include <memory>
#include <string>

struct evp_md_ctx_st;

namespace pk::journal {

class Digest
{
public:
    Digest();
    ~Digest();
    Digest(Digest &&) noexcept;
    Digest &operator=(Digest &&) noexcept;

    /// Events that are not reproducible are passed over.
    void add(const Event &event);
    /// 64 hex digits over the events so far; more may be added afterwards.
    std::string hex() const;

    /// The line that an event contributes, with its line feed.
    static void appendLine(const Event &event, std::string &text);

private:
    struct Free
    {
        void operator()(evp_md_ctx_st *context) const;
    };
    std::unique_ptr<evp_md_ctx_st, Free> m_context;
    std::string m_line;
};

Result<std::string> journalDigest(const EventSource &source);

} // namespace pk::journal
