#pragma once

// What is read of a topic: from where, which partitions, and which messages. Typing is waited for, so that
// not every letter begins another reading; a condition that cannot be understood is said below its field, and
// the one before stays in force; the other fields take effect all the same.
//
// Thread: GUI thread.

#include "bridge/topic_reader.h"

#include <QTimer>
#include <QWidget>

#include <set>

class QDateTimeEdit;
class QHBoxLayout;
class QLineEdit;
class QScrollArea;

namespace pk::gui {

class Chip;
class SearchField;
class SegmentedControl;
class TextLabel;

class ReadControls final : public QWidget
{
    Q_OBJECT

public:
    enum class Mode { Beginning, Offset, Time, Live };

    explicit ReadControls(QWidget *parent = nullptr);

    Mode mode() const { return m_mode; }
    void setMode(Mode mode); ///< without a word to anybody
    ReadFrom from() const;
    ReadFilter filter() const;
    bool isFiltered() const;
    /// What is typed is not understood; the filter is the one before.
    bool isWrong() const;
    /// That the filter asks for; empty: none.
    QString fieldPath() const { return m_field ? QString::fromStdString(m_field->path()) : QString(); }
    /// What is looked for in values, to mark it there.
    QString valueMatch() const;
    /// Those that are chosen, of all there are.
    std::vector<int> partitions() const;

    /// Another topic: everything but the mode begins anew.
    void setPartitions(int count);
    /// Where the logs begin and end; until that is known of another topic or cluster, forgetLogs().
    void forgetLogs();
    void setLogs(const std::map<int, std::int64_t> &begin, const std::map<int, std::int64_t> &end);
    /// The same from another observer, who also knows the partitions that are not read: of those alone.
    void setOtherLogs(std::map<int, std::int64_t> begin, const std::map<int, std::int64_t> &end);
    /// From there on, without emitting changed().
    void setPlace(int partition, qint64 offset);
    /// Everything of the topic, live, without a filter; does not emit changed().
    void setLive();
    /// At the right end of the first line.
    void addToFirstLine(QWidget *widget);

Q_SIGNALS:
    void changed();

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void takeTyped();
    void understandValue();
    void fitPlaceholder();
    void showWrong(const QString &sentence);
    void placeWrong();
    void choosePartition(int partition);
    void showPartitions();
    void retranslate();

    Mode m_mode = Mode::Live;
    int m_count = 0;
    std::set<int> m_chosen; // empty: all
    QTimer m_typing;
    bool m_typedElsewhere = false; ///< than in the value's field, and not taken yet
    SegmentedControl *m_from;
    QHBoxLayout *m_firstLine;
    QWidget *m_place;
    TextLabel *m_placeLabel;
    QLineEdit *m_offset;
    QDateTimeEdit *m_time;
    QScrollArea *m_chipArea;
    QHBoxLayout *m_chipRow;
    Chip *m_all;
    std::vector<Chip *> m_chips;
    SearchField *m_value;
    SearchField *m_key;
    SearchField *m_header;
    QWidget *m_wrongBox; ///< lies over the page
    TextLabel *m_wrong; ///< why the condition is not understood
    std::string m_valueText; ///< as last understood
    std::optional<JsonCondition> m_field;
};

} // namespace pk::gui
