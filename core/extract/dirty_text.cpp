#include "extract/dirty_text.h"

#include "extract/text_format.h"

namespace pk::extract {

namespace {

char changeCase(char c, TextCase textCase)
{
    if (textCase == TextCase::Upper && c >= 'a' && c <= 'z')
        return static_cast<char>(c - 'a' + 'A');
    if (textCase == TextCase::Lower && c >= 'A' && c <= 'Z')
        return static_cast<char>(c - 'A' + 'a');
    return c;
}

} // namespace

void appendDirtyText(std::string &out, std::string_view text, TextCase textCase, std::uint32_t spaces)
{
    if ((spaces & 1U) != 0)
        out.append(1 + text.size() % 3, ' ');
    for (const char c : text)
        out.push_back(changeCase(c, textCase));
    if ((spaces & 2U) != 0)
        out.append(1 + text.size() % 2, ' ');
}

void appendTimeField(std::string &out, std::string_view name, std::int64_t utcMs, const Dirt &dirt)
{
    out.append("\"").append(name).append("\":");
    const bool dirty = dirt.has(DirtKind::TimeFormat);
    const std::uint32_t form = dirty ? dirt.pick(DirtKind::TimeFormat, 3) : 3;
    if (form == 2) { // a number, as programs write it
        appendInt(out, utcMs / 1000);
        return;
    }
    out.push_back('"');
    if (form == 0)
        appendDayFirst(out, utcMs);
    else if (form == 1)
        appendDateTime(out, utcMs);
    else
        appendIso(out, utcMs, false);
    out.push_back('"');
}

void spoilJson(std::string &json, const Dirt &dirt)
{
    constexpr std::uint32_t ways = 4;
    constexpr std::uint32_t places = 256;
    const std::uint32_t dice = dirt.pick(DirtKind::InvalidJson, ways * places);
    const std::size_t middle = json.size() / 4 + json.size() / 2 * (dice / ways) / places;
    constexpr char latin1E = '\xe9'; // an é as an old spreadsheet writes it
    switch (dice % ways) {
    case 0:
        json.resize(middle);
        break;
    case 1:
        json.insert(json.size() - 1, 1, ',');
        break;
    case 2:
        json.erase(json.rfind('"'), 1);
        break;
    default:
        json.insert(middle, 1, latin1E);
        break;
    }
}

} // namespace pk::extract
