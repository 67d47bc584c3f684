#include "bridge/secret_question.h"

namespace pk::gui {

int SecretQuestion::ask()
{
    const std::lock_guard lock(m_mutex);
    m_answer.reset();
    return ++m_question;
}

std::optional<QString> SecretQuestion::wait(int question, const std::function<bool()> &givenUp)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [&] { return m_answer || question != m_question || givenUp(); });
    if (question != m_question || givenUp())
        return std::nullopt;
    return std::exchange(m_answer, std::nullopt);
}

void SecretQuestion::answer(int question, const QString &password)
{
    {
        const std::lock_guard lock(m_mutex);
        if (question != m_question)
            return;
        m_answer = password;
    }
    m_changed.notify_all();
}

void SecretQuestion::wake()
{
    {
        const std::lock_guard lock(m_mutex); // who has just asked givenUp() is waiting by now
    }
    m_changed.notify_all();
}

} // namespace pk::gui
