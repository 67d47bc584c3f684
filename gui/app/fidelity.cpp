#include "app/fidelity.h"

namespace pk::gui {

std::vector<FidelityRow> fidelityRows(const environment::FidelityPlace &place)
{
    using environment::Fidelity;
    using State = FidelityRow::State;
    std::vector<FidelityRow> rows;
    for (const environment::FidelityFact &fact : environment::fidelityOf(place)) {
        const State state = fact.state == Fidelity::Real ? State::Real
            : fact.state == Fidelity::Emulated           ? State::Emulated
                                                         : State::Absent;
        rows.push_back({state, fact.what, fact.how});
    }
    return rows;
}

} // namespace pk::gui
