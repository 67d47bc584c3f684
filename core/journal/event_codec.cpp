#include "journal/event_codec.h"

#include "journal/byte_coding.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace pk::journal {

namespace {

using WriterNumber = std::pair<std::uint32_t, std::uint64_t>;

constexpr std::uint8_t kEventVersion = 1;
/// Kind and mask alone: what the smallest event takes.
constexpr std::size_t kSmallestEvent = 2;

enum Field : std::uint32_t {
    HasTopic = 1U << 0U,
    HasPartition = 1U << 1U,
    HasFirst = 1U << 2U,
    HasLast = 1U << 3U, ///< differs from first
    HasWall = 1U << 4U, ///< differs from the event before
    HasVirt = 1U << 5U, ///< differs from the event before
    HasWriter = 1U << 6U, ///< differs from the event before
    HasGroup = 1U << 7U,
    HasCorrelation = 1U << 8U,
    HasHop = 1U << 9U,
    HasKey = 1U << 10U,
    HasText = 1U << 11U,
    HasMember = 1U << 12U,
    HasCount = 1U << 13U, ///< is not what the range says
    HasSeq = 1U << 14U, ///< is not the next one
    HasWriterSeq = 1U << 15U, ///< is not the writer's next one
    AllFields = (1U << 16U) - 1U,
};

/// What `count` is when it is not written.
std::int64_t usualCount(const Event &event)
{
    if (event.first < 0)
        return 0;
    return isRange(event.kind) ? static_cast<std::int64_t>(static_cast<std::uint64_t>(event.last)
                                                           - static_cast<std::uint64_t>(event.first) + 1U)
                               : 0;
}

/// Differences are taken in unsigned numbers: damaged or made-up values must not overflow.
std::int64_t difference(std::int64_t a, std::int64_t b)
{
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b));
}

std::int64_t sum(std::int64_t a, std::int64_t b)
{
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b));
}

/// There are few writers: searching them one by one is the fastest.
std::uint64_t &lastNumber(std::vector<WriterNumber> &writers, std::uint32_t writer)
{
    for (auto &[id, last] : writers) {
        if (id == writer)
            return last;
    }
    return writers.emplace_back(writer, std::uint64_t(0)).second;
}

} // namespace

EventEncoder::EventEncoder()
    : m_table(1024)
{
}

void EventEncoder::add(const Event &event)
{
    std::uint64_t &writerSeq = lastNumber(m_writers, event.writer);
    std::uint32_t mask = 0;
    const auto mark = [&mask](bool present, Field field) { mask |= present ? field : 0U; };
    mark(!event.topic.empty(), HasTopic);
    mark(event.partition != -1, HasPartition);
    mark(event.first != -1, HasFirst);
    mark(event.last != event.first, HasLast);
    mark(event.wallUs != m_wallUs, HasWall);
    mark(event.virtUs != m_virtUs, HasVirt);
    mark(event.writer != m_writer, HasWriter);
    mark(!event.group.empty(), HasGroup);
    mark(!event.correlationId.empty(), HasCorrelation);
    mark(event.hop != Hop::None, HasHop);
    mark(!event.key.empty(), HasKey);
    mark(!event.text.empty(), HasText);
    mark(!event.member.empty(), HasMember);
    mark(event.count != usualCount(event), HasCount);
    mark(event.seq != m_seq + 1, HasSeq);
    mark(event.writerSeq != writerSeq + 1, HasWriterSeq);

    ByteWriter out(m_body);
    out.byte(static_cast<std::uint8_t>(event.kind));
    out.varint(mask);
    if (mask & HasSeq)
        out.varint(event.seq);
    if (mask & HasWriter)
        out.varint(event.writer);
    if (mask & HasWriterSeq)
        out.varint(event.writerSeq);
    if (mask & HasWall)
        out.zigzag(difference(event.wallUs, m_wallUs));
    if (mask & HasVirt)
        out.zigzag(difference(event.virtUs, m_virtUs));
    if (mask & HasHop)
        out.byte(static_cast<std::uint8_t>(event.hop));
    if (mask & HasTopic)
        writeString(event.topic);
    if (mask & HasPartition)
        out.zigzag(event.partition);
    if (mask & HasFirst)
        out.zigzag(event.first);
    if (mask & HasLast)
        out.zigzag(difference(event.last, event.first));
    if (mask & HasCount)
        out.zigzag(event.count);
    if (mask & HasGroup)
        writeString(event.group);
    if (mask & HasMember)
        writeString(event.member);
    if (mask & HasKey)
        writeString(event.key);
    if (mask & HasCorrelation)
        writeString(event.correlationId);
    if (mask & HasText)
        writeString(event.text);

    m_seq = event.seq;
    m_writer = event.writer;
    m_wallUs = event.wallUs;
    m_virtUs = event.virtUs;
    writerSeq = event.writerSeq;
    ++m_count;
}

std::string EventEncoder::finish()
{
    std::string bytes;
    bytes.reserve(m_body.size() + 8);
    ByteWriter out(bytes);
    out.byte(kEventVersion);
    out.varint(m_count);
    bytes.append(m_body);

    m_body.clear();
    m_strings.clear();
    m_writers.clear();
    std::fill(m_table.begin(), m_table.end(), Slot());
    m_count = 0;
    m_seq = 0;
    m_wallUs = 0;
    m_virtUs = 0;
    m_writer = 0;
    return bytes;
}

/// A number that was given before, or 0 and the string itself, which thereby gets the next number.
void EventEncoder::writeString(std::string_view text)
{
    ByteWriter out(m_body);
    std::uint32_t &number = numberOf(text);
    out.varint(number);
    if (number != 0)
        return;
    out.text(text);
    m_strings.push_back(text);
    number = static_cast<std::uint32_t>(m_strings.size());
    if (m_strings.size() * 2 > m_table.size())
        growTable();
}

/// The place of the string's number in the table; 0 there: the string is new.
std::uint32_t &EventEncoder::numberOf(std::string_view text)
{
    const auto hash = static_cast<std::uint32_t>(std::hash<std::string_view>()(text));
    const std::size_t mask = m_table.size() - 1;
    std::size_t at = hash & mask;
    while (m_table[at].number != 0 && (m_table[at].hash != hash || m_strings[m_table[at].number - 1] != text))
        at = (at + 1) & mask;
    m_table[at].hash = hash;
    return m_table[at].number;
}

void EventEncoder::growTable()
{
    std::vector<Slot> old(m_table.size() * 2);
    old.swap(m_table);
    const std::size_t mask = m_table.size() - 1;
    for (const Slot &slot : old) {
        if (slot.number == 0)
            continue;
        std::size_t at = slot.hash & mask;
        while (m_table[at].number != 0)
            at = (at + 1) & mask;
        m_table[at] = slot;
    }
}

namespace {

class EventDecoder
{
public:
    explicit EventDecoder(std::string_view bytes)
        : m_in(bytes)
    {
    }

    std::optional<std::vector<Event>> decode()
    {
        if (m_in.byte() != kEventVersion)
            return std::nullopt;
        const std::uint64_t count = m_in.varint();
        if (!m_in.ok() || count > m_in.remaining() / kSmallestEvent)
            return std::nullopt;
        std::vector<Event> events(count);
        for (Event &event : events) {
            read(event);
            if (!m_in.ok())
                return std::nullopt;
        }
        if (!m_in.atEnd())
            return std::nullopt;
        return events;
    }

private:
    void read(Event &event)
    {
        const std::uint8_t kind = m_in.byte();
        const std::uint64_t mask = m_in.varint();
        if (toString(static_cast<EventKind>(kind)).empty() || mask > AllFields) {
            m_in.fail();
            return;
        }
        event.kind = static_cast<EventKind>(kind);
        m_seq = (mask & HasSeq) ? m_in.varint() : m_seq + 1;
        if (mask & HasWriter)
            m_writer = static_cast<std::uint32_t>(m_in.varint());
        std::uint64_t &writerSeq = lastNumber(m_writers, m_writer);
        writerSeq = (mask & HasWriterSeq) ? m_in.varint() : writerSeq + 1;
        if (mask & HasWall)
            m_wallUs = sum(m_in.zigzag(), m_wallUs);
        if (mask & HasVirt)
            m_virtUs = sum(m_in.zigzag(), m_virtUs);
        if (mask & HasHop) {
            const std::uint8_t hop = m_in.byte();
            if (toString(static_cast<Hop>(hop)).empty())
                m_in.fail();
            else
                event.hop = static_cast<Hop>(hop);
        }
        event.seq = m_seq;
        event.writer = m_writer;
        event.writerSeq = writerSeq;
        event.wallUs = m_wallUs;
        event.virtUs = m_virtUs;
        if (mask & HasTopic)
            readString(event.topic);
        if (mask & HasPartition)
            event.partition = static_cast<std::int32_t>(m_in.zigzag());
        if (mask & HasFirst)
            event.first = m_in.zigzag();
        event.last = (mask & HasLast) ? sum(m_in.zigzag(), event.first) : event.first;
        event.count = (mask & HasCount) ? m_in.zigzag() : usualCount(event);
        if (mask & HasGroup)
            readString(event.group);
        if (mask & HasMember)
            readString(event.member);
        if (mask & HasKey)
            readString(event.key);
        if (mask & HasCorrelation)
            readString(event.correlationId);
        if (mask & HasText)
            readString(event.text);
    }

    void readString(std::string &text)
    {
        const std::uint64_t number = m_in.varint();
        if (number == 0)
            m_strings.push_back(m_in.text());
        else if (number > m_strings.size())
            m_in.fail();
        if (m_in.ok())
            text = number == 0 ? m_strings.back() : m_strings[number - 1];
    }

    ByteReader m_in;
    std::vector<std::string_view> m_strings;
    std::vector<WriterNumber> m_writers;
    std::uint64_t m_seq = 0;
    std::int64_t m_wallUs = 0;
    std::int64_t m_virtUs = 0;
    std::uint32_t m_writer = 0;
};

} // namespace

std::optional<std::vector<Event>> decodeEvents(std::string_view bytes)
{
    return EventDecoder(bytes).decode();
}

} // namespace pk::journal
