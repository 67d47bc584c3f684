#include "sources/rest_client.h"

#include <QCoreApplication>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>

namespace pk::sources {

namespace {

/// Qt says it in English alone.
QString problemOf(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::ConnectionRefusedError:
        return QCoreApplication::translate("sources", "nobody listens at this address");
    case QNetworkReply::HostNotFoundError:
        return QCoreApplication::translate("sources", "there is no machine of this name");
    case QNetworkReply::TimeoutError:
    case QNetworkReply::OperationCanceledError:
        return QCoreApplication::translate("sources", "it takes too long");
    case QNetworkReply::SslHandshakeFailedError:
        return QCoreApplication::translate("sources", "its TLS certificate is not trusted");
    default:
        return QCoreApplication::translate("sources", "the connection was lost");
    }
}

std::string headerOf(const QNetworkReply &reply, const char *name)
{
    return reply.rawHeader(name).toStdString();
}

} // namespace

RestClient::RestClient(QByteArray token)
    : m_token(std::move(token))
    , m_network(std::make_unique<QNetworkAccessManager>())
{
    m_network->setTransferTimeout(kTimeoutMs);
    m_network->moveToThread(&m_thread);
    m_thread.start();
}

RestClient::~RestClient()
{
    m_network.release()->deleteLater(); // where it lives: the thread does it when it ends
    m_thread.quit();
    m_thread.wait();
}

void RestClient::get(RestRequest request)
{
    m_underWay = true;
    QMetaObject::invokeMethod(
        m_network.get(), [this, request = std::move(request)] { start(request); }, Qt::QueuedConnection);
}

std::optional<RestResponse> RestClient::take()
{
    const std::lock_guard lock(m_mutex);
    if (m_answer)
        m_underWay = false;
    return std::exchange(m_answer, std::nullopt);
}

void RestClient::start(const RestRequest &request)
{
    QNetworkRequest network(request.url);
    network.setRawHeader("Accept", "application/json");
    if (!request.etag.empty())
        network.setRawHeader("If-None-Match", QByteArray::fromStdString(request.etag));
    if (!m_token.isEmpty())
        network.setRawHeader("Authorization", "Bearer " + m_token);
    QNetworkReply *reply = m_network->get(network);
    QObject::connect(reply, &QNetworkReply::downloadProgress, reply, [reply](qint64 received, qint64) {
        if (received > kMostBytes)
            reply->abort();
    });
    QObject::connect(reply, &QNetworkReply::finished, reply, [this, reply] { finish(reply); });
}

void RestClient::finish(QNetworkReply *reply)
{
    RestResponse response;
    response.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const QNetworkReply::NetworkError error = reply->error();
    // Below 200 it is the connection that failed, whatever status came before.
    if (error != QNetworkReply::NoError && error < QNetworkReply::ContentAccessDenied) {
        response.status = 0;
        response.problem = problemOf(error);
    }
    response.etag = headerOf(*reply, "ETag");
    response.link = headerOf(*reply, "Link");
    response.retryAfter = headerOf(*reply, "Retry-After");
    response.body = reply->readAll().toStdString();
    reply->deleteLater();
    const std::lock_guard lock(m_mutex);
    m_answer = std::move(response);
}

} // namespace pk::sources
