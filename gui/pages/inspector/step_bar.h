#pragma once

// The transform's steps side by side: which of them changed the record, which one is looked at, which one
// refused it. The arrow keys move the choice.
//
// Thread: GUI thread.

#include <QWidget>

#include <vector>

namespace pk::gui {

class StepBar : public QWidget
{
    Q_OBJECT

public:
    enum class Outcome { Changed, Unchanged, Refused, NotReached };

    struct Step
    {
        QString name;
        Outcome outcome = Outcome::NotReached;

        bool operator==(const Step &) const = default;
    };

    explicit StepBar(QWidget *parent = nullptr);

    void setSteps(std::vector<Step> steps);
    /// Does not emit chosen().
    void setCurrent(int step);
    int current() const { return m_current; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void chosen(int step); ///< by the person

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool event(QEvent *event) override;

private:
    QRect rectOf(int step) const;
    int stepAt(int x) const;
    void choose(int step);
    bool namesFit() const;

    std::vector<Step> m_steps;
    int m_current = -1;
};

} // namespace pk::gui
