#pragma once

// The parts of a record's path, one below the other along a line: stations with an icon, steps and audit
// entries with a small mark.
//
// Thread: GUI thread.

#include "theme/theme.h"
#include "views/link.h"
#include "views/pill.h"

#include <QWidget>

namespace pk::gui {

class LinkButton;
class TextLabel;

struct SpinePart
{
    enum class Kind { Station, Step, Entry, Heading };

    Kind kind = Kind::Station;
    QString icon; ///< of a station
    Mark mark = Mark::None; ///< of an entry; None: a ring
    Accent accent = BlueAccent;
    QString title;
    QString detail; ///< below the title
    QString removed; ///< a value before, of a step
    QString added; ///< and after
    QString time; ///< at the right
    QString note; ///< below the time, where there is no link
    QString linkText;
    Link link;
    QString hint;
    bool current = false; ///< the entry that made the row what it is
    bool first = false; ///< no line above
    bool last = false; ///< no line below
};

class SpineRow final : public QWidget
{
    Q_OBJECT

public:
    explicit SpineRow(const SpinePart &part, QWidget *parent = nullptr);

Q_SIGNALS:
    void linkActivated(const pk::gui::Link &link);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    SpinePart m_part;
};

/// How long each part of the way took, as a bar in proportion.
class DurationBar final : public QWidget
{
    Q_OBJECT

public:
    struct Part
    {
        QString name;
        double ms = 0;
        Accent accent;
    };

    explicit DurationBar(QWidget *parent = nullptr);

    void setParts(std::vector<Part> parts);
    std::vector<double> widths() const; ///< of the parts in the bar
    QSize sizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    static QString words(const Part &part);
    std::vector<QRectF> labelPlaces(int width) const;

    std::vector<Part> m_parts;
};

} // namespace pk::gui
