#include "pages/inspector/group_view.h"

#include "bridge/controller.h"
#include "bridge/run_trouble.h"
#include "bridge/text.h"
#include "pages/inspector/command_section.h"
#include "pages/inspector/link_rows.h"
#include "pages/inspector/note_box.h"
#include "pages/inspector/rate_line.h"
#include "pages/inspector/run_facts.h"
#include "pages/inspector/texts.h"
#include "views/format.h"
#include "views/key_value_rows.h"

#include <QCoreApplication>
#include <QVBoxLayout>

namespace pk::gui {

namespace {

/// When partitions of the group changed hands last; 0: never.
std::int64_t lastRebalanceUs(const Snapshot &now, const std::string &group)
{
    std::int64_t last = 0;
    const auto found = now.state.groups().find(group);
    if (found == now.state.groups().end())
        return last;
    for (const auto &[partition, consumer] : found->second.partitions) {
        for (const auto &[member, ownership] : consumer.members)
            last = std::max(last, ownership.stamp.wallUs);
    }
    return last;
}

QString rebalanceText(const Snapshot &now, const std::string &group)
{
    const std::int64_t last = lastRebalanceUs(now, group);
    return last > 0 ? clockText(last) : QCoreApplication::translate("inspector", "none yet");
}

} // namespace

GroupView::GroupView(Controller &controller, RecordLookup &lookup, QWidget *parent)
    : InspectorView(controller, lookup, parent)
    , m_error(new NoteBox(this))
{
    addWidget(m_error);
    m_rateSection = addSection();
    m_rate = new RateLine(m_rateSection);
    m_rateSection->body()->addWidget(m_rate);
    m_facts = new KeyValueRows(m_rateSection);
    m_facts->setValuesAtRight();
    m_rateSection->body()->addWidget(m_facts);
    connect(m_facts, &KeyValueRows::linkActivated, this,
            [this](const QString &link) { Q_EMIT linkActivated(linkFromString(link)); });
    m_memberSection = addSection();
    m_members = addLinkRows(m_memberSection);
    m_lagSection = addSection();
    m_lags = addLinkRows(m_lagSection);
    m_commands = new CommandSection(this);
    addWidget(m_commands);
}

void GroupView::open(const Link &link)
{
    m_group = link.name.toStdString();
    m_member = link.kind == Link::Kind::Member ? link.key.toStdString() : std::string();
    refresh();
}

void GroupView::refresh()
{
    offer();
    m_commands->setTitle(QCoreApplication::translate("inspector", "By command line"));
    const Snapshot *now = snapshot();
    if (!now)
        return;
    m_lagSection->setHelp(QCoreApplication::translate(
        "inspector", "Lag: records in the log that the group has not committed yet."));
    m_rateSection->setTitle(QCoreApplication::translate("inspector", "Working"));
    if (m_member.empty())
        showGroup(*now);
    else
        showMember(*now);
}

void GroupView::offer()
{
    std::vector<InspectorAction> actions;
    const Snapshot *now = snapshot();
    const auto stage = now ? stageOf(now->run, m_group) : std::nullopt;
    if (m_member.empty() && stage && *stage != StageKind::Bridge && !now->run.recorded)
        actions.push_back(
            {QStringLiteral("add"), QStringLiteral("plus"),
             QCoreApplication::translate("inspector", "Add a member"),
             QCoreApplication::translate("inspector",
                                         "One more consumer joins the group, which shares the partitions "
                                         "out anew. It goes on where the group has committed."),
             isWithoutMembers(now->run, *stage) ? ButtonKind::Tonal : ButtonKind::Plain});
    actions.push_back({QStringLiteral("page"),
                       QStringLiteral("groups"),
                       QCoreApplication::translate("inspector", "Show in Groups"),
                       {},
                       ButtonKind::Plain,
                       true});
    setActions(std::move(actions));
}

void GroupView::showGroup(const Snapshot &now)
{
    const auto stage = stageOf(now.run, m_group);
    setHead({QStringLiteral("groups"),
             stage == StageKind::Transform ? VioletAccent : GreenAccent,
             toQString(m_group),
             QCoreApplication::translate("inspector", "consumer group"),
             {}});
    setState(stage ? stageState(now, *stage, now.isReadElsewhere(m_group)) : InspectorState());
    showLastError(m_error, stage ? lastErrorOf(now, *stage) : StageError());
    m_rate->setVisible(stage.has_value());
    if (stage)
        m_rate->setRate(now.rate(std::string(toString(*stage))),
                        QCoreApplication::translate("inspector", "msg/s"),
                        historyOf(now, std::string(toString(*stage))),
                        stage == StageKind::Transform ? Token::Violet : Token::Green);
    const auto lag = knownLag(now, m_group);
    m_facts->setRows({explained({QCoreApplication::translate("inspector", "Lag"),
                                 lagFigure(lag),
                                 lag.value_or(0) > 0 ? Token::AmberText : Token::Text,
                                 {}},
                                Term::Lag),
                      explained({QCoreApplication::translate("inspector", "Assignment strategy"),
                                 QStringLiteral("range"),
                                 Token::Text,
                                 {}},
                                Term::AssignmentStrategy),
                      explained({QCoreApplication::translate("inspector", "Last rebalance"),
                                 rebalanceText(now, m_group),
                                 Token::Text,
                                 {}},
                                Term::Rebalance)});
    m_memberSection->show();
    m_memberSection->setTitle(QCoreApplication::translate("inspector", "Members"));
    const auto members = stage ? memberRows(now, *stage, m_group) : std::vector<LinkRows::Row>();
    m_memberSection->setNote(members.empty() ? QCoreApplication::translate(
                                 "inspector", "not started by this window: only its offsets are known")
                                             : QString::number(members.size()));
    m_members->setRows(members);
    m_lagSection->setTitle(QCoreApplication::translate("inspector", "Lag per partition"));
    m_lags->setRows(lagRows(now, m_group));
    m_commands->setCommands(describeGroupText(m_controller.commandTarget(), toQString(m_group)));
}

void GroupView::showMember(const Snapshot &now)
{
    const pipeline::MemberStatus *member = memberOf(now.run, m_member);
    const auto stage = stageOf(now.run, m_group);
    setHead({QStringLiteral("members"),
             stage == StageKind::Transform ? VioletAccent : GreenAccent,
             toQString(m_member),
             QCoreApplication::translate("inspector", "member"),
             {},
             {placeOfGroup(m_group)}});
    setState(member ? memberState(now, *member)
                    : InspectorState{PlainAccent,
                                     QStringLiteral("stop"),
                                     QCoreApplication::translate("inspector", "gone"),
                                     QCoreApplication::translate("inspector", "it is no longer in its group"),
                                     {}});
    showLastError(m_error, stage ? lastErrorOf(now, *stage, m_member) : StageError());
    m_memberSection->hide();
    m_rate->show();
    m_rate->setRate(now.rate(m_member), QCoreApplication::translate("inspector", "msg/s"),
                    historyOf(now, m_member), stage == StageKind::Transform ? Token::Violet : Token::Green);
    const QString assignment = assignmentText(now, m_group, m_member);
    m_facts->setRows({{QCoreApplication::translate("inspector", "Group"), toQString(m_group), Token::Text,
                       toString(Link::of(Link::Kind::Group, toQString(m_group)))},
                      {QCoreApplication::translate("inspector", "Partitions"),
                       assignment.isEmpty() ? QCoreApplication::translate("inspector", "none") : assignment,
                       Token::Text,
                       {}},
                      {QCoreApplication::translate("inspector", "Records processed"),
                       count(member ? member->records : 0),
                       Token::Text,
                       {}},
                      {QCoreApplication::translate("inspector", "Last rebalance"),
                       rebalanceText(now, m_group),
                       Token::Text,
                       {}}});
    m_lagSection->setTitle(QCoreApplication::translate("inspector", "Its partitions"));
    m_lags->setRows(lagRows(now, m_group, m_member));
    CommandTexts commands = stopMemberText(m_controller.commandTarget(), toQString(m_member));
    for (CommandText &text : crashMemberText(m_controller.commandTarget(), toQString(m_member)))
        commands.push_back(std::move(text));
    m_commands->setCommands(commands);
}

void GroupView::act(const QString &action)
{
    if (action == QLatin1String("add")) {
        if (const auto stage = snapshot() ? stageOf(snapshot()->run, m_group) : std::nullopt)
            m_controller.addMember(*stage);
        return;
    }
    Q_EMIT pageRequested(m_member.empty()
                             ? Link::of(Link::Kind::Group, toQString(m_group))
                             : Link::of(Link::Kind::Member, toQString(m_group), toQString(m_member)));
}

} // namespace pk::gui
