#include "sources/rest_page.h"

#include "base/json_text.h"
#include "cdc/row_reader.h"
#include "transform/document.h"

#include <QCoreApplication>

namespace pk::sources {

namespace {

using transform::Value;

Error noPage(const QString &what)
{
    return {
        ErrorCode::BadInput,
        QCoreApplication::translate("sources",
                                    "The API's answer is no page of orders or activities. It must be a JSON "
                                    "object whose \"data\" is a list of objects, or such a list alone."),
        what};
}

std::int64_t numberOf(const Value &object, std::string_view name)
{
    const Value *value = transform::findMember(object, name);
    return value != nullptr && value->IsInt64() ? value->GetInt64() : 0;
}

/// The objects of the list as they stand in the text: in the top array, or in the member "data".
/// REQUIRES: valid JSON.
std::vector<std::string_view> objectsIn(std::string_view body)
{
    JsonTokenizer tokens(body);
    std::vector<std::string_view> objects;
    int depth = 0;
    int listDepth = 0; // of the list's elements; 0: not in it
    bool data = false;
    std::size_t begin = 0;
    for (JsonToken token = tokens.next();
         token.kind != JsonTokenKind::End && token.kind != JsonTokenKind::Invalid; token = tokens.next()) {
        switch (token.kind) {
        case JsonTokenKind::Key:
            if (depth == 1)
                data = body.substr(token.at, token.size) == "\"data\"";
            break;
        case JsonTokenKind::ObjectBegin:
        case JsonTokenKind::ArrayBegin:
            if (token.kind == JsonTokenKind::ObjectBegin && listDepth > 0 && depth == listDepth)
                begin = token.at;
            if (token.kind == JsonTokenKind::ArrayBegin && (depth == 0 || (depth == 1 && data))
                && listDepth == 0)
                listDepth = depth + 1;
            ++depth;
            break;
        case JsonTokenKind::ObjectEnd:
        case JsonTokenKind::ArrayEnd:
            --depth;
            if (token.kind == JsonTokenKind::ObjectEnd && listDepth > 0 && depth == listDepth)
                objects.push_back(body.substr(begin, token.at + token.size - begin));
            if (depth < listDepth)
                listDepth = 0;
            break;
        default:
            break;
        }
    }
    return objects;
}

} // namespace

Result<RestPage> parseRestPage(std::string_view body, Dataset dataset)
{
    transform::Document document;
    if (const auto failure = document.parse(body))
        return noPage(QString::fromStdString(failure->what));
    const Value &root = document.root();
    const Value *list = root.IsArray() ? &root : transform::findMember(root, "data");
    if (list == nullptr || !list->IsArray())
        return noPage({});
    const std::vector<std::string_view> texts = objectsIn(body);
    RestPage page;
    for (const Value &element : list->GetArray()) {
        if (!element.IsObject() || page.items.size() >= texts.size())
            return noPage({});
        page.items.push_back({std::string(texts[page.items.size()]), describe(element, dataset)});
    }
    if (root.IsObject()) {
        page.nextCursor = cdc::columnText(root, "next_cursor");
        page.page = numberOf(root, "page");
        page.pages = numberOf(root, "pages");
    }
    return page;
}

std::string nextLink(std::string_view header)
{
    // <url>; rel="next", <url>; rel=prev
    while (!header.empty()) {
        const std::size_t open = header.find('<');
        const std::size_t close = header.find('>', std::min(open, header.size()));
        if (open == std::string_view::npos || close == std::string_view::npos)
            return {};
        const std::string_view url = header.substr(open + 1, close - open - 1);
        header.remove_prefix(close + 1);
        const std::string_view parameters = header.substr(0, header.find('<'));
        const std::size_t rel = parameters.find("rel=");
        if (rel != std::string_view::npos) {
            std::string_view value = parameters.substr(rel + 4);
            const bool quoted = value.starts_with('"');
            value = quoted ? value.substr(1, value.find('"', 1) - 1)
                           : value.substr(0, value.find_first_of(";, "));
            if (value == "next")
                return std::string(url);
        }
    }
    return {};
}

} // namespace pk::sources
