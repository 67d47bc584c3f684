#pragma once

// The create functions of all steps; what each does and which options it has stands at the top of its file.

#include "transform/step.h"

namespace pk::transform {

std::unique_ptr<const Step> createParse(StepOptions &options);
std::unique_ptr<const Step> createValidate(StepOptions &options);
std::unique_ptr<const Step> createTrim(StepOptions &options);
std::unique_ptr<const Step> createNormaliseCase(StepOptions &options);
std::unique_ptr<const Step> createNormaliseUnit(StepOptions &options);
std::unique_ptr<const Step> createNormaliseMoney(StepOptions &options);
std::unique_ptr<const Step> createNormaliseTime(StepOptions &options);
std::unique_ptr<const Step> createCompute(StepOptions &options);
std::unique_ptr<const Step> createLookup(StepOptions &options);
std::unique_ptr<const Step> createFilter(StepOptions &options);
std::unique_ptr<const Step> createMask(StepOptions &options);
std::unique_ptr<const Step> createAddMetadata(StepOptions &options);

} // namespace pk::transform
