#include "cli/command_line.h"

#include "cli/exit_codes.h"
#include "cli/output.h"

#include <QCoreApplication>

#include <algorithm>

namespace pk::cli {

namespace {

constexpr int kHelpWidth = 100;
constexpr qsizetype kWidestName = 30;

QString spelled(const QString &optionName)
{
    return (optionName.size() == 1 ? QStringLiteral("-") : QStringLiteral("--")) + optionName;
}

QString signature(const QCommandLineOption &option)
{
    QStringList names;
    for (const QString &name : option.names())
        names << spelled(name);
    QString text = QStringLiteral("  ") + names.join(QStringLiteral(", "));
    if (!option.valueName().isEmpty())
        text += u' ' + option.valueName();
    return text;
}

/// Words broken into lines of `width`, the later ones indented by `indent`. A line break in the text stays
/// one.
QString wrapped(const QString &text, int indent, int width)
{
    QStringList lines;
    for (const QString &paragraph : text.split(u'\n')) {
        QString line;
        for (const QString &word : paragraph.split(u' ')) {
            if (!line.isEmpty() && line.size() + 1 + word.size() > width) {
                lines << line;
                line.clear();
            }
            line += line.isEmpty() ? word : u' ' + word;
        }
        lines << line;
    }
    return lines.join(u'\n' + QString(indent, u' '));
}

/// Two columns, the left one as wide as its widest entry. An entry wider than kWidestName stands on a line of
/// its own, so that it does not squeeze the descriptions of all others.
QString table(const QList<std::pair<QString, QString>> &rows)
{
    qsizetype left = 0;
    for (const auto &row : rows) {
        if (row.first.size() <= kWidestName)
            left = std::max(left, row.first.size());
    }
    const int indent = static_cast<int>(left) + 2;
    QString text;
    for (const auto &[name, description] : rows) {
        text += name.size() <= left ? name.leftJustified(indent) : name + u'\n' + QString(indent, u' ');
        text += wrapped(description, indent, kHelpWidth - indent) + u'\n';
    }
    return text;
}

} // namespace

CommandLine::CommandLine(const QString &subcommand, const QString &description)
    : m_subcommand(subcommand)
    , m_description(description)
{
    addOption({{QStringLiteral("help"), QStringLiteral("h")},
               QCoreApplication::translate("cli", "Shows this help.")});
}

void CommandLine::addOption(const QCommandLineOption &option)
{
    m_parser.addOption(option);
    m_options.append(option);
}

void CommandLine::addValue(const char *name, const QString &help, const char *value, const char *standard)
{
    QCommandLineOption option(QString::fromUtf8(name), help, QString::fromUtf8(value));
    if (*standard != '\0')
        option.setDefaultValue(QString::fromUtf8(standard));
    addOption(option);
}

bool CommandLine::knows(const QString &option) const
{
    return std::any_of(m_options.begin(), m_options.end(),
                       [&](const QCommandLineOption &known) { return known.names().contains(option); });
}

void CommandLine::addPositional(const QString &name, const QString &description)
{
    m_positional.append({name, description});
}

std::optional<int> CommandLine::parse(const QStringList &arguments)
{
    const bool understood = m_parser.parse(arguments);
    if (m_parser.isSet(QStringLiteral("help"))) {
        printOut(helpText());
        return Done;
    }
    QString wrong;
    if (!understood)
        wrong = whatIsWrong(arguments);
    else if (positional().size() > m_positional.size())
        wrong = QCoreApplication::translate("cli", "\"%1\" is not expected here.")
                    .arg(positional().at(m_positional.size()));
    if (wrong.isEmpty())
        return std::nullopt;
    printError(wrong + u' ' + hint());
    return UsageError;
}

QString CommandLine::whatIsWrong(const QStringList &arguments) const
{
    if (const QStringList unknown = m_parser.unknownOptionNames(); !unknown.isEmpty())
        return QCoreApplication::translate("cli", "There is no option %1.").arg(spelled(unknown.first()));
    // The parser takes whatever follows an option as its value, so that only the last argument can lack one.
    const QString last = arguments.last();
    if (last.startsWith(u'-') && !last.contains(u'='))
        return QCoreApplication::translate("cli", "The option %1 needs a value.").arg(last);
    for (const QString &argument : arguments) {
        const QString name = argument.section(u'=', 0, 0);
        for (const QCommandLineOption &option : m_options) {
            if (argument.contains(u'=') && option.valueName().isEmpty()
                && option.names().contains(name.mid(2)))
                return QCoreApplication::translate("cli", "The option %1 takes no value.").arg(name);
        }
    }
    return m_parser.errorText() + u'.';
}

QString CommandLine::hint() const
{
    return QCoreApplication::translate("cli", "See: pelatihan-kafka %1 --help").arg(m_subcommand);
}

Error CommandLine::wrongValue(const QString &option, const QString &sentence) const
{
    return Error{
        ErrorCode::Usage,
        QCoreApplication::translate("cli", "The option %1: %2 %3").arg(spelled(option), sentence, hint()),
        {}};
}

Result<qint64> CommandLine::integer(const QString &option, qint64 minimum, qint64 maximum) const
{
    const QString text = value(option);
    bool isNumber = false;
    const qint64 number = text.toLongLong(&isNumber);
    if (!isNumber)
        return wrongValue(option,
                          QCoreApplication::translate("cli", "\"%1\" is not a whole number.").arg(text));
    if (number < minimum || number > maximum)
        return wrongValue(option,
                          QCoreApplication::translate("cli", "%1 is outside of %2 to %3.")
                              .arg(number)
                              .arg(minimum)
                              .arg(maximum));
    return number;
}

Result<QString> CommandLine::choice(const QString &option, const QStringList &choices) const
{
    const QString text = value(option);
    if (choices.contains(text))
        return text;
    return wrongValue(option,
                      QCoreApplication::translate("cli", "\"%1\" is none of: %2.")
                          .arg(text, choices.join(QStringLiteral(", "))));
}

QString CommandLine::helpText() const
{
    QString usage =
        QCoreApplication::translate("cli", "Usage: pelatihan-kafka %1 [options]").arg(m_subcommand);
    QList<std::pair<QString, QString>> rows;
    for (const Positional &argument : m_positional) {
        usage += u' ' + argument.name;
        rows.append({QStringLiteral("  ") + argument.name, argument.description});
    }
    for (const QCommandLineOption &option : m_options) {
        QString description = option.description();
        if (!option.defaultValues().isEmpty())
            description += u' '
                + QCoreApplication::translate("cli", "Default: %1.").arg(option.defaultValues().join(u','));
        rows.append({signature(option), description});
    }
    return usage + QStringLiteral("\n\n") + wrapped(m_description, 0, kHelpWidth) + QStringLiteral("\n\n")
        + table(rows).trimmed().prepend(QStringLiteral("  "));
}

} // namespace pk::cli
