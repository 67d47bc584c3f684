#pragma once

// The shape of a JSON object as text with holes: from a list of JSON pointers, once, so that writing a record
// is only appending.
//
// Thread: immutable once built.

#include <string>
#include <string_view>
#include <vector>

namespace pk::extract {

class JsonLayout
{
public:
    /// `paths`: the tokens of one JSON pointer for each hole; none a prefix of another. Members that `order`
    /// names come first, in its order; then the others, as they appear in `paths`.
    JsonLayout(const std::vector<std::vector<std::string>> &paths,
               const std::vector<std::string_view> &order);

    /// Appends the object with `values[i]` (JSON text) in the hole of `paths[i]`.
    void write(std::string &out, const std::vector<std::string> &values) const;

private:
    struct Part
    {
        std::string literal; ///< before the hole
        std::size_t hole = 0;
    };
    void addMembers(const std::vector<std::vector<std::string>> &paths, const std::vector<std::size_t> &holes,
                    std::size_t depth, std::string &literal);

    std::vector<Part> m_parts;
    std::string m_end;
};

} // namespace pk::extract
