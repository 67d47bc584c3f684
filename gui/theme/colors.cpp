#include "theme/theme.h"

namespace pk::gui {

namespace {

struct Pair
{
    QRgb dark;
    QRgb light;
};

constexpr Pair pairOf(Token token)
{
    switch (token) {
    case Token::Window:
        return {0xFF0A0F1C, 0xFFEEF1F7};
    case Token::Canvas:
        return {0xFF0D1424, 0xFFF7F9FC};
    case Token::Surface:
        return {0xFF141C2F, 0xFFFFFFFF};
    case Token::Surface2:
        return {0xFF1B2540, 0xFFF1F4FA};
    case Token::Border:
        return {0xFF27334F, 0xFFDDE4EF};
    case Token::Dots:
        return {0xFF1B2539, 0xFFDCE3EE};
    case Token::Text:
        return {0xFFE8EDF8, 0xFF101828};
    case Token::Muted:
        return {0xFF9AA7C2, 0xFF51607A};
    case Token::Subtle:
        return {0xFF8593B0, 0xFF5D6A82};
    case Token::Blue:
        return {0xFF5EA0FF, 0xFF2563EB};
    case Token::BlueText:
        return {0xFF5EA0FF, 0xFF1D4ED8};
    case Token::BlueTint:
        return {0xFF203150, 0xFFE9EFFD};
    case Token::Violet:
        return {0xFFA78BFA, 0xFF7C3AED};
    case Token::VioletText:
        return {0xFFA78BFA, 0xFF7C3AED};
    case Token::VioletTint:
        return {0xFF2C2E4F, 0xFFF2EBFD};
    case Token::Teal:
        return {0xFF2DD4BF, 0xFF0D9488};
    case Token::TealText:
        return {0xFF2DD4BF, 0xFF0B6B63};
    case Token::TealTint:
        return {0xFF183946, 0xFFE7F4F3};
    case Token::Amber:
        return {0xFFFBBF24, 0xFFD97706};
    case Token::AmberText:
        return {0xFFFBBF24, 0xFFA14A06};
    case Token::AmberTint:
        return {0xFF39362D, 0xFFFAEEE0};
    case Token::Rose:
        return {0xFFFB7185, 0xFFE11D48};
    case Token::RoseText:
        return {0xFFFB7185, 0xFFBE123C};
    case Token::RoseTint:
        return {0xFF392A3D, 0xFFFCE8ED};
    case Token::Green:
        return {0xFF4ADE80, 0xFF15803D};
    case Token::GreenText:
        return {0xFF4ADE80, 0xFF166534};
    case Token::GreenTint:
        return {0xFF1D3B3C, 0xFFE8F2EC};
    case Token::Consumed:
        return {0xFF2E3B5A, 0xFFCFD8E6};
    case Token::Selection:
        return {0xFF1C2E52, 0xFFE3EDFF};
    case Token::DiffAdd:
        return {0xFF10302C, 0xFFDDF7EE};
    case Token::DiffDelete:
        return {0xFF3A1B28, 0xFFFDE7EA};
    case Token::NewRow:
        return {0xFF192F37, 0xFFF1F7F3};
    case Token::OnAccent:
        return {0xFF0A0F1C, 0xFFFFFFFF};
    }
    return {0xFFFF00FF, 0xFFFF00FF};
}

} // namespace

QColor Theme::color(Token token, Scheme scheme)
{
    const Pair pair = pairOf(token);
    return QColor::fromRgb(scheme == Scheme::Dark ? pair.dark : pair.light);
}

} // namespace pk::gui
