#pragma once

// Widgets beside each other, at their own sizes, over as many lines as the width needs. The narrowest that it
// gets is its widest widget.
//
// Thread: GUI thread. Ownership: as every QLayout.

#include <QLayout>

#include <memory>
#include <vector>

namespace pk::gui {

class WrapRow final : public QLayout
{
public:
    using QLayout::QLayout;

    void addItem(QLayoutItem *item) override { m_items.emplace_back(item); }
    int count() const override { return static_cast<int>(m_items.size()); }
    QLayoutItem *itemAt(int index) const override;
    QLayoutItem *takeAt(int index) override;
    QSize minimumSize() const override;
    QSize sizeHint() const override;
    Qt::Orientations expandingDirections() const override { return {}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override { return place(QRect(0, 0, width, 0), false); }
    void setGeometry(const QRect &rect) override;

private:
    /// The height that it takes; `move`: and puts them there.
    int place(const QRect &rect, bool move) const;

    std::vector<std::unique_ptr<QLayoutItem>> m_items;
};

} // namespace pk::gui
