#pragma once

// How a message came into its partition, in words, wherever that is shown.
//
// Thread: GUI thread, for the language.

#include "bridge/message_cache.h"

#include <QString>

namespace pk::gui {

struct KeyPartition
{
    bool isComputed = false; ///< murmur2 of the key tells which partition it would have
    QString remark; ///< why it lies where it does; empty where murmur2 of its key says it
};

/// `partitions`: of the topic; 0 where that is not known.
KeyPartition keyPartition(std::string_view topic, const FullMessage &message, int partitions);

} // namespace pk::gui
