#include "bridge/topic_stage.h"

#include "bridge/record_story.h"
#include "domain/pipeline_names.h"

namespace pk::gui {

Role stageOf(std::string_view topic)
{
    switch (roleOf(topic)) {
    case TopicRole::Raw:
        return Role::Raw;
    case TopicRole::Enriched:
        return Role::Enriched;
    case TopicRole::DeadLetters:
        return Role::DeadLetter;
    case TopicRole::Filtered:
        return Role::Plain;
    case TopicRole::Other:
        break;
    }
    if (isChangeTopic(topic))
        return Role::Raw;
    return topic == kWarehouseEventsTopic ? Role::Consumer : Role::Plain;
}

} // namespace pk::gui
