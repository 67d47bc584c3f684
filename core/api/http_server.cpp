#include "api/http_server.h"

#include <QCoreApplication>
#include <QPointer>
#include <QTcpSocket>
#include <QTimer>

namespace pk::api {

namespace {

constexpr qsizetype kMostHeaderBytes = 16 * 1024;

QByteArray reason(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 304:
        return "Not Modified";
    case 400:
        return "Bad Request";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 500:
        return "Internal Server Error";
    default:
        return "Answer";
    }
}

QByteArray headOf(const HttpResponse &response, bool keepOpen)
{
    QByteArray head =
        "HTTP/1.1 " + QByteArray::number(response.status) + ' ' + reason(response.status) + "\r\n";
    for (const auto &[name, value] : response.headers)
        head += name + ": " + value + "\r\n";
    if (response.status != 304)
        head += "Content-Length: " + QByteArray::number(response.body.size()) + "\r\n";
    return head + (keepOpen ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n");
}

/// Empty: it is no request.
HttpRequest parse(const QByteArray &head)
{
    HttpRequest request;
    const QList<QByteArray> lines = head.split('\n');
    const QList<QByteArray> first = lines.front().trimmed().split(' ');
    if (first.size() != 3 || !first[2].startsWith("HTTP/1.") || !first[1].startsWith('/'))
        return request;
    request.method = first[0];
    request.url = QUrl::fromEncoded(first[1]);
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const qsizetype colon = lines[i].indexOf(':');
        if (colon > 0)
            request.headers.insert(lines[i].left(colon).trimmed().toLower(),
                                   lines[i].mid(colon + 1).trimmed());
    }
    if (first[2].startsWith("HTTP/1.0"))
        request.headers.insert("connection", "close");
    return request;
}

} // namespace

HttpServer::HttpServer(Handler handler)
    : m_handler(std::move(handler))
{
    QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] { accept(); });
}

Result<void> HttpServer::listen(quint16 port)
{
    if (m_server.listen(QHostAddress::LocalHost, port))
        return {};
    return Error{
        ErrorCode::Unavailable,
        QCoreApplication::translate("api",
                                    "Port %1 of this machine cannot be had: another program has it, or it "
                                    "needs more rights. Name another with --port, or 0 for any.")
            .arg(port),
        {}};
}

void HttpServer::accept()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        QObject::connect(socket, &QTcpSocket::readyRead, &m_server, [this, socket] { read(socket); });
        QObject::connect(socket, &QTcpSocket::disconnected, &m_server, [this, socket] {
            m_connections.remove(socket);
            socket->deleteLater();
        });
    }
}

void HttpServer::read(QTcpSocket *socket)
{
    m_connections[socket].unread += socket->readAll();
    answerNext(socket);
}

void HttpServer::answerNext(QTcpSocket *socket)
{
    const auto connection = m_connections.find(socket);
    if (connection == m_connections.end() || connection->answering)
        return;
    const qsizetype end = connection->unread.indexOf("\r\n\r\n");
    if (end < 0) {
        if (connection->unread.size() > kMostHeaderBytes) {
            connection->answering = true;
            send(socket, {431, {}, {}, 0, false}, false, false);
        }
        return;
    }
    const HttpRequest request = parse(connection->unread.left(end));
    connection->unread.remove(0, end + 4);
    connection->answering = true;
    const bool known = request.method == "GET" || request.method == "HEAD";
    HttpResponse response;
    if (request.method.isEmpty())
        response.status = 400;
    else if (!known)
        response.status = 405;
    else
        response = m_handler(request);
    const bool keepOpen = known && !response.cut && request.headers.value("connection").toLower() != "close";
    const bool withBody = request.method != "HEAD" && response.status != 304;
    if (response.delayMs == 0) {
        send(socket, response, withBody, keepOpen);
        return;
    }
    QTimer::singleShot(response.delayMs, socket, [this, socket, response, withBody, keepOpen] {
        send(socket, response, withBody, keepOpen);
    });
}

void HttpServer::send(QTcpSocket *socket, const HttpResponse &response, bool withBody, bool keepOpen)
{
    socket->write(headOf(response, keepOpen));
    if (withBody)
        socket->write(response.cut ? response.body.left(response.body.size() / 2) : response.body);
    if (!keepOpen) {
        socket->disconnectFromHost(); // what still lies unread is answered by nobody
        return;
    }
    const auto connection = m_connections.find(socket);
    if (connection == m_connections.end())
        return;
    connection->answering = false;
    if (!connection->unread.isEmpty()) // a request came behind the last one
        QTimer::singleShot(0, socket, [this, socket] { answerNext(socket); });
}

} // namespace pk::api
