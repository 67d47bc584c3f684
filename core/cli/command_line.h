#pragma once

// The options of one subcommand: declared once, then parsed, checked and explained in plain, translated
// sentences. A thin layer over QCommandLineParser, whose own sentences are English only.
//
//   CommandLine line(QStringLiteral("broker"), <what it does>);
//   line.addOption({QStringLiteral("brokers"), <what it means>, QStringLiteral("N"), QStringLiteral("3")});
//   if (const auto ended = line.parse(arguments))
//       return *ended;
//   const auto brokers = line.integer(QStringLiteral("brokers"), 1, 9);
//   if (!brokers)
//       return fail(brokers.error());
//
// Thread: one thread.
// Errors: Usage.

#include "base/result.h"

#include <QCommandLineParser>

#include <optional>

namespace pk::cli {

class CommandLine
{
public:
    CommandLine(const QString &subcommand, const QString &description);

    /// An option whose value name is empty is a switch.
    void addOption(const QCommandLineOption &option);
    /// The same for an option with a value; without a `standard` it has no default.
    void addValue(const char *name, const QString &help, const char *value, const char *standard = "");
    void addPositional(const QString &name, const QString &description);

    /// `arguments` begin with the subcommand's name. Returns the exit code when there is nothing left to do:
    /// the help was asked for, or what was wrong has been said on stderr.
    std::optional<int> parse(const QStringList &arguments);

    bool knows(const QString &option) const;
    bool isSet(const QString &option) const { return m_parser.isSet(option); }
    QString value(const QString &option) const { return m_parser.value(option); }
    QStringList values(const QString &option) const { return m_parser.values(option); }
    QStringList positional() const { return m_parser.positionalArguments(); }
    Result<qint64> integer(const QString &option, qint64 minimum, qint64 maximum) const;
    /// The value when it is one of `choices`.
    Result<QString> choice(const QString &option, const QStringList &choices) const;
    /// A usage error about one option, with the way to its help.
    Error wrongValue(const QString &option, const QString &sentence) const;

    QString helpText() const;

private:
    struct Positional
    {
        QString name;
        QString description;
    };
    QString whatIsWrong(const QStringList &arguments) const;
    QString hint() const;

    QString m_subcommand;
    QString m_description;
    QCommandLineParser m_parser;
    QList<QCommandLineOption> m_options;
    QList<Positional> m_positional;
};

} // namespace pk::cli
