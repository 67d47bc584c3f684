#include "extract/json_layout.h"

#include "extract/text_format.h"

#include <algorithm>
#include <numeric>

namespace pk::extract {

JsonLayout::JsonLayout(const std::vector<std::vector<std::string>> &paths,
                       const std::vector<std::string_view> &order)
{
    std::vector<std::size_t> holes(paths.size());
    std::iota(holes.begin(), holes.end(), std::size_t{0});
    std::stable_sort(holes.begin(), holes.end(), [&](std::size_t a, std::size_t b) {
        const auto rank = [&](std::size_t hole) {
            return std::find(order.begin(), order.end(), paths[hole].front()) - order.begin();
        };
        return rank(a) < rank(b);
    });
    addMembers(paths, holes, 0, m_end);
}

/// Adds one object whose members are the tokens at `depth`; `literal` collects the text up to the next hole.
void JsonLayout::addMembers(const std::vector<std::vector<std::string>> &paths,
                            const std::vector<std::size_t> &holes, std::size_t depth, std::string &literal)
{
    std::vector<bool> done(holes.size());
    char separator = '{';
    for (std::size_t i = 0; i < holes.size(); ++i) {
        if (done[i])
            continue;
        const std::string &name = paths[holes[i]][depth];
        literal.push_back(separator);
        separator = ',';
        literal.push_back('"');
        appendJsonText(literal, name);
        literal.append("\":");
        if (paths[holes[i]].size() == depth + 1) {
            m_parts.push_back({std::move(literal), holes[i]});
            literal.clear();
            continue;
        }
        std::vector<std::size_t> inside; // all pointers into the same member, wherever they stand in the list
        for (std::size_t k = i; k < holes.size(); ++k) {
            if (paths[holes[k]][depth] == name) {
                inside.push_back(holes[k]);
                done[k] = true;
            }
        }
        addMembers(paths, inside, depth + 1, literal);
    }
    literal.push_back('}');
}

void JsonLayout::write(std::string &out, const std::vector<std::string> &values) const
{
    for (const Part &part : m_parts)
        out.append(part.literal).append(values[part.hole]);
    out.append(m_end);
}

} // namespace pk::extract
