#include "pipeline/source_member.h"

#include "pipeline/campus_stage.h"
#include "pipeline/source_stage.h"

namespace pk::pipeline {

const AckedRecords &SourceMember::acked() const
{
    static const AckedRecords none;
    return none;
}

std::unique_ptr<SourceMember> makeSource(Shared shared, broker::ClusterBackend &backend)
{
    const PipelineOptions &options = shared.options;
    if (options.campus)
        return std::make_unique<CampusStage>(shared, backend, *options.campus);
    return std::make_unique<SourceStage>(std::move(shared), options.source);
}

} // namespace pk::pipeline
