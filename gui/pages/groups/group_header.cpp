#include "pages/groups/group_header.h"

#include "bridge/offset_reset.h"
#include "bridge/text.h"
#include "flow/figures.h"
#include "theme/app_style.h"
#include "theme/painting.h"
#include "views/icon_button.h"
#include "views/pill.h"
#include "views/stat_tile.h"
#include "views/text_label.h"
#include "views/themed.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QPushButton>

#include <algorithm>

namespace pk::gui {

namespace {

constexpr int tileBase = 36;
constexpr int oneLineBase = 740;

Delay worstDelay(const GroupFacts &group)
{
    Delay worst = Delay::None;
    for (const PartitionFacts &partition : group.partitions)
        worst = std::max(worst, partition.delay);
    return worst;
}

} // namespace

GroupHeader::GroupHeader(QWidget *parent)
    : QWidget(parent)
    , m_name(new TextLabel(TextRole::CardTitle, Token::Text, this))
    , m_state(new Pill(GreenAccent, {}, this))
    , m_topics(new TextLabel(TextRole::Small, Token::Muted, this))
    , m_lag(new StatTile(this))
    , m_in(new StatTile(this))
    , m_out(new StatTile(this))
    , m_commands(new IconButton(QStringLiteral("terminal"), {}, this))
    , m_add(new QPushButton(this))
    , m_reset(new QPushButton(this))
    , m_halves(new QBoxLayout(QBoxLayout::LeftToRight))
{
    m_name->setElided(true);
    m_topics->setElided(true);
    m_state->setSmall(true);
    m_commands->setLook(IconButton::Look::Outlined);
    m_commands->setObjectName(QStringLiteral("showCommands"));
    m_add->setObjectName(QStringLiteral("addMember"));
    m_reset->setObjectName(QStringLiteral("resetOffsets"));
    setButtonKind(m_reset, ButtonKind::Tonal);
    connect(m_add, &QPushButton::clicked, this, &GroupHeader::addRequested);
    connect(m_reset, &QPushButton::clicked, this, &GroupHeader::resetRequested);
    connect(m_commands, &IconButton::clicked, this, &GroupHeader::commandsRequested);

    auto *title = new QHBoxLayout;
    title->addWidget(m_name);
    title->addWidget(m_state);
    title->addStretch();
    auto *texts = new QVBoxLayout;
    texts->addStretch();
    texts->addLayout(title);
    texts->addWidget(m_topics);
    texts->addStretch();
    auto *right = new QHBoxLayout;
    for (StatTile *tile : {m_lag, m_in, m_out})
        right->addWidget(tile);
    right->addStretch();
    right->addWidget(m_commands);
    right->addWidget(m_add);
    right->addWidget(m_reset);
    m_halves->addLayout(texts, 1);
    m_halves->addLayout(right);
    auto *frame = new QHBoxLayout(this);
    frame->addLayout(m_halves, 1);
    onTheme(this, [this, title, texts, right, frame] {
        frame->setContentsMargins(px(16), px(12), px(14), px(12));
        texts->setContentsMargins(px(tileBase + 12), 0, 0, 0); // beside the icon's tile
        m_halves->setSpacing(px(12));
        title->setSpacing(px(8));
        texts->setSpacing(px(1));
        right->setSpacing(px(10));
        arrange();
        m_add->setIcon(Theme::instance().icon(QStringLiteral("plus"), Token::Text));
        m_reset->setIcon(Theme::instance().icon(QStringLiteral("history"), Token::BlueText));
    });
    retranslate();
}

void GroupHeader::setGroup(const GroupFacts &group)
{
    m_stage = group.stage;
    m_phase = group.phase;
    m_isOurs = group.isOurs;
    m_isReadElsewhere = group.isReadElsewhere();
    m_name->setText(toQString(group.name));
    QStringList topics;
    for (const std::string &topic : group.topics)
        topics << toQString(topic);
    for (const std::string &topic : group.emptyTopics)
        topics << QCoreApplication::translate("groups", "%1 (empty)").arg(toQString(topic));
    m_topics->setText(
        QStringList{memberCountText(group), QStringLiteral("range"), topics.join(QStringLiteral(", "))}.join(
            QStringLiteral(" · ")));
    const Delay delay = worstDelay(group);
    m_lag->setFigure(lagTextOf(group));
    m_lag->setToken(delay >= Delay::Long ? accentOf(delay).text : Token::Text);
    m_in->setFigure(rateText(group.in), QCoreApplication::translate("groups", "/s"));
    m_out->setFigure(rateText(group.out), QCoreApplication::translate("groups", "/s"));
    showPhase();
    setRefusal(m_refusal);
    update();
}

void GroupHeader::showPhase()
{
    m_state->setText(phaseText(m_phase));
    const bool reads = m_phase == GroupPhase::Stable;
    const bool empty = m_phase == GroupPhase::Empty;
    m_state->setAccent(reads ? GreenAccent : empty ? PlainAccent : AmberAccent);
    m_state->setMark(reads || empty ? Mark::None : Mark::Triangle);
    switch (m_phase) {
    case GroupPhase::Joining:
        m_state->setToolTip(QCoreApplication::translate(
            "groups",
            "JoinGroup: the broker waits three seconds for members, then partitions are assigned."));
        break;
    case GroupPhase::Rebalancing:
        m_state->setToolTip(QCoreApplication::translate(
            "groups",
            "The members have given their partitions up and wait to be given some anew; nobody reads."));
        break;
    case GroupPhase::Stable:
        m_state->setToolTip(
            QCoreApplication::translate("groups", "Every partition has its member, and all of them read."));
        break;
    case GroupPhase::Empty:
        m_state->setToolTip(QCoreApplication::translate(
            "groups", "The group has no member; the broker still keeps its committed offsets."));
        break;
    case GroupPhase::Unanswered:
        m_state->setToolTip(QCoreApplication::translate(
            "groups", "No broker answers: this is what was known of the group last."));
        break;
    }
}

void GroupHeader::setRefusal(const QString &reason)
{
    m_refusal = reason;
    const QString foreign = m_isOurs
        ? QString()
        : QCoreApplication::translate("groups",
                                      "This group runs in another program, which alone can do that.");
    const QString why = reason.isEmpty() ? foreign : reason;
    const QString whyNoReset = why.isEmpty() && m_isReadElsewhere ? readByAnotherProgram().message : why;
    m_add->setEnabled(why.isEmpty());
    m_reset->setEnabled(whyNoReset.isEmpty());
    m_add->setToolTip(why.isEmpty() ? QCoreApplication::translate(
                          "groups",
                          "One more member joins: a rebalance, and the partitions are shared "
                          "out anew.")
                                    : why);
    m_reset->setToolTip(whyNoReset.isEmpty() ? QCoreApplication::translate(
                            "groups", "Choose where the group goes on; shown before it is done.")
                                             : whyNoReset);
}

void GroupHeader::retranslate()
{
    m_lag->setCaption(QCoreApplication::translate("groups", "lag"));
    m_in->setCaption(QCoreApplication::translate("groups", "in"));
    m_out->setCaption(QCoreApplication::translate("groups", "out"));
    m_lag->setToolTip(QCoreApplication::translate(
        "groups", "Log end minus committed offset, over all partitions: so many records wait."));
    m_in->setToolTip(QCoreApplication::translate("groups", "Records a second that arrive."));
    m_out->setToolTip(QCoreApplication::translate("groups", "Records a second that the group commits."));
    m_add->setText(QCoreApplication::translate("groups", "Member"));
    m_add->setAccessibleName(QCoreApplication::translate("groups", "Add a member"));
    m_reset->setText(QCoreApplication::translate("groups", "Reset offsets"));
    m_commands->setLabel(QCoreApplication::translate("groups", "Show as commands"));
    showPhase();
    setRefusal(m_refusal);
}

void GroupHeader::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void GroupHeader::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void GroupHeader::arrange()
{
    const bool oneLine = width() >= px(oneLineBase);
    m_halves->setDirection(oneLine ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    for (StatTile *tile : {m_lag, m_in, m_out})
        tile->setContentsMargins(0, 0, px(oneLine ? 14 : 4), 0);
}

void GroupHeader::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    drawBox(painter, rect(), px(14), color(Token::Surface), color(Token::Border));
    const QRect tile(px(16), px(16), px(tileBase), px(tileBase));
    const Accent &accent = accentOf(m_stage);
    drawBox(painter, tile, px(9), color(accent.tint));
    const int inset = px(9);
    Theme::instance()
        .icon(QStringLiteral("members"), accent.solid)
        .paint(&painter, tile.adjusted(inset, inset, -inset, -inset));
}

} // namespace pk::gui
