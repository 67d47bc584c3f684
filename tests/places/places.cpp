#include "places/places.h"

namespace pk::test {

QString programPath()
{
    return QStringLiteral(PK_PROGRAM);
}

QString sourcePath(const char *relative)
{
    return QStringLiteral(PK_SOURCE_DIR "/") + QLatin1String(relative);
}

} // namespace pk::test
