#pragma once

// What runs behind the window: a cluster (the embedded broker, or another environment that was chosen),
// journal with its session file, warehouse file, pipeline, conductor. It starts by itself and asks nothing;
// when the broker's process dies it says so, puts that cluster's pipeline aside and begins again on a fresh
// one, with the same warehouse, running or paused as it was.
//
// Thread: lives on a thread of its own; every slot runs there and may wait for the broker or the database.
// The board, interrupt(), cancelSwitch() and answerSecret() may be used from any thread. Errors: failed()
// with whole sentences; what was refused changed nothing.

#include "bridge/command.h"
#include "bridge/environment_opener.h"
#include "bridge/environment_switch.h"
#include "bridge/incarnation.h"
#include "bridge/offset_reset.h"
#include "bridge/run_board.h"
#include "bridge/secret_question.h"
#include "bridge/semantics_text.h"
#include "bridge/step_done.h"
#include "bridge/topic_change.h"
#include "environment/opening.h"
#include "pipeline/verifier.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <future>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace pk::gui {

struct PreparedSource;
struct SourcePlaces;

struct SessionOptions
{
    QString brokerProgram; ///< the executable that knows `broker`
    QString dataFolder; ///< of the warehouse and the session files
    QString warehousePath; ///< empty: warehouse.db in the data folder
    environment::EnvironmentChoice environment; ///< to begin in
    QString profilesFolder; ///< of profiles and of the clusters that `env up` keeps
    /// How all environments but the embedded one are opened; empty: environment::openEnvironment().
    std::function<Result<std::unique_ptr<broker::ClusterBackend>>(const environment::EnvironmentChoice &,
                                                                  const environment::Opening &)>
        open;
    int partitions = 3;
    int transformMembers = 1;
    int loadMembers = 1; ///< 1 to 3
    /// A session file: its state is shown, and nothing runs.
    QString recording;
    std::optional<int> recordingAfterS; ///< none: at its end
    std::int64_t ratePerSecond = 4;
    SourceChoice source;
    Semantics semantics = Semantics::EffectivelyOnce;
    /// Long enough for the partitions of a crashed member to move to another one first, on a real Kafka, too.
    int restartAfterCrashMs = 10'000;
    bool staticAssignment = false; ///< no group protocol: for tests that are not about groups
    bool follower = true; ///< reads along, so that the ledger can be closed
};

/// A message a person makes.
struct HandMade
{
    std::string topic;
    std::optional<std::string> key;
    std::vector<std::pair<std::string, std::string>> headers;
    std::optional<std::string> value; ///< none: a tombstone
    int partition = -1; ///< -1: by the key, or any
};

/// A record a person wants to see move, by the places where it may be: the furthest first.
struct RecordPlaces
{
    Position asked; ///< as the person named it
    std::vector<Position> places;
};

/// What of the start failed.
enum class StartStep {
    Folder,
    Broker, ///< the embedded one
    Environment, ///< another one than the embedded; that one would do
    Cancelled, ///< nothing: it was given up on the way to that one
    Warehouse,
    Pipeline
};

/// A record that whoever reads what the source writes cannot work: JSON that ends too early.
HandMade poisonMessage(const SourceChoice &source);

class Session final : public QObject
{
    Q_OBJECT

public:
    enum class StepKind { Record, Hop, Commit };
    enum class Outage { Locked, Closed };
    /// Whose loader has made the commit that Kafka holds of the loaders' group.
    enum class CommitOf { ThisWarehouse, Another };

    explicit Session(SessionOptions options);
    ~Session() override;

    const RunBoard &board() const { return m_board; }
    /// Does it, and says succeeded() of all that was asked for and not refused. On the session's thread.
    template <typename Action> void carryOut(Action action)
    {
        m_asked.clear();
        action(*this);
        for (const Command command : std::exchange(m_asked, {}))
            Q_EMIT succeeded(command);
    }
    /// And carriedOut() unless something was refused meanwhile.
    template <typename Action> void carryOut(const std::vector<CommandText> &texts, Action action)
    {
        const int before = m_refused;
        carryOut(action);
        if (m_refused == before)
            Q_EMIT carriedOut(texts);
    }
    /// Ends what a step, a pause or a switch waits for. From any thread; only before stop().
    void interrupt();

    // On the session's thread.
    void start();
    /// After a start that failed; `dataFolder` empty: in the same one.
    void startAgain(const QString &dataFolder);
    /// Source first; then what is under way gets `drainMs` to reach the warehouse, since the embedded
    /// broker's topics end with it; then the rest, in order. Last the ledger of this cluster's records, when
    /// the follower read along.
    void stop(int drainMs);
    /// Opens that environment while the present run goes on; then this one ends in order, and a new one
    /// begins there. Where that fails, the environment stays what it was.
    void switchEnvironment(const pk::environment::EnvironmentChoice &choice);
    /// As long as the run before has not begun to end. From any thread.
    void cancelSwitch();
    /// What secretWanted() has asked for; an older question's answer does nothing. From any thread.
    void answerSecret(int question, const QString &password);

    void play();
    void pause();
    void step(pk::gui::Session::StepKind kind);
    /// That very record: its next hop, or all that remain. Records before it in its partition go first.
    void stepThat(const pk::gui::RecordPlaces &record, bool toItsEnd);
    void setRate(std::int64_t perSecond);
    void setSource(const pk::gui::SourceChoice &wanted);
    /// The rows of a source that keeps them once more, as they are now: a fresh broker's topics are empty.
    void replaySource();
    /// The present run ends in order, and another one begins on the same cluster, where what was left goes
    /// on. What the warehouse holds more than once stands in the way of some: doublesFound() tells of it,
    /// unless it is to be removed.
    void setSemantics(pk::Semantics wanted, bool removeDoubles);
    /// mysql://USER@HOST:PORT/DB, or the path of a SQLite file; empty: the file in the data folder. It is
    /// opened first; then the present run ends in order, and another one begins on the same cluster, which
    /// reads into it what the topics hold and the warehouse has not got yet.
    void setWarehouse(const QString &path);
    void addMember(StageKind stage);
    void stopMember(const std::string &name);
    void crashMember(const std::string &name);
    void holdMember(const std::string &name, bool hold);
    void setDelay(StageKind stage, int ms);
    void setBrokerUp(int broker, bool up);
    void setOutage(Outage kind, bool on);
    void burst(std::int64_t records);
    void endBurst();
    void poison();
    void produce(const pk::gui::HandMade &message);
    /// Every fault that can be ended is.
    void endFaults();
    /// Refused when it is `readElsewhere`: by another program, whose partitions would not go along.
    void previewReset(const std::string &group, ResetSpec spec, bool readElsewhere);
    void applyReset(const std::string &group, ResetSpec spec, bool readElsewhere);
    void readTopicSettings(const std::string &topic);
    /// More partitions of a topic that the run reads or writes: it ends in order, and another one begins that
    /// knows of them.
    void changeTopic(const pk::gui::TopicChange &change);

Q_SIGNALS:
    void stateChanged(pk::gui::RunState state, const QString &reason);
    /// Beside the state Failed; `where` is the folder or file, or empty.
    void startFailed(pk::gui::StartStep step, const QString &reason, const QString &where);
    void failed(pk::gui::Command command, const QString &message);
    /// What a failure of it before has said is no longer so.
    void succeeded(pk::gui::Command command);
    void brokerDied(const QString &message);
    void brokerRestarted(int incarnation);
    /// When all that ran on a broker that died has ended: acknowledged records that went with it before they
    /// were stored. `unknown`: why that could not be found out; otherwise empty.
    void recordsLost(qint64 records, const QString &unknown);
    void stepped(const pk::gui::StepDone &step);
    /// `found` false: it has nothing left to do, so nothing was done.
    void recordStepped(const pk::Position &asked, bool found);
    void memberAdded(const QString &name);
    /// What was asked for has been done: this is what it is elsewhere.
    void carriedOut(const std::vector<pk::gui::CommandText> &texts);
    void resetPreviewed(const pk::gui::ResetPreview &preview);
    void resetDone(const pk::gui::ResetPreview &done);
    void produced(const QString &topic, int partition, qint64 offset);
    void topicSettingsRead(const pk::gui::TopicSettings &settings);
    /// `howTheRunBeforeEnded`: empty where it goes on.
    void topicChanged(const pk::gui::TopicChange &change, const QString &howTheRunBeforeEnded);
    void sourceChanged();
    void semanticsChanged(pk::Semantics semantics, const QString &howTheRunBeforeEnded);
    void warehouseChanged(const QString &path, const QString &howTheRunBeforeEnded);
    void doublesFound(const pk::gui::DoublesFound &found);
    /// The CSV source was refused for its columns; `why` is the whole sentence.
    void mappingWanted(const QString &file, const QString &why);
    void switchProgressed(const pk::gui::SwitchProgress &progress);
    void switchEnded(const pk::gui::SwitchEnd &end);
    /// Whoever opens an environment waits for it: for answerSecret() or cancelSwitch().
    void secretWanted(const pk::gui::SecretWish &wish);
    void stopped(const pk::gui::RunEnd &end);

private:
    void showRecording();
    Result<void> prepareFolder();
    Result<void> openBroker();
    Result<void> openWarehouse();
    Result<std::unique_ptr<broker::ClusterBackend>> startBroker(int number);
    void giveUpStart(StartStep step, const Error &error);
    Result<void> beginIncarnation();
    Result<pipeline::PipelineOptions> pipelineOptions();
    SourcePlaces sourcePlaces() const;
    Result<void> placeBridge(const SourcePlaces &places, pipeline::PipelineOptions &options);
    void moveToCampus(const SourceChoice &choice);
    QString campusApi() const; ///< its address; empty: it is not served
    Result<std::unique_ptr<journal::Journal>> openJournal();
    void setAside(const std::function<void(const Incarnation &)> &ended = {});
    void countMembers();
    void tellRecording();
    void tellCampus();
    /// Of a warehouse that is there; empty where nobody can say.
    static std::optional<Semantics> semanticsOf(const QString &warehouse);
    void disposeOf(std::unique_ptr<broker::ClusterBackend> backend);
    EnvironmentOpener::Parts partsOfOpener();
    QStringList nodeLogs(bool own) const;
    void takeOver(EnvironmentOpener::Opened opened);
    void notOpened(const environment::EnvironmentChoice &to, const Error &error);
    void goOn(bool paused);
    void onNodeDied(int number, const environment::NodeDeath &death);
    /// `topicsStay`: what is left there is read by the next run, also on the embedded broker.
    RunEnd endRun(int drainMs, bool topicsStay = false);
    Result<void> adoptSemantics();
    Result<void> bindWarehouse(Semantics wanted, bool removeDoubles,
                               CommitOf commitOf = CommitOf::ThisWarehouse);
    Result<QString> fitSemantics();
    bool isFree(Command command);
    QString ownWarehouse() const;
    QString warehouseIn(const environment::EnvironmentChoice &environment) const;
    Result<void> fitsThere(const QString &warehouse) const;
    Result<void> fitsIn(const QString &warehouse) const;
    Result<RunEnd> beginAnew(const std::function<Result<void>()> &change,
                             const std::function<Result<void>()> &undo);
    void endFaults(bool brokersToo);
    void startCrashedMembers();
    void onBrokerDied(int number, const Error &error);
    void onBrokerRestarted(int number);
    void tellLost(const Incarnation &ended, const RunInfo &run);

    void setState(RunState state, const QString &reason = {});
    void note(journal::EventKind kind, std::string text, std::int64_t first = -1, std::int64_t count = 0);
    bool running(Command command);
    Result<void> conduct();
    bool reconduct(Command command);
    void beginPause();
    void goOnPausing();
    void endPause(bool conducted);
    bool isPauseWanted() const;
    bool readyToStep();
    bool takeStep(const Result<pipeline::Conductor::Step> &step);
    Result<void> follow(const RecordPlaces &record);
    Result<Position> send(const HandMade &message);
    Result<ResetPreview> preview(const std::string &group, ResetSpec spec);
    Result<ResetPreview> reset(const std::string &group, const ResetSpec &spec);
    Result<void> fitsCluster(const TopicChange &change);
    Result<void> applyChange(const TopicChange &change);
    void knowPartitions(const std::string &topic, int count);
    Result<Database *> warehouseReader();
    bool drain(int timeoutMs);
    Result<pipeline::Ledger> closeLedger(bool leftWaits);
    void closeBooks(RunEnd &end);
    Result<warehouse::Mark> markOfWarehouse() const;

    SessionOptions m_options;
    RunBoard m_board;
    RunState m_state = RunState::Starting;
    bool m_diedPaused = false; ///< the broker, so the next incarnation begins paused
    bool m_pipelineFailed = false; ///< where it has Failed: a fresh broker may be all it needs
    SourceChoice m_source;
    QString m_campusTrouble; ///< as it was told
    bool m_tellAgain = false; ///< the next run's campus tells all its rows first
    QString m_changesOf; ///< the server whose changes the bridge of this run reads; empty: the own database's
    std::unique_ptr<PreparedSource> m_prepared; ///< what works beside the source that runs
    SequenceCounter m_sequence;
    QString m_warehousePath;
    QString m_usualWarehouse; ///< of all environments that bring none of their own
    bool m_warehouseOpened = false; ///< that one has its schema, and its numbers are known
    int m_incarnations = 0;
    bool m_leftUnread = false; ///< by a run before on m_begunOn
    std::string m_begunOn; ///< the cluster of the last incarnation: its topics are not empty
    int m_refused = 0; ///< times that failed() was said
    std::set<Command> m_asked; ///< by what is carried out, and not refused so far
    std::int64_t m_rate;
    environment::EnvironmentChoice m_environment; ///< that of m_backend, or that is to be opened first
    int m_number = 0; ///< of m_backend among all that were opened
    std::unique_ptr<broker::ClusterBackend> m_backend; // outlives what stands on it
    std::future<void> m_apart; // the run that was set aside last writes nothing any more
    std::jthread m_aside; // takes the pipeline of a dead cluster apart, then waits for the one before it
    std::unique_ptr<Database> m_reader; // read-only; opened when first needed
    std::unique_ptr<pipeline::DatabaseLock> m_lock; // the fault "database locked"
    std::mutex m_interruptMutex;
    EnvironmentOpener::Cancelled
        m_cancelNodes; // what m_backend waits for when a node is started; guarded by m_interruptMutex
    std::shared_ptr<Incarnation> m_run; // set and reset under m_interruptMutex; used on the session's thread
    QTimer m_tellTimer;
    QTimer m_pausing; ///< while the pipeline comes to rest
    std::int64_t m_pauseUntilUs = 0; ///< monotonic: so long it may take
    EnvironmentOpener m_opener;
};

} // namespace pk::gui
