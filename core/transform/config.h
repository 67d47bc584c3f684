#pragma once

// A transform configuration: which steps, in which order, with which parameters.
//
// Thread: immutable once loaded; shared between engines.
// Errors: BadInput with line, column and what was expected. Unknown keys are errors.

#include "base/result.h"
#include "domain/pipeline_names.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <vector>

namespace pk::transform {

class Config
{
public:
    /// Reads and checks a configuration. `origin` names it in errors. Tables that it refers to by name
    /// ("units.id") are looked for beside the file first, then among the shipped ones.
    static Result<std::shared_ptr<const Config>> parse(const QByteArray &json, const QString &origin);
    static Result<std::shared_ptr<const Config>> load(const QString &path);
    /// The shipped configuration of a dataset.
    static Result<std::shared_ptr<const Config>> shipped(Dataset dataset);

    ~Config();
    Dataset dataset() const;
    std::vector<std::string> stepNames() const;

    struct Data; ///< the steps themselves; known to the engine alone
    const Data &data() const { return *m_data; }

private:
    explicit Config(std::unique_ptr<const Data> data);
    std::unique_ptr<const Data> m_data;
};

} // namespace pk::transform
