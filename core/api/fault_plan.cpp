#include "api/fault_plan.h"

#include <QCoreApplication>
#include <QStringList>

#include <utility>

namespace pk::api {

Result<FaultPlan> FaultPlan::parse(const QString &text)
{
    static const std::pair<QString, Fault> names[] = {{QStringLiteral("429"), Fault::TooMany},
                                                      {QStringLiteral("500"), Fault::Failed},
                                                      {QStringLiteral("slow"), Fault::Slow},
                                                      {QStringLiteral("cut"), Fault::Cut}};
    FaultPlan plan;
    for (const QString &part : text.split(u',', Qt::SkipEmptyParts)) {
        const QString kind = part.section(u'@', 0, 0).trimmed();
        bool isNumber = false;
        Every every{Fault::None, part.section(u'@', 1).trimmed().toLongLong(&isNumber)};
        for (const auto &[name, fault] : names) {
            if (name == kind)
                every.fault = fault;
        }
        if (every.fault == Fault::None || !isNumber || every.requests < 2)
            return Error{
                ErrorCode::Usage,
                QCoreApplication::translate("api",
                                            "\"%1\" is no fault. Write 429@N, 500@N, slow@N or cut@N, "
                                            "where every N-th request has it and N is at least 2.")
                    .arg(part),
                {}};
        plan.m_faults.push_back(every);
    }
    return plan;
}

Fault FaultPlan::next()
{
    ++m_request;
    for (const Every &every : m_faults) {
        if (m_request % every.requests == 0)
            return every.fault;
    }
    return Fault::None;
}

} // namespace pk::api
