#include "bridge/key_text.h"

#include <QCache>
#include <QJsonDocument>
#include <QJsonObject>

namespace pk::gui {

namespace {

constexpr QLatin1String kMaxwellBegin(R"({"database":)");
constexpr QLatin1String kColumnPrefix("pk.");
constexpr int kTextsKept = 2'000; ///< some screens full

QString shortKey(const QString &whole)
{
    const QJsonObject parts = QJsonDocument::fromJson(whole.toUtf8()).object();
    QString text = parts[QLatin1String("table")].toString();
    if (text.isEmpty())
        return whole;
    for (auto part = parts.begin(); part != parts.end(); ++part) {
        if (part.key().startsWith(kColumnPrefix))
            text += QStringLiteral(" %1=%2").arg(part.key().mid(kColumnPrefix.size()),
                                                 part.value().toVariant().toString());
    }
    return text;
}

} // namespace

bool isMaxwellKey(std::string_view key)
{
    return key.starts_with(std::string_view(kMaxwellBegin.data(), std::size_t(kMaxwellBegin.size())));
}

QString keyText(const QString &whole)
{
    if (!whole.startsWith(kMaxwellBegin))
        return whole;
    // Lists ask for it at each paint.
    static thread_local QCache<QString, QString> known(kTextsKept);
    if (const QString *text = known.object(whole))
        return *text;
    auto *text = new QString(shortKey(whole));
    const QString result = *text;
    known.insert(whole, text);
    return result;
}

} // namespace pk::gui
