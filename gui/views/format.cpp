#include "views/format.h"

namespace pk::gui {

QString grouped(std::uint64_t count)
{
    constexpr QChar thinSpace(0x2009);
    QString digits = QString::number(count);
    for (qsizetype at = digits.size() - 3; at > 0; at -= 3)
        digits.insert(at, thinSpace);
    return digits;
}

} // namespace pk::gui
