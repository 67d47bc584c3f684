#include "environment/environment_choice.h"

#include "environment/local_folders.h"
#include "environment/profile.h"

#include <QCoreApplication>

#include <algorithm>

namespace pk::environment {

namespace {

const QString kLocal = QStringLiteral("local-");
const QString kProfile = QStringLiteral("profile:");

} // namespace

QString EnvironmentChoice::id() const
{
    switch (kind) {
    case Kind::Local:
        return kLocal + QString::number(nodes);
    case Kind::Compose:
        return QStringLiteral("compose");
    case Kind::Profile:
        return kProfile + profile;
    case Kind::Embedded:
        break;
    }
    return QStringLiteral("embedded");
}

std::optional<EnvironmentChoice> EnvironmentChoice::fromId(const QString &id)
{
    EnvironmentChoice choice;
    if (id == QLatin1String("compose")) {
        choice.kind = Kind::Compose;
    } else if (id.startsWith(kLocal)) {
        choice.kind = Kind::Local;
        choice.nodes = id.mid(kLocal.size()).toInt();
        if (std::find(std::begin(kLocalSizes), std::end(kLocalSizes), choice.nodes) == std::end(kLocalSizes))
            return std::nullopt;
    } else if (id.startsWith(kProfile)) {
        choice.kind = Kind::Profile;
        choice.profile = id.mid(kProfile.size());
        if (!isProfileName(choice.profile))
            return std::nullopt;
    } else if (id != QLatin1String("embedded")) {
        return std::nullopt;
    }
    return choice;
}

QString EnvironmentChoice::title() const
{
    switch (kind) {
    case Kind::Local:
        return nodes == 1 ? QCoreApplication::translate("environment", "Local Kafka, 1 node")
                          : QCoreApplication::translate("environment", "Local Kafka, %1 nodes").arg(nodes);
    case Kind::Compose:
        return QCoreApplication::translate("environment", "Kafka in containers");
    case Kind::Profile:
        return profile;
    case Kind::Embedded:
        break;
    }
    return QCoreApplication::translate("environment", "Embedded broker");
}

std::string_view EnvironmentChoice::fidelity() const
{
    switch (kind) {
    case Kind::Local:
        return "local";
    case Kind::Compose:
        return "compose";
    case Kind::Profile:
        return "profile";
    case Kind::Embedded:
        break;
    }
    return "embedded";
}

} // namespace pk::environment
