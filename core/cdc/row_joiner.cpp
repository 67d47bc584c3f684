#include "cdc/row_joiner.h"

#include "transform/failure_codes.h"

namespace pk::cdc {

std::string_view eventTypeOf(Table table, transform::MaxwellRow::Kind kind)
{
    using Kind = transform::MaxwellRow::Kind;
    if (table == Table::Activities)
        return "activity.recorded"; // a correction is one, too
    return kind == Kind::Insert ? kCreated : kind == Kind::Update ? "order.updated" : kCancelled;
}

Judgement activityDeleted()
{
    return refused(transform::code::deleteUnsupported,
                   "A deleted activity cannot be taken out of the warehouse; correct it there and keep this "
                   "record as the reason.");
}

Unreadable tooLargeOf(const Head &head, std::size_t bytes)
{
    return {std::string(code::tooLarge),
            "The event of " + head.name + " would have " + std::to_string(bytes)
                + " bytes, more than any topic takes."};
}

} // namespace pk::cdc
