#include "views/sparkline.h"

#include "views/themed.h"

#include <QPainter>

#include <algorithm>

namespace pk::gui {

void drawSparkline(QPainter &painter, const QRectF &rect, const std::vector<float> &values,
                   const QColor &color)
{
    if (values.empty())
        return;
    const double dot = px(2) + 0.5;
    const QRectF inner = rect.adjusted(0, dot, -dot, -dot);
    const double top = std::max(*std::max_element(values.begin(), values.end()), 1e-6f);
    const double step = values.size() > 1 ? inner.width() / double(values.size() - 1) : 0;
    QPolygonF line;
    line.reserve(int(values.size()) + 2);
    for (std::size_t i = 0; i < values.size(); ++i)
        line << QPointF(inner.left() + step * double(i),
                        inner.bottom() - inner.height() * double(values[i]) / top);

    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QPolygonF area = line;
    area << QPointF(line.last().x(), rect.bottom()) << QPointF(line.first().x(), rect.bottom());
    QColor faint = color;
    faint.setAlphaF(0.10f);
    painter.setPen(Qt::NoPen);
    painter.setBrush(faint);
    painter.drawPolygon(area);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(color, 1.6 * Theme::instance().scale(), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(line);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawEllipse(line.last(), dot, dot);
    painter.restore();
}

Sparkline::Sparkline(Token token, QWidget *parent)
    : QWidget(parent)
    , m_token(token)
{
    onTheme(this, [this] { updateGeometry(); });
}

void Sparkline::setValues(std::vector<float> values)
{
    m_values = std::move(values);
    update();
}

void Sparkline::setToken(Token token)
{
    m_token = token;
    update();
}

QSize Sparkline::sizeHint() const
{
    return QSize(px(72), px(24));
}

QSize Sparkline::minimumSizeHint() const
{
    return QSize(px(32), px(16));
}

void Sparkline::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    drawSparkline(painter, rect(), m_values, color(m_token));
}

} // namespace pk::gui
