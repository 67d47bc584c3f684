#include "broker/network_probe.h"

#include <QCoreApplication>
#include <QStringList>

#include <arpa/inet.h>
#include <cerrno>
#include <cstring>
#include <memory>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace pk::broker {

namespace {

struct FreeAddresses
{
    void operator()(addrinfo *list) const { freeaddrinfo(list); }
};
using Addresses = std::unique_ptr<addrinfo, FreeAddresses>;

Result<Addresses> resolve(const Endpoint &endpoint)
{
    addrinfo hints = {};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo *list = nullptr;
    const int code = getaddrinfo(endpoint.host.c_str(), endpoint.port.c_str(), &hints, &list);
    Addresses owned(list);
    if (code == 0 && list != nullptr)
        return owned;
    return Error{
        ErrorCode::NotFound,
        QCoreApplication::translate("broker",
                                    "No address is known for the name \"%1\" (%2). Look for a typing error, "
                                    "or ask whoever runs the cluster for its address.")
            .arg(QString::fromStdString(endpoint.host), QString::fromLocal8Bit(gai_strerror(code))),
        {}};
}

/// 0, or the errno of what went wrong.
int connectTo(const addrinfo &address, int timeoutMs)
{
    const int fd = socket(address.ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0)
        return errno;
    int problem = connect(fd, address.ai_addr, address.ai_addrlen) == 0 ? 0 : errno;
    if (problem == EINPROGRESS) {
        pollfd waiting{fd, POLLOUT, 0};
        problem = ETIMEDOUT;
        if (poll(&waiting, 1, timeoutMs) == 1) {
            socklen_t size = sizeof problem;
            getsockopt(fd, SOL_SOCKET, SO_ERROR, &problem, &size);
        }
    }
    close(fd);
    return problem;
}

} // namespace

std::vector<Endpoint> endpointsOf(const std::string &bootstrap)
{
    std::vector<Endpoint> endpoints;
    for (const QString &part : QString::fromStdString(bootstrap).split(u',', Qt::SkipEmptyParts)) {
        std::string text = part.trimmed().toStdString();
        Endpoint endpoint{text, "9092"};
        const auto colon = text.rfind(':');
        const auto bracket = text.rfind(']');
        if (colon != std::string::npos && (bracket == std::string::npos || bracket < colon))
            endpoint = {text.substr(0, colon), text.substr(colon + 1)};
        if (endpoint.host.size() > 2 && endpoint.host.front() == '[')
            endpoint.host = endpoint.host.substr(1, endpoint.host.size() - 2);
        endpoints.push_back(std::move(endpoint));
    }
    return endpoints;
}

Result<QStringList> addressesOf(const Endpoint &endpoint)
{
    const auto list = resolve(endpoint);
    if (!list)
        return list.error();
    QStringList texts;
    for (const addrinfo *a = list->get(); a != nullptr; a = a->ai_next) {
        char text[NI_MAXHOST];
        if (getnameinfo(a->ai_addr, a->ai_addrlen, text, sizeof text, nullptr, 0, NI_NUMERICHOST) == 0)
            texts << QString::fromLatin1(text);
    }
    return texts;
}

Result<void> knockAt(const Endpoint &endpoint, int timeoutMs)
{
    const auto list = resolve(endpoint);
    if (!list)
        return list.error();
    int problem = 0;
    for (const addrinfo *a = list->get(); a != nullptr; a = a->ai_next) {
        problem = connectTo(*a, timeoutMs);
        if (problem == 0)
            return {};
    }
    if (problem == ECONNREFUSED)
        return Error{
            ErrorCode::Unavailable,
            QCoreApplication::translate("broker",
                                        "Nobody listens at port %1 of %2. Check the port, and that the "
                                        "broker runs.")
                .arg(QString::fromStdString(endpoint.port), QString::fromStdString(endpoint.host)),
            {}};
    if (problem == ETIMEDOUT)
        return Error{
            ErrorCode::Timeout,
            QCoreApplication::translate("broker",
                                        "No answer from %1. The machine may be off, or a firewall stands in "
                                        "between.")
                .arg(endpoint.toString()),
            {}};
    return Error{ErrorCode::Unavailable,
                 QCoreApplication::translate("broker", "%1 cannot be reached (%2). Check the network.")
                     .arg(endpoint.toString(), QString::fromLocal8Bit(std::strerror(problem))),
                 {}};
}

} // namespace pk::broker
