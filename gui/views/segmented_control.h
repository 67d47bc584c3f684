#pragma once

// A choice of one among few, side by side. The arrow keys move the choice, as between radio buttons.
//
// Thread: GUI thread.

#include <QWidget>

#include <vector>

class QAbstractButton;
class QButtonGroup;
class QHBoxLayout;

namespace pk::gui {

class SegmentedControl : public QWidget
{
    Q_OBJECT

public:
    struct Option
    {
        QString id;
        QString text;
        QString icon; ///< may be empty
    };

    explicit SegmentedControl(QWidget *parent = nullptr);

    /// Replaces the options; the choice stays where its id still exists, else the first is chosen.
    void setOptions(const std::vector<Option> &options);
    QString current() const { return m_current; }
    /// Does not emit chosen().
    void setCurrent(const QString &id);

Q_SIGNALS:
    void chosen(const QString &id); ///< by the person

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QAbstractButton *buttonOf(const QString &id) const;

    QHBoxLayout *m_layout;
    QButtonGroup *m_group;
    QString m_current;
};

} // namespace pk::gui
