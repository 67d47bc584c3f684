#pragma once

// The campus's API beside something else that runs: on a thread of its own, on loopback.
//
// Thread: start() and the destructor wait for that thread; url() from any.
// Errors: the database's, and Unavailable when no port can be had.

#include "api/fault_plan.h"

#include <QThread>
#include <QUrl>

#include <memory>

namespace pk::api {

class ApiThread
{
public:
    /// `database`: see sources::openCampus(). `port` is a wish: where it is taken, any free one will do.
    static Result<std::unique_ptr<ApiThread>> start(const QString &database, quint16 port,
                                                    FaultPlan faults = {});
    ~ApiThread();

    const QUrl &url() const { return m_url; }

private:
    struct Served;

    ApiThread();
    Result<void> open(const QString &database, quint16 port, FaultPlan faults);

    QThread m_thread;
    std::unique_ptr<QObject> m_context; ///< lives on the thread
    std::unique_ptr<Served> m_served; ///< made and destroyed there
    QUrl m_url;
};

} // namespace pk::api
