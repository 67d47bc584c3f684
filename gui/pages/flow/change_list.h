#pragma once

// Values that changed, one a line: where, what it was, what it is now. What is too long is shortened; the
// whole of it is the tool tip.
//
// Thread: GUI thread.

#include "bridge/step_changes.h"

#include <QWidget>

#include <vector>

namespace pk::gui {

/// What both have in common is left out but for a little: the change is what is to be seen.
void shortenAroundChange(QString &before, QString &after);

class ChangeList final : public QWidget
{
    Q_OBJECT

public:
    explicit ChangeList(QWidget *parent = nullptr);

    static constexpr std::size_t Most = 200; ///< what is more is counted in the last line
    static int rowHeight();

    void setChanges(std::vector<ValueChange> changes);
    const std::vector<ValueChange> &changes() const { return m_changes; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    int rows() const;
    QString moreText() const;
    void measure();
    void paintRow(class QPainter &painter, const ValueChange &change, const QRect &row) const;

    std::vector<ValueChange> m_changes; ///< at most Most
    std::size_t m_more = 0;
    double m_pathWidth = 0; ///< of the longest one
};

} // namespace pk::gui
