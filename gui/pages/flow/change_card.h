#pragma once

// What the transform made of one record, before and after, value by value: of the selected one, else of the
// latest that it has processed.
//
// Thread: GUI thread. Ownership: the lookup outlives it.

#include "bridge/record_lookup.h"
#include "flow/flow_model.h"
#include "views/card.h"

#include <QTimer>

#include <deque>
#include <memory>
#include <optional>
#include <utility>

class QScrollArea;

namespace pk::gui {

class ChangeList;
class Pill;
class TextLabel;

class ChangeCard final : public Card
{
    Q_OBJECT

public:
    explicit ChangeCard(RecordLookup &lookup, QWidget *parent = nullptr);

    /// The newest of them that the transform has worked is shown, once a second at most.
    void follow(const std::vector<Hop> &hops);
    /// This record stays until another is chosen; none: the latest are followed again.
    void choose(const std::optional<Hop> &record);

    /// Forgets everything: the cluster is another one.
    void clear();

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void ask();
    std::optional<Position> resultOf(const Hop &record) const;
    void take(const std::shared_ptr<const RecordChange> &change);
    void fill();
    void showNothing(const QString &why);
    void retranslate();

    RecordLookup &m_lookup;
    QTimer m_askPause;
    bool m_asked = false; ///< and not answered yet
    std::deque<std::pair<QString, Position>> m_results; ///< by correlation id, newest last
    std::optional<Position> m_latest; ///< not asked for yet
    std::optional<Hop> m_chosen;
    std::shared_ptr<const RecordChange> m_change;
    QScrollArea *m_area;
    ChangeList *m_changes;
    TextLabel *m_remark;
    Pill *m_added;
    Pill *m_changed;
    Pill *m_removed;
};

} // namespace pk::gui
