#pragma once

// A line to type a filter in: a magnifier before it, a cross to empty it, Escape empties it too.
//
// Thread: GUI thread.

#include <QLineEdit>

namespace pk::gui {

class SearchField : public QLineEdit
{
    Q_OBJECT

public:
    /// `placeholder` also is its accessible name.
    explicit SearchField(const QString &placeholder, QWidget *parent = nullptr);

    void setPlaceholder(const QString &placeholder);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
};

} // namespace pk::gui
