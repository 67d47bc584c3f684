#include "pages/flow/flow_page.h"

#include "bridge/flow_builder.h"
#include "bridge/text.h"
#include "pages/flow/change_card.h"
#include "pages/flow/fault_menu.h"
#include "pages/flow/fault_sheet.h"
#include "pages/flow/recent_records.h"
#include "views/error_banner.h"
#include "views/format.h"
#include "views/icon_button.h"
#include "views/pill.h"
#include "views/themed.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>

#include <algorithm>

namespace pk::gui {

namespace {

constexpr int kTrayBase = 300; ///< height of the card below the diagram
constexpr int kSheetBase = 434; ///< width of the faults' sheet
constexpr int kTrayLeast = 190;
constexpr int kDiagramLeast = 430; ///< with less for the diagram, the card is not shown by itself
constexpr int kChangeLeast = 412; ///< of the card beside the latest records
constexpr int kChangeBase = 560;
constexpr int kRecentLeast = 720;
constexpr int kToolsRoom = 30; ///< above the diagram
constexpr int kCanvasLeast = 940; ///< narrower, its texts would shrink: a drawer lies over it
constexpr int kBurst = 1'000; ///< records
constexpr int kSeenLeast = 600; ///< of the page beside a drawer

Link linkOfNode(const QString &node)
{
    if (const QString topic = flow_id::topicOf(node); !topic.isEmpty())
        return Link::of(Link::Kind::Topic, topic);
    if (const QString group = flow_id::groupOf(node); !group.isEmpty())
        return Link::of(Link::Kind::Group, group);
    return Link::of(Link::Kind::Stage, node);
}

/// After a crash; it starts again by itself.
bool isDown(const Node &node, const QString &member)
{
    return std::any_of(node.members.begin(), node.members.end(), [&](const Member &one) {
        return one.id == member && one.status == NodeStatus::Crashed;
    });
}

} // namespace

FlowPage::FlowPage(Controller &controller, QWidget *parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_canvas(new FlowCanvas(this))
    , m_banner(new ErrorBanner(this))
    , m_tools(new QWidget(this))
    , m_zoomOut(new IconButton(QStringLiteral("scale-down"), {}, m_tools))
    , m_fit(new IconButton(QStringLiteral("fit"), {}, m_tools))
    , m_zoomIn(new IconButton(QStringLiteral("scale-up"), {}, m_tools))
    , m_faults(new PillButton(PlainAccent, m_tools))
    , m_endFaults(new PillButton(GreenAccent, m_tools))
    , m_tray(new IconButton(QStringLiteral("chevron-down"), {}, m_tools))
    , m_lookup(controller)
    , m_recent(new RecentRecords(m_lookup, this))
    , m_change(new ChangeCard(m_lookup, this))
    , m_faultSheet(new FaultSheet(controller, this))
{
    m_canvas->setObjectName(QStringLiteral("canvas"));
    m_canvas->setTopMargin(kToolsRoom);
    m_fit->setObjectName(QStringLiteral("showEverything"));
    m_faults->setObjectName(QStringLiteral("faults"));
    m_faults->setOutlined(true);
    m_faults->setMark(Mark::Flame);
    m_endFaults->setObjectName(QStringLiteral("mend"));
    m_endFaults->setMark(Mark::None);
    m_endFaults->hide();
    m_tray->setObjectName(QStringLiteral("tray"));
    auto *row = new QHBoxLayout(m_tools);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_endFaults);
    row->addWidget(m_faults);
    setTabOrder(m_endFaults, m_faults);
    QWidget *before = m_faults;
    for (IconButton *button : {m_zoomOut, m_fit, m_zoomIn, m_tray}) {
        setTabOrder(std::exchange(before, button), button); // as they stand
        button->setLook(IconButton::Look::Outlined);
        button->setSmall(true);
        row->addWidget(button);
    }
    connect(m_zoomOut, &IconButton::clicked, m_canvas, &FlowCanvas::zoomOut);
    connect(m_fit, &IconButton::clicked, this, &FlowPage::showEverything);
    connect(m_zoomIn, &IconButton::clicked, m_canvas, &FlowCanvas::zoomIn);
    connect(m_faults, &PillButton::clicked, this,
            [this] { m_faultSheet->isOpen() ? m_faultSheet->close() : openFaults(); });
    connect(m_endFaults, &PillButton::clicked, &controller, &Controller::endFaults);
    connect(m_faultSheet, &Sheet::closed, this, &FlowPage::place);
    connect(m_faultSheet, &FaultSheet::acted, this, [this] {
        if (!m_beside) // it would lie over what is to be watched; the pill above says what is in force
            m_faultSheet->close();
    });
    connect(&controller, &Controller::stepBegun, this, [this] {
        if (!m_beside) // a step goes on anywhere, the faults are at the far end
            m_faultSheet->close();
    });
    connect(m_tray, &IconButton::clicked, this, [this] {
        m_trayChosen = {!m_trayShown, Theme::instance().scale()};
        place();
        retranslate();
    });

    connect(&controller, &Controller::snapshotTaken, this, &FlowPage::showSnapshot);
    connect(&controller, &Controller::stateChanged, this, [this](RunState, const QString &reason) {
        m_reason = reason;
        showState();
    });
    connect(&controller, &Controller::stepped, m_recent, &RecentRecords::release);
    connect(&controller, &Controller::stepped, this, &FlowPage::markStep);
    connect(&controller, &Controller::hopsHappened, this, [this](const std::vector<Hop> &hops, qint64 left) {
        addHops(hops);
        m_canvas->addNotDrawn(left);
        m_recent->add(hops);
        m_change->follow(hops);
    });
    connect(m_recent, &RecentRecords::linkActivated, this, [this](const Link &link) {
        m_change->choose(m_recent->selected());
        Q_EMIT linkActivated(link);
    });
    connect(m_recent, &RecentRecords::released, this, [this] { m_change->choose(std::nullopt); });
    connect(m_canvas, &FlowCanvas::nodeActivated, this,
            [this](const QString &node) { Q_EMIT linkActivated(linkOfNode(node)); });
    connect(m_canvas, &FlowCanvas::memberActivated, this, [this](const QString &node, const QString &member) {
        Q_EMIT linkActivated(Link::of(Link::Kind::Member, linkOfNode(node).name, member));
    });
    connect(m_canvas, &FlowCanvas::laneActivated, this,
            [this](const QString &node, int partition, qint64 offset) {
                const QString topic = flow_id::topicOf(node);
                Q_EMIT linkActivated(offset < 0 ? Link::partitionOf(topic, partition)
                                                : Link::record(topic, partition, offset));
            });
    connect(m_canvas, &FlowCanvas::edgeActivated, this, [this](const QString &edge) {
        const QString to = flow_id::toOf(edge);
        Q_EMIT linkActivated(linkOfNode(flow_id::topicOf(to).isEmpty() ? flow_id::fromOf(edge) : to));
    });
    connect(m_canvas, &FlowCanvas::tokenActivated, this, [this](const Hop &hop) {
        Q_EMIT linkActivated(Link::record(hop.topic, hop.partition, hop.offset));
    });
    connect(m_canvas, &FlowCanvas::contextMenuRequested, this, &FlowPage::openMenu);
    onTheme(this, [this, row] {
        row->setSpacing(px(6));
        m_tools->adjustSize();
        place();
    });
    retranslate();
    showState();
}

void FlowPage::open(const Link &link)
{
    FlowTarget target;
    target.kind = FlowTarget::Kind::Node;
    switch (link.kind) {
    case Link::Kind::Record:
    case Link::Kind::Partition:
        target.kind = FlowTarget::Kind::Lane;
        target.node = flow_id::topic(link.name.toStdString());
        target.partition = link.partition;
        target.offset = link.offset;
        break;
    case Link::Kind::Topic:
        target.node = flow_id::topic(link.name.toStdString());
        break;
    case Link::Kind::Group:
        target.node = flow_id::group(link.name.toStdString());
        break;
    case Link::Kind::Stage:
        target.node = link.name;
        break;
    default:
        return;
    }
    if (!m_canvas->graph().node(target.node))
        return;
    m_canvas->select(target);
    place();
}

/// What a fault does is to be seen beside the sheet.
void FlowPage::openFaults()
{
    m_faultSheet->open();
    place();
}

void FlowPage::showEverything()
{
    m_canvas->fit();
    m_besideChosen = !m_beside; // under a drawer there is more: all of it beside the drawer, however small
    place();
}

void FlowPage::setRightInset(int pixels)
{
    if (m_rightInset == pixels)
        return;
    m_rightInset = pixels;
    if (pixels == 0) {
        m_recent->release();
        m_canvas->select({}); // its frame named what the drawer has shown
    }
    place();
}

void FlowPage::showSnapshot()
{
    const SnapshotPtr snapshot = m_controller.snapshot();
    if (!isVisible() || !snapshot)
        return;
    // Another cluster's places are of other messages.
    const int before = std::exchange(m_incarnation, snapshot->run.incarnation);
    if (before != 0 && before != m_incarnation) {
        m_recent->clear();
        m_change->clear();
        m_canvas->forgetRecords();
    }
    m_recent->setSampledOneIn(snapshot->state.sampledOneIn());
    m_canvas->setGraph(m_controller.flow());
    m_canvas->addHops(std::exchange(m_early, {}));
    showFaults(activeFaults(snapshot->run));
}

void FlowPage::showFaults(const QStringList &active)
{
    m_faults->setAccent(active.isEmpty() ? PlainAccent : RoseAccent);
    m_faults->setText(active.isEmpty() ? QCoreApplication::translate("flow_page", "Faults")
                          : active.size() == 1
                          ? active.front()
                          : QCoreApplication::translate("flow_page", "%1 faults").arg(active.size()));
    m_faults->setToolTip(active.isEmpty()
                             ? QCoreApplication::translate("flow_page", "Break something on purpose")
                             : active.join(QLatin1Char('\n')));
    m_endFaults->setVisible(!active.isEmpty());
    placeTools();
}

void FlowPage::placeTools()
{
    m_tools->adjustSize();
    m_tools->move(m_toolsRight - m_tools->width() - px(14), px(10));
}

/// A topic's first record is told before the snapshot that holds the topic: it waits for it. Hidden, the page
/// takes no snapshots, so nothing may wait.
void FlowPage::addHops(const std::vector<Hop> &hops)
{
    if (!isVisible()) {
        m_canvas->addHops(hops);
        return;
    }
    std::vector<Hop> ready;
    for (const Hop &hop : hops)
        (m_canvas->graph().edge(hop.edge) ? ready : m_early).push_back(hop);
    m_canvas->addHops(ready);
}

/// The record that was stepped, or what has come of it.
void FlowPage::markStep(const StepDone &step)
{
    const Position &at = step.output ? *step.output : step.at;
    FlowTarget record;
    if (step.anythingLeft) {
        record.kind = FlowTarget::Kind::Lane;
        record.node = flow_id::topic(at.topic);
        record.partition = at.partition;
        record.offset = step.action == pipeline::Action::Commit ? at.offset - 1 : at.offset;
    }
    m_canvas->mark(record);
}

void FlowPage::showState()
{
    const RunState state = m_controller.state();
    if (state != RunState::Paused)
        m_canvas->mark({});
    m_canvas->setPaused(state == RunState::Paused || state == RunState::Stopped || state == RunState::Failed);
    if (state == RunState::Restarting)
        m_banner->show(
            ErrorBanner::Severity::Warning,
            QCoreApplication::translate("flow_page",
                                        "The broker's process has ended. Another one is starting. The "
                                        "warehouse is kept; topics of the old broker are gone with it."),
            m_reason);
    else
        m_banner->hide(); // of a start that failed, the start page tells what to do
    place();
}

void FlowPage::retranslate()
{
    m_zoomOut->setLabel(QCoreApplication::translate("flow_page", "Smaller"));
    m_zoomIn->setLabel(QCoreApplication::translate("flow_page", "Larger"));
    m_fit->setLabel(QCoreApplication::translate("flow_page", "Show everything"));
    m_endFaults->setText(QCoreApplication::translate("flow_page", "End all"));
    const SnapshotPtr snapshot = m_controller.snapshot(); // also while the page is hidden
    showFaults(snapshot ? activeFaults(snapshot->run) : QStringList());
    m_tray->setLabel(m_trayShown ? QCoreApplication::translate("flow_page", "Hide the latest records")
                                 : QCoreApplication::translate("flow_page", "Show the latest records"));
    showSnapshot();
}

void FlowPage::place()
{
    const int gap = px(16);
    const int side = px(28);
    const int inset = std::max(m_rightInset, m_faultSheet->isOpen() ? px(kSheetBase) : 0);
    const int uncovered = width() - inset;
    m_besideChosen = m_besideChosen && inset > 0;
    // Beside a drawer the diagram stands where it is readable there; else the drawer lies over it, and it
    // moves aside so far that what was chosen is seen.
    m_beside = uncovered >= px(kCanvasLeast) || m_besideChosen;
    const int canvasWidth = m_beside ? uncovered : width();
    m_toolsRight = uncovered;
    const int seen = uncovered >= px(kSeenLeast) ? uncovered : width();
    const int trayHeight = std::clamp(height() * 34 / 100, px(kTrayLeast), px(kTrayBase));
    const bool roomForTray = height() - trayHeight >= px(kDiagramLeast);
    m_trayShown = m_trayChosen.scale == Theme::instance().scale() ? m_trayChosen.shown : roomForTray;
    const int tray = m_trayShown ? trayHeight : 0;
    const int trayWidth = seen - 2 * side;
    const int change = std::clamp(trayWidth * 33 / 100, px(kChangeLeast), px(kChangeBase));
    const bool both = trayWidth - change - gap >= px(kRecentLeast);
    const int recent = both ? trayWidth - change - gap : trayWidth;
    m_recent->setVisible(tray > 0);
    m_recent->setGeometry(side, height() - tray - gap, recent, tray);
    m_change->setVisible(tray > 0 && both);
    m_change->setGeometry(side + recent + gap, height() - tray - gap, change, tray);
    const int canvasHeight = tray > 0 ? height() - tray - gap - px(4) : height();
    m_canvas->setGeometry(m_canvas->x(), 0, canvasWidth, canvasHeight);
    const int shift = shiftFor(canvasWidth - uncovered);
    m_canvas->move(-shift, 0);
    m_canvas->setSeen(shift, shift + uncovered);
    const int bannerWidth = seen - 2 * side;
    m_banner->setGeometry(side, px(48), bannerWidth, m_banner->heightForWidth(bannerWidth));
    m_banner->raise();
    m_tray->setIconName(tray > 0 ? QStringLiteral("chevron-down") : QStringLiteral("chevron-up"));
    placeTools();
    m_tools->raise();
    m_faultSheet->raise();
}

/// How far the diagram moves to the left when this much of it lies under a drawer. What was chosen comes in
/// sight; a fault is watched at the far end.
int FlowPage::shiftFor(int covered) const
{
    if (covered <= 0)
        return 0;
    if (m_faultSheet->isOpen())
        return covered;
    FlowTarget target = m_canvas->selected();
    target.offset = -1; // a cell moves on in its lane, which stays
    const QRectF chosen = m_canvas->rectOf(target);
    if (chosen.isNull())
        return 0;
    const double right = chosen.right() + px(28);
    return std::clamp(static_cast<int>(right) - (m_canvas->width() - covered), 0, covered);
}

void FlowPage::openMenu(const FlowTarget &target, QPoint globalPosition)
{
    auto *menu = new QMenu(this); // it may be open while the window closes
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [&](const char *icon, const QString &text, auto action) {
        QAction *entry = menu->addAction(Theme::instance().icon(QLatin1String(icon)), text);
        connect(entry, &QAction::triggered, this, action);
        return entry;
    };
    if (!target.node.isEmpty())
        add("info", QCoreApplication::translate("flow_page", "Inspect"),
            [this, target] { m_canvas->activate(target); });
    const Node *node = m_canvas->graph().node(target.node);
    const bool members = node && (node->kind == NodeKind::Transform || node->kind == NodeKind::Group);
    const StageKind stage =
        node && node->kind == NodeKind::Transform ? StageKind::Transform : StageKind::Load;
    if (members)
        add("plus", QCoreApplication::translate("flow_page", "Add a member"),
            [this, stage] { m_controller.addMember(stage); });
    if (target.kind == FlowTarget::Kind::Member) {
        const QString member = target.member;
        add("stop", QCoreApplication::translate("flow_page", "Stop %1").arg(member),
            [this, member] { m_controller.stopMember(member); });
        add("crash", QCoreApplication::translate("flow_page", "Crash %1").arg(member), [this, member] {
            m_controller.crashMember(member);
        })->setEnabled(node && !isDown(*node, member));
    }
    if (target.node == flow_id::bridge) {
        add("crash", QCoreApplication::translate("flow_page", "Crash %1").arg(QStringLiteral("bridge-0")),
            [this] { m_controller.crashMember(QStringLiteral("bridge-0")); })
            ->setEnabled(node && node->status != NodeStatus::Crashed);
    }
    if (target.node == flow_id::source || target.node == flow_id::campus) {
        add("bolt", QCoreApplication::translate("flow_page", "Burst of %1 records").arg(grouped(kBurst)),
            [this] { m_controller.burst(kBurst); });
        add("warning", QCoreApplication::translate("flow_page", "Poison message"),
            [this] { m_controller.poison(); });
    }
    for (const FaultAction &fault : faultsOf(m_controller, target, node))
        add(fault.icon, fault.text, fault.act);
    menu->addSeparator();
    add("fault", QCoreApplication::translate("flow_page", "All faults …"), [this] { openFaults(); });
    add("fit", QCoreApplication::translate("flow_page", "Show everything"), [this] { showEverything(); });
    menu->popup(globalPosition);
}

void FlowPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void FlowPage::resizeEvent(QResizeEvent *)
{
    place();
}

void FlowPage::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), color(Token::Canvas));
}

} // namespace pk::gui
