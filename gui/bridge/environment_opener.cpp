#include "bridge/environment_opener.h"

#include <QCoreApplication>

#include <utility>

namespace pk::gui {

EnvironmentOpener::EnvironmentOpener(Parts parts, QObject *parent)
    : QObject(parent)
    , m_parts(std::move(parts))
{
}

EnvironmentOpener::~EnvironmentOpener()
{
    cancel();
    end();
}

void EnvironmentOpener::open(const environment::EnvironmentChoice &to)
{
    cancel();
    const auto cancelled = std::make_shared<std::atomic<bool>>(false);
    {
        const std::lock_guard lock(m_mutex);
        m_cancelled = cancelled;
    }
    const int number = ++m_number;
    m_to = to;
    tell(number, QCoreApplication::translate("bridge", "Looking for what it needs …"));
    m_thread = std::jthread([this, number, to, cancelled, opening = openingOf(number, cancelled),
                             before = std::move(m_thread)]() mutable {
        before = {}; // two of them could want the same folder
        auto opened = std::make_shared<Result<Backend>>(Error{ErrorCode::Cancelled, {}, {}});
        if (!*cancelled)
            *opened = m_parts.open(number, to, opening);
        if (*cancelled) // it ends here, where that may take its time
            *opened = Error{ErrorCode::Cancelled, {}, {}};
        QMetaObject::invokeMethod(this,
                                  [this, number, opened, cancelled] { take(number, *opened, cancelled); });
    });
}

environment::Opening EnvironmentOpener::openingOf(int number, const Cancelled &cancelled)
{
    environment::Opening opening = m_parts.opening(number);
    opening.interrupted = [cancelled] { return cancelled->load(); };
    opening.ask = [this, number, cancelled](const environment::WantedSecret &secret) {
        return ask(number, secret, *cancelled);
    };
    opening.told = [this, number](environment::OpeningStage, const QString &sentence) {
        QMetaObject::invokeMethod(this, [this, number, sentence] { tell(number, sentence); });
    };
    return opening;
}

/// On the opener's thread. A cluster's password goes from here into the clients' settings and nowhere else; a
/// warehouse's is remembered by this process (see typePassword()).
std::optional<QString> EnvironmentOpener::ask(int number, const environment::WantedSecret &secret,
                                              const std::atomic<bool> &cancelled)
{
    const int question = m_secret.ask();
    QMetaObject::invokeMethod(this, [this, number, question, secret] {
        if (number != m_number || !m_to)
            return;
        tell(number, QCoreApplication::translate("bridge", "Waiting for a password …"));
        Q_EMIT secretWanted({question, *m_to, secret});
    });
    return m_secret.wait(question, [&cancelled] { return cancelled.load(); });
}

void EnvironmentOpener::tell(int number, const QString &sentence)
{
    if (number == m_number && m_to)
        Q_EMIT progressed({*m_to, sentence, true});
}

void EnvironmentOpener::take(int number, Result<Backend> &opened, const Cancelled &cancelled)
{
    if (number == m_number)
        m_parts.opened({*std::exchange(m_to, std::nullopt), number, std::move(opened), cancelled});
    else if (opened)
        m_parts.unwanted(std::move(*opened));
}

void EnvironmentOpener::cancel()
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_cancelled)
            *m_cancelled = true;
    }
    m_secret.wake();
}

void EnvironmentOpener::handedOver()
{
    const std::lock_guard lock(m_mutex);
    m_cancelled.reset();
}

void EnvironmentOpener::end()
{
    forget();
    m_thread = {};
}

} // namespace pk::gui
