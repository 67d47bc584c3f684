#include "journal/digest.h"

#include "base/hash.h"

#include <openssl/evp.h>

#include <charconv>

namespace pk::journal {

namespace {

void appendText(std::string_view value, std::string &text)
{
    text.push_back('\t');
    for (const char c : value) {
        switch (c) {
        case '\t':
            text.append("\\t");
            break;
        case '\n':
            text.append("\\n");
            break;
        case '\\':
            text.append("\\\\");
            break;
        default:
            text.push_back(c);
        }
    }
}

void appendNumber(std::int64_t value, std::string &text)
{
    char digits[24];
    const auto end = std::to_chars(std::begin(digits), std::end(digits), value).ptr;
    text.push_back('\t');
    text.append(digits, end);
}

} // namespace

void Digest::Free::operator()(evp_md_ctx_st *context) const
{
    EVP_MD_CTX_free(context);
}

Digest::Digest()
    : m_context(EVP_MD_CTX_new())
{
    EVP_DigestInit_ex(m_context.get(), EVP_sha256(), nullptr);
}

Digest::~Digest() = default;
Digest::Digest(Digest &&) noexcept = default;
Digest &Digest::operator=(Digest &&) noexcept = default;

void Digest::appendLine(const Event &event, std::string &text)
{
    text.append(toString(event.kind));
    appendText(event.topic, text);
    appendNumber(event.partition, text);
    appendNumber(event.first, text);
    appendNumber(event.last, text);
    appendNumber(event.count, text);
    appendText(event.group, text);
    appendText(event.key, text);
    appendText(event.correlationId, text);
    appendText(event.kind == EventKind::Committed ? std::string_view() : event.text, text); // there: by whom
    text.push_back('\n');
}

void Digest::add(const Event &event)
{
    if (!isReproducible(event.kind))
        return;
    m_line.clear();
    appendLine(event, m_line);
    EVP_DigestUpdate(m_context.get(), m_line.data(), m_line.size());
}

std::string Digest::hex() const
{
    const std::unique_ptr<evp_md_ctx_st, Free> copy(EVP_MD_CTX_new());
    EVP_MD_CTX_copy_ex(copy.get(), m_context.get());
    Sha256 digest{};
    EVP_DigestFinal_ex(copy.get(), digest.data(), nullptr);
    return toHex(digest);
}

Result<std::string> journalDigest(const EventSource &source)
{
    Digest digest;
    auto read = source.forEach([&digest](std::span<const Event> events) {
        for (const Event &event : events)
            digest.add(event);
        return true;
    });
    if (!read)
        return read.error();
    return digest.hex();
}

} // namespace pk::journal
