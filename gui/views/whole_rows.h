#pragma once

// An item view that shows whole rows only: one that the lower edge would cut is left out until one scrolls to
// it. A row higher than the view is shown all the same.
//
// Thread: GUI thread.

#include <QAbstractItemView>
#include <QPainter>

namespace pk::gui {

template <typename View> class WholeRows : public View
{
public:
    using View::View;

    /// What is not seen is not clicked.
    QModelIndex indexAt(const QPoint &at) const override
    {
        const QModelIndex index = View::indexAt(at);
        return isCut(index) ? QModelIndex() : index;
    }

protected:
    void paintEvent(QPaintEvent *event) override
    {
        View::paintEvent(event);
        QWidget *viewport = this->viewport();
        const QModelIndex last = View::indexAt({1, viewport->height() - 1});
        if (!isCut(last))
            return;
        const int top = this->visualRect(last).top();
        QPainter(viewport).fillRect(0, top, viewport->width(), viewport->height() - top,
                                    viewport->palette().brush(viewport->backgroundRole()));
    }
    void scrollContentsBy(int dx, int dy) override
    {
        View::scrollContentsBy(dx, dy);
        if (dy != 0)
            this->viewport()->update(); // else the empty edge would move along
    }

private:
    bool isCut(const QModelIndex &index) const
    {
        if (!index.isValid())
            return false;
        const QRect place = this->visualRect(index);
        return place.top() > 0 && place.bottom() >= this->viewport()->height();
    }
};

} // namespace pk::gui
