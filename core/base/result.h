#pragma once

// Errors as values: a function that can fail returns Result<T>, which holds the value or an Error.
//
// Errors: no exception leaves a stage; an assert is for bugs. What a person sees says what happened, what was
// kept and what to do next, so `message` is a whole translated sentence and `context` names the place (a file
// with its line, a topic with partition and offset, a statement).

#include <QString>

#include <cassert>
#include <optional>
#include <utility>
#include <variant>

namespace pk {

enum class ErrorCode {
    Usage, ///< wrong option or impossible combination
    BadInput, ///< a file or a record is not what it should be
    NotFound, ///< a file, topic, table or group does not exist
    Unavailable, ///< broker, database or program cannot be reached
    Timeout, ///< no answer in time
    Busy, ///< locked by somebody else; may pass
    Unsupported, ///< this environment cannot do it truthfully
    Corrupt, ///< damaged data or a newer format
    Full, ///< no space left
    TooLarge, ///< one record is larger than what is taken
    OutOfRange, ///< what was to be read next is no longer kept
    Permission, ///< read-only or not allowed
    Fenced, ///< somebody newer has taken over (zombie guard, transactional id)
    Cancelled, ///< the person or a stop asked for the end
    Broker, ///< any other answer of Kafka
    Database, ///< any other answer of the database
    Internal, ///< a bug of ours
};

struct Error
{
    ErrorCode code = ErrorCode::Internal;
    QString message; ///< one translated sentence for a person
    QString context; ///< where: file:line, topic/partition/offset, statement; may be empty
    bool retriable = false; ///< trying the same again may succeed
    bool fatal = false; ///< the client that reported it is of no further use

    /// Message and context in one line, for stderr and logs.
    QString toString() const
    {
        return context.isEmpty() ? message : message + QStringLiteral(" [") + context + QLatin1Char(']');
    }
};

template <typename T> class [[nodiscard]] Result
{
public:
    Result(T value)
        : m_data(std::in_place_index<0>, std::move(value))
    {
    }
    Result(Error error)
        : m_data(std::in_place_index<1>, std::move(error))
    {
    }

    bool ok() const { return m_data.index() == 0; }
    explicit operator bool() const { return ok(); }

    T &value() &
    {
        assert(ok());
        return std::get<0>(m_data);
    }
    const T &value() const &
    {
        assert(ok());
        return std::get<0>(m_data);
    }
    T &&value() &&
    {
        assert(ok());
        return std::get<0>(std::move(m_data));
    }
    T &operator*() & { return value(); }
    const T &operator*() const & { return value(); }
    T &&operator*() && { return std::move(*this).value(); }
    T *operator->() { return &value(); }
    const T *operator->() const { return &value(); }

    const Error &error() const &
    {
        assert(!ok());
        return std::get<1>(m_data);
    }
    Error &&error() &&
    {
        assert(!ok());
        return std::get<1>(std::move(m_data));
    }

private:
    std::variant<T, Error> m_data;
};

template <> class [[nodiscard]] Result<void>
{
public:
    Result() = default;
    Result(Error error)
        : m_error(std::move(error))
    {
    }

    bool ok() const { return !m_error.has_value(); }
    explicit operator bool() const { return ok(); }
    const Error &error() const &
    {
        assert(!ok());
        return *m_error;
    }
    Error &&error() &&
    {
        assert(!ok());
        return *std::move(m_error);
    }

private:
    std::optional<Error> m_error;
};

} // namespace pk
