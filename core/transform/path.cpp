#include "transform/path.h"

#include <charconv>

namespace pk::transform {

namespace {

Value *step(Value &from, const std::string &name)
{
    if (!from.IsArray())
        return findMember(from, name);
    rapidjson::SizeType index = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), index);
    if (error != std::errc() || end != name.data() + name.size() || index >= from.Size())
        return nullptr;
    return &from[index];
}

} // namespace

Value *FieldPath::find(Value &from) const
{
    Value *at = &from;
    for (const std::string &name : m_names) {
        at = step(*at, name);
        if (!at)
            return nullptr;
    }
    return at;
}

Value *FieldPath::make(Value &from, Document &document) const
{
    Value *at = &from;
    for (const std::string &name : m_names) {
        if (at->IsNull() && at != &document.root())
            at->SetObject();
        if (at->IsArray()) {
            at = step(*at, name);
            if (!at)
                return nullptr;
        } else if (at->IsObject()) {
            at = &document.member(*at, name);
        } else {
            return nullptr;
        }
    }
    return at;
}

void FieldPath::remove(Value &from, Document &document) const
{
    Value *parent = &from;
    for (std::size_t i = 0; i + 1 < m_names.size() && parent; ++i)
        parent = step(*parent, m_names[i]);
    if (!parent || !parent->IsObject())
        return;
    const std::string &name = m_names.back();
    const auto member = parent->FindMember(
        Value(rapidjson::StringRef(name.data(), static_cast<rapidjson::SizeType>(name.size()))));
    if (member == parent->MemberEnd())
        return;
    document.noteChange();
    parent->EraseMember(member);
}

std::optional<Path> Path::parse(std::string_view text, std::string &why)
{
    Path path;
    path.m_text = text;
    if (text.size() < 2 || text.front() != '/') {
        why = "it must begin with / and name a field";
        return std::nullopt;
    }
    while (!text.empty()) {
        text.remove_prefix(1);
        const std::size_t end = std::min(text.find('/'), text.size());
        const std::string_view raw = text.substr(0, end);
        text.remove_prefix(end);
        if (raw.empty()) {
            why = "a name between two / is empty";
            return std::nullopt;
        }
        if (raw == "*") {
            if (path.m_each || path.m_base.empty()) {
                why = path.m_each ? "it may have one * only" : "the * must follow the name of an array";
                return std::nullopt;
            }
            path.m_each = true;
            continue;
        }
        std::string name;
        for (std::size_t i = 0; i < raw.size(); ++i) {
            const bool escaped =
                raw[i] == '~' && i + 1 < raw.size() && (raw[i + 1] == '0' || raw[i + 1] == '1');
            name.push_back(escaped ? (raw[++i] == '0' ? '~' : '/') : raw[i]);
        }
        (path.m_each ? path.m_field : path.m_base).append(std::move(name));
    }
    if (path.m_each && path.m_field.empty()) {
        why = "a field must follow the *";
        return std::nullopt;
    }
    return path;
}

std::string Path::at(std::size_t index) const
{
    std::string place = m_text;
    if (m_each)
        place.replace(place.find("/*/") + 1, 1, std::to_string(index));
    return place;
}

} // namespace pk::transform
