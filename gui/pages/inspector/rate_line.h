#pragma once

// A rate: the figure, its unit, and its course.
//
// Thread: GUI thread.

#include "theme/theme.h"

#include <QWidget>

#include <vector>

namespace pk::gui {

class Sparkline;
class TextLabel;

class RateLine : public QWidget
{
    Q_OBJECT

public:
    explicit RateLine(QWidget *parent = nullptr);

    void setRate(double perSecond, const QString &unit, std::vector<float> history, Token token);

private:
    TextLabel *m_figure;
    TextLabel *m_unit;
    Sparkline *m_line;
};

} // namespace pk::gui
