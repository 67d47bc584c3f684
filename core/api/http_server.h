#pragma once

// A small HTTP/1.1 server for GET and HEAD, on loopback: what the campus's API needs and no more. Connections
// are kept open between requests; an answer may be late, or be cut off in its middle. Requests that come
// behind one another without waiting are answered in their order, a late answer too.
//
// Qt's own HTTP server is not used: it came with Qt 6.4, and changed with 6.8.
//
// Thread: that of its event loop. Ownership: the handler must stay valid as long as the server.
// Errors: Unavailable when the port cannot be had.

#include "base/result.h"

#include <QByteArray>
#include <QHash>
#include <QHostAddress>
#include <QList>
#include <QTcpServer>
#include <QUrl>

#include <functional>
#include <utility>

class QTcpSocket;

namespace pk::api {

struct HttpRequest
{
    QByteArray method;
    QUrl url; ///< path and query
    QHash<QByteArray, QByteArray> headers; ///< names in lower case
};

struct HttpResponse
{
    int status = 200;
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;
    int delayMs = 0;
    bool cut = false; ///< half of the body is sent, then the connection is closed

    void addHeader(const QByteArray &name, const QByteArray &value) { headers.emplaceBack(name, value); }
};

class HttpServer
{
public:
    using Handler = std::function<HttpResponse(const HttpRequest &)>;

    explicit HttpServer(Handler handler);

    /// Port 0: any free one.
    Result<void> listen(quint16 port);
    quint16 port() const { return m_server.serverPort(); }

private:
    struct Connection
    {
        QByteArray unread;
        bool answering = false; ///< a request was taken out of it, and its answer is not sent yet
    };

    void accept();
    void read(QTcpSocket *socket);
    /// Takes the next whole request and answers it, unless the one before is not answered yet.
    void answerNext(QTcpSocket *socket);
    void send(QTcpSocket *socket, const HttpResponse &response, bool withBody, bool keepOpen);

    const Handler m_handler;
    QTcpServer m_server;
    QHash<QTcpSocket *, Connection> m_connections;
};

} // namespace pk::api
