#include "main/given_up.h"

#include "cli/output.h"
#include "main/workbench.h"

namespace pk::gui {

void leaveIfGivenUp(const Workbench &workbench, int exitCode, const std::function<void()> &lastly)
{
    if (workbench.givenUp().isEmpty())
        return;
    lastly();
    cli::printError(workbench.givenUp());
    cli::leave(exitCode);
}

} // namespace pk::gui
