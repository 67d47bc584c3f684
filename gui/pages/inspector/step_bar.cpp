#include "pages/inspector/step_bar.h"

#include "theme/painting.h"
#include "views/themed.h"

#include <QHelpEvent>
#include <QToolTip>

namespace pk::gui {

namespace {

constexpr int kGap = 4;

/// "normalise_unit" is shown as "unit": the bar has no room for more.
QString shortName(const QString &name)
{
    return name.section(QLatin1Char('_'), -1);
}

QFont nameFont(bool current)
{
    QFont font = Theme::instance().font(TextRole::Caption);
    font.setWeight(current ? QFont::DemiBold : QFont::Normal);
    return font;
}

Token tokenOf(StepBar::Outcome outcome)
{
    switch (outcome) {
    case StepBar::Outcome::Changed:
        return Token::Violet;
    case StepBar::Outcome::Refused:
        return Token::Rose;
    case StepBar::Outcome::Unchanged:
        return Token::Consumed;
    case StepBar::Outcome::NotReached:
        return Token::Border;
    }
    return Token::Border;
}

} // namespace

StepBar::StepBar(QWidget *parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    onTheme(this, [this] { updateGeometry(); });
}

void StepBar::setSteps(std::vector<Step> steps)
{
    if (steps == m_steps)
        return;
    m_steps = std::move(steps);
    updateGeometry();
    update();
}

void StepBar::setCurrent(int step)
{
    m_current = step;
    if (step >= 0 && step < static_cast<int>(m_steps.size()))
        setAccessibleName(m_steps[static_cast<std::size_t>(step)].name);
    update();
}

QSize StepBar::sizeHint() const
{
    return QSize(px(240), px(28));
}

QSize StepBar::minimumSizeHint() const
{
    return QSize(px(120), px(28));
}

QRect StepBar::rectOf(int step) const
{
    const int count = std::max<int>(1, static_cast<int>(m_steps.size()));
    const int left = step * (width() + px(kGap)) / count;
    const int right = (step + 1) * (width() + px(kGap)) / count - px(kGap);
    return QRect(left, 0, right - left, height());
}

int StepBar::stepAt(int x) const
{
    for (int step = 0; step < static_cast<int>(m_steps.size()); ++step) {
        if (x < rectOf(step).right() + px(kGap))
            return step;
    }
    return static_cast<int>(m_steps.size()) - 1;
}

bool StepBar::namesFit() const
{
    for (int step = 0; step < static_cast<int>(m_steps.size()); ++step) {
        if (textWidth(nameFont(true), shortName(m_steps[static_cast<std::size_t>(step)].name))
            > rectOf(step).width() + px(kGap) - 2)
            return false;
    }
    return true;
}

void StepBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const bool all = namesFit();
    for (int step = 0; step < static_cast<int>(m_steps.size()); ++step) {
        const Step &what = m_steps[static_cast<std::size_t>(step)];
        const bool current = step == m_current;
        const QRect rect = rectOf(step);
        const QColor full = color(tokenOf(what.outcome));
        const bool faint = !current && what.outcome == Outcome::Changed;
        drawBox(painter, QRect(rect.left(), px(3), rect.width(), px(4)), px(2),
                faint ? mixed(color(Token::Surface), full, 0.55) : full);
        if (!all && !current)
            continue;
        painter.setFont(nameFont(current));
        painter.setPen(color(!current                               ? Token::Muted
                                 : what.outcome == Outcome::Refused ? Token::RoseText
                                                                    : Token::VioletText));
        const QString name = all ? shortName(what.name) : what.name;
        // The chosen name alone may be wider than its bar, but stays inside.
        const int wide = std::max(rect.width(), textWidth(painter.font(), name));
        const int left = std::clamp(rect.center().x() - wide / 2, 0, std::max(0, width() - wide));
        painter.drawText(QRect(left, px(9), wide, px(18)), Qt::AlignHCenter | Qt::AlignVCenter, name);
    }
    if (hasFocus())
        drawFocusRing(painter, rect(), px(4));
}

void StepBar::choose(int step)
{
    if (m_steps.empty())
        return;
    step = std::clamp(step, 0, static_cast<int>(m_steps.size()) - 1);
    if (step == m_current || m_steps[static_cast<std::size_t>(step)].outcome == Outcome::NotReached)
        return;
    setCurrent(step);
    Q_EMIT chosen(step);
}

void StepBar::mousePressEvent(QMouseEvent *event)
{
    choose(stepAt(qRound(event->position().x())));
}

void StepBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Left)
        choose(m_current - 1);
    else if (event->key() == Qt::Key_Right)
        choose(m_current + 1);
    else
        QWidget::keyPressEvent(event);
}

bool StepBar::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip || m_steps.empty())
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const int step = stepAt(help->pos().x());
    QToolTip::showText(help->globalPos(), m_steps[static_cast<std::size_t>(step)].name, this, rectOf(step));
    return true;
}

} // namespace pk::gui
