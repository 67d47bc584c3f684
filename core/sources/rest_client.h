#pragma once

// One HTTP GET at a time, in a thread of its own with an event loop, so that whoever asks never waits.
//
// Thread: get() and take() of one thread. Errors: stand in the response.

#include "sources/rest_reader.h"

#include <QThread>

#include <memory>
#include <mutex>
#include <optional>

class QNetworkAccessManager;
class QNetworkReply;

namespace pk::sources {

class RestClient
{
public:
    static constexpr int kTimeoutMs = 15'000; ///< without a byte from the server
    static constexpr qint64 kMostBytes = 32LL << 20U; ///< of one answer

    /// `token`: sent as bearer token where it is not empty.
    explicit RestClient(QByteArray token);
    ~RestClient(); ///< gives up what is under way

    void get(RestRequest request);
    bool isUnderWay() const { return m_underWay; }
    /// The answer, once it has come; then the next may be asked.
    std::optional<RestResponse> take();

private:
    void start(const RestRequest &request); // these on m_thread
    void finish(QNetworkReply *reply);

    const QByteArray m_token;
    bool m_underWay = false;
    std::mutex m_mutex;
    std::optional<RestResponse> m_answer; // guarded by m_mutex
    std::unique_ptr<QNetworkAccessManager> m_network; // lives in m_thread
    QThread m_thread;
};

} // namespace pk::sources
