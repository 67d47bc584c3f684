#include "pages/inspector/step_section.h"

#include "bridge/failure_text.h"
#include "bridge/text.h"
#include "pages/inspector/json_diff.h"
#include "pages/inspector/step_bar.h"
#include "pages/inspector/texts.h"
#include "views/pill.h"
#include "views/text_label.h"
#include "views/themed.h"

#include <QCoreApplication>
#include <QVBoxLayout>

namespace pk::gui {

namespace {

/// What a person can take in; the whole of it can be copied.
constexpr std::size_t kMostShown = 20'000;
constexpr int kTextColumns = 46;

/// The row of a change event is what a person wants to see of it.
QSet<QString> unfoldedAtFirst(const RecordStoryPtr &story)
{
    if (!story || !isChangeTopic(story->asked.topic))
        return {};
    return {QStringLiteral("/data"), QStringLiteral("/old")};
}

std::string_view beforeOf(const transform::TraceStep &step, const FullMessage &raw)
{
    return step.before.empty() ? std::string_view(raw.value) : std::string_view(step.before);
}

} // namespace

StepSection::StepSection(QWidget *parent)
    : Section(parent)
    , m_barBox(new QWidget(this))
    , m_added(new Pill(TealAccent, {}, this))
    , m_changed(new Pill(AmberAccent, {}, this))
    , m_removed(new Pill(RoseAccent, {}, this))
    , m_remark(new TextLabel(TextRole::Small, Token::Muted, this))
    , m_code(new CodeView(this))
{
    m_bar = new StepBar(m_barBox);
    setWide(true);
    m_remark->setWordWrap(true);
    for (Pill *pill : {m_added, m_changed, m_removed}) {
        pill->setSmall(true);
        addTrailing(pill);
    }
    auto *barColumn = new QVBoxLayout(m_barBox);
    barColumn->addWidget(m_bar);
    barColumn->addWidget(m_remark);
    body()->addWidget(m_barBox);
    body()->addWidget(m_code);
    onTheme(this, [barColumn] {
        barColumn->setContentsMargins(inspectorMargin(), 0, inspectorMargin(), 0);
        barColumn->setSpacing(px(4));
    });
    connect(m_bar, &StepBar::chosen, this, [this](int step) {
        m_step = step;
        m_chosen = true;
        fill();
    });
    connect(m_code, &CodeView::foldToggled, this, [this](const QString &path) {
        if (!m_unfolded.remove(path))
            m_unfolded.insert(path);
        fill();
    });
}

void StepSection::setStory(const RecordStoryPtr &story, const std::vector<std::string> &stepNames)
{
    if (!m_story || !story || m_story->asked != story->asked || m_story->incarnation != story->incarnation) {
        m_chosen = false;
        m_unfolded = unfoldedAtFirst(story);
    }
    m_story = story;
    m_stepNames = stepNames;
    if (!m_chosen)
        chooseStep();
    fill();
}

/// The last step that was run: of a record that was refused, the one that did so.
void StepSection::chooseStep()
{
    m_step = m_story && m_story->trace ? static_cast<int>(m_story->trace->steps.size()) - 1 : -1;
}

void StepSection::fill()
{
    // A change event is shown as it is: the steps work on the record that the bridge made of it.
    const bool traced = m_story && m_story->trace && m_story->raw && m_step >= 0 && !m_story->change;
    const QString remark = traced ? showStep(*m_story->trace) : showMessage();
    m_bar->setVisible(traced);
    m_remark->setText(remark);
    m_remark->setVisible(!remark.isEmpty());
    m_barBox->setVisible(traced || !remark.isEmpty());
}

/// Whether the transform has not come to it yet, so that the trace tells what it will do.
bool StepSection::isAhead() const
{
    return !m_story->isAside() && m_story->enrichedAt.offset < 0 && !m_story->station(journal::Hop::Taken);
}

QString StepSection::titleOf(bool refused) const
{
    if (refused)
        return isAhead() ? QCoreApplication::translate("inspector", "Will be refused by")
                         : QCoreApplication::translate("inspector", "Refused by");
    const std::size_t count = m_story->trace->steps.size();
    if (isAhead())
        return QCoreApplication::translate("inspector", "Ahead: step %1 of %2").arg(m_step + 1).arg(count);
    if (static_cast<std::size_t>(m_step) + 1 == count)
        return QCoreApplication::translate("inspector", "Last step");
    return QCoreApplication::translate("inspector", "Step %1 of %2").arg(m_step + 1).arg(count);
}

QString StepSection::helpText() const
{
    if (isAhead())
        return QCoreApplication::translate(
            "inspector",
            "The transform has not processed this record yet. This is what the running "
            "configuration makes of it.");
    if (m_story->traceConfirmed)
        return QCoreApplication::translate(
            "inspector",
            "Run again just now on the raw message, with the running configuration. "
            "The result is, byte for byte, what the enriched topic holds.");
    return QCoreApplication::translate(
        "inspector", "Run again just now on the raw message, with the running configuration.");
}

QString StepSection::showStep(const transform::Trace &trace)
{
    std::vector<StepBar::Step> steps;
    for (std::size_t i = 0; i < std::max(trace.steps.size(), m_stepNames.size()); ++i) {
        if (i >= trace.steps.size()) {
            steps.push_back({toQString(m_stepNames[i]), StepBar::Outcome::NotReached});
            continue;
        }
        const transform::TraceStep &step = trace.steps[i];
        const bool refused = step.after.empty() && trace.outcome != transform::Outcome::Enriched;
        const bool changed = i > 0 && step.before != step.after;
        steps.push_back({toQString(step.name),
                         refused       ? StepBar::Outcome::Refused
                             : changed ? StepBar::Outcome::Changed
                                       : StepBar::Outcome::Unchanged});
    }
    const auto index = static_cast<std::size_t>(m_step);
    const bool refused = steps[index].outcome == StepBar::Outcome::Refused;
    m_bar->setSteps(std::move(steps));
    m_bar->setCurrent(m_step);

    m_code->setAccessibleName(QCoreApplication::translate("inspector", "The record's JSON after this step"));
    const transform::TraceStep &step = trace.steps[index];
    setTitle(titleOf(refused));
    setNote(QStringLiteral("%1 \u00b7 %2")
                .arg(toQString(step.name), durationText((step.durationNs + 999) / 1000)),
            refused ? Token::RoseText : Token::VioletText);
    setHelp(helpText());
    const std::string_view before = beforeOf(step, *m_story->raw);
    if (refused) {
        showDiff(diffJson({}, before, m_unfolded), before);
        return m_story->aside ? QString() : reasonText(trace.failure.code);
    }
    const JsonDiff diff = diffJson(before, step.after, m_unfolded);
    showDiff(diff, step.after);
    return diff.hasChanges()
        ? QString()
        : QCoreApplication::translate("inspector", "This step found nothing to change in this record.");
}

QString StepSection::showMessage()
{
    m_code->setAccessibleName(QCoreApplication::translate("inspector", "The record's value"));
    setTitle(QCoreApplication::translate("inspector", "Value"));
    setHelp({});
    const FullMessage *message = m_story ? m_story->message.get() : nullptr;
    setNote(message && message->hasValue ? bytesText(message->value.size()) : QString());
    const std::string_view value = message ? std::string_view(message->value) : std::string_view();
    showDiff(message && message->hasValue ? diffJson({}, value, m_unfolded) : JsonDiff(), value);
    return message && !message->hasValue ? QCoreApplication::translate(
               "inspector", "No value: this is a tombstone, Kafka's mark that the key was deleted.")
                                         : QString();
}

void StepSection::showDiff(const JsonDiff &diff, std::string_view text)
{
    const auto show = [](Pill *pill, const QString &sign, int count) {
        pill->setText(sign + QString::number(count));
        pill->setVisible(count > 0);
    };
    show(m_added, QStringLiteral("+"), diff.added);
    show(m_changed, QStringLiteral("~"), diff.changed);
    show(m_removed, QStringLiteral("\u2212"), diff.removed);
    m_code->setRows(diff.valid ? diff.rows : textRows(text, kTextColumns, kMostShown));
    m_code->setCopyText(toQString(text));
}

} // namespace pk::gui
