#pragma once

// A small line of the recent past, newest at the right, with a dot on the newest value. It scales to its own
// largest value; what it shows is said in words by the widget beside it.
//
// Thread: GUI thread.

#include "theme/theme.h"

#include <QWidget>

#include <vector>

class QPainter;

namespace pk::gui {

/// The same line for those who paint by themselves.
void drawSparkline(QPainter &painter, const QRectF &rect, const std::vector<float> &values,
                   const QColor &color);

class Sparkline : public QWidget
{
    Q_OBJECT

public:
    explicit Sparkline(Token token = Token::Blue, QWidget *parent = nullptr);

    void setValues(std::vector<float> values);
    void setToken(Token token);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Token m_token;
    std::vector<float> m_values;
};

} // namespace pk::gui
