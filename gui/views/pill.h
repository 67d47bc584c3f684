#pragma once

// Small rounded marks: Pill says something (a state, a count), PillButton also opens something, Chip is a
// choice that is on or off (a partition, a filter).
//
// Thread: GUI thread.

#include "theme/theme.h"
#include "views/painted_button.h"

namespace pk::gui {

/// A shape before the text, so that the meaning does not hang on the colour alone.
/// Flame: a fault that a person brings about; the others say what happened to a record, too.
enum class Mark { None, Dot, Square, Diamond, Triangle, Flame };

void drawMark(QPainter &painter, const QRectF &rect, Mark mark, const QColor &color);

class Pill : public QWidget
{
    Q_OBJECT

public:
    explicit Pill(const Accent &accent = PlainAccent, const QString &text = {}, QWidget *parent = nullptr);

    QString text() const { return m_text; }
    void setText(const QString &text);
    void setAccent(const Accent &accent);
    void setMark(Mark mark);
    /// 18 instead of 22 pixels high.
    void setSmall(bool small);
    /// May be narrower than its text, which then ends in an ellipsis and is the tool tip.
    void setElided(bool elided);

    /// What it would need for this text.
    QSize sizeFor(const QString &text) const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Accent m_accent;
    QString m_text;
    Mark m_mark = Mark::None;
    bool m_small = false;
    bool m_elided = false;
};

class PillButton : public PaintedButton
{
    Q_OBJECT

public:
    explicit PillButton(const Accent &accent, QWidget *parent = nullptr);

    void setAccent(const Accent &accent);
    const Accent &accent() const { return m_accent; }
    void setMark(Mark mark);
    /// Where its fill alone would hardly be told from what is behind it.
    void setOutlined(bool outlined);
    /// Only the mark, where there is no room for the text; the text stays its accessible name and tool tip.
    void setFolded(bool folded);
    QSize sizeHint() const override;
    int unfoldedWidth() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Accent m_accent;
    Mark m_mark = Mark::Dot;
    bool m_folded = false;
    bool m_outlined = false;
};

class Chip : public PaintedButton
{
    Q_OBJECT

public:
    explicit Chip(const QString &text, QWidget *parent = nullptr);

    /// A figure after the text, in the fixed-width font.
    void setFigure(const QString &figure);
    /// Of the checked one.
    void setAccent(const Accent &accent);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_figure;
    Accent m_accent = BlueAccent;
};

} // namespace pk::gui
