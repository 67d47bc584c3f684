#include "bridge/command_text.h"

#include "base/mysql_database.h"
#include "bridge/action_text.h"
#include "bridge/semantics_text.h"
#include "bridge/text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QRegularExpression>

namespace pk::gui {

namespace {

constexpr QLatin1String kOffsetsFile("offsets.csv");
constexpr int kOwnSlot = 100; ///< of transactional ids; the members here count from 0

CommandText real(const QString &command, const QString &note = {})
{
    return {command, Where::RealKafkaOnly, note};
}

/// The client that opens the warehouse, for reading alone unless it `writes`; that of a server asks for the
/// password itself.
QString sqlClient(const CommandTarget &target, bool writes)
{
    const auto address = parseMysqlAddress(target.warehousePath, {});
    if (!isMysqlAddress(target.warehousePath) || !address)
        return (writes ? QStringLiteral("sqlite3 ") : QStringLiteral("sqlite3 -readonly "))
            + shellQuoted(target.warehousePath);
    const QString place = address->socket.isEmpty()
        ? QStringLiteral("-h %1 -P %2").arg(shellQuoted(address->host)).arg(address->port)
        : QStringLiteral("-S ") + shellQuoted(address->socket);
    return QStringLiteral("mysql %1 -u %2 -p %3")
               .arg(place, shellQuoted(address->user), shellQuoted(address->database))
        + (writes ? QString() : QStringLiteral(" --init-command='SET SESSION TRANSACTION READ ONLY'"));
}

QString sqlShell(const CommandTarget &target, const QString &sql)
{
    return sqlClient(target, false)
        + (isMysqlAddress(target.warehousePath) ? QStringLiteral(" -e ") : QStringLiteral(" "))
        + shellQuoted(sql);
}

/// How this program comes to the cluster: a profile has its prefix and rights, too.
QString wayTo(const CommandTarget &target)
{
    return target.profile.isEmpty() ? QStringLiteral("--bootstrap ") + target.bootstrap
                                    : QStringLiteral("--env ") + shellQuoted(target.profile);
}

/// A topic or group as the cluster calls it, as one argument.
QString onCluster(const CommandTarget &target, const QString &name)
{
    return shellQuoted(target.prefix + name);
}

/// As kafka-configs.sh takes it: a comma would begin the next setting.
QString configArgument(const std::string &name, const std::string &value)
{
    return shellQuoted(
        toQString(name)
        + (value.find(',') == std::string::npos ? QStringLiteral("=%1") : QStringLiteral("=[%1]"))
              .arg(toQString(value)));
}

QString resetArgument(const ResetSpec &spec)
{
    switch (spec.to) {
    case ResetSpec::To::Earliest:
        return QStringLiteral("--to-earliest");
    case ResetSpec::To::Latest:
        return QStringLiteral("--to-latest");
    case ResetSpec::To::Offset:
        return QStringLiteral("--to-offset %1").arg(spec.value);
    case ResetSpec::To::Shift:
        return QStringLiteral("--shift-by %1").arg(spec.value);
    case ResetSpec::To::Time:
        return QStringLiteral("--to-datetime %1")
            .arg(QDateTime::fromMSecsSinceEpoch(spec.value, Qt::UTC)
                     .toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss.zzzZ")));
    case ResetSpec::To::Each:
        return QStringLiteral("--from-file ") + kOffsetsFile;
    }
    return {};
}

/// What writes the file in which each partition has its own offset.
QString offsetsFile(const CommandTarget &target, const ResetSpec &spec)
{
    QString command = QStringLiteral("printf '%s\\n'");
    for (const TopicPartition &partition : spec.partitions) {
        const auto offset = spec.offsets.find(partition);
        if (offset == spec.offsets.end())
            continue;
        const QString line = QStringLiteral("%1,%2").arg(partition.partition).arg(offset->second);
        command += QLatin1Char(' ') + onCluster(target, toQString(partition.topic) + QLatin1Char(',') + line);
    }
    return command + QStringLiteral(" > ") + kOffsetsFile;
}

/// topic:0,1,2 for each topic of the spec.
QString topicArguments(const CommandTarget &target, const ResetSpec &spec)
{
    QStringList arguments;
    std::map<std::string, QStringList> topics;
    for (const TopicPartition &partition : spec.partitions)
        topics[partition.topic] << QString::number(partition.partition);
    for (const auto &[topic, partitions] : topics)
        arguments << QStringLiteral("--topic %1:%2")
                         .arg(onCluster(target, toQString(topic)), partitions.join(QLatin1Char(',')));
    return arguments.isEmpty() ? QStringLiteral("--all-topics") : arguments.join(QLatin1Char(' '));
}

} // namespace

QString label(Where where)
{
    switch (where) {
    case Where::HereToo:
        return QCoreApplication::translate("bridge", "here too");
    case Where::RealKafkaOnly:
        return QCoreApplication::translate("bridge", "real Kafka only");
    case Where::OwnProcessOnly:
        return QCoreApplication::translate("bridge", "only for a member in a process of its own");
    case Where::ServerOnly:
        return QCoreApplication::translate("bridge", "only with a database server");
    case Where::OnlyHere:
        return QCoreApplication::translate("bridge", "in this window only");
    }
    return {};
}

QString noteOf(const CommandText &text)
{
    if (text.note.isEmpty())
        return label(text.where);
    return text.command.isEmpty() ? text.note
                                  : QStringLiteral("%1 \u00b7 %2").arg(label(text.where), text.note);
}

QString processId(const QString &name)
{
    return QStringLiteral("$PID_") + QString(name).replace(QLatin1Char('-'), QLatin1Char('_')).toUpper();
}

QString shellQuoted(const QString &text)
{
    static const QRegularExpression plain(QStringLiteral("^[A-Za-z0-9_./:=@%+,-]+$"));
    if (plain.match(text).hasMatch())
        return text;
    QString inside = text;
    inside.replace(QLatin1Char('\''), QStringLiteral("'\\''"));
    return QLatin1Char('\'') + inside + QLatin1Char('\'');
}

CommandTexts describeTopicText(const CommandTarget &target, const QString &topic)
{
    return {{QStringLiteral("kcat -b %1 -L -t %2").arg(target.bootstrap, onCluster(target, topic)),
             Where::HereToo,
             {}},
            real(QStringLiteral("kafka-topics.sh --bootstrap-server %1 --describe --topic %2")
                     .arg(target.bootstrap, onCluster(target, topic)))};
}

CommandTexts topicSettingsText(const CommandTarget &target, const QString &topic)
{
    return {
        real(QStringLiteral("kafka-configs.sh --bootstrap-server %1 --describe --all --entity-type topics "
                            "--entity-name %2")
                 .arg(target.bootstrap, onCluster(target, topic)))};
}

CommandTexts topicChangeText(const CommandTarget &target, const TopicChange &change)
{
    const QString name = onCluster(target, toQString(change.topic));
    const QString topics = QStringLiteral("kafka-topics.sh --bootstrap-server ") + target.bootstrap;
    switch (change.kind) {
    case TopicChange::Kind::Make: {
        QString command =
            topics + QStringLiteral(" --create --topic %1 --partitions %2").arg(name).arg(change.partitions);
        if (change.replication > 0)
            command += QStringLiteral(" --replication-factor %1").arg(change.replication);
        for (const auto &[setting, value] : change.settings)
            command += QStringLiteral(" --config ")
                + shellQuoted(toQString(setting) + QLatin1Char('=') + toQString(value));
        return {real(command)};
    }
    case TopicChange::Kind::Set: {
        const QString command =
            QStringLiteral(
                "kafka-configs.sh --bootstrap-server %1 --alter --entity-type topics --entity-name %2")
                .arg(target.bootstrap, name);
        return {real(
            change.value
                ? command + QStringLiteral(" --add-config ") + configArgument(change.setting, *change.value)
                : command + QStringLiteral(" --delete-config ") + shellQuoted(toQString(change.setting)))};
    }
    case TopicChange::Kind::AddPartitions:
        return {real(
            topics + QStringLiteral(" --alter --topic %1 --partitions %2").arg(name).arg(change.partitions))};
    case TopicChange::Kind::Delete:
        break;
    }
    return {real(topics + QStringLiteral(" --delete --topic ") + name)};
}

CommandTexts consumeText(const CommandTarget &target, const QString &topic, int partition, qint64 offset)
{
    const QString name = onCluster(target, topic);
    const bool one = partition >= 0 && offset >= 0;
    const QString kcatPlace = one ? QStringLiteral(" -p %1 -o %2 -c 1").arg(partition).arg(offset)
                                  : QStringLiteral(" -o beginning");
    const QString javaPlace = one
        ? QStringLiteral(" --partition %1 --offset %2 --max-messages 1").arg(partition).arg(offset)
        : QStringLiteral(" --from-beginning");
    return {{QStringLiteral("kcat -b %1 -C -t %2%3 -e -f '%t/%p/%o %k %h %s\\n'")
                 .replace(QStringLiteral("%1"), target.bootstrap)
                 .replace(QStringLiteral("%2"), name)
                 .replace(QStringLiteral("%3"), kcatPlace),
             Where::HereToo,
             {}},
            real(QStringLiteral("kafka-console-consumer.sh --bootstrap-server %1 --topic %2%3 --property "
                                "print.key=true --property print.headers=true")
                     .arg(target.bootstrap, name, javaPlace))};
}

CommandTexts describeGroupText(const CommandTarget &target, const QString &group)
{
    const QString base =
        QStringLiteral("kafka-consumer-groups.sh --bootstrap-server %1 --describe --group %2")
            .arg(target.bootstrap, onCluster(target, group));
    return {real(base), real(base + QStringLiteral(" --members --verbose"))};
}

CommandTexts resetText(const CommandTarget &target, const QString &group, const ResetSpec &spec)
{
    const bool byFile = spec.to == ResetSpec::To::Each;
    const QString base = (byFile ? offsetsFile(target, spec) + QStringLiteral(" && ") : QString())
        + QStringLiteral("kafka-consumer-groups.sh --bootstrap-server ") + target.bootstrap
        + QStringLiteral(" --group ") + onCluster(target, group) + QStringLiteral(" --reset-offsets ")
        + (byFile ? QString() : topicArguments(target, spec) + QLatin1Char(' ')) + resetArgument(spec);
    return {real(base + QStringLiteral(" --dry-run"),
                 QCoreApplication::translate("bridge", "Shows what would happen, like the preview.")),
            real(base + QStringLiteral(" --execute"),
                 QCoreApplication::translate(
                     "bridge", "Works only while the group has no running members: stop them first."))};
}

CommandTexts semanticsText(Semantics semantics)
{
    return {{QStringLiteral("pelatihan-kafka run --semantics %1").arg(nameOf(semantics)),
             semantics == Semantics::Transactions ? Where::RealKafkaOnly : Where::HereToo,
             QCoreApplication::translate("bridge",
                                         "In a program of your own it is the order of work and commit, and "
                                         "what one transaction holds.")}};
}

CommandTexts addMemberText(const CommandTarget &target, StageKind stage, const QString &group)
{
    QString command = QStringLiteral("pelatihan-kafka worker %1 %2 --group %3 --dataset both")
                          .arg(toQString(toString(stage)), wayTo(target), shellQuoted(group));
    if (target.semantics != Semantics::EffectivelyOnce)
        command += QStringLiteral(" --semantics ") + toQString(toString(target.semantics));
    if (target.semantics == Semantics::Transactions && stage == StageKind::Transform)
        command += QStringLiteral(" --slot %1").arg(kOwnSlot);
    if (stage == StageKind::Load)
        command += QStringLiteral(" --warehouse ") + warehouseArgument(target.warehousePath);
    return {{command, Where::HereToo,
             QCoreApplication::translate("bridge", "A member of the same group in a process of its own.")}};
}

CommandTexts stopMemberText(const CommandTarget &, const QString &member)
{
    return {{QStringLiteral("kill -TERM ") + processId(member), Where::OwnProcessOnly,
             QCoreApplication::translate(
                 "bridge",
                 "The member finishes what it has in hand, commits and leaves the group. Here it is a "
                 "thread of the application: its process id would end the application.")}};
}

CommandTexts crashMemberText(const CommandTarget &, const QString &member)
{
    return {{QStringLiteral("kill -KILL ") + processId(member), Where::OwnProcessOnly,
             QCoreApplication::translate(
                 "bridge",
                 "Nothing is committed, and the group notices after session.timeout.ms. Here it is a "
                 "thread of the application: its process id would end the application.")}};
}

CommandTexts brokerText(const CommandTarget &, int broker, bool up)
{
    return {real(up ? QStringLiteral("kafka-server-start.sh -daemon config/server.properties")
                    : QStringLiteral("kill -KILL ") + processId(QStringLiteral("broker-%1").arg(broker)),
                 QCoreApplication::translate("bridge", "On the machine of broker %1.").arg(broker))};
}

CommandTexts outageText(const CommandTarget &target, Session::Outage kind, bool on)
{
    if (kind == Session::Outage::Closed)
        return {isMysqlAddress(target.warehousePath)
                    ? CommandText{on ? QStringLiteral("systemctl stop mysql")
                                     : QStringLiteral("systemctl start mysql"),
                                  Where::HereToo,
                                  QCoreApplication::translate("bridge", "On the machine of the database.")}
                    : CommandText{{},
                                  Where::OnlyHere,
                                  QCoreApplication::translate(
                                      "bridge", "A SQLite file has no server that could be stopped.")}};
    if (!on)
        return {{QStringLiteral("ROLLBACK;"), Where::HereToo, {}}};
    // On a server the writers agree on a lock, which stands for the one that SQLite has by itself.
    return {{sqlClient(target, true), Where::HereToo, {}},
            {isMysqlAddress(target.warehousePath)
                 ? QStringLiteral("SELECT get_lock(concat('pelatihan-kafka ', md5(database())), 5); BEGIN;")
                 : QStringLiteral("BEGIN IMMEDIATE;"),
             Where::HereToo,
             QCoreApplication::translate(
                 "bridge", "In that shell; as long as the transaction is open, nobody else can write.")}};
}

/// As the command line calls it.
static QString nameOf(SourceChoice::Paging paging)
{
    switch (paging) {
    case SourceChoice::Paging::Link:
        return QStringLiteral("link");
    case SourceChoice::Paging::Page:
        return QStringLiteral("page");
    case SourceChoice::Paging::Cursor:
        break;
    }
    return QStringLiteral("cursor");
}

CommandTexts sourceText(const CommandTarget &target, const SourceChoice &choice, std::int64_t ratePerSecond)
{
    const QString dataset = choice.datasets == extract::GeneratedDatasets::Both ? QStringLiteral("both")
        : choice.datasets == extract::GeneratedDatasets::Orders                 ? QStringLiteral("orders")
                                                                : QStringLiteral("activities");
    const QString rate = ratePerSecond > 0 ? QString::number(ratePerSecond) : QStringLiteral("max");
    if (choice.kind == SourceChoice::Kind::Campus) {
        const QString work = QStringLiteral("pelatihan-kafka kampus --database %1 --rate %2")
                                 .arg(shellQuoted(target.campusDatabase), rate);
        if (choice.ofCompose)
            return {
                {work, Where::HereToo,
                 QCoreApplication::translate(
                     "bridge",
                     "Does a hundred more transactions in Compose's campus database; its Maxwell publishes "
                     "them. The password is read from PK_KAMPUS_PASSWORD: PK_SOURCE_PASSWORD of "
                     "compose/.env.")},
                {QStringLiteral("pelatihan-kafka run --source maxwell --env compose --dataset both"),
                 Where::RealKafkaOnly,
                 QCoreApplication::translate("bridge",
                                             "The same without this window: campus and all stages, with the "
                                             "container of Maxwell between them.")}};
        if (isMaxwell(choice))
            return {
                {work, Where::HereToo,
                 QCoreApplication::translate(
                     "bridge",
                     "Does a hundred more transactions in the same database; Maxwell "
                     "publishes them. The password is read from PK_KAMPUS_PASSWORD.")},
                {QStringLiteral("pelatihan-kafka run --source maxwell --input %1 --dataset both %2")
                     .arg(shellQuoted(choice.database), wayTo(target)),
                 Where::RealKafkaOnly,
                 QCoreApplication::translate(
                     "bridge",
                     "The same without this window: campus, Maxwell and all stages. Not at the same time, "
                     "since two Maxwells would tell everything twice.")}};
        return {{work, Where::HereToo,
                 QCoreApplication::translate("bridge",
                                             "Does a hundred more transactions in the same database; this "
                                             "window's change capture publishes them.")},
                real(work + QStringLiteral(" --follow ") + wayTo(target),
                     QCoreApplication::translate(
                         "bridge",
                         "Campus and change capture in a process of their own, without this window: two "
                         "captures of one database would publish its changes twice. With MySQL a real "
                         "Maxwell takes the place of the emulation."))};
    }
    QString command = QStringLiteral("pelatihan-kafka worker source ") + wayTo(target);
    if (choice.kind == SourceChoice::Kind::Polling) {
        command +=
            QStringLiteral(" --source polling --dataset %1 --poll %2 --input ")
                .arg(dataset, choice.pollById ? QStringLiteral("incrementing") : QStringLiteral("timestamp"))
            + shellQuoted(target.campusDatabase);
    } else if (choice.kind == SourceChoice::Kind::Rest) {
        const QString url = choice.url.isEmpty() ? target.campusApi : choice.url;
        command += QStringLiteral(" --source rest --dataset %1 --paging %2 --url ")
                       .arg(dataset, nameOf(choice.paging))
            + shellQuoted(url);
    } else if (choice.kind == SourceChoice::Kind::Topic) {
        command +=
            QStringLiteral(" --source topic --dataset %1 --topic ").arg(dataset) + shellQuoted(choice.topic);
    } else if (choice.kind == SourceChoice::Kind::Csv) {
        command += QStringLiteral(" --source csv --input ") + shellQuoted(choice.file);
        if (!choice.mapping.isEmpty())
            command += QStringLiteral(" --mapping ") + shellQuoted(choice.mapping);
    } else {
        command += QStringLiteral(" --dataset %1 --seed %2 --orders 0").arg(dataset).arg(choice.seed);
    }
    command += QStringLiteral(" --rate ") + rate;
    return {{command, Where::HereToo, {}}};
}

CommandTexts sqlText(const CommandTarget &target, const QString &sql)
{
    return {{sqlShell(target, sql), Where::HereToo, {}}};
}

} // namespace pk::gui
