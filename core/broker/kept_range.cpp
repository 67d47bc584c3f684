#include "broker/kept_range.h"

#include <QCoreApplication>

namespace pk::broker {

Result<void> requireKept(const TopicPartition &partition, std::int64_t offset,
                         const Consumer::Watermarks &marks)
{
    if (offset >= marks.begin && offset <= marks.end)
        return {};
    return Error{
        ErrorCode::OutOfRange,
        QCoreApplication::translate("broker",
                                    "Offset %1 is not in the log: it begins at %2, and %3 is the next one "
                                    "to be written. Nothing was changed; choose one from %2 to %3.")
            .arg(offset)
            .arg(marks.begin)
            .arg(marks.end),
        QString::fromStdString(partition.toString())};
}

} // namespace pk::broker
