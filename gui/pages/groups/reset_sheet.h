#pragma once

// Resetting the offsets of a group: choose where it goes on, see what that would do to each partition, then
// do it. Nothing is changed before the button that says the counts.
//
// Thread: GUI thread; previews and the reset itself run on the session's and come back as signals.

#include "bridge/controller.h"
#include "pages/groups/group_facts.h"
#include "views/sheet.h"

#include <QTimer>

class QPushButton;

namespace pk::gui {

class CommandBox;
class ErrorBanner;
class ResetBars;
class ResetEffects;
class ResetModel;
class ResetTarget;
class TextLabel;

class ResetSheet final : public Sheet
{
    Q_OBJECT

public:
    static constexpr int preferredWidth = 434; ///< at interface scale 1

    ResetSheet(Controller &controller, QWidget *parent);

    /// Keeps partitions, members and lag in step with what runs; another group begins anew.
    void setGroup(const GroupFacts &group);
    void openFor(const GroupFacts &group);
    /// With the offsets that stood before it was done.
    void openToUndo(const GroupFacts &group, const ResetPreview &done);

Q_SIGNALS:
    void resetDone(const pk::gui::ResetPreview &done);

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *buildContent();
    void openWith(const GroupFacts &group, std::map<TopicPartition, std::int64_t> before);
    void retranslate();
    void askAnew();
    void ask();
    void apply();
    void takePreview(const ResetPreview &preview);
    void takeFailure(Command command, const QString &message);
    void takeDone(const ResetPreview &done);
    void showResult();
    void showOutside(const std::vector<ResetLine> &lines);
    void showCommand();
    void setApplying(bool applying);
    std::optional<ResetSpec> chosenSpec() const;

    Controller &m_controller;
    ResetModel *m_model;
    GroupFacts m_group;
    bool m_asked = false; ///< a preview is under way
    bool m_known = false; ///< the preview shown is of what is chosen
    bool m_applying = false;
    bool m_notApplied = false; ///< the error shown tells why, until something else is asked for
    QTimer m_debounce;
    QTimer m_refresh; ///< the log grows while one thinks
    ResetTarget *m_target;
    TextLabel *m_previewTitle;
    TextLabel *m_previewNote;
    ResetBars *m_bars;
    TextLabel *m_total;
    TextLabel *m_counts;
    ErrorBanner *m_error;
    ErrorBanner *m_outside; ///< what was asked for is not in the log
    ResetEffects *m_effects;
    TextLabel *m_commandTitle;
    CommandBox *m_command;
    QPushButton *m_apply;
};

} // namespace pk::gui
