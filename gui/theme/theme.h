#pragma once

// Colours, type and space of the window, in two schemes and any interface scale. Widgets ask here when
// they paint; ordinary widgets get the same values through the application's style sheet.
//
// Thread: GUI thread only.
// Ownership: one per process (a singleton by decision: settings and theme only).

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QObject>

namespace pk::gui {

enum class Scheme { Dark, Light };

/// What a colour is for. The …Text ones are for text, with contrast of 4.5:1 on surfaces; …Tint are opaque
/// fills of the colour mixed over the surface (pills, chips, tonal buttons).
enum class Token {
    Window,
    Canvas,
    Surface,
    Surface2,
    Border,
    Dots,
    Text,
    Muted,
    Subtle,
    Blue,
    BlueText,
    BlueTint, ///< raw topics, accent
    Violet,
    VioletText,
    VioletTint, ///< transform
    Teal,
    TealText,
    TealTint, ///< enriched topics
    Amber,
    AmberText,
    AmberTint, ///< source, rising lag
    Rose,
    RoseText,
    RoseTint, ///< critical, delete, dead letters
    Green,
    GreenText,
    GreenTint, ///< consumer, warehouse
    Consumed,
    Selection,
    DiffAdd,
    DiffDelete,
    NewRow,
    OnAccent, ///< OnAccent: text on solid blue
};

enum class TextRole { Caption, Small, Body, Strong, CardTitle, Title, Figure, Mono, MonoSmall };

class Theme final : public QObject
{
    Q_OBJECT

public:
    static Theme &instance();

    Scheme scheme() const { return m_scheme; }
    void setScheme(Scheme scheme);
    /// Interface scale: 1 on a laptop, 1.5 and more on a projector.
    double scale() const { return m_scale; }
    void setScale(double scale);

    QColor color(Token token) const;
    QFont font(TextRole role) const;
    /// Pixels of the 4-px scale at the present interface scale.
    int px(int base) const { return static_cast<int>(base * m_scale + 0.5); }
    /// An icon of the set by name ("play", "topic"), drawn in a token's colour.
    QIcon icon(const QString &name, Token token = Token::Muted) const;

Q_SIGNALS:
    void changed(); ///< scheme or scale

private:
    Theme();
    Scheme m_scheme = Scheme::Dark;
    double m_scale = 1.0;
};

} // namespace pk::gui
