#pragma once

// Apache Kafka's program on this machine: Java, and the jars that compose/fetch-kafka.sh has fetched.
//
// Thread: free functions; they look at files and start `java -version` once.
// Errors: Unavailable, with the command that mends it.

#include "base/result.h"

#include <QStringList>

namespace pk::environment {

struct KafkaProgram
{
    QString java; ///< the executable
    QString jars; ///< the folder of the jars
    QString version; ///< of Kafka

    /// What `java` is given before a main class: memory for a small machine, the class path.
    QStringList javaArguments(int heapMb) const;
};

/// Where the jars are: PK_KAFKA_JARS, else `kafka` in the first of sharedFolders() that has them all; the
/// user's data folder when none has.
QString kafkaJarsFolder();

/// The java of JAVA_HOME, else of the search path, when it is new enough.
Result<QString> findJava();
/// The version of Kafka whose jars lie in the folder.
Result<QString> findKafkaJars(const QString &folder);
Result<KafkaProgram> findKafka();

} // namespace pk::environment
