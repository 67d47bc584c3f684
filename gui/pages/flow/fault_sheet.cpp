#include "pages/flow/fault_sheet.h"

#include "bridge/run_trouble.h"
#include "bridge/text.h"
#include "theme/painting.h"
#include "views/format.h"
#include "views/pill.h"
#include "views/text_label.h"
#include "views/themed.h"
#include "views/wrap_row.h"

#include <QCoreApplication>
#include <QEvent>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace pk::gui {

namespace {

constexpr qint64 kSmallBurst = 1'000;
constexpr qint64 kLargeBurst = 20'000;
constexpr StageKind kWithMembers[] = {StageKind::Transform, StageKind::Load};

QString brokerSentence(const RunInfo &run)
{
    if (run.brokersHere == 0)
        return QCoreApplication::translate(
            "flow_page", "This window has not started these brokers, and does not end them.");
    if (run.brokersHere == 1)
        return QCoreApplication::translate(
            "flow_page",
            "Its process is killed. There is no other one, so everything waits; what was acknowledged is on "
            "its disk. Click again and it comes back.");
    if (!run.cluster.embedded)
        return QCoreApplication::translate(
            "flow_page",
            "Its process is killed. Kafka elects other leaders, and the replicas in sync become fewer; click "
            "again and the broker comes back and catches up.");
    return QCoreApplication::translate("flow_page",
                                       "Its partitions get another leader. Clients find it and go on; click "
                                       "again and the broker comes back.");
}

/// The message goes where the source writes, and who reads there sets it aside.
QString poisonSentence(const SourceChoice &source)
{
    if (source.kind != SourceChoice::Kind::Campus)
        return QCoreApplication::translate(
            "flow_page",
            "Broken JSON goes into the raw topic. The transform sets it aside in "
            "the dead letter topic and goes on.");
    return QCoreApplication::translate(
               "flow_page",
               "Broken JSON goes into %1, among the change events. The bridge sets it "
               "aside in the dead letter topic and goes on.")
        .arg(toQString(poisonMessage(source).topic));
}

/// The first loader that works; empty when none does.
QString crashCandidate(const RunInfo &run)
{
    for (const pipeline::MemberStatus &member : run.members) {
        if (member.stage == StageKind::Load && member.status == pipeline::StageStatus::Running)
            return toQString(member.name);
    }
    return {};
}

QString crashSentence(const RunInfo &run)
{
    QString sentence =
        QCoreApplication::translate("flow_page",
                                    "A loader dies without a word. Its partitions wait for session.timeout, "
                                    "then a rebalance gives them to "
                                    "another member, if there is one. What was not committed is read again.");
    if (const int seconds = (run.restartAfterCrashMs + 999) / 1'000; seconds > 0)
        sentence += QLatin1Char(' ')
            + QCoreApplication::translate("flow_page", "After %1 s it starts again itself.").arg(seconds);
    if (!crashCandidate(run).isEmpty())
        return sentence;
    return sentence + QLatin1Char(' ')
        + QCoreApplication::translate("flow_page", "At the moment no loader works, so none can crash.");
}

} // namespace

/// One fault: icon, name, what it does, and its buttons.
class FaultRow final : public QWidget
{
public:
    FaultRow(const QString &icon, QWidget *parent)
        : QWidget(parent)
        , m_icon(icon)
        , title(new TextLabel(TextRole::Strong, Token::Text, this))
        , sentence(new TextLabel(TextRole::Small, Token::Muted, this))
        , buttons(new WrapRow)
    {
        sentence->setWordWrap(true);
        auto *column = new QVBoxLayout(this);
        column->addWidget(title);
        column->addWidget(sentence);
        column->addLayout(buttons);
        onTheme(this, [this, column] {
            column->setContentsMargins(px(52), px(12), px(14), px(12));
            column->setSpacing(px(4));
            buttons->setSpacing(px(8));
        });
    }

    void setActive(bool active)
    {
        m_active = active;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        drawBox(painter, rect(), px(10), color(Token::Surface2),
                color(m_active ? Token::Rose : Token::Border));
        Theme::instance()
            .icon(m_icon, m_active ? Token::Rose : Token::Muted)
            .paint(&painter, QRect(px(16), px(13), px(20), px(20)));
    }

private:
    QString m_icon;
    bool m_active = false;

public:
    TextLabel *title;
    TextLabel *sentence;
    WrapRow *buttons;
};

QStringList activeFaults(const RunInfo &run)
{
    QStringList names;
    if (run.loadDelayMs > 0 || run.transformDelayMs > 0)
        names << QCoreApplication::translate("flow_page", "Slow consumer");
    for (const int broker : run.brokersDown)
        names << QCoreApplication::translate("flow_page", "Broker %1 down").arg(broker);
    if (run.databaseLocked)
        names << QCoreApplication::translate("flow_page", "Database locked");
    if (run.databaseClosed)
        names << QCoreApplication::translate("flow_page", "Database closed");
    if (run.burstLeft > 0)
        names << QCoreApplication::translate("flow_page", "Burst: %1 still due").arg(grouped(run.burstLeft));
    for (const StageKind stage : kWithMembers) {
        if (isWithoutMembers(run, stage))
            names << QCoreApplication::translate("flow_page", "%1 without a member")
                         .arg(toQString(stage == StageKind::Load ? run.loaderGroup : run.transformGroup));
    }
    for (const pipeline::MemberStatus &member : run.members) {
        if (member.onHold)
            names << QCoreApplication::translate("flow_page", "%1 on hold").arg(toQString(member.name));
        if (member.status == pipeline::StageStatus::Crashed && member.stage != StageKind::Source)
            names << QCoreApplication::translate("flow_page", "%1 crashed").arg(toQString(member.name));
    }
    return names;
}

FaultSheet::FaultSheet(Controller &controller, QWidget *parent)
    : Sheet(parent)
    , m_controller(controller)
    , m_endAll(new QPushButton(this))
{
    build();
    m_endAll->setObjectName(QStringLiteral("endFaults"));
    addToFooter(m_endAll, FooterButton::Confirms);
    setDismissal(Dismissal::Close);
    connect(m_endAll, &QPushButton::clicked, &controller, &Controller::endFaults);
    connect(m_endAll, &QPushButton::clicked, this, &FaultSheet::acted);
    connect(&controller, &Controller::snapshotTaken, this, &FaultSheet::showSnapshot);
    retranslate();
}

void FaultSheet::build()
{
    auto *list = new QWidget;
    auto *column = new QVBoxLayout(list);
    const auto row = [&](const char *icon) {
        auto *made = new FaultRow(QLatin1String(icon), list);
        column->addWidget(made);
        return made;
    };
    const auto chip = [this](FaultRow *owner, const char *name, auto toggled) {
        auto *made = new Chip({}, owner);
        made->setObjectName(QLatin1String(name));
        made->setCheckable(true);
        made->setAccent(RoseAccent);
        owner->buttons->addWidget(made);
        QObject::connect(made, &Chip::clicked, owner, toggled);
        QObject::connect(made, &Chip::clicked, this, &FaultSheet::acted);
        return made;
    };
    const auto button = [this](FaultRow *owner, const char *name, auto clicked) {
        auto *made = new Chip({}, owner);
        made->setObjectName(QLatin1String(name));
        made->setCheckable(false);
        owner->buttons->addWidget(made);
        QObject::connect(made, &Chip::clicked, owner, clicked);
        QObject::connect(made, &Chip::clicked, this, &FaultSheet::acted);
        return made;
    };
    m_slow = row("slow");
    m_slowOn = chip(m_slow, "slowConsumer",
                    [this](bool on) { m_controller.setDelay(StageKind::Load, on ? kSlowMs : 0); });
    m_crash = row("crash");
    m_crashNow = button(m_crash, "crashConsumer", [this] {
        if (const SnapshotPtr snapshot = m_controller.snapshot())
            m_controller.crashMember(crashCandidate(snapshot->run));
    });
    m_addLoader = button(m_crash, "addLoader", [this] { m_controller.addMember(StageKind::Load); });
    m_brokers = row("server");
    for (int broker = 1; broker <= 3; ++broker) {
        m_broker[broker - 1] = chip(m_brokers, "broker", [this, broker](bool down) {
            down ? m_controller.brokerDown(broker) : m_controller.brokerUp(broker);
        });
        m_broker[broker - 1]->setObjectName(QStringLiteral("broker%1").arg(broker));
    }
    m_database = row("database");
    m_locked = chip(m_database, "databaseLocked",
                    [this](bool on) { m_controller.databaseOutage(Session::Outage::Locked, on); });
    m_closed = chip(m_database, "databaseClosed",
                    [this](bool on) { m_controller.databaseOutage(Session::Outage::Closed, on); });
    m_poison = row("warning");
    m_poisonNow = button(m_poison, "poison", [this] { m_controller.poison(); });
    m_burst = row("bolt");
    m_burstSmall = button(m_burst, "burstSmall", [this] { m_controller.burst(kSmallBurst); });
    m_burstLarge = button(m_burst, "burstLarge", [this] { m_controller.burst(kLargeBurst); });
    m_burstEnd = chip(m_burst, "burstEnd", [this] { m_controller.endBurst(); });
    m_burstEnd->hide();
    column->addStretch();
    onTheme(list, [column] {
        column->setContentsMargins(px(14), px(14), px(14), px(14));
        column->setSpacing(px(10));
    });
    setContent(list);
}

void FaultSheet::showSnapshot()
{
    const SnapshotPtr snapshot = m_controller.snapshot();
    if (!isVisible() || !snapshot)
        return;
    const RunInfo &run = snapshot->run;
    m_slowOn->setChecked(run.loadDelayMs > 0);
    m_slow->setActive(run.loadDelayMs > 0);
    m_crashNow->setEnabled(!crashCandidate(run).isEmpty());
    m_crash->sentence->setText(crashSentence(run));
    m_addLoader->setVisible(isWithoutMembers(run, StageKind::Load));
    m_crash->setActive(isWithoutMembers(run, StageKind::Load));
    for (int broker = 1; broker <= 3; ++broker) {
        m_broker[broker - 1]->setChecked(isBrokerDown(run, broker));
    }
    for (int broker = 1; broker <= 3; ++broker)
        m_broker[broker - 1]->setVisible(broker <= run.brokersHere);
    m_brokers->sentence->setText(brokerSentence(run));
    m_poison->sentence->setText(poisonSentence(run.source));
    m_brokers->setActive(!run.brokersDown.empty());
    m_locked->setChecked(run.databaseLocked);
    m_closed->setChecked(run.databaseClosed);
    m_database->setActive(run.databaseLocked || run.databaseClosed);
    m_burst->setActive(run.burstLeft > 0);
    m_burstEnd->setVisible(run.burstLeft > 0);
    m_burstEnd->setChecked(run.burstLeft > 0);
    if (run.burstLeft > 0)
        m_burstEnd->setText(
            QCoreApplication::translate("flow_page", "End: %1 still due").arg(grouped(run.burstLeft)));
    m_endAll->setEnabled(!activeFaults(run).isEmpty());
    nameChips();
}

/// The chip of a fault which is in force says what a click on it does then.
void FaultSheet::nameChips()
{
    const auto name = [](Chip *chip, const QString &begin, const QString &end) {
        const QString text = chip->isChecked() ? end : begin;
        if (text == chip->text())
            return;
        chip->setText(text);
        chip->updateGeometry();
    };
    name(m_slowOn, QCoreApplication::translate("flow_page", "Slow"),
         QCoreApplication::translate("flow_page", "End"));
    for (int broker = 1; broker <= 3; ++broker) {
        name(m_broker[broker - 1], QCoreApplication::translate("flow_page", "Broker %1").arg(broker),
             QCoreApplication::translate("flow_page", "Start broker %1").arg(broker));
    }
    name(m_locked, QCoreApplication::translate("flow_page", "Locked"),
         QCoreApplication::translate("flow_page", "End: locked"));
    name(m_closed, QCoreApplication::translate("flow_page", "Closed"),
         QCoreApplication::translate("flow_page", "End: closed"));
}

void FaultSheet::retranslate()
{
    setHeader(QStringLiteral("fault"), RoseAccent, QCoreApplication::translate("flow_page", "Faults"),
              QCoreApplication::translate("flow_page", "break something, watch, mend it"));
    const RunInfo run = m_controller.snapshot() ? m_controller.snapshot()->run : RunInfo();
    const auto say = [](FaultRow *row, const QString &title, const QString &sentence) {
        row->title->setText(title);
        row->sentence->setText(sentence);
    };
    say(m_slow, QCoreApplication::translate("flow_page", "Slow consumer"),
        QCoreApplication::translate("flow_page",
                                    "Each record takes the loader 400 ms longer. Lag grows, nothing is "
                                    "lost; when it ends, the loader catches up."));
    say(m_crash, QCoreApplication::translate("flow_page", "Consumer crash"), crashSentence(run));
    say(m_brokers, QCoreApplication::translate("flow_page", "Broker down"), brokerSentence(run));
    say(m_database, QCoreApplication::translate("flow_page", "Database outage"),
        QCoreApplication::translate(
            "flow_page",
            "The loader cannot write and tries again. Records wait in the topic: that is what "
            "the log is for."));
    say(m_poison, QCoreApplication::translate("flow_page", "Poison message"),
        poisonSentence(m_controller.source()));
    say(m_burst, QCoreApplication::translate("flow_page", "Burst"),
        QCoreApplication::translate("flow_page",
                                    "Many records at once, as on the last day of registration. Watch the "
                                    "lag rise and fall."));
    const auto name = [](Chip *chip, const QString &text) {
        chip->setText(text);
        chip->updateGeometry();
    };
    name(m_crashNow, QCoreApplication::translate("flow_page", "Crash a loader"));
    name(m_addLoader, QCoreApplication::translate("flow_page", "Add a loader"));
    name(m_poisonNow, QCoreApplication::translate("flow_page", "Send one"));
    for (const auto &[button, records] :
         {std::pair(m_burstSmall, kSmallBurst), std::pair(m_burstLarge, kLargeBurst)})
        name(button, QCoreApplication::translate("flow_page", "%1 records").arg(grouped(records)));
    m_endAll->setText(QCoreApplication::translate("flow_page", "End all faults"));
    nameChips();
}

void FaultSheet::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    Sheet::changeEvent(event);
}

void FaultSheet::showEvent(QShowEvent *event)
{
    Sheet::showEvent(event);
    showSnapshot();
}

} // namespace pk::gui
