#pragma once

// One figure that matters, with its unit and what it counts.
//
// Thread: GUI thread.

#include "theme/theme.h"

#include <QWidget>

namespace pk::gui {

class TextLabel;

class StatTile : public QWidget
{
    Q_OBJECT

public:
    explicit StatTile(QWidget *parent = nullptr);

    void setCaption(const QString &caption);
    void setFigure(const QString &figure, const QString &unit = {});
    /// The figure's colour: rose when it is critical.
    void setToken(Token token);
    QString figure() const;

private:
    void name();

    TextLabel *m_figure;
    TextLabel *m_unit;
    TextLabel *m_caption;
};

} // namespace pk::gui
