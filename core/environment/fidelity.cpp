#include "environment/fidelity.h"

#include <QCoreApplication>

#include <array>

namespace pk::environment {

namespace {

/// What one environment has of a thing, untranslated.
struct Have
{
    Fidelity state;
    const char *how;
};

struct Thing
{
    std::string_view id;
    const char *what;
    Have embedded;
    Have local;
    Have compose;
    Have custom; ///< also of a profile
};

using enum Fidelity;

constexpr const char *kClients = QT_TRANSLATE_NOOP(
    "fidelity", "A real Kafka client speaks to Apache Kafka itself. Programs in any language can join in.");
constexpr const char *kDatabase = QT_TRANSLATE_NOOP(
    "fidelity", "A database with transactions: rows, audit and offsets are written together or not at all.");
constexpr const char *kTransactions = QT_TRANSLATE_NOOP(
    "fidelity",
    "--semantics transactions: outputs and offsets of the transform become visible together, and an older "
    "producer with the same id is shut out.");
constexpr const char *kTopics =
    QT_TRANSLATE_NOOP("fidelity",
                      "Topics are made, get more partitions, are set and deleted: in the window and with "
                      "Kafka's own tools.");
constexpr const char *kOwnGroups =
    QT_TRANSLATE_NOOP("fidelity", "All groups of the cluster can be listed, with their members.");
constexpr const char *kCapture = QT_TRANSLATE_NOOP(
    "fidelity",
    "run --source maxwell takes the changes of an SQLite database from triggers and publishes them in "
    "Maxwell's format. The real Maxwell does not write to this broker.");
constexpr const char *kMaxwell = QT_TRANSLATE_NOOP(
    "fidelity",
    "run --source maxwell --input mysql://… starts the real Maxwell, which reads the binlog of MySQL or "
    "MariaDB, and so does the window with a campus database on a server. Without one they take the changes "
    "of an SQLite database from triggers and publish them in Maxwell's format: there it is an emulation.");
constexpr Have kProfileCapture{
    Emulated,
    QT_TRANSLATE_NOOP(
        "fidelity",
        "run --source maxwell takes the changes of an SQLite database from triggers and publishes them in "
        "Maxwell's format. With a campus on a server, run and the window start the real Maxwell; what a "
        "Maxwell of your own writes here is read by worker bridge --env PROFILE.")};
constexpr Have kWindowCaptureLocal{
    Emulated,
    QT_TRANSLATE_NOOP(
        "fidelity",
        "This window takes the changes of an SQLite database from triggers and publishes them in Maxwell's "
        "format. The real Maxwell, which reads the binlog of MySQL or MariaDB, is one choice away: the "
        "source "
        "\"Campus database, CDC …\" with a server.")};
constexpr Have kWindowMaxwell{Real,
                              QT_TRANSLATE_NOOP("fidelity",
                                                "The real Maxwell, a program of its own that this window has "
                                                "started, reads the binlog of the campus's "
                                                "MySQL or MariaDB and writes to this Kafka.")};
constexpr Have kWindowCaptureCompose{
    Real,
    QT_TRANSLATE_NOOP(
        "fidelity",
        "The container of Maxwell reads the binlog of Compose's campus database, a MySQL, and writes to this "
        "Kafka. With the source \"Campus database, CDC …\" the campus works in that database, and this "
        "window "
        "bridges what Maxwell tells.")};
constexpr Have kOthersBrokers{
    Absent,
    QT_TRANSLATE_NOOP("fidelity", "This program has not started these brokers and does not end them.")};
constexpr const char *kOwnCoordinator =
    QT_TRANSLATE_NOOP("fidelity",
                      "Kafka's own coordinator. Its first join waits for nobody here; by Kafka's default "
                      "it would be 3 seconds.");
constexpr const char *kOnDisk =
    QT_TRANSLATE_NOOP("fidelity",
                      "On disk, for the time and size that each topic is set to. Producers are not slowed "
                      "down.");
constexpr const char *kNoFaults = QT_TRANSLATE_NOOP(
    "fidelity", "No broker of Kafka answers late or with a chosen error because it is asked to.");

constexpr std::array kThings{
    Thing{
        "protocol",
        QT_TRANSLATE_NOOP("fidelity", "Protocol, records and offsets"),
        {Real,
         QT_TRANSLATE_NOOP("fidelity",
                           "A real Kafka client speaks the Kafka protocol to three brokers. Keys, headers, "
                           "offsets, acknowledgements and compression are what they are elsewhere; kcat and "
                           "other librdkafka clients can join in.")},
        {Real, kClients},
        {Real, kClients},
        {Real, kClients}},
    Thing{
        "groups",
        QT_TRANSLATE_NOOP("fidelity", "Consumer groups and rebalances"),
        {Real,
         QT_TRANSLATE_NOOP("fidelity",
                           "Members join, leave and crash, partitions move, offsets are committed. The first "
                           "join of a group always takes 3 seconds here.")},
        {Real, kOwnCoordinator},
        {Real, kOwnCoordinator},
        {Real, QT_TRANSLATE_NOOP("fidelity", "The cluster's own coordinator, with its own time-outs.")}},
    Thing{"warehouse",
          QT_TRANSLATE_NOOP("fidelity", "Warehouse"),
          {Real, kDatabase},
          {Real, kDatabase},
          {Real, kDatabase},
          {Real, kDatabase}},
    Thing{
        "broker-outage",
        QT_TRANSLATE_NOOP("fidelity", "Broker outage"),
        {Emulated,
         QT_TRANSLATE_NOOP(
             "fidelity",
             "The program moves the leaders before it takes a broker down. Replicas in sync are "
             "shown from its own record: this broker does not replicate.")},
        {Real,
         QT_TRANSLATE_NOOP("fidelity",
                           "A node is a process that is really killed. With three nodes Kafka elects other "
                           "leaders, replicas fall out of sync and catch up; with one, everything waits.")},
        {Absent,
         QT_TRANSLATE_NOOP("fidelity",
                           "This program does not end the container, but docker compose stop kafka does. It "
                           "is the only broker: everything waits until it is back.")},
        kOthersBrokers},
    Thing{"broker-faults",
          QT_TRANSLATE_NOOP("fidelity", "Slow brokers and chosen errors"),
          {Emulated,
           QT_TRANSLATE_NOOP(
               "fidelity",
               "Answers are delayed and requests are refused with an error of Kafka's, as ordered.")},
          {Absent, kNoFaults},
          {Absent, kNoFaults},
          {Absent, kNoFaults}},
    Thing{"retention",
          QT_TRANSLATE_NOOP("fidelity", "Retention"),
          {Emulated,
           QT_TRANSLATE_NOOP(
               "fidelity",
               "About 5 MiB a partition are kept, in memory only. So that nothing is lost the "
               "source is held back near that limit; a real Kafka does not slow producers down.")},
          {Real, kOnDisk},
          {Real, kOnDisk},
          {Real, QT_TRANSLATE_NOOP("fidelity", "What the cluster and its topics are set to.")}},
    Thing{"topics",
          QT_TRANSLATE_NOOP("fidelity", "Topics and their settings"),
          {Emulated,
           QT_TRANSLATE_NOOP("fidelity",
                             "The window makes topics. They have no settings, keep their partitions and end "
                             "with the broker.")},
          {Real, kTopics},
          {Real, kTopics},
          {Real, kTopics}},
    Thing{
        "transactions",
        QT_TRANSLATE_NOOP("fidelity", "Transactions"),
        {Absent,
         QT_TRANSLATE_NOOP("fidelity",
                           "They need a real Kafka. Here the same effect is reached by the warehouse, which "
                           "stores rows and offsets in one database transaction.")},
        {Real, kTransactions},
        {Real, kTransactions},
        {Real, kTransactions}},
    Thing{"foreign-groups",
          QT_TRANSLATE_NOOP("fidelity", "Groups of other programs"),
          {Absent,
           QT_TRANSLATE_NOOP("fidelity",
                             "This broker cannot list groups, so only those that this program started are "
                             "shown with their members.")},
          {Real, kOwnGroups},
          {Real, kOwnGroups},
          {Real, kOwnGroups}},
    Thing{"java-tools",
          QT_TRANSLATE_NOOP("fidelity", "Kafka's Java tools"),
          {Absent,
           QT_TRANSLATE_NOOP("fidelity",
                             "kafka-topics.sh and its relatives time out here. Shown commands say where they "
                             "work.")},
          {Real, QT_TRANSLATE_NOOP("fidelity", "They come with the program files of Kafka and work.")},
          {Real,
           QT_TRANSLATE_NOOP("fidelity",
                             "They are in the container: docker compose -f compose/compose.yaml exec kafka "
                             "/opt/kafka/bin/kafka-topics.sh --bootstrap-server kafka:19092 --list lists the "
                             "topics.")},
          {Real, QT_TRANSLATE_NOOP("fidelity", "They work with the cluster's address.")}},
    Thing{
        "machines",
        QT_TRANSLATE_NOOP("fidelity", "Several machines"),
        {Absent,
         QT_TRANSLATE_NOOP("fidelity",
                           "The brokers are threads of one process that listens on 127.0.0.1 alone.")},
        {Emulated,
         QT_TRANSLATE_NOOP("fidelity",
                           "The nodes are processes of one machine, which share its disk, memory and power. "
                           "They listen on 127.0.0.1 alone.")},
        {Emulated,
         QT_TRANSLATE_NOOP("fidelity",
                           "Broker, databases and Maxwell are containers with a network of their own, all on "
                           "one machine. There is one broker, so nothing is replicated.")},
        {Real,
         QT_TRANSLATE_NOOP(
             "fidelity",
             "Where the cluster spans several. Workers on other machines join the same groups.")}},
    Thing{"change-capture",
          QT_TRANSLATE_NOOP("fidelity", "Change data capture"),
          {Emulated, kCapture},
          {Real, kMaxwell},
          {Real,
           QT_TRANSLATE_NOOP(
               "fidelity",
               "The container of Maxwell reads the binlog of the campus's MySQL and writes to this Kafka; "
               "run --env compose --source maxwell lets the campus work there and makes orders of it; worker "
               "bridge --env compose does the latter alone.")},
          {Real, kMaxwell}},
};

const Have &haveOf(const Thing &thing, const FidelityPlace &place)
{
    const bool local = place.environment == "local";
    const bool compose = place.environment == "compose";
    if (place.environment == "embedded")
        return thing.embedded;
    if (thing.id == "broker-outage" && local && !place.endsBrokers)
        return kOthersBrokers;
    if (thing.id == "change-capture") {
        if (place.inWindow && place.maxwell)
            return compose ? kWindowCaptureCompose : kWindowMaxwell;
        if (!local && !compose && (place.inWindow || place.environment != "custom"))
            return kProfileCapture;
        if (place.inWindow)
            return local ? kWindowCaptureLocal : kWindowCaptureCompose;
    }
    return local ? thing.local : compose ? thing.compose : thing.custom;
}

} // namespace

std::vector<FidelityFact> fidelityOf(const FidelityPlace &place)
{
    const auto text = [](const char *source) { return QCoreApplication::translate("fidelity", source); };
    std::vector<FidelityFact> facts;
    for (const Thing &thing : kThings) {
        const Have &have = haveOf(thing, place);
        facts.push_back({have.state, thing.id, text(thing.what), text(have.how)});
    }
    return facts;
}

std::string_view toString(Fidelity fidelity)
{
    return fidelity == Real ? "real" : fidelity == Emulated ? "emulated" : "absent";
}

QString wordFor(Fidelity fidelity)
{
    switch (fidelity) {
    case Real:
        return QCoreApplication::translate("fidelity", "real");
    case Emulated:
        return QCoreApplication::translate("fidelity", "emulated");
    case Absent:
        break;
    }
    return QCoreApplication::translate("fidelity", "not here");
}

} // namespace pk::environment
