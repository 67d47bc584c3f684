#include "bridge/command_text.h"

#include "bridge/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <optional>

// A message by hand as a line of a shell that writes that very message, whatever stands in it. A client that
// cannot is left out, and the other one's note says why.

namespace pk::gui {

namespace {

/// A message as texts; what is null stays apart from what is empty.
struct Texts
{
    std::optional<QString> key;
    std::optional<QString> value;
    QStringList headerNames;
    QStringList headerValues;
};

struct Line
{
    QString command; ///< empty: it cannot
    QString why;
};

Texts textsOf(const HandMade &message)
{
    Texts texts;
    if (message.key)
        texts.key = toQString(*message.key);
    if (message.value)
        texts.value = toQString(*message.value);
    for (const auto &[name, value] : message.headers) {
        texts.headerNames << toQString(name);
        texts.headerValues << toQString(value);
    }
    return texts;
}

bool isInAny(const QString &mark, const QStringList &texts)
{
    return std::any_of(texts.begin(), texts.end(), [&](const QString &text) { return text.contains(mark); });
}

/// The first of them that stands in none of the texts; else one that is made so. None means anything to the
/// shell's printf or as a regular expression, and no end of one is its beginning.
QString markNotIn(const QStringList &texts, const QStringList &wanted)
{
    for (const QString &mark : wanted) {
        if (!isInAny(mark, texts))
            return mark;
    }
    int number = 1;
    while (isInAny(QStringLiteral("<%1>").arg(number), texts))
        ++number;
    return QStringLiteral("<%1>").arg(number);
}

/// kcat makes a message of each line, so what has lines is given another end: its first character is octal
/// for printf, the second hexadecimal for kcat.
Line toKcat(const CommandTarget &target, const HandMade &message, const Texts &texts)
{
    QString kcat = QStringLiteral("kcat -b %1 -P -t ").arg(target.bootstrap)
        + shellQuoted(target.prefix + toQString(message.topic));
    if (message.partition >= 0)
        kcat += QStringLiteral(" -p %1").arg(message.partition);
    else
        kcat += QStringLiteral(" -X partitioner=murmur2_random");
    const QString key = texts.key.value_or(QString());
    const QString value = texts.value.value_or(QString());
    if (!value.isEmpty() && texts.key)
        kcat += QStringLiteral(" -k ") + shellQuoted(key);
    for (qsizetype i = 0; i < texts.headerNames.size(); ++i)
        kcat += QStringLiteral(" -H ")
            + shellQuoted(texts.headerNames[i] + QLatin1Char('=') + texts.headerValues[i]);
    const bool hasLines = (value + key).contains(QLatin1Char('\n'));
    const QString until = hasLines ? QStringLiteral(" -D '\\x01'") : QString();
    if (!value.isEmpty())
        return {QStringLiteral("printf '%s' ") + shellQuoted(value) + QStringLiteral(" | ") + kcat + until,
                {}};

    // Nothing, or an empty line, is no message to kcat: it has to have the mark that ends a key.
    if (texts.value && !texts.key)
        return {{}, QCoreApplication::translate("bridge", "kcat writes no empty value without a key.")};
    if (!texts.value && texts.key && key.isEmpty())
        return {{}, QCoreApplication::translate("bridge", "kcat writes no tombstone with an empty key.")};
    const QString mark = markNotIn(
        {key}, {QStringLiteral(":"), QStringLiteral("|"), QStringLiteral("="), QStringLiteral("#")});
    return {QStringLiteral("printf '%s") + mark
                + (hasLines ? QStringLiteral("\\001' ") : QStringLiteral("\\n' ")) + shellQuoted(key)
                + QStringLiteral(" | ") + kcat + QStringLiteral(" -K ") + shellQuoted(mark) + until
                + (texts.value ? QString() : QStringLiteral(" -Z")),
            {}};
}

/// The console producer reads a line, and takes it apart at marks that may be chosen.
Line toConsoleProducer(const CommandTarget &target, const HandMade &message, const Texts &texts)
{
    if (message.partition >= 0)
        return {{},
                QCoreApplication::translate("bridge",
                                            "kafka-console-producer.sh cannot write to a chosen partition.")};
    const QString key = texts.key.value_or(QString());
    const QStringList names = texts.headerNames;
    const QStringList values = texts.headerValues;
    const QStringList all = names + values + QStringList{key, texts.value.value_or(QString())};
    if (isInAny(QStringLiteral("\n"), all) || isInAny(QStringLiteral("\r"), all))
        return {{},
                QCoreApplication::translate("bridge",
                                            "kafka-console-producer.sh cannot write what has more than one "
                                            "line: each line is a message to it.")};
    QString line;
    QString options;
    const auto set = [&options](const char *property, const QString &value) {
        options +=
            QStringLiteral(" --property ") + shellQuoted(QLatin1String(property) + QLatin1Char('=') + value);
    };
    const QString bar = QStringLiteral("|");
    if (!names.isEmpty()) {
        const QString pair = markNotIn(names, {QStringLiteral(":"), QStringLiteral("=")});
        const QString next =
            markNotIn(names + values + QStringList{pair}, {QStringLiteral(","), QStringLiteral(";")});
        QStringList headers;
        for (qsizetype i = 0; i < names.size(); ++i)
            headers << names[i] + pair + values[i];
        line = headers.join(next);
        const QString end = markNotIn({line}, {bar, QStringLiteral("#")});
        line += end;
        set("parse.headers", QStringLiteral("true"));
        set("headers.delimiter", end);
        set("headers.separator", next);
        set("headers.key.separator", pair);
    }
    if (texts.key) {
        const QString end = markNotIn({key}, {bar, QStringLiteral(":"), QStringLiteral("#")});
        line += key + end;
        set("parse.key", QStringLiteral("true"));
        set("key.separator", end);
    }
    if (!texts.value) {
        const QString null = markNotIn(values + QStringList{key, line}, {QStringLiteral("NULL")});
        line += null;
        set("null.marker", null);
    }
    line += texts.value.value_or(QString());
    return {QStringLiteral("printf '%s\\n' ") + shellQuoted(line)
                + QStringLiteral(" | kafka-console-producer.sh --bootstrap-server ") + target.bootstrap
                + QStringLiteral(" --topic ") + shellQuoted(target.prefix + toQString(message.topic))
                + options,
            {}};
}

} // namespace

CommandTexts produceText(const CommandTarget &target, const HandMade &message)
{
    const Texts texts = textsOf(message);
    const Line kcat = toKcat(target, message, texts);
    const Line java = toConsoleProducer(target, message, texts);
    QStringList reasons{kcat.why, java.why};
    reasons.removeAll(QString());
    const QString why = reasons.join(QLatin1Char(' '));
    const QString writes =
        QCoreApplication::translate("bridge", "Writes to %1.").arg(toQString(message.topic));
    const QString note = why.isEmpty() ? writes : writes + QLatin1Char(' ') + why;
    CommandTexts found;
    if (!kcat.command.isEmpty())
        found.push_back({kcat.command, Where::HereToo, note});
    if (!java.command.isEmpty())
        found.push_back({java.command, Where::RealKafkaOnly, note});
    if (found.empty())
        found.push_back({{}, Where::OnlyHere, why});
    return found;
}

} // namespace pk::gui
