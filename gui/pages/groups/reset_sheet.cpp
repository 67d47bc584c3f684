#include "pages/groups/reset_sheet.h"

#include "bridge/text.h"
#include "flow/figures.h"
#include "pages/groups/reset_bars.h"
#include "pages/groups/reset_effects.h"
#include "pages/groups/reset_model.h"
#include "pages/groups/reset_target.h"
#include "views/command_box.h"
#include "views/error_banner.h"
#include "views/text_label.h"
#include "views/themed.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QPushButton>

namespace pk::gui {

namespace {

constexpr int kDebounceMs = 200;
constexpr int kRefreshMs = 2'000;

std::vector<TopicPartition> partitionsOf(const GroupFacts &group)
{
    std::vector<TopicPartition> partitions;
    for (const PartitionFacts &partition : group.partitions)
        partitions.push_back(partition.id);
    return partitions;
}

QStringList topicsOf(const GroupFacts &group)
{
    QStringList topics;
    for (const std::string &topic : group.topics)
        topics << toQString(topic);
    return topics;
}

} // namespace

ResetSheet::ResetSheet(Controller &controller, QWidget *parent)
    : Sheet(parent)
    , m_controller(controller)
    , m_model(new ResetModel(this))
    , m_apply(new QPushButton(this))
{
    setPreferredWidth(preferredWidth);
    setContent(buildContent());
    m_apply->setObjectName(QStringLiteral("applyReset"));
    addToFooter(m_apply, FooterButton::Confirms);
    m_debounce.setSingleShot(true);
    m_debounce.setInterval(kDebounceMs);
    m_refresh.setInterval(kRefreshMs);
    connect(&m_debounce, &QTimer::timeout, this, &ResetSheet::ask);
    connect(&m_refresh, &QTimer::timeout, this, [this] {
        // A search for a time reads the log; that is done once, when asked for.
        const auto spec = m_target->spec();
        if (spec && spec->to != ResetSpec::To::Time && !m_applying)
            ask();
    });
    connect(m_target, &ResetTarget::changed, this, &ResetSheet::askAnew);
    connect(m_model, &ResetModel::checkedChanged, this, &ResetSheet::askAnew);
    connect(m_effects, &ResetEffects::leaveSkippedRequested, this, [this] {
        for (const ResetLine &line : m_model->lines()) {
            if (line.skipped() > 0)
                m_model->setChecked(line.partition, false);
        }
    });
    connect(m_apply, &QPushButton::clicked, this, &ResetSheet::apply);
    connect(&controller, &Controller::resetPreviewed, this, &ResetSheet::takePreview);
    connect(&controller, &Controller::resetDone, this, &ResetSheet::takeDone);
    connect(
        &controller, &Controller::commandFailed, this,
        [this](const QString &, const QString &message, Command command) { takeFailure(command, message); });
    retranslate();
}

QWidget *ResetSheet::buildContent()
{
    auto *content = new QWidget;
    m_target = new ResetTarget(content);
    m_previewTitle = new TextLabel(TextRole::Strong, Token::Text, content);
    m_previewNote = new TextLabel(TextRole::Small, Token::Muted, content);
    m_previewNote->setElided(true);
    m_bars = new ResetBars(*m_model, content);
    m_total = new TextLabel(TextRole::Strong, Token::Text, content);
    m_counts = new TextLabel(TextRole::Small, Token::Muted, content);
    m_counts->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_error = new ErrorBanner(content);
    m_error->setObjectName(QStringLiteral("resetError"));
    m_outside = new ErrorBanner(content);
    m_outside->setObjectName(QStringLiteral("outsideLog"));
    m_effects = new ResetEffects(content);
    m_commandTitle = new TextLabel(TextRole::Strong, Token::Text, content);
    m_command = new CommandBox(content);

    auto *title = new QHBoxLayout;
    title->addWidget(m_previewTitle);
    title->addWidget(m_previewNote, 1);
    auto *total = new QHBoxLayout;
    total->addWidget(m_total);
    total->addWidget(m_counts, 1);
    auto *column = new QVBoxLayout(content);
    column->addWidget(m_target);
    column->addLayout(title);
    column->addWidget(m_bars);
    column->addLayout(total);
    column->addWidget(m_outside);
    column->addWidget(m_error);
    column->addWidget(m_effects);
    column->addWidget(m_commandTitle);
    column->addWidget(m_command);
    column->addStretch();
    onTheme(content, [column, title, total] {
        column->setContentsMargins(px(20), px(14), px(20), px(14));
        column->setSpacing(px(12));
        title->setSpacing(px(8));
        total->setContentsMargins(px(10), 0, px(6), 0); // under the table's columns
    });
    return content;
}

void ResetSheet::openFor(const GroupFacts &group)
{
    openWith(group, {});
}

void ResetSheet::openToUndo(const GroupFacts &group, const ResetPreview &done)
{
    openWith(group, done.offsetsBefore());
}

void ResetSheet::openWith(const GroupFacts &group, std::map<TopicPartition, std::int64_t> before)
{
    setGroup(group);
    m_target->beginAnew();
    m_target->setBefore(std::move(before));
    m_model->checkAll();
    retranslate(); // the header says what it is for
    askAnew();
    Sheet::open();
    m_target->setFocus(Qt::OtherFocusReason);
}

void ResetSheet::setGroup(const GroupFacts &group)
{
    const bool other = group.name != m_group.name;
    const bool otherTopics = group.topics != m_group.topics;
    m_group = group;
    m_model->setPartitions(partitionsOf(group));
    if (other && m_target->isBefore())
        m_target->beginAnew(); // those offsets are another group's
    if (other || otherTopics)
        retranslate();
    if (other)
        askAnew();
}

std::optional<ResetSpec> ResetSheet::chosenSpec() const
{
    auto spec = m_target->spec();
    if (!spec)
        return std::nullopt;
    spec->partitions = m_model->checked();
    return spec->partitions.empty() ? std::nullopt : spec;
}

void ResetSheet::askAnew()
{
    m_known = false;
    m_notApplied = false;
    m_error->hide();
    showResult();
    showCommand();
    if (isOpen() || isVisible())
        m_debounce.start();
}

void ResetSheet::ask()
{
    const auto spec = chosenSpec();
    if (!spec || m_asked || !isVisible()) {
        if (m_asked) // the answer under way may be of an earlier choice
            m_debounce.start();
        return;
    }
    if (m_group.isReadElsewhere())
        return takeFailure(Command::PreviewReset, readByAnotherProgram().message);
    m_asked = true;
    m_controller.previewReset(toQString(m_group.name), *spec);
}

void ResetSheet::takePreview(const ResetPreview &preview)
{
    m_asked = false;
    const auto spec = chosenSpec();
    if (!spec || preview.group != m_group.name || preview.spec != *spec)
        return;
    m_known = true;
    if (!m_notApplied)
        m_error->hide();
    m_model->setPreview(preview);
    showResult();
}

void ResetSheet::takeFailure(Command command, const QString &message)
{
    const bool preview = command == Command::PreviewReset;
    const bool reset = command == Command::Reset && m_applying; // else it is somebody else's
    if (!preview && !reset)
        return;
    m_asked = m_asked && !preview;
    if (reset)
        setApplying(false);
    m_known = false;
    if (reset || !m_notApplied)
        m_error->show(ErrorBanner::Severity::Error, message);
    m_notApplied = m_notApplied || reset;
    showResult();
}

void ResetSheet::apply()
{
    const auto spec = chosenSpec();
    if (!spec || !m_known)
        return;
    m_notApplied = false;
    m_error->hide();
    setApplying(true);
    m_controller.resetOffsets(toQString(m_group.name), *spec);
}

void ResetSheet::takeDone(const ResetPreview &done)
{
    if (!m_applying)
        return;
    setApplying(false);
    close();
    Q_EMIT resetDone(done);
}

void ResetSheet::setApplying(bool applying)
{
    m_applying = applying;
    m_target->setEnabled(!applying);
    m_bars->setEnabled(!applying);
    showResult();
}

void ResetSheet::showResult()
{
    if (!m_known)
        m_model->clearPreview();
    const std::vector<ResetLine> lines = m_model->lines();
    std::int64_t again = 0;
    std::int64_t skipped = 0;
    for (const ResetLine &line : lines) {
        again += line.readAgain();
        skipped += line.skipped();
    }
    const auto spec = m_target->spec();
    m_previewNote->setText(
        m_known && m_notApplied          ? QCoreApplication::translate("groups", "what it would do now")
            : m_known                    ? QCoreApplication::translate("groups", "nothing is changed yet")
            : !spec                      ? QCoreApplication::translate("groups", "type a number")
            : m_model->checked().empty() ? QCoreApplication::translate("groups", "choose a partition")
            : m_error->isVisibleTo(this) ? QCoreApplication::translate("groups", "not known")
                                         : QCoreApplication::translate("groups", "asking the broker…"));
    const LagChange lag = lagChange(m_group.partitions, lines);
    m_counts->setText(m_known ? QCoreApplication::translate("groups", "lag %1 → %2")
                                    .arg(countText(lag.before), countText(lag.after))
                              : QString());
    showOutside(lines);
    m_effects->setVisible(m_known && again + skipped > 0);
    m_effects->setFacts(
        {lines, m_group.stage,
         m_controller.snapshot() ? m_controller.snapshot()->run.semantics : Semantics::EffectivelyOnce,
         static_cast<int>(m_group.members.size()), m_target->isBefore()});
    m_apply->setEnabled(m_known && !m_applying && again + skipped > 0);
    const QString a = countText(again);
    const QString s = countText(skipped);
    m_apply->setText(m_applying ? QCoreApplication::translate("groups", "The group comes to rest…")
                         : again > 0 && skipped > 0
                         ? QCoreApplication::translate("groups", "Apply: read %1 again, skip %2").arg(a, s)
                         : again > 0   ? QCoreApplication::translate("groups", "Apply: read %1 again").arg(a)
                         : skipped > 0 ? QCoreApplication::translate("groups", "Apply: skip %1").arg(s)
                         : m_known     ? QCoreApplication::translate("groups", "Nothing would change")
                                       : QCoreApplication::translate("groups", "Apply"));
    setDismissal(m_applying ? Dismissal::Close : Dismissal::Cancel);
}

/// An offset that the log does not keep is answered with what it keeps, and with what is taken instead.
void ResetSheet::showOutside(const std::vector<ResetLine> &lines)
{
    constexpr int mostNamed = 3;
    QStringList ranges;
    for (const ResetLine &line : lines) {
        if (line.clamped)
            ranges
                << QStringLiteral("P%1: %2…%3").arg(line.partition.partition).arg(line.begin).arg(line.end);
    }
    if (ranges.isEmpty()) {
        m_outside->hide();
        return;
    }
    if (ranges.size() > mostNamed)
        ranges = ranges.mid(0, mostNamed) << QStringLiteral("…");
    m_outside->show(
        ErrorBanner::Severity::Warning,
        QCoreApplication::translate(
            "groups", "That offset is not in the log, which keeps %1. The nearest offset is taken instead.")
            .arg(ranges.join(QStringLiteral(", "))));
}

void ResetSheet::showCommand()
{
    const auto spec = chosenSpec();
    m_command->setVisible(spec.has_value());
    m_commandTitle->setVisible(spec.has_value());
    if (!spec)
        return;
    const CommandTexts texts = resetText(m_controller.commandTarget(), toQString(m_group.name), *spec);
    const CommandText &text = texts.back();
    m_command->setCommand(text.command);
    m_command->setNote(noteOf(text));
}

void ResetSheet::retranslate()
{
    setHeader(QStringLiteral("history"), BlueAccent,
              m_target->isBefore() ? QCoreApplication::translate("groups", "Undo the reset")
                                   : QCoreApplication::translate("groups", "Reset offsets"),
              (QStringList(toQString(m_group.name)) + topicsOf(m_group)).join(QStringLiteral(" · ")));
    m_previewTitle->setText(QCoreApplication::translate("groups", "Preview"));
    m_total->setText(QCoreApplication::translate("groups", "Total"));
    m_commandTitle->setText(QCoreApplication::translate("groups", "By command line"));
    m_bars->setAccessibleName(
        QCoreApplication::translate("groups", "What the reset would do to each partition"));
    showResult();
    showCommand();
}

void ResetSheet::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    Sheet::changeEvent(event);
}

void ResetSheet::showEvent(QShowEvent *event)
{
    Sheet::showEvent(event);
    m_asked = false;
    m_refresh.start();
    m_debounce.start();
}

void ResetSheet::hideEvent(QHideEvent *event)
{
    Sheet::hideEvent(event);
    m_refresh.stop();
    m_debounce.stop();
}

} // namespace pk::gui
