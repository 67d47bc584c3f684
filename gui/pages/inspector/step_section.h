#pragma once

// What the transform did to a record, step by step: the steps side by side, and the JSON with what the chosen
// one changed. Without a trace it is the message alone.
//
// Thread: GUI thread.

#include "bridge/record_story.h"
#include "pages/inspector/section.h"

#include <QSet>

namespace pk::gui {

class CodeView;
class Pill;
class StepBar;
class TextLabel;
struct JsonDiff;

class StepSection : public Section
{
    Q_OBJECT

public:
    explicit StepSection(QWidget *parent = nullptr);

    /// The same story with more known keeps the chosen step and what is unfolded.
    void setStory(const RecordStoryPtr &story, const std::vector<std::string> &stepNames);
    void retranslate() { fill(); }

private:
    void chooseStep();
    bool isAhead() const;
    QString titleOf(bool refused) const;
    QString helpText() const;
    void fill();
    /// Both return what there is to remark.
    QString showStep(const transform::Trace &trace);
    QString showMessage();
    void showDiff(const JsonDiff &diff, std::string_view text);

    RecordStoryPtr m_story;
    std::vector<std::string> m_stepNames;
    int m_step = -1;
    bool m_chosen = false; ///< by the person
    QSet<QString> m_unfolded;
    StepBar *m_bar;
    QWidget *m_barBox;
    Pill *m_added;
    Pill *m_changed;
    Pill *m_removed;
    TextLabel *m_remark;
    CodeView *m_code;
};

} // namespace pk::gui
