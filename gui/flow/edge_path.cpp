#include "flow/edge_path.h"

#include <QLineF>

#include <algorithm>
#include <cmath>
#include <limits>

namespace pk::gui {

namespace {

constexpr double pointSpacing = 2.0;
constexpr double fullTurn = 6.283185307179586;

QPointF mix(QPointF a, QPointF b, double t)
{
    return a + (b - a) * t;
}

double distanceToSegment(QPointF p, QPointF a, QPointF b)
{
    const QPointF along = b - a;
    const double squared = QPointF::dotProduct(along, along);
    const double t = squared > 0 ? std::clamp(QPointF::dotProduct(p - a, along) / squared, 0.0, 1.0) : 0.0;
    return QLineF(p, mix(a, b, t)).length();
}

} // namespace

EdgePath::EdgePath(const QPainterPath &path)
    : m_bounds(path.boundingRect())
{
    const QList<QPolygonF> polygons =
        path.toSubpathPolygons(QTransform::fromScale(8, 8)); // finer than the eye
    if (polygons.isEmpty())
        return;
    QPolygonF fine = polygons.front();
    for (QPointF &point : fine)
        point /= 8;
    for (qsizetype i = 1; i < fine.size(); ++i)
        m_length += QLineF(fine[i - 1], fine[i]).length();
    if (m_length <= 0)
        return;

    const int count = std::max(2, static_cast<int>(std::ceil(m_length / pointSpacing)) + 1);
    m_step = m_length / (count - 1);
    m_points.reserve(static_cast<std::size_t>(count));
    double passed = 0;
    double wanted = 0;
    for (qsizetype i = 1; i < fine.size(); ++i) {
        const double segment = QLineF(fine[i - 1], fine[i]).length();
        while (wanted <= passed + segment && static_cast<int>(m_points.size()) < count - 1) {
            m_points.push_back(segment > 0 ? mix(fine[i - 1], fine[i], (wanted - passed) / segment)
                                           : fine[i]);
            wanted += m_step;
        }
        passed += segment;
    }
    m_points.push_back(fine.back());
}

QPointF EdgePath::at(double distance) const
{
    if (isEmpty())
        return {};
    const double position = std::clamp(distance, 0.0, m_length) / m_step;
    const auto index = std::min(static_cast<std::size_t>(position), m_points.size() - 2);
    return mix(m_points[index], m_points[index + 1], position - static_cast<double>(index));
}

double EdgePath::turnAt(double distance) const
{
    const QPointF way = at(distance + 2) - at(distance - 2);
    const double turn = std::atan2(way.y(), way.x()) / fullTurn;
    return turn < 0 ? turn + 1 : turn;
}

double EdgePath::distanceTo(QPointF point) const
{
    double best = std::numeric_limits<double>::max();
    for (std::size_t i = 1; i < m_points.size(); ++i)
        best = std::min(best, distanceToSegment(point, m_points[i - 1], m_points[i]));
    return best;
}

} // namespace pk::gui
