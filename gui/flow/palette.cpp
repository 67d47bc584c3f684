#include "flow/palette.h"

namespace pk::gui {

RoleColours coloursOf(Role role)
{
    switch (role) {
    case Role::Source:
        return {Token::Amber, Token::AmberText, Token::AmberTint};
    case Role::Raw:
        return {Token::Blue, Token::BlueText, Token::BlueTint};
    case Role::Transform:
        return {Token::Violet, Token::VioletText, Token::VioletTint};
    case Role::Enriched:
        return {Token::Teal, Token::TealText, Token::TealTint};
    case Role::Consumer:
        return {Token::Green, Token::GreenText, Token::GreenTint};
    case Role::Plain:
        return {Token::Muted, Token::Muted, Token::Surface2};
    case Role::DeadLetter:
        break;
    }
    return {Token::Rose, Token::RoseText, Token::RoseTint};
}

Accent accentOf(Role role)
{
    const RoleColours colours = coloursOf(role);
    return {colours.solid, colours.text, colours.tint};
}

RoleColours coloursOf(LagLevel level, Role role)
{
    switch (level) {
    case LagLevel::Normal:
        return coloursOf(role);
    case LagLevel::Rising:
        return {Token::Amber, Token::AmberText, Token::AmberTint};
    case LagLevel::Critical:
        break;
    }
    return {Token::Rose, Token::RoseText, Token::RoseTint};
}

RoleColours coloursOf(NodeStatus status)
{
    switch (status) {
    case NodeStatus::Running:
        return {Token::Green, Token::GreenText, Token::GreenTint};
    case NodeStatus::Starting:
        return {Token::Blue, Token::BlueText, Token::BlueTint};
    case NodeStatus::Paused:
    case NodeStatus::Retrying:
    case NodeStatus::Restarting:
        return {Token::Amber, Token::AmberText, Token::AmberTint};
    case NodeStatus::Stopped:
        return {Token::Muted, Token::Muted, Token::Surface2};
    case NodeStatus::Crashed:
    case NodeStatus::Failed:
        break;
    }
    return {Token::Rose, Token::RoseText, Token::RoseTint};
}

QColor mix(const QColor &a, const QColor &b, double t)
{
    const auto part = [t](int x, int y) { return static_cast<int>(x + (y - x) * t + 0.5); };
    return {part(a.red(), b.red()), part(a.green(), b.green()), part(a.blue(), b.blue())};
}

QColor withAlpha(QColor colour, double alpha)
{
    colour.setAlphaF(static_cast<float>(alpha));
    return colour;
}

} // namespace pk::gui
