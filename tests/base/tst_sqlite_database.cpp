#include "base/database.h"
#include <QtTest>
QTEST_GUILESS_MAIN(QObject)
