// parse: bytes become a JSON document; Maxwell's row events become their row; what other producers leave out
// of an event (event_id, event_type, version, occurred_at, line numbers) is derived. An order.cancelled has
// the status "cancelled", whatever its producer left there.
//
//   {"use": "parse", "json": ["/items"], "strings": ["/order_id"], "numbers": {"/items/*/qty": 6}, "line":
//   "/items/*/line"}
//
//   json      texts that hold JSON (a JSON column of a database) become their value
//   strings   numbers become texts: ids
//   numbers   texts that hold a number become numbers, rounded to so many decimals; with 0 nothing is rounded
//             away, since a version 1.5 is no version 2: "whole" of validate refuses it
//   line      elements without a number there are numbered from 1
//   max_bytes larger messages go to the dead letters (default 1 MiB)
//
// Tombstones (a key with a null value) are filtered, not dead-lettered: under compaction they are a legal way
// to say "deleted", nothing is wrong with them, and there is nothing in them to enrich.

#include "transform/civil_time.h"
#include "transform/event_id.h"
#include "transform/failure_codes.h"
#include "transform/maxwell.h"
#include "transform/steps/steps.h"

#include <QCoreApplication>

namespace pk::transform {

namespace {

struct NumberField
{
    Path path;
    int decimals = 0;
};

class ParseStep final : public Step
{
public:
    explicit ParseStep(StepOptions &options)
        : m_json(options.paths(u"json"))
        , m_strings(options.paths(u"strings"))
        , m_line(options.optionalPath(u"line"))
        , m_maxBytes(
              static_cast<std::size_t>(options.reader.integer(u"max_bytes", 1, kMostBytes, kMostBytes)))
    {
        if (options.reader.has(u"numbers")) {
            JsonObjectReader numbers = options.reader.object(u"numbers");
            for (const QString &text : numbers.keys()) {
                constexpr int mostDecimals = 12;
                const auto decimals = static_cast<int>(numbers.integer(text, 0, mostDecimals));
                std::string why;
                if (std::optional<Path> path = Path::parse(text.toStdString(), why))
                    m_numbers.push_back({std::move(*path), decimals});
                else
                    numbers.fail(text,
                                 QCoreApplication::translate("transform", "\"%1\" is no path: %2.")
                                     .arg(text, QString::fromStdString(why)));
            }
        }
    }

    Outcome apply(Context &context) const override
    {
        const Input &input = *context.input;
        if (!input.hasValue)
            return context.end(Outcome::Filtered, code::tombstone,
                               "A tombstone: the key without a value says that it is deleted.");
        if (input.value.size() > m_maxBytes)
            return context.deadLetter(code::tooLarge,
                                      "The message has " + std::to_string(input.value.size())
                                          + " bytes; the limit is " + std::to_string(m_maxBytes) + ".");
        if (auto failure = context.document.parse(input.value))
            return context.deadLetter(failure->code, std::move(failure->what));
        if (!context.document.root().IsObject())
            return context.deadLetter(code::notAnObject, "The message is JSON, but no object.");

        const bool orders = context.dataset == Dataset::Orders;
        const auto row = unwrapMaxwell(context.document, orders ? "order_id" : "activity_id", input.key);
        if (row && row->kind == MaxwellRow::Kind::NoRow)
            return context.end(Outcome::Filtered, code::notARowChange,
                               "A " + row->type + " event of Maxwell changes no row.");
        if (row && row->kind == MaxwellRow::Kind::Delete && !orders)
            return context.deadLetter(
                code::deleteUnsupported,
                "A deleted activity cannot be taken out of the warehouse by the transform; "
                "correct it there and keep this record as the reason.");
        if (row) // before anything can fail: a dead letter, too, is named by its change
            nameChange(context, *row);
        if (!readInnerJson(context))
            return Outcome::DeadLetter;
        readStrings(context);
        if (!readNumbers(context))
            return Outcome::DeadLetter;
        complete(context, row ? row->timestampMs : 0);
        return Outcome::Enriched;
    }

private:
    static constexpr qint64 kMostBytes = 1024 * 1024;
    static constexpr std::string_view kCancelled = "order.cancelled";

    /// False: the failure is in the context.
    bool readInnerJson(Context &context) const
    {
        for (const Path &path : m_json) {
            std::optional<ParseFailure> failure;
            std::size_t where = 0;
            path.visit(context.document.root(),
                       [&](Value &parent, const FieldPath &field, std::size_t index) {
                           Value *value = field.find(parent);
                           where = index;
                           if (value && isText(*value))
                               failure = context.document.parseInside(*value, path.depth());
                           return !failure;
                       });
            if (failure) {
                context.deadLetter(failure->code, "In the text at " + path.at(where) + ": " + failure->what);
                return false;
            }
        }
        return true;
    }

    void readStrings(Context &context) const
    {
        for (const Path &path : m_strings) {
            path.visit(context.document.root(), [&](Value &parent, const FieldPath &field, std::size_t) {
                Value *value = field.find(parent);
                char buffer[24];
                if (value && isNumber(*value))
                    context.document.setText(*value, scalarText(*value, buffer));
                return true;
            });
        }
    }

    bool readNumbers(Context &context) const
    {
        for (const NumberField &number : m_numbers) {
            const bool fine = number.path.visit(
                context.document.root(), [&](Value &parent, const FieldPath &field, std::size_t index) {
                    Value *value = field.find(parent);
                    if (!value || value->IsNull() || value->IsInt64()
                        || (isText(*value) && isBlank(textOf(*value))))
                        return true;
                    const auto decimal = numberOf(*value);
                    const int decimals = decimal && number.decimals == 0 ? decimal->scale : number.decimals;
                    const auto units = decimal ? rescale(*decimal, decimals) : std::nullopt;
                    if (!units) {
                        context.deadLetter(code::badNumber,
                                           "The field " + number.path.at(index) + " must be a number, but is "
                                               + quoted(*value) + ".");
                        return false;
                    }
                    context.document.setNumber(*value, {*units, decimals});
                    return true;
                });
            if (!fine)
                return false;
        }
        return true;
    }

    /// What happened to the row becomes what happened to the order. A deleted row is a cancelled order: the
    /// warehouse keeps every order that ever was, because reports of past days must not change, and a
    /// cancelled order has a status for that. The row's own event_id is not used: it belongs to the event
    /// that wrote the row, while this change may be another one.
    static void nameChange(Context &context, const MaxwellRow &row)
    {
        Document &document = context.document;
        const bool orders = context.dataset == Dataset::Orders;
        std::string_view type = orders ? "order.created" : "activity.recorded";
        if (row.kind == MaxwellRow::Kind::Update)
            type = orders ? "order.updated" : "activity.updated";
        if (row.kind == MaxwellRow::Kind::Delete)
            type = kCancelled;
        document.setText(document.member(document.root(), "event_type"), type);
        document.setText(document.member(document.root(), "event_id"), uuidOf(row.identity));
    }

    void complete(Context &context, std::int64_t changedMs) const
    {
        const Input &input = *context.input;
        Document &document = context.document;
        Value &root = document.root();
        if (Value &id = document.member(root, "event_id"); !isText(id) || textOf(id).empty())
            document.setText(id, givenEventId(input, context.scratch));
        if (Value &missing = document.member(root, "event_type"); missing.IsNull())
            document.setText(missing,
                             context.dataset == Dataset::Orders ? "order.updated" : "activity.recorded");
        const Value &type = document.member(root, "event_type");
        if (context.dataset == Dataset::Orders && isText(type) && textOf(type) == kCancelled)
            document.setText(document.member(root, "status"), "cancelled");
        if (Value &version = document.member(root, "version"); version.IsNull())
            version.SetInt64(0);
        if (Value &at = document.member(root, "occurred_at"); at.IsNull()) {
            const std::int64_t ms = changedMs > 0 ? changedMs : input.timestampMs;
            char buffer[24];
            document.setText(at, formatUtc(isWritableTime(ms) ? ms : 0, buffer));
        }
        if (!m_line)
            return;
        m_line->visit(root, [&](Value &element, const FieldPath &field, std::size_t index) {
            if (Value *line = element.IsObject() ? field.make(element, document) : nullptr;
                line && line->IsNull())
                line->SetInt64(static_cast<std::int64_t>(index) + 1);
            return true;
        });
    }

    static bool isBlank(std::string_view text)
    {
        return text.find_first_not_of(' ') == std::string_view::npos;
    }

    std::vector<Path> m_json;
    std::vector<Path> m_strings;
    std::vector<NumberField> m_numbers;
    std::optional<Path> m_line;
    std::size_t m_maxBytes;
};

} // namespace

std::unique_ptr<const Step> createParse(StepOptions &options)
{
    return std::make_unique<ParseStep>(options);
}

} // namespace pk::transform
