#pragma once

// What a person points at in the diagram, by mouse or keyboard.
//
// Thread: a value type.

#include "flow/flow_model.h"

namespace pk::gui {

struct FlowTarget
{
    enum class Kind { None, Node, Lane, Member, Edge, Token };

    Kind kind = Kind::None;
    QString node; ///< Node, Lane, Member
    int partition = -1; ///< Lane
    std::int64_t offset = -1; ///< Lane: the cell, -1: the lane itself
    QString member; ///< Member
    QString edge; ///< Edge, Token
    std::uint32_t token = 0; ///< Token: its id while it moves
    Hop hop; ///< Token

    bool isNone() const { return kind == Kind::None; }
    /// The same thing, whatever has happened to it meanwhile.
    bool isSameAs(const FlowTarget &other) const
    {
        return kind == other.kind && node == other.node && partition == other.partition
            && member == other.member && edge == other.edge && token == other.token;
    }
};

} // namespace pk::gui
