#include "views/wrap_row.h"

#include <algorithm>

namespace pk::gui {

QLayoutItem *WrapRow::itemAt(int index) const
{
    return index >= 0 && index < count() ? m_items[static_cast<std::size_t>(index)].get() : nullptr;
}

QLayoutItem *WrapRow::takeAt(int index)
{
    if (!itemAt(index))
        return nullptr;
    QLayoutItem *taken = m_items[static_cast<std::size_t>(index)].release();
    m_items.erase(m_items.begin() + index);
    return taken;
}

QSize WrapRow::minimumSize() const
{
    QSize size;
    for (const auto &item : m_items) {
        if (!item->isEmpty())
            size = size.expandedTo(item->minimumSize());
    }
    return size;
}

QSize WrapRow::sizeHint() const
{
    QSize size;
    for (const auto &item : m_items) {
        if (item->isEmpty())
            continue;
        const QSize wanted = item->sizeHint();
        size = {size.width() + (size.isEmpty() ? 0 : spacing()) + wanted.width(),
                std::max(size.height(), wanted.height())};
    }
    return size;
}

void WrapRow::setGeometry(const QRect &rect)
{
    QLayout::setGeometry(rect);
    place(rect, true);
}

int WrapRow::place(const QRect &rect, bool move) const
{
    int top = rect.top();
    int bottom = rect.top();
    auto first = m_items.begin();
    while (first != m_items.end()) {
        int height = 0;
        int used = 0;
        auto end = first;
        for (; end != m_items.end(); ++end) {
            if ((*end)->isEmpty())
                continue;
            const QSize size = (*end)->sizeHint();
            const int wanted = (used > 0 ? spacing() : 0) + size.width();
            if (used > 0 && used + wanted > rect.width())
                break;
            used += wanted;
            height = std::max(height, size.height());
        }
        int left = rect.left();
        for (; first != end; ++first) {
            if ((*first)->isEmpty())
                continue;
            const QSize size = (*first)->sizeHint();
            if (move) // in the middle of their line
                (*first)->setGeometry(QRect(QPoint(left, top + (height - size.height()) / 2), size));
            left += size.width() + spacing();
        }
        if (height > 0) {
            bottom = top + height;
            top = bottom + spacing();
        }
    }
    return bottom - rect.top();
}

} // namespace pk::gui
