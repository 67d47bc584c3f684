#pragma once

// Draws one icon of the set in a token's colour of the present scheme. Pictures are rendered once for each
// colour, size and device pixel ratio, and kept.
//
// Thread: GUI thread only.

#include "theme/theme.h"

#include <QIconEngine>

namespace pk::gui {

class IconEngine final : public QIconEngine
{
public:
    IconEngine(QString name, Token token);

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override;
    QIconEngine *clone() const override;
    QString iconName() override { return m_name; }
    bool isNull() override;

private:
    QPixmap rendered(const QSize &deviceSize, QIcon::Mode mode) const;

    QString m_name;
    Token m_token;
};

/// The SVG text of an icon in one colour; empty when there is no such icon.
QByteArray coloredIcon(const QString &name, const QColor &color);

} // namespace pk::gui
