#pragma once

// Colours, type and space of the window (VISUAL.md), in two schemes and any interface scale. Widgets ask here
// when they paint; ordinary widgets get the same values through the application's style (theme/install.h).
//
// Thread: GUI thread only.
// Ownership: one per process (a singleton by decision: settings and theme only).

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QObject>

namespace pk::gui {

enum class Scheme { Dark, Light };

/// Names of VISUAL.md's table. The …Text ones are for text, with contrast of 4.5:1 on surfaces; …Tint are
/// opaque fills of the colour mixed over the surface (pills, chips, tonal buttons).
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

/// One stage's colour in its three uses.
struct Accent
{
    Token solid = Token::Blue;
    Token text = Token::BlueText;
    Token tint = Token::BlueTint;

    bool operator==(const Accent &) const = default;
};

inline constexpr Accent BlueAccent{Token::Blue, Token::BlueText, Token::BlueTint};
inline constexpr Accent VioletAccent{Token::Violet, Token::VioletText, Token::VioletTint};
inline constexpr Accent TealAccent{Token::Teal, Token::TealText, Token::TealTint};
inline constexpr Accent AmberAccent{Token::Amber, Token::AmberText, Token::AmberTint};
inline constexpr Accent RoseAccent{Token::Rose, Token::RoseText, Token::RoseTint};
inline constexpr Accent GreenAccent{Token::Green, Token::GreenText, Token::GreenTint};
inline constexpr Accent PlainAccent{Token::Muted, Token::Muted, Token::Surface2};

class Theme final : public QObject
{
    Q_OBJECT

public:
    static constexpr double MinScale = 0.75;
    static constexpr double MaxScale = 3.0;

    /// The first call loads the fonts, so a QGuiApplication must exist.
    static Theme &instance();

    Scheme scheme() const { return m_scheme; }
    void setScheme(Scheme scheme);
    /// Interface scale: 1 on a laptop, 1.5 and more on a projector. Clamped to MinScale…MaxScale.
    double scale() const { return m_scale; }
    void setScale(double scale);
    /// Steps instead of movement. Not part of changed(): ask when a movement begins.
    bool reducedMotion() const { return m_reducedMotion; }
    void setReducedMotion(bool reduced) { m_reducedMotion = reduced; }

    QColor color(Token token) const { return color(token, m_scheme); }
    static QColor color(Token token, Scheme scheme);
    QFont font(TextRole role) const;
    /// Pixels of the 4-px scale at the present interface scale.
    int px(int base) const { return static_cast<int>(base * m_scale + 0.5); }
    /// An icon of the set by name ("play", "topic"), drawn in a token's colour. It follows the scheme by
    /// itself.
    QIcon icon(const QString &name, Token token = Token::Muted) const;

Q_SIGNALS:
    void changed(); ///< scheme or scale

private:
    Theme();
    Scheme m_scheme = Scheme::Dark;
    double m_scale = 1.0;
    bool m_reducedMotion = false;
};

} // namespace pk::gui
