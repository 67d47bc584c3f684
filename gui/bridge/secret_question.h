#pragma once

// A password that a thread waits for, because it is nowhere, and that a person types elsewhere. It is handed
// over and forgotten; nothing here writes or tells it.
//
// Thread: any. One waits at a time.

#include "environment/environment_choice.h"
#include "environment/profile_secrets.h"

#include <QMetaType>

#include <condition_variable>
#include <mutex>

namespace pk::gui {

/// What is asked for.
struct SecretWish
{
    int question = 0;
    environment::EnvironmentChoice to; ///< where it shall go on once the password is there
    environment::WantedSecret secret;
};

class SecretQuestion
{
public:
    /// The number of a new question; answers to earlier ones count no more.
    int ask();
    /// Blocks until there is an answer, or `givenUp`, which is asked again after each wake().
    std::optional<QString> wait(int question, const std::function<bool()> &givenUp);
    void answer(int question, const QString &password);
    void wake();

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    int m_question = 0; // these two guarded by m_mutex
    std::optional<QString> m_answer;
};

} // namespace pk::gui

Q_DECLARE_METATYPE(pk::gui::SecretWish)
