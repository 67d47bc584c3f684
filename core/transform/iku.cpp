#include "transform/iku.h"

#include <QCoreApplication>

namespace pk::transform {

namespace {

/// "Juara_1 " and "juara-1" are "juara 1".
std::string normalised(std::string_view text)
{
    std::string result;
    for (const char c : text) {
        const char plain = c == '_' || c == '-' || c == '\t' ? ' '
            : c >= 'A' && c <= 'Z'                           ? static_cast<char>(c + 32)
                                                             : c;
        if (plain != ' ' || (!result.empty() && result.back() != ' '))
            result.push_back(plain);
    }
    while (!result.empty() && result.back() == ' ')
        result.pop_back();
    return result;
}

} // namespace

IkuRegulation IkuRegulation::read(JsonObjectReader &reader)
{
    IkuRegulation regulation;
    regulation.m_name = reader.text(u"name").toStdString();
    reader.value(u"title"); // for people who read the file
    reader.value(u"note");
    std::optional<std::int64_t> last;
    bool open = true;
    for (JsonObjectReader &band : reader.objects(u"sks")) {
        Band read;
        if (band.has(u"up_to"))
            read.upToE4 = band.decimal(u"up_to", kAmountDecimals);
        read.including = band.boolean(u"including", true);
        read.weightE4 = band.decimal(u"weight", kAmountDecimals);
        if (!open || (read.upToE4 && last && *read.upToE4 <= *last))
            band.fail(u"up_to",
                      QCoreApplication::translate("transform",
                                                  "The bands must rise; only the last has no \"up_to\"."));
        open = read.upToE4.has_value();
        last = read.upToE4;
        band.finish();
        regulation.m_bands.push_back(read);
    }
    if (open)
        reader.fail(u"sks",
                    QCoreApplication::translate(
                        "transform", "The last band must have no \"up_to\": it is for everything above."));

    JsonObjectReader ranks = reader.object(u"ranks");
    QStringList rankNames;
    for (const QString &rank : ranks.keys()) {
        const auto index = static_cast<std::size_t>(rankNames.size());
        rankNames.append(rank);
        for (const QString &word : ranks.texts(rank))
            regulation.m_ranks.push_back({normalised(word.toStdString()), index});
    }
    JsonObjectReader levels = reader.object(u"achievements");
    for (const QString &level : levels.keys()) {
        JsonObjectReader weights = levels.object(level);
        regulation.m_levels.push_back({normalised(level.toStdString()), regulation.m_weightsE4.size()});
        std::vector<std::int64_t> row;
        for (const QString &rank : rankNames)
            row.push_back(weights.decimal(rank, kAmountDecimals));
        weights.finish();
        regulation.m_weightsE4.push_back(std::move(row));
    }
    reader.finish();
    return regulation;
}

Decimal IkuRegulation::weightOfCredits(Decimal sks) const
{
    const std::int64_t e4 = rescale(sks, kAmountDecimals).value_or(0);
    for (const Band &band : m_bands) {
        if (!band.upToE4 || e4 < *band.upToE4 || (band.including && e4 == *band.upToE4))
            return {band.weightE4, kAmountDecimals};
    }
    return {0, kAmountDecimals};
}

std::optional<std::size_t> IkuRegulation::find(const std::vector<Word> &words, std::string_view text)
{
    const std::string wanted = normalised(text);
    for (const Word &word : words) {
        if (word.text == wanted)
            return word.index;
    }
    return std::nullopt;
}

std::optional<Decimal> IkuRegulation::weightOfAchievement(std::string_view level, std::string_view rank) const
{
    const auto row = find(m_levels, level);
    const auto column = find(m_ranks, rank);
    if (!row || !column)
        return std::nullopt;
    return Decimal{m_weightsE4[*row][*column], kAmountDecimals};
}

} // namespace pk::transform
