#include "pages/groups/member_card.h"

#include "bridge/text.h"
#include "flow/figures.h"
#include "pages/groups/partition_chips.h"
#include "pages/groups/reported_members.h"
#include "theme/painting.h"
#include "views/icon_button.h"
#include "views/pill.h"
#include "views/sparkline.h"
#include "views/text_label.h"
#include "views/themed.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>

#include <algorithm>

namespace pk::gui {

namespace {

struct Look
{
    QString text;
    Accent accent;
    Mark mark = Mark::Dot;
    QString explanation;
};

Look lookOf(const MemberFacts &member)
{
    using pipeline::StageStatus;
    switch (member.status.status) {
    case StageStatus::Crashed:
        return {QCoreApplication::translate("groups", "crashed"), RoseAccent, Mark::Triangle,
                QCoreApplication::translate(
                    "groups",
                    "It said nothing to the group, which keeps its partitions for it until "
                    "session.timeout.ms is over. It starts again by itself after a while.")};
    case StageStatus::Failed:
        return {QCoreApplication::translate("groups", "failed"), RoseAccent, Mark::Triangle,
                member.status.failure ? member.status.failure->toString() : QString()};
    case StageStatus::Retrying:
        return {QCoreApplication::translate("groups", "retrying"), AmberAccent, Mark::Triangle,
                QCoreApplication::translate(
                    "groups", "Something it needs does not answer. The record in hand is tried again.")};
    default:
        break;
    }
    if (member.status.onHold)
        return {QCoreApplication::translate("groups", "held"), AmberAccent, Mark::Square,
                QCoreApplication::translate(
                    "groups",
                    "It takes no records but stays a member: no rebalance, and the lag of its "
                    "partitions grows.")};
    if (member.unanswered)
        return {QCoreApplication::translate("groups", "waiting"), AmberAccent, Mark::Triangle,
                QCoreApplication::translate("groups", "No broker answers. It goes on when one does.")};
    if (member.cameBack)
        return {QCoreApplication::translate("groups", "dead, starting again"), RoseAccent, Mark::Triangle,
                QCoreApplication::translate(
                    "groups",
                    "It has crashed and is started again. The group still counts on the dead one until "
                    "session.timeout.ms is over; only then partitions are assigned anew.")};
    if (!member.status.joined || member.status.status == StageStatus::Starting)
        return {QCoreApplication::translate("groups", "joining"), AmberAccent, Mark::Triangle,
                QCoreApplication::translate(
                    "groups", "JoinGroup: the coordinator waits for members, then assigns partitions.")};
    if (member.slowed)
        return {QCoreApplication::translate("groups", "slow"), AmberAccent, Mark::Triangle,
                QCoreApplication::translate("groups",
                                            "The fault \"slow consumer\" makes it wait at every record.")};
    return {QCoreApplication::translate("groups", "active"), GreenAccent, Mark::Dot, {}};
}

QString minutes(std::int64_t s)
{
    return QStringLiteral("%1:%2").arg(s / 60).arg(s % 60, 2, 10, QLatin1Char('0'));
}

} // namespace

/// The member's number in its colour, and its name, which leads to it.
class MemberCard::Name final : public PaintedButton
{
public:
    explicit Name(QWidget *parent)
        : PaintedButton(parent)
    {
        setCursor(Qt::PointingHandCursor);
        setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    }

    void show(const QString &name, StageKind stage)
    {
        if (name == text() && stage == m_stage)
            return;
        m_stage = stage;
        setText(name);
        setToolTip(QCoreApplication::translate("groups", "Show %1").arg(name));
        updateGeometry();
    }

    QSize sizeHint() const override
    {
        return QSize(px(24) + textWidth(Theme::instance().font(TextRole::CardTitle), text()), px(26));
    }

    /// On a narrow card a long name is shortened.
    QSize minimumSizeHint() const override { return QSize(px(24 + 52), px(26)).boundedTo(sizeHint()); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const std::string name = text().toStdString();
        const MemberColors colors = memberColors(name, m_stage);
        const int side = px(18);
        const QRect badge(0, (height() - side) / 2, side, side);
        drawBox(painter, badge, px(4), colors.fill);
        painter.setPen(colors.text);
        painter.setFont(Theme::instance().font(TextRole::MonoSmall));
        painter.drawText(badge, Qt::AlignCenter, QString::number(std::max(0, memberNumber(name))));
        QFont font = Theme::instance().font(TextRole::CardTitle);
        font.setUnderline(isHovered());
        painter.setFont(font);
        painter.setPen(color(Token::Text));
        const QRect rest = rect().adjusted(px(24), 0, 0, 0);
        painter.drawText(rest, Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(text(), Qt::ElideMiddle, rest.width() + 1));
        if (hasKeyboardFocus())
            drawFocusRing(painter, rect(), px(6));
    }

private:
    StageKind m_stage = StageKind::Load;
};

MemberCard::MemberCard(QWidget *parent)
    : QWidget(parent)
    , m_title(new Name(this))
    , m_state(new Pill(GreenAccent, {}, this))
    , m_hold(new IconButton(QStringLiteral("pause"), {}, this))
    , m_stop(new IconButton(QStringLiteral("stop"), {}, this))
    , m_crash(new IconButton(QStringLiteral("bolt"), {}, this))
    , m_figures(new TextLabel(TextRole::Mono, Token::Text, this))
    , m_client(new TextLabel(TextRole::MonoSmall, Token::Muted, this))
    , m_partitions(new PartitionChips(this))
    , m_since(new TextLabel(TextRole::Small, Token::Muted, this))
    , m_course(new Sparkline(Token::Green, this))
{
    m_state->setElided(true);
    m_client->setElided(true);
    m_client->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_since->setElided(true);
    m_state->setSmall(true);
    m_hold->setObjectName(QStringLiteral("hold"));
    m_stop->setObjectName(QStringLiteral("stop"));
    m_crash->setObjectName(QStringLiteral("crash"));
    for (IconButton *button : {m_hold, m_stop, m_crash})
        button->setSmall(true);
    connect(m_partitions, &PartitionChips::opened, this, &MemberCard::partitionOpened);
    connect(m_title, &QAbstractButton::clicked, this, [this] { Q_EMIT opened(m_name); });
    connect(m_hold, &IconButton::clicked, this, [this] { Q_EMIT holdRequested(m_name, !m_held); });
    connect(m_stop, &IconButton::clicked, this, [this] { Q_EMIT stopRequested(m_name); });
    connect(m_crash, &IconButton::clicked, this, [this] { Q_EMIT crashRequested(m_name); });

    auto *head = new QHBoxLayout;
    head->addWidget(m_title);
    head->addWidget(m_state);
    head->addStretch();
    for (IconButton *button : {m_hold, m_stop, m_crash})
        head->addWidget(button);
    auto *middle = new QHBoxLayout;
    middle->addWidget(m_figures);
    middle->addWidget(m_client, 1);
    auto *foot = new QHBoxLayout;
    foot->addWidget(m_partitions);
    foot->addWidget(m_since, 1);
    foot->addWidget(m_course);
    auto *column = new QVBoxLayout(this);
    column->addLayout(head);
    column->addLayout(middle);
    column->addLayout(foot);
    onTheme(this, [this, head, middle, foot, column] {
        column->setContentsMargins(px(14), px(10), px(10), px(10));
        column->setSpacing(px(4));
        head->setSpacing(px(4));
        middle->setSpacing(px(8));
        middle->setContentsMargins(0, 0, px(4), 0);
        foot->setSpacing(px(8));
        foot->setContentsMargins(0, 0, px(4), 0);
        m_course->setFixedSize(px(64), px(24)); // as high as a partition: the lines stand alike in all cards
    });
    retranslate();
}

void MemberCard::setMember(const MemberFacts &member, StageKind stage, std::int64_t nowUs)
{
    m_name = toQString(member.status.name);
    m_stage = stage;
    m_held = member.status.onHold;
    m_title->show(m_name, stage);
    showState(member);
    m_figures->setText(
        QCoreApplication::translate("groups", "%1/s  lag %2").arg(rateText(member.rate), lagTextOf(member)));
    showClient(member);
    m_partitions->setPartitions(member.partitions);
    m_since->setText(member.sinceUs > 0
                         ? QCoreApplication::translate("groups", "for %1")
                               .arg(minutes(std::max<std::int64_t>(0, nowUs - member.sinceUs) / 1'000'000))
                         : QString());
    m_course->setValues(member.history);
    m_course->setToken(accentOf(stage).solid);
    setAccessibleName(QCoreApplication::translate("groups", "Member %1, %2").arg(m_name, m_state->text()));
    update();
}

void MemberCard::showState(const MemberFacts &member)
{
    using pipeline::StageStatus;
    const Look look = lookOf(member);
    m_state->setText(look.text);
    m_state->setAccent(look.accent);
    m_state->setMark(look.mark);
    m_state->setToolTip(look.explanation);
    const bool lives =
        member.status.status != StageStatus::Crashed && member.status.status != StageStatus::Failed;
    for (IconButton *button : {m_hold, m_stop, m_crash})
        button->setEnabled(lives);
    retranslate();
}

void MemberCard::showClient(const MemberFacts &member)
{
    m_client->setText(member.reported ? clientText(*member.reported) : m_name);
    m_client->setToolTip(member.reported
                             ? clientHelp(*member.reported)
                             : QCoreApplication::translate("groups",
                                                           "Client id. The host stands here once Kafka has "
                                                           "listed the member; the embedded broker lists "
                                                           "none."));
}

void MemberCard::setMarked(bool marked)
{
    m_marked = marked;
    update();
}

void MemberCard::retranslate()
{
    m_hold->setIconName(m_held ? QStringLiteral("play") : QStringLiteral("pause"));
    m_hold->setLabel(m_held ? QCoreApplication::translate("groups", "Let it go on taking records")
                            : QCoreApplication::translate(
                                "groups", "Hold: it takes no records but stays a member, so its lag grows"));
    m_stop->setLabel(QCoreApplication::translate(
        "groups", "Stop politely: it commits and leaves, and its partitions move at once"));
    m_crash->setLabel(QCoreApplication::translate(
        "groups",
        "Crash: nothing is committed, and its partitions stay with it until session.timeout.ms is over"));
    m_figures->setToolTip(QCoreApplication::translate(
        "groups", "Records a second that this member finishes, and how many wait in its partitions."));
    m_since->setToolTip(
        QCoreApplication::translate("groups", "How long it has had these partitions, in minutes."));
}

void MemberCard::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void MemberCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    drawBox(painter, rect(), px(14), color(Token::Surface),
            m_marked ? color(accentOf(m_stage).solid) : color(Token::Border));
}

} // namespace pk::gui
