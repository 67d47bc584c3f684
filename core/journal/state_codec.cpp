#include "journal/byte_coding.h"
#include "journal/state.h"

#include <type_traits>

namespace pk::journal {

/// The fields of all parts of the state, in the order of the binary form: once for writing and reading.
/// `Archive` is called with each; `State` is const when writing.
struct StateFields
{
    template <typename Archive, typename T> static void list(Archive &a, T &s)
    {
        a(s.m_partitions);
        a(s.m_groups);
        a(s.m_brokers);
        a(s.m_stages);
        a(s.m_batches);
        a(s.m_reasons);
        a(s.m_config);
        a(s.m_faults);
        a(s.m_guards);
        a(s.m_errors);
        a(s.m_recovered);
        a(s.m_sampled);
        a(s.m_seen);
        for (auto &count : s.m_counts)
            a(count);
        a(s.m_impossible);
    }
};

namespace {

constexpr std::uint8_t kStateVersion = 5;

template <typename T, typename Struct>
concept Is = std::is_same_v<std::remove_const_t<T>, Struct>;

template <typename A> void fields(A &a, Is<Stamp> auto &s)
{
    a(s.wallUs);
    a(s.writer);
    a(s.writerSeq);
}

template <typename A> void fields(A &a, Is<TopicPartition> auto &s)
{
    a(s.topic);
    a(s.partition);
}

const IntervalSet &asSet(const LogOffsets &offsets)
{
    return offsets;
}

IntervalSet &asSet(LogOffsets &offsets)
{
    return offsets;
}

template <typename A> void fields(A &a, Is<LogOffsets> auto &s)
{
    a(asSet(s));
    a(s.ended);
}

template <typename A> void fields(A &a, Is<PartitionState> auto &s)
{
    a(s.acked);
    a(s.observed);
    a(s.applied);
    a(s.superseded);
    a(s.duplicate);
    a(s.deadLettered);
    a(s.filtered);
    a(s.logStart);
    a(s.logEnd);
    a(s.leader);
}

template <typename A> void fields(A &a, Is<CommittedOffset> auto &s)
{
    a(s.offset);
    a(s.by);
}

template <typename A> void fields(A &a, Is<ConsumerState> auto &s)
{
    a(s.taken);
    a(s.position);
    a(s.committed);
    a(s.members);
}

template <typename A> void fields(A &a, Is<BatchCounts> auto &s)
{
    a(s.commits);
    a(s.messages);
    a(s.rollbacks);
}

template <typename A> void fields(A &a, Is<GroupState> auto &s)
{
    a(s.members);
    a(s.partitions);
}

template <typename A> void fields(A &a, Is<StageState> auto &s)
{
    a(s.status);
    a(s.crashes);
    a(s.restarts);
}

template <typename A> void fields(A &a, Is<ErrorEntry> auto &s)
{
    a(s.text);
    a(s.group);
    a(s.member);
    a(s.condition);
    a(s.where);
    a(s.offset);
}

class WriteArchive
{
public:
    explicit WriteArchive(std::string &bytes)
        : m_out(bytes)
    {
    }

    template <typename T> void operator()(const T &value)
    {
        if constexpr (std::is_enum_v<T> || std::is_same_v<T, bool>)
            m_out.byte(static_cast<std::uint8_t>(value));
        else if constexpr (std::is_signed_v<T>)
            m_out.zigzag(value);
        else if constexpr (std::is_unsigned_v<T>)
            m_out.varint(value);
        else
            fields(*this, value);
    }
    void operator()(const std::string &text) { m_out.text(text); }
    void operator()(const IntervalSet &set)
    {
        const auto intervals = set.intervals();
        m_out.varint(intervals.size());
        std::int64_t end = 0;
        for (const auto &[first, last] : intervals) {
            m_out.zigzag(first - end);
            m_out.zigzag(last - first);
            end = last;
        }
    }
    template <typename T> void operator()(const Latest<T> &latest)
    {
        (*this)(latest.value);
        (*this)(latest.stamp);
    }
    template <typename A, typename B> void operator()(const std::pair<A, B> &pair)
    {
        (*this)(pair.first);
        (*this)(pair.second);
    }
    template <typename K, typename V, typename C> void operator()(const std::map<K, V, C> &map)
    {
        m_out.varint(map.size());
        for (const auto &[key, value] : map) {
            (*this)(key);
            (*this)(value);
        }
    }

private:
    ByteWriter m_out;
};

class ReadArchive
{
public:
    explicit ReadArchive(std::string_view bytes)
        : m_in(bytes)
    {
    }
    bool complete() const { return m_in.ok() && m_in.atEnd(); }

    template <typename T> void operator()(T &value)
    {
        if constexpr (std::is_enum_v<T>)
            value = static_cast<T>(choice(2));
        else if constexpr (std::is_same_v<T, bool>)
            value = choice(1) != 0;
        else if constexpr (std::is_signed_v<T>)
            value = static_cast<T>(m_in.zigzag());
        else if constexpr (std::is_unsigned_v<T>)
            value = static_cast<T>(m_in.varint());
        else
            fields(*this, value);
    }
    void operator()(std::string &text) { text = m_in.text(); }
    void operator()(IntervalSet &set)
    {
        std::int64_t end = 0;
        for (std::uint64_t left = m_in.varint(); left > 0 && m_in.ok(); --left) {
            const std::int64_t gap = m_in.zigzag();
            const std::int64_t length = m_in.zigzag();
            if (gap < 0 || length < 0 || gap > kGreatest - end || length > kLongest
                || gap + length > kGreatest - end) {
                m_in.fail();
                return;
            }
            set.add(end + gap, end + gap + length);
            end += gap + length;
        }
    }
    template <typename T> void operator()(Latest<T> &latest)
    {
        (*this)(latest.value);
        (*this)(latest.stamp);
    }
    template <typename A, typename B> void operator()(std::pair<A, B> &pair)
    {
        (*this)(pair.first);
        (*this)(pair.second);
    }
    template <typename K, typename V, typename C> void operator()(std::map<K, V, C> &map)
    {
        for (std::uint64_t left = m_in.varint(); left > 0 && m_in.ok(); --left) {
            K key{};
            (*this)(key);
            (*this)(map[std::move(key)]);
        }
    }

private:
    /// Larger numbers are damage, and must not fill the memory.
    static constexpr std::int64_t kGreatest = 1LL << 57U;
    static constexpr std::int64_t kLongest = 1LL << 32U;

    /// One of few values; all enumerations of the state have up to three.
    std::uint8_t choice(std::uint8_t greatest)
    {
        const std::uint8_t value = m_in.byte();
        if (value <= greatest)
            return value;
        m_in.fail();
        return 0;
    }

    ByteReader m_in;
};

} // namespace

std::string State::encode() const
{
    std::string bytes(1, static_cast<char>(kStateVersion));
    WriteArchive archive(bytes);
    StateFields::list(archive, *this);
    return bytes;
}

std::optional<State> State::decode(std::string_view bytes)
{
    if (bytes.empty() || static_cast<std::uint8_t>(bytes.front()) != kStateVersion)
        return std::nullopt;
    State state;
    ReadArchive archive(bytes.substr(1));
    StateFields::list(archive, state);
    if (!archive.complete())
        return std::nullopt;
    return state;
}

} // namespace pk::journal
