#include "extract/order_writer.h"

#include "extract/dirty_text.h"
#include "extract/number_series.h"
#include "extract/text_format.h"

namespace pk::extract {

namespace {

constexpr std::size_t kNone = SIZE_MAX;

/// Which of an order's fields is left out.
enum class Missing { Nothing, CustomerId, Email, Quantity, Price, Currency, OrderedAt };

Missing missingField(const Dirt &dirt)
{
    if (!dirt.has(DirtKind::MissingField))
        return Missing::Nothing;
    return static_cast<Missing>(1 + dirt.pick(DirtKind::MissingField, 6));
}

/// `"<name>":"` + text + `",`
void appendField(std::string &out, std::string_view name, std::string_view text, TextCase textCase,
                 std::uint32_t spaces)
{
    out.append("\"").append(name).append("\":\"");
    appendDirtyText(out, text, textCase, spaces);
    out.append("\",");
}

void appendDirtyCustomer(std::string &out, const Person &person, const Dirt &dirt, Missing missing)
{
    // Spaces: around the name, the city or both. Case: the e-mail address always, the name or the city as
    // well.
    std::uint32_t nameSpaces = 0;
    std::uint32_t citySpaces = 0;
    if (dirt.has(DirtKind::StraySpaces)) {
        const std::uint32_t way = 1 + dirt.pick(DirtKind::StraySpaces, 15); // two bits for each
        nameSpaces = way & 3U;
        citySpaces = way >> 2U;
    }
    TextCase nameCase = TextCase::AsIs;
    TextCase cityCase = TextCase::AsIs;
    TextCase emailCase = TextCase::AsIs;
    if (dirt.has(DirtKind::MixedCase)) {
        const std::uint32_t way = dirt.pick(DirtKind::MixedCase, 9);
        nameCase = static_cast<TextCase>(way % 3);
        cityCase = static_cast<TextCase>(way / 3);
        emailCase = TextCase::Upper;
    }
    out.push_back('{');
    if (missing != Missing::CustomerId)
        appendField(out, "id", person.id, TextCase::AsIs, 0);
    appendField(out, "name", person.name, nameCase, nameSpaces);
    if (missing != Missing::Email)
        appendField(out, "email", person.email, emailCase, 0);
    appendField(out, "city", person.city, cityCase, citySpaces);
    out.back() = '}'; // in place of the last comma
}

/// What goes wrong in one item.
struct ItemDirt
{
    bool packUnit = false;
    bool price = false;
    bool negative = false;
    const std::string *unknownUnit = nullptr;
    Missing missing = Missing::Nothing;
};

void appendItem(std::string &out, const Campus &campus, const Order &order, std::size_t line,
                const ItemDirt &dirt)
{
    const OrderItem &item = order.items[line];
    const Pack &pack = campus.packs[item.product->pack];
    out.append("{\"line\":");
    appendInt(out, static_cast<std::int64_t>(line + 1));
    out.push_back(',');
    out.append(item.product->skuNameJson);
    if (dirt.missing != Missing::Quantity) {
        out.append(",\"qty\":\"");
        if (dirt.negative)
            out.push_back('-');
        appendThousandths(out, dirt.packUnit ? item.quantityE3 * 1000 / pack.sizeE3 : item.quantityE3);
        out.push_back('"');
    }
    out.append(",\"unit\":\"");
    out.append(dirt.unknownUnit != nullptr ? *dirt.unknownUnit
                   : dirt.packUnit         ? pack.unit
                                           : item.product->unit);
    if (dirt.missing != Missing::Price) {
        out.append("\",\"price\":\"");
        appendPrice(out, *item.product, order.inDollars, dirt.price);
    }
    out.append("\"}");
}

void appendItems(std::string &out, const Campus &campus, const Order &order, const Dirt &dirt,
                 Missing missing)
{
    const auto lines = static_cast<std::uint32_t>(order.itemCount);
    const auto units = static_cast<std::uint32_t>(campus.unknownUnits.size());
    const std::size_t negativeLine =
        dirt.has(DirtKind::NegativeQuantity) ? dirt.pick(DirtKind::NegativeQuantity, lines) : kNone;
    const std::uint32_t unknown = dirt.pick(DirtKind::UnknownUnit, lines * units);
    const std::size_t unknownLine = dirt.has(DirtKind::UnknownUnit) ? unknown % lines : kNone;
    for (std::size_t line = 0; line < order.itemCount; ++line) {
        ItemDirt itemDirt;
        // Only the first item is bought in amounts that a pack can express.
        itemDirt.packUnit = line == 0 && dirt.has(DirtKind::UnitAlias);
        itemDirt.price = dirt.has(DirtKind::PriceFormat);
        itemDirt.negative = line == negativeLine;
        if (line == unknownLine)
            itemDirt.unknownUnit = &campus.unknownUnits[unknown / lines];
        itemDirt.missing = line == 0 ? missing : Missing::Nothing;
        appendItem(out, campus, order, line, itemDirt);
        out.push_back(',');
    }
    out.back() = ']'; // in place of the last comma
}

} // namespace

void appendPrice(std::string &out, const Product &product, bool inDollars, bool dirty)
{
    if (inDollars) {
        const bool cutZero = dirty && product.dollarDimes % 10 == 0;
        appendInt(out, product.dollarDimes / 10);
        if (cutZero)
            return;
        out.push_back('.');
        appendInt(out, product.dollarDimes % 10);
        if (!dirty)
            out.push_back('0');
    } else if (dirty) {
        out.append("Rp ");
        appendDotted(out, product.rupiah);
    } else {
        appendInt(out, product.rupiah);
    }
}

void appendOrderId(std::string &out, std::int64_t number)
{
    out.append("ORD-");
    appendPadded(out, number, kNumberDigits);
}

void writeOrder(std::string &out, const Campus &campus, const Order &order, OrderEventKind kind,
                std::string_view eventId, std::int64_t occurredMs, const Dirt &dirt)
{
    out.clear();
    const Missing missing = missingField(dirt);
    out.append("{\"event_id\":\"").append(eventId);
    out.append("\",\"event_type\":\"").append(eventType(kind));
    out.append("\",\"order_id\":\"");
    appendOrderId(out, order.number);
    out.append("\",\"version\":");
    appendInt(out, order.version);
    out.append(",\"occurred_at\":\"");
    appendIso(out, occurredMs, true);
    out.append("\",\"customer\":");
    if (dirt.any())
        appendDirtyCustomer(out, *order.customer, dirt, missing);
    else
        out.append(order.customer->customerJson);
    out.append(",\"items\":[");
    appendItems(out, campus, order, dirt, missing);
    if (missing != Missing::Currency)
        out.append(",\"currency\":\"").append(order.inDollars ? "USD\"" : "IDR\"");
    out.append(",\"status\":\"").append(toString(order.status));
    out.append("\",\"channel\":\"").append(*order.channel).push_back('"');
    if (missing != Missing::OrderedAt) {
        out.push_back(',');
        appendTimeField(out, "ordered_at", order.orderedMs, dirt);
    }
    out.push_back('}');
    if (dirt.has(DirtKind::InvalidJson))
        spoilJson(out, dirt);
}

} // namespace pk::extract
