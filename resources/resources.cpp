#include "resources.h"

#include <QDir>

// Q_INIT_RESOURCE must stand outside every namespace.
static void registerResources()
{
    Q_INIT_RESOURCE(pk_resources);
}

namespace pk {

void initResources()
{
    registerResources();
}

} // namespace pk
