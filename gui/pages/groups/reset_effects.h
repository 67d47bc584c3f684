#pragma once

// What a reset means, in words: how much is read again and whether that doubles rows, what is never loaded,
// and that the group pauses.
//
// Thread: GUI thread.

#include "bridge/offset_reset.h"
#include "domain/pipeline_names.h"

#include <QWidget>

#include <vector>

class QPushButton;

namespace pk::gui {

class ResetEffects final : public QWidget
{
    Q_OBJECT

public:
    struct Facts
    {
        std::vector<ResetLine> lines;
        StageKind stage = StageKind::Load;
        Semantics semantics = Semantics::EffectivelyOnce;
        int members = 0;
        bool undoes = false; ///< what it skips was read before
    };

    explicit ResetEffects(QWidget *parent = nullptr);

    void setFacts(const Facts &facts);

Q_SIGNALS:
    /// The partitions in which records would be skipped are to stay where they are.
    void leaveSkippedRequested();

private:
    class Row;

    void showAgain(std::int64_t records, const Facts &facts);
    void showSkipped(std::int64_t records, const Facts &facts);
    void showPause(const Facts &facts);

    Row *m_again;
    Row *m_skipped;
    Row *m_pause;
    QPushButton *m_leave;
};

} // namespace pk::gui
