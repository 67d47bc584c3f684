#pragma once

// What every painter of the diagram is given.
//
// Thread: GUI thread only.

#include "flow/flow_model.h"
#include "flow/layout.h"
#include "flow/traffic.h"
#include "theme/theme.h"

#include <QCache>
#include <QFont>
#include <QFontMetricsF>
#include <QStaticText>
#include <QString>

#include <memory>

namespace pk::gui {

/// Full: shadows and gradients. Flat: without them, for remote desktops. Vector: solid pens and fills only,
/// since the SVG and PDF writers lose gradient pens and transparency.
enum class PaintQuality { Full, Flat, Vector };

struct Face
{
    explicit Face(const QFont &face)
        : font(face)
        , metrics(face)
    {
    }
    /// Of a text on one line. To measure is to shape, which costs more than to draw: it is done once for a
    /// text.
    double widthOf(const QString &text) const
    {
        if (const double *known = m_widths->object(text))
            return *known;
        const double width = metrics.horizontalAdvance(text);
        m_widths->insert(text, new double(width));
        return width;
    }

    /// A text on one line, to be drawn as often as anything around it changes.
    const QStaticText &shaped(const QString &text) const
    {
        if (const QStaticText *known = m_shaped->object(text))
            return *known;
        auto *shaped = new QStaticText(text);
        shaped->setTextFormat(Qt::PlainText);
        shaped->prepare({}, font);
        m_shaped->insert(text, shaped);
        return *shaped;
    }

    QFont font;
    QFontMetricsF metrics;

private:
    static constexpr int kKept = 1'000; ///< some screens full
    std::shared_ptr<QCache<QString, double>> m_widths = std::make_shared<QCache<QString, double>>(kKept);
    std::shared_ptr<QCache<QString, QStaticText>> m_shaped =
        std::make_shared<QCache<QString, QStaticText>>(kKept);
};

/// The theme's fonts, made once per change of theme and not per text.
struct Faces
{
    explicit Faces(const Theme &theme)
        : caption(theme.font(TextRole::Caption))
        , small(theme.font(TextRole::Small))
        , strong(theme.font(TextRole::Strong))
        , title(theme.font(TextRole::CardTitle))
        , figure(theme.font(TextRole::Figure))
        , mono(theme.font(TextRole::Mono))
        , monoSmall(theme.font(TextRole::MonoSmall))
    {
    }
    Face caption;
    Face small;
    Face strong;
    Face title;
    Face figure;
    Face mono;
    Face monoSmall;
};

struct PaintContext
{
    const FlowGraph &graph;
    const FlowLayout &layout;
    const Traffic &traffic;
    const Theme &theme;
    const Faces &faces;
    PaintQuality quality = PaintQuality::Full;
    double devicePixels = 1; ///< per pixel of the diagram, for icons

    double px(double base) const { return base * layout.unit; }
    QColor colour(Token token) const { return theme.color(token); }
    bool isVector() const { return quality == PaintQuality::Vector; }
};

} // namespace pk::gui
