#pragma once

// Opens one environment after the other for a session, while its present run goes on: that may take a minute,
// may ask a person for a password, and can be given up. Of several wishes only the newest counts.
//
// Thread: its session's, but cancel() and answer() from any. What opens works on a thread of its own, one at
// a time; what came of it is told on the session's. Ownership: whoever owns it calls end() before what
// `Parts` reaches goes.

#include "bridge/environment_switch.h"
#include "bridge/secret_question.h"
#include "environment/opening.h"

#include <QObject>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

namespace pk::gui {

class EnvironmentOpener final : public QObject
{
    Q_OBJECT

public:
    using Backend = std::unique_ptr<broker::ClusterBackend>;
    using Cancelled = std::shared_ptr<std::atomic<bool>>;

    struct Opened
    {
        environment::EnvironmentChoice to;
        int number = 0; ///< among all that were opened
        Result<Backend> backend;
        Cancelled cancelled; ///< by cancel(), until handedOver()
    };
    struct Parts
    {
        /// Where it opens, and who is told when a node dies.
        std::function<environment::Opening(int number)> opening;
        /// On the opener's thread.
        std::function<Result<Backend>(int number, const environment::EnvironmentChoice &,
                                      const environment::Opening &)>
            open;
        std::function<void(Opened)> opened;
        /// Another one was chosen meanwhile, or the end has come.
        std::function<void(Backend)> unwanted;
    };

    EnvironmentOpener(Parts parts, QObject *parent);
    ~EnvironmentOpener() override;

    void open(const environment::EnvironmentChoice &to);
    /// What is being opened; empty: nothing.
    const std::optional<environment::EnvironmentChoice> &to() const { return m_to; }
    /// For a cluster that comes another way.
    int nextNumber() { return ++m_number; }
    /// What was opened belongs to its owner from now on: cancel() does not reach it any more.
    void handedOver();
    /// Nobody waits any longer for what is being opened.
    void forget() { ++m_number; }
    /// Waits until its thread has ended.
    void end();

    // From any thread.
    void cancel();
    /// What secretWanted() has asked for; an older question's answer does nothing.
    void answer(int question, const QString &password) { m_secret.answer(question, password); }

Q_SIGNALS:
    void progressed(const pk::gui::SwitchProgress &progress);
    void secretWanted(const pk::gui::SecretWish &wish);

private:
    environment::Opening openingOf(int number, const Cancelled &cancelled);
    std::optional<QString> ask(int number, const environment::WantedSecret &secret,
                               const std::atomic<bool> &cancelled);
    void tell(int number, const QString &sentence);
    void take(int number, Result<Backend> &opened, const Cancelled &cancelled);

    const Parts m_parts;
    int m_number = 0; ///< of the newest one
    std::optional<environment::EnvironmentChoice> m_to;
    SecretQuestion m_secret; // the thread may wait in it
    std::mutex m_mutex;
    Cancelled m_cancelled; // guarded by m_mutex
    std::jthread m_thread;
};

} // namespace pk::gui
