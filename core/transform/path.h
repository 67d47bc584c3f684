#pragma once

// Paths of a configuration into a document: /customer/city, or with one * for the elements of an array,
// /items/*/qty. Written as JSON pointers (RFC 6901).
//
// Thread: immutable; the values found belong to the document.

#include "transform/document.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pk::transform {

/// Names that lead from one value to another.
class FieldPath
{
public:
    /// Null when something on the way is missing.
    Value *find(Value &from) const;
    const Value *find(const Value &from) const { return find(const_cast<Value &>(from)); }
    /// The same, objects on the way made. Null when something on the way is no object.
    Value *make(Value &from, Document &document) const;
    void remove(Value &from, Document &document) const;
    bool empty() const { return m_names.empty(); }
    std::size_t size() const { return m_names.size(); }
    void append(std::string name) { m_names.push_back(std::move(name)); }
    bool operator==(const FieldPath &) const = default;

private:
    std::vector<std::string> m_names;
};

class Path
{
public:
    /// Empty when the text is no path; `why` then holds the reason, in English.
    static std::optional<Path> parse(std::string_view text, std::string &why);

    /// The field itself; for a path with *, the array.
    const FieldPath &base() const { return m_base; }
    /// Whether the path has a *, and then the way on from each element.
    bool each() const { return m_each; }
    const FieldPath &field() const { return m_field; }
    const std::string &text() const { return m_text; }
    /// Levels below the root.
    std::size_t depth() const { return m_base.size() + (m_each ? 1 + m_field.size() : 0); }
    /// /items/2/qty, for messages.
    std::string at(std::size_t index) const;

    /// Calls visit(parent, field, index) once, or for every element; stops when it gives false and gives
    /// false then.
    template <typename Visit> bool visit(Value &root, Visit &&visit) const
    {
        if (!m_each)
            return visit(root, m_base, std::size_t{0});
        Value *array = m_base.find(root);
        if (!array || !array->IsArray())
            return true;
        for (rapidjson::SizeType i = 0; i < array->Size(); ++i) {
            if (!visit((*array)[i], m_field, std::size_t{i}))
                return false;
        }
        return true;
    }

private:
    std::string m_text;
    FieldPath m_base;
    bool m_each = false;
    FieldPath m_field;
};

} // namespace pk::transform
