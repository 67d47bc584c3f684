#pragma once

// A proxy between clients and one broker on this machine, which loses what it is told to lose: how a test has
// a commit whose outcome nobody knows. Clients stay behind it, since it puts its own port in place of the
// broker's into all answers.
//
// Thread: the proxy has its own; lose() and release() may be called from any.
// Source: Kafka protocol guide, request and response headers.

#include <QtEndian>

#include <arpa/inet.h>
#include <atomic>
#include <netinet/in.h>
#include <poll.h>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace pk::test {

class KafkaProxy
{
public:
    enum class Loss { Nothing, Request, Answer, Delay };
    static constexpr int kProduce = 0;
    static constexpr int kEndTxn = 26;

    explicit KafkaProxy(int brokerPort)
        : m_brokerPort(brokerPort)
        , m_listener(listenLocally(m_port))
        , m_thread([this](const std::stop_token &stop) { run(stop); })
    {
    }
    ~KafkaProxy()
    {
        m_thread.request_stop();
        m_thread.join();
        for (const Connection &c : m_connections)
            c.close();
        close(m_listener);
    }
    KafkaProxy(const KafkaProxy &) = delete;
    KafkaProxy &operator=(const KafkaProxy &) = delete;

    std::string bootstrap() const { return "127.0.0.1:" + std::to_string(m_port); }
    /// Of the next request of this kind. Its connection gives no answer any more, or, with Delay, none before
    /// release().
    void lose(int apiKey, Loss loss)
    {
        m_apiKey = apiKey;
        m_loss = loss;
    }
    bool hasLost() const { return m_loss == Loss::Nothing; }
    void release() { m_released = true; }
    /// What that client asks from now on does not reach the broker; null: everybody's requests do again.
    void ignore(const char *clientId) { m_ignored = clientId; }

private:
    struct Connection
    {
        int client;
        int broker;
        std::string requests; ///< not whole yet
        std::string answers;
        Loss loss = Loss::Nothing;

        void close() const
        {
            ::close(client);
            ::close(broker);
        }
    };

    static sockaddr_in local(int port)
    {
        sockaddr_in address = {};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        return address;
    }
    static int listenLocally(int &port)
    {
        const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address = local(0);
        socklen_t size = sizeof address;
        auto *generic = reinterpret_cast<sockaddr *>(&address);
        if (bind(fd, generic, size) == 0 && listen(fd, 64) == 0 && getsockname(fd, generic, &size) == 0)
            port = ntohs(address.sin_port);
        return fd;
    }

    void run(const std::stop_token &stop)
    {
        while (!stop.stop_requested()) {
            std::vector<pollfd> ready{{m_listener, POLLIN, 0}};
            for (const Connection &c : m_connections) {
                ready.push_back({c.client, POLLIN, 0});
                ready.push_back({c.broker, POLLIN, 0});
            }
            poll(ready.data(), ready.size(), 20);
            for (std::size_t i = m_connections.size(); i-- > 0;) {
                Connection &c = m_connections[i];
                if ((ready[1 + 2 * i].revents != 0 && !passRequests(c))
                    || (ready[2 + 2 * i].revents != 0 && !read(c.broker, c.answers)) || !passAnswers(c)) {
                    c.close();
                    m_connections.erase(m_connections.begin() + static_cast<std::ptrdiff_t>(i));
                }
            }
            if (ready[0].revents != 0)
                accept();
        }
    }
    void accept()
    {
        const int client = ::accept(m_listener, nullptr, nullptr);
        const int broker = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        const sockaddr_in address = local(m_brokerPort);
        if (connect(broker, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0) {
            m_connections.push_back({client, broker, {}, {}});
        } else {
            close(client);
            close(broker);
        }
    }
    static bool read(int fd, std::string &into)
    {
        char bytes[65'536];
        const ssize_t got = recv(fd, bytes, sizeof bytes, 0);
        if (got > 0)
            into.append(bytes, static_cast<std::size_t>(got));
        return got > 0;
    }
    static bool write(int fd, const std::string &bytes)
    {
        for (std::size_t sent = 0; sent < bytes.size();) {
            const ssize_t n = send(fd, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
            if (n <= 0)
                return false;
            sent += static_cast<std::size_t>(n);
        }
        return true;
    }
    /// The first whole frame, its length in front; empty: there is none yet.
    static std::string takeFrame(std::string &from)
    {
        if (from.size() < 4)
            return {};
        const std::size_t size = 4U + qFromBigEndian<quint32>(from.data());
        if (from.size() < size)
            return {};
        std::string frame = from.substr(0, size);
        from.erase(0, size);
        return frame;
    }
    bool passRequests(Connection &c)
    {
        if (!read(c.client, c.requests))
            return false;
        for (std::string frame; !(frame = takeFrame(c.requests)).empty();) {
            Loss loss = Loss::Nothing;
            if (qFromBigEndian<quint16>(frame.data() + 4) == m_apiKey)
                loss = m_loss.exchange(Loss::Nothing);
            if (loss != Loss::Nothing)
                c.loss = loss;
            if (loss != Loss::Request && !isIgnored(frame) && !write(c.broker, frame))
                return false;
        }
        return true;
    }
    /// Behind the length: kind, version, number, then the client's id with its own length.
    bool isIgnored(const std::string &frame) const
    {
        constexpr std::size_t at = 12;
        const char *id = m_ignored;
        return id != nullptr && frame.size() > at + 2
            && frame.compare(at + 2, qFromBigEndian<quint16>(frame.data() + at), id) == 0;
    }
    bool passAnswers(Connection &c)
    {
        if (c.loss == Loss::Delay && !m_released)
            return true;
        for (std::string frame; !(frame = takeFrame(c.answers)).empty();) {
            putPort(frame);
            const bool lost = c.loss == Loss::Request || c.loss == Loss::Answer;
            if (!lost && !write(c.client, frame))
                return false;
        }
        return true;
    }
    void putPort(std::string &frame) const
    {
        std::string theirs(4, '\0');
        std::string ours(4, '\0');
        qToBigEndian(static_cast<quint32>(m_brokerPort), theirs.data());
        qToBigEndian(static_cast<quint32>(m_port), ours.data());
        const std::string address = "127.0.0.1" + theirs;
        for (std::size_t at = 0; (at = frame.find(address, at)) != std::string::npos; at += address.size())
            frame.replace(at + address.size() - 4, 4, ours);
    }

    const int m_brokerPort;
    int m_port = 0;
    const int m_listener;
    std::atomic<int> m_apiKey{-1};
    std::atomic<Loss> m_loss{Loss::Nothing};
    std::atomic<bool> m_released{false};
    std::atomic<const char *> m_ignored{nullptr};
    std::vector<Connection> m_connections; // of the thread
    std::jthread m_thread;
};

} // namespace pk::test
