#include "theme/icon_engine.h"

#include <QFile>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace pk::gui {

namespace {

QString fileOf(const QString &name)
{
    return QStringLiteral(":/pk/icons/%1.svg").arg(name);
}

} // namespace

QByteArray coloredIcon(const QString &name, const QColor &color)
{
    QFile file(fileOf(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    // Qt's SVG renderer knows no currentColor.
    return file.readAll().replace("currentColor", color.name(QColor::HexRgb).toLatin1());
}

IconEngine::IconEngine(QString name, Token token)
    : m_name(std::move(name))
    , m_token(token)
{
}

QIconEngine *IconEngine::clone() const
{
    return new IconEngine(m_name, m_token);
}

bool IconEngine::isNull()
{
    return !QFile::exists(fileOf(m_name));
}

QPixmap IconEngine::pixmap(const QSize &size, QIcon::Mode mode, QIcon::State)
{
    return rendered(size, mode); // QIcon asks in device pixels
}

void IconEngine::paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State)
{
    const double ratio = painter->device()->devicePixelRatioF();
    QPixmap picture = rendered(rect.size() * ratio, mode);
    picture.setDevicePixelRatio(ratio);
    painter->drawPixmap(rect.topLeft(), picture);
}

QPixmap IconEngine::rendered(const QSize &deviceSize, QIcon::Mode mode) const
{
    QColor color = Theme::instance().color(m_token);
    const double opacity = mode == QIcon::Disabled ? 0.45 : 1.0;
    const QString key = QStringLiteral("pk/%1/%2/%3x%4/%5")
                            .arg(m_name, color.name())
                            .arg(deviceSize.width())
                            .arg(deviceSize.height())
                            .arg(opacity);
    QPixmap picture;
    if (deviceSize.isEmpty() || QPixmapCache::find(key, &picture))
        return picture;
    picture = QPixmap(deviceSize);
    picture.fill(Qt::transparent);
    QSvgRenderer renderer(coloredIcon(m_name, color));
    if (!renderer.isValid())
        return picture;
    const int side = std::min(deviceSize.width(), deviceSize.height());
    QPainter painter(&picture);
    painter.setOpacity(opacity);
    renderer.render(
        &painter, QRectF((deviceSize.width() - side) / 2.0, (deviceSize.height() - side) / 2.0, side, side));
    painter.end();
    QPixmapCache::insert(key, picture);
    return picture;
}

} // namespace pk::gui
