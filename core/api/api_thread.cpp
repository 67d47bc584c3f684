#include "api/api_thread.h"

#include "api/campus_api.h"

#include <optional>

namespace pk::api {

struct ApiThread::Served
{
    Served(std::unique_ptr<Database> database, FaultPlan faults)
        : api(std::move(database), std::move(faults))
        , server([this](const HttpRequest &asked) { return api.answer(asked); })
    {
    }
    CampusApi api;
    HttpServer server;
};

ApiThread::ApiThread()
    : m_context(std::make_unique<QObject>())
{
    m_thread.setObjectName(QStringLiteral("campus-api"));
    m_context->moveToThread(&m_thread);
    m_thread.start();
}

ApiThread::~ApiThread()
{
    QMetaObject::invokeMethod(
        m_context.get(), [this] { m_served.reset(); }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

Result<void> ApiThread::open(const QString &database, quint16 port, FaultPlan faults)
{
    auto opened = sources::openCampus(database);
    if (!opened)
        return opened.error();
    m_served = std::make_unique<Served>(std::move(*opened), std::move(faults));
    auto listens = m_served->server.listen(port);
    if (!listens && port != 0)
        listens = m_served->server.listen(0);
    if (!listens)
        return listens;
    m_url = QUrl(QStringLiteral("http://127.0.0.1:%1").arg(m_served->server.port()));
    return {};
}

Result<std::unique_ptr<ApiThread>> ApiThread::start(const QString &database, quint16 port, FaultPlan faults)
{
    std::unique_ptr<ApiThread> thread(new ApiThread);
    std::optional<Error> failure;
    QMetaObject::invokeMethod(
        thread->m_context.get(),
        [&] {
            if (auto opened = thread->open(database, port, std::move(faults)); !opened)
                failure = opened.error();
        },
        Qt::BlockingQueuedConnection);
    if (failure)
        return *failure;
    return thread;
}

} // namespace pk::api
