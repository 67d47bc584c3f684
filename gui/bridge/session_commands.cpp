#include "bridge/run_trouble.h"
#include "bridge/session.h"

#include "base/hash.h"
#include "base/uuid7.h"
#include "bridge/campus_source.h"
#include "bridge/text.h"
#include "warehouse/warehouse.h"

#include <QCoreApplication>
#include <QRandomGenerator>

#include <algorithm>

// What a person may ask of a running session. Each command leaves its trace in the journal.

namespace pk::gui {

namespace {

constexpr int kByHandLingerMs = 0;
constexpr int kByHandMs = 5'000;
constexpr int kJoinMs = 15'000;

QString notRunning()
{
    return QCoreApplication::translate("bridge", "Nothing runs at the moment, so this was not done.");
}

QString unknownMember(const std::string &name)
{
    return QCoreApplication::translate("bridge", "%1 does not run, so nothing was done.")
        .arg(toQString(name));
}

} // namespace

void Session::note(journal::EventKind kind, std::string text, std::int64_t first, std::int64_t count)
{
    journal::Event e;
    e.kind = kind;
    e.text = std::move(text);
    e.first = first;
    e.count = count;
    e.virtUs = m_run->clock.nowMs() * 1000;
    m_run->journal->append(m_run->journal->writer("session"), std::move(e));
}

bool Session::running(Command command)
{
    m_asked.insert(command);
    if (m_run && m_run->conductor)
        return true;
    Q_EMIT failed(command, notRunning());
    return false;
}

Result<void> Session::follow(const RecordPlaces &record)
{
    Result<void> followed = Error{ErrorCode::NotFound, {}, {}};
    for (const Position &place : record.places) {
        followed = m_run->conductor->follow(place);
        if (followed || followed.error().code != ErrorCode::NotFound)
            break;
    }
    return followed;
}

void Session::setRate(std::int64_t perSecond)
{
    m_rate = perSecond;
    m_board.change([&](RunInfo &run) { run.ratePerSecond = perSecond; });
    if (m_run)
        m_run->pipeline->setRate(perSecond);
    if (m_prepared->workload)
        m_prepared->workload->setPerSecond(workloadRate(perSecond));
}

void Session::addMember(StageKind stage)
{
    const Command command = Command::AddMember;
    if (!running(command))
        return;
    if (const std::string name = m_run->pipeline->addMember(stage); !name.empty())
        Q_EMIT memberAdded(toQString(name));
    else
        Q_EMIT failed(command,
                      QCoreApplication::translate("bridge", "The bridge has one member here, and it runs."));
}

void Session::stopMember(const std::string &name)
{
    const Command command = Command::StopMember;
    if (running(command) && !m_run->pipeline->stopMember(name))
        Q_EMIT failed(command, unknownMember(name));
}

void Session::crashMember(const std::string &name)
{
    const Command command = Command::CrashMember;
    if (running(command) && !m_run->pipeline->crashMember(name))
        Q_EMIT failed(command, unknownMember(name));
}

void Session::holdMember(const std::string &name, bool hold)
{
    const Command command = Command::HoldMember;
    if (running(command) && !m_run->pipeline->setOnHold(name, hold))
        Q_EMIT failed(command, unknownMember(name));
}

void Session::setDelay(StageKind stage, int ms)
{
    if (!running(Command::SetDelay))
        return;
    m_run->pipeline->setDelay(stage, ms);
    m_board.change(
        [&](RunInfo &run) { (stage == StageKind::Transform ? run.transformDelayMs : run.loadDelayMs) = ms; });
}

void Session::setBrokerUp(int broker, bool up)
{
    const Command command = Command::Broker;
    if (!running(command))
        return;
    const std::int64_t askedUs = wallUs(); // its leaders move before the answer is there
    if (auto done = m_backend->setBrokerUp(broker, up); !done) {
        Q_EMIT failed(command, done.error().toString());
        return;
    }
    note(journal::EventKind::Fault, "broker " + std::to_string(broker) + " down", up ? 0 : 1);
    journal::Event e;
    e.kind = up ? journal::EventKind::BrokerUp : journal::EventKind::BrokerDown;
    e.partition = broker;
    e.wallUs = askedUs;
    m_run->journal->append(m_run->journal->writer("session"), std::move(e));
    m_board.change([&](RunInfo &run) {
        std::erase(run.brokersDown, broker);
        if (!up)
            run.brokersDown.push_back(broker);
    });
}

void Session::setOutage(Outage kind, bool on)
{
    const Command command = Command::Outage;
    if (!running(command))
        return;
    if (kind == Outage::Closed) {
        m_run->pipeline->setDatabaseClosed(on);
        m_board.change([&](RunInfo &run) { run.databaseClosed = on; });
        return;
    }
    if (on == (m_lock != nullptr))
        return;
    m_lock.reset();
    if (on) {
        auto lock = pipeline::DatabaseLock::hold(m_warehousePath);
        if (!lock) {
            Q_EMIT failed(command, lock.error().toString());
            return;
        }
        m_lock = std::move(*lock);
    }
    note(journal::EventKind::Fault, "database locked", on ? 1 : 0);
    m_board.change([&](RunInfo &run) { run.databaseLocked = on; });
}

void Session::endFaults()
{
    endFaults(true);
    for (const StageKind stage : {StageKind::Transform, StageKind::Load}) {
        if (m_run && isWithoutMembers(m_board.run(), stage))
            addMember(stage);
    }
    startCrashedMembers();
}

/// Without waiting until they would start again by themselves.
void Session::startCrashedMembers()
{
    if (!m_run)
        return;
    for (const pipeline::MemberStatus &member : m_board.run().members) {
        if (member.status == pipeline::StageStatus::Crashed && member.stage != StageKind::Source
            && m_run->pipeline->stopMember(member.name))
            addMember(member.stage);
    }
}

void Session::endFaults(bool brokersToo)
{
    if (!m_run)
        return;
    const RunInfo run = m_board.run();
    if (run.transformDelayMs > 0)
        setDelay(StageKind::Transform, 0);
    if (run.loadDelayMs > 0)
        setDelay(StageKind::Load, 0);
    if (run.databaseLocked)
        setOutage(Outage::Locked, false);
    if (run.databaseClosed)
        setOutage(Outage::Closed, false);
    if (run.burstLeft > 0)
        endBurst();
    for (const int broker : brokersToo ? run.brokersDown : std::vector<int>())
        setBrokerUp(broker, true);
    for (const pipeline::MemberStatus &member : run.members) {
        if (member.onHold)
            holdMember(member.name, false);
    }
}

void Session::burst(std::int64_t records)
{
    if (running(Command::Burst))
        m_run->pipeline->burst(records);
}

void Session::endBurst()
{
    if (!running(Command::Burst))
        return;
    m_run->pipeline->endBurst();
    m_board.change([](RunInfo &) {}); // paused, nothing else would make anyone look
}

void Session::produce(const HandMade &message)
{
    const Command command = Command::Produce;
    if (!running(command))
        return;
    const auto position = send(message);
    if (position)
        Q_EMIT produced(toQString(position->topic), position->partition, position->offset);
    else
        Q_EMIT failed(command, position.error().toString());
}

Result<Position> Session::send(const HandMade &message)
{
    Incarnation &run = *m_run;
    const journal::WriterId writer = run.journal->writer("by-hand");
    if (!run.byHand) {
        auto sender = pipeline::Sender::create(
            broker::producerConfig(m_backend->info(), "by-hand", kByHandLingerMs),
            [&run](const broker::Delivery &d) {
                run.producedByHand = Position{std::string(d.topic), d.partition, d.offset};
            });
        if (!sender)
            return sender.error();
        run.byHand = std::move(*sender);
    }
    broker::Headers headers;
    std::string correlationId;
    std::string eventType;
    for (const auto &[name, value] : message.headers) {
        headers.add(name, value);
        if (name == header::correlationId)
            correlationId = value;
        if (name == header::eventType)
            eventType = value;
    }
    if (correlationId.empty()) { // so that it can be followed
        auto *random = QRandomGenerator::global();
        correlationId = uuid7(SystemClock().nowMs(), random->generate(), random->generate64());
        headers.add(header::correlationId, correlationId);
    }
    broker::ProduceRequest request;
    request.topic = message.topic;
    request.partition = message.partition;
    if (message.key)
        request.key = *message.key;
    if (message.value)
        request.value = *message.value;
    run.producedByHand.reset();
    auto sent = run.byHand->send(request, headers);
    if (sent)
        sent = run.byHand->settle(kByHandMs);
    if (!sent) { // what was said to have failed may not arrive after all, nor answer for the next one
        run.byHand->purge();
        run.byHand.reset();
        return sent.error();
    }
    if (!run.producedByHand || run.producedByHand->offset < 0) {
        return Error{ErrorCode::Internal,
                     QCoreApplication::translate("bridge", "The broker has not said where the message went."),
                     {}};
    }
    journal::Event command;
    command.kind = journal::EventKind::Command;
    command.text = "produce " + run.producedByHand->toString();
    journal::Event acked;
    acked.kind = journal::EventKind::Acked;
    acked.topic = run.producedByHand->topic;
    acked.partition = run.producedByHand->partition;
    acked.first = acked.last = run.producedByHand->offset;
    acked.count = 1;
    journal::Event record = acked;
    record.kind = journal::EventKind::Record;
    record.hop = journal::Hop::Acked;
    record.key = message.key.value_or(std::string());
    record.correlationId = correlationId;
    record.text = eventType;
    std::vector<journal::Event> events{command, acked, record};
    run.journal->append(writer, events);
    return *run.producedByHand;
}

Result<Database *> Session::warehouseReader()
{
    if (!m_reader) {
        auto opened = warehouse::openWarehouseForReading(m_warehousePath);
        if (!opened)
            return opened.error();
        m_reader = std::move(*opened);
    }
    return m_reader.get();
}

Result<ResetPreview> Session::preview(const std::string &group, ResetSpec spec)
{
    const RunInfo run = m_board.run();
    const bool loader = group == run.loaderGroup;
    if (group == run.bridgeGroup) {
        return Error{
            ErrorCode::Unsupported,
            QCoreApplication::translate("bridge",
                                        "The bridge goes on where its own store says, together with the "
                                        "rows it keeps: its offsets are not reset from here."),
            toQString(group)};
    }
    if (!loader && group != run.transformGroup) {
        return Error{ErrorCode::NotFound,
                     QCoreApplication::translate("bridge", "The application runs no group of this name."),
                     toQString(group)};
    }
    if (spec.partitions.empty()) {
        for (const Dataset dataset : {Dataset::Orders, Dataset::Activities}) {
            const std::string topic(loader ? enrichedTopic(dataset) : rawTopic(dataset));
            const int partitions = m_run->pipeline->partitionsOf(topic);
            for (int p = 0; p < partitions; ++p)
                spec.partitions.push_back({topic, p});
        }
    }
    Database *warehouse = nullptr;
    if (loader && !isNaive(m_options.semantics)) {
        const auto reader = warehouseReader();
        if (!reader)
            return reader.error();
        warehouse = *reader;
    }
    return gui::previewReset(*m_backend, warehouse, group, spec);
}

void Session::previewReset(const std::string &group, ResetSpec spec, bool readElsewhere)
{
    const Command command = Command::PreviewReset;
    if (!running(command))
        return;
    const auto previewed =
        readElsewhere ? Result<ResetPreview>(readByAnotherProgram()) : preview(group, std::move(spec));
    if (previewed)
        Q_EMIT resetPreviewed(*previewed);
    else
        Q_EMIT failed(command, previewed.error().toString());
}

void Session::applyReset(const std::string &group, ResetSpec spec, bool readElsewhere)
{
    const Command command = Command::Reset;
    if (!running(command))
        return;
    if (readElsewhere) {
        Q_EMIT failed(command, readByAnotherProgram().toString());
        return;
    }
    note(journal::EventKind::Command, "reset offsets of " + group);
    const bool wasPaused = isPauseWanted();
    const auto done = reset(group, spec);
    if (!wasPaused) {
        m_run->conductor->release();
        setState(RunState::Running);
    } else {
        reconduct(Command::Pause);
    }
    if (done)
        Q_EMIT resetDone(*done);
    else
        Q_EMIT failed(command, done.error().toString());
}

/// As on any Kafka the group must not be reading meanwhile: it comes to rest, each member commits the new
/// offsets of its partitions, and all of them join anew.
Result<ResetPreview> Session::reset(const std::string &group, const ResetSpec &spec)
{
    if (auto conducted = conduct(); !conducted)
        return conducted.error();
    auto planned = preview(group, spec);
    if (!planned)
        return planned;
    std::erase_if(planned->lines, [](const ResetLine &line) { return line.from == line.to; });
    if (planned->lines.empty())
        return planned;
    const RunInfo run = m_board.run();
    const StageKind stage = group == run.loaderGroup ? StageKind::Load : StageKind::Transform;
    if (pipeline::countMembers(run.members, stage) == 0) {
        if (const auto committed = commitAsMember(m_backend->info(), *planned, kJoinMs); !committed)
            return committed.error();
        auto events = commitEvents(*planned);
        m_run->journal->append(m_run->journal->writer("session"), events);
        return planned;
    }
    std::map<TopicPartition, std::int64_t> offsets;
    for (const ResetLine &line : planned->lines)
        offsets[line.partition] = line.to;
    const auto done = m_run->conductor->reset(stage, offsets);
    return done ? planned : Result<ResetPreview>(done.error());
}

} // namespace pk::gui
