#pragma once

// One record: where it is, how its key chose the partition, its headers, what the transform did to it, its
// path, its row in the warehouse or why it was put aside, and the commands that find it outside.
//
// While the record is under way its story is asked for again as the journal grows.
//
// Thread: GUI thread.

#include "bridge/record_story.h"
#include "pages/inspector/inspector_view.h"
#include "pages/inspector/link_rows.h"

#include <QElapsedTimer>

namespace pk::gui {

class CodeView;
class CommandSection;
class KeyMath;
class KeyValueRows;
class NoteBox;
class PillButton;
class StepSection;
class TextButton;
class TextLabel;

class RecordView final : public InspectorView
{
    Q_OBJECT

public:
    RecordView(Controller &controller, RecordLookup &lookup, QWidget *parent);

    void open(const Link &link) override;
    void refresh() override;
    void act(const QString &action) override;

    /// Null while it is read.
    RecordStoryPtr story() const { return m_story; }

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void ask();
    void take(const RecordStoryPtr &story);
    bool isDue() const;
    /// Its cluster has ended: the position means another record now, or none.
    bool isPast() const;
    Link ownLink() const;
    /// Everything, from the story.
    void fill();
    /// What changes beside the story: whether the pipeline is held, what can be done.
    void fillMoment();
    void showHead();
    void showTrouble();
    void showTimestamp(const FullMessage &message);
    void showKey(const FullMessage &message);
    void showHeaders(const FullMessage &message);
    void showRow();
    LinkRows::Row writerRow(const Position &writer) const;
    void showBytes(const FullMessage &message);
    void showCommands();
    void offer();
    void offerAgain(std::vector<InspectorAction> &actions) const;
    void offerSteps(std::vector<InspectorAction> &actions) const;
    void stepThat(bool toItsEnd);
    void produceAgain();
    void tellSent(const Position &from, const Position &to);

    Position m_position;
    int m_incarnation = 0; ///< of the cluster that the position belongs to
    RecordStoryPtr m_story;
    bool m_asked = false;
    std::uint64_t m_askedSeq = 0;
    QElapsedTimer m_sinceAsked;
    bool m_allHeaders = false;
    bool m_producing = false;
    bool m_stepping = false; ///< a step of this record was asked for
    bool m_arrived = false; ///< the conductor knows no hop that is left of it
    Position m_sentFrom; ///< the record is a copy of this one, sent just now

    NoteBox *m_sent;
    NoteBox *m_trouble;
    NoteBox *m_reason;
    Section *m_timestamp;
    Section *m_keySection;
    PillButton *m_partition;
    KeyMath *m_keyMath;
    TextLabel *m_keyRemark;
    Section *m_headerSection;
    KeyValueRows *m_headers;
    TextButton *m_more;
    StepSection *m_steps;
    Section *m_pathSection;
    LinkRows *m_path;
    Section *m_rowSection;
    TextButton *m_table;
    KeyValueRows *m_row;
    LinkRows *m_rowWriter; ///< another record, which left the row as it is
    TextLabel *m_rowRemark;
    LinkRows *m_audit;
    Section *m_bytesSection;
    CodeView *m_bytes;
    CommandSection *m_commands;
};

} // namespace pk::gui
