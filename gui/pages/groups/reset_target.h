#pragma once

// Where the group should go on: earliest, latest, an offset, a time, or so many records back or forth. Or
// where it stood before: then there is nothing to choose.
//
// Thread: GUI thread.

#include "bridge/offset_reset.h"

#include <QWidget>

#include <optional>

class QDateTimeEdit;
class QHBoxLayout;
class QLineEdit;
class QStackedWidget;

namespace pk::gui {

class Chip;
class SegmentedControl;
class TextLabel;

class ResetTarget final : public QWidget
{
    Q_OBJECT

public:
    explicit ResetTarget(QWidget *parent = nullptr);

    /// None while what was typed is no number. Without partitions.
    std::optional<ResetSpec> spec() const;
    /// As it was before anything was chosen; does not emit changed().
    void beginAnew();
    /// Back to these offsets; until it begins anew.
    void setBefore(std::map<TopicPartition, std::int64_t> offsets);
    bool isBefore() const { return !m_before.empty(); }

Q_SIGNALS:
    void changed();

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Step
    {
        Chip *chip;
        qint64 value; ///< records, or milliseconds
    };

    ResetSpec::To to() const;
    void retranslate();
    void showTarget();
    void addSteps(QHBoxLayout *row, std::vector<Step> &steps, std::initializer_list<qint64> values);
    void choose(const std::vector<Step> &steps, const Chip *chip);

    SegmentedControl *m_kind;
    QStackedWidget *m_inputs;
    QLineEdit *m_offset;
    QDateTimeEdit *m_time;
    QLineEdit *m_shift;
    std::map<TopicPartition, std::int64_t> m_before;
    std::vector<Step> m_ago;
    std::vector<Step> m_shifts;
    TextLabel *m_hint;
};

} // namespace pk::gui
