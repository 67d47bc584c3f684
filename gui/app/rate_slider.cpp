#include "app/rate_slider.h"

#include "app/transport.h"
#include "views/format.h"
#include "views/text_label.h"
#include "views/themed.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QSlider>

#include <cmath>

namespace pk::gui {

namespace {

// Round numbers at nearly equal distances in the logarithm.
constexpr int mantissas[] = {10, 12, 15, 20, 25, 30, 40, 50, 60, 80};
constexpr int perDecade = std::size(mantissas);
constexpr int unitStops = 9; // 1 … 9, one by one
constexpr int decades = 4; // 10 … 80 000

} // namespace

int lastStop()
{
    return unitStops + decades * perDecade;
}

double rateOfStop(int stop)
{
    if (stop >= lastStop())
        return Transport::MaxRate;
    if (stop < unitStops)
        return stop + 1;
    const int above = stop - unitStops;
    return mantissas[above % perDecade] * std::pow(10.0, above / perDecade);
}

int stopOfRate(double recordsPerS)
{
    int best = 0;
    for (int stop = 1; stop < lastStop(); ++stop) {
        if (std::abs(rateOfStop(stop) - recordsPerS) < std::abs(rateOfStop(best) - recordsPerS))
            best = stop;
    }
    return std::isinf(recordsPerS) ? lastStop() : best;
}

RateSlider::RateSlider(QWidget *parent)
    : QWidget(parent)
    , m_caption(new TextLabel(TextRole::Small, Token::Muted, this))
    , m_slider(new QSlider(Qt::Horizontal, this))
    , m_figure(new TextLabel(TextRole::Small, Token::Muted, this))
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_slider->setRange(0, lastStop());
    m_slider->setPageStep(5);
    m_slider->setFocusPolicy(Qt::TabFocus);
    connect(m_slider, &QSlider::valueChanged, this, [this](int stop) {
        m_rate = rateOfStop(stop);
        showRate();
        Q_EMIT rateChosen(m_rate);
    });
    auto *row = new QHBoxLayout(this);
    row->addWidget(m_caption);
    row->addWidget(m_slider);
    row->addWidget(m_figure);
    onTheme(this, [this, row] {
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(px(8));
        m_slider->setFixedWidth(px(120));
        fitFigure();
    });
    retranslate();
}

void RateSlider::setRate(double perS, bool ofTransactions)
{
    m_rate = perS;
    m_ofTransactions = ofTransactions;
    const QSignalBlocker quiet(m_slider);
    m_slider->setValue(stopOfRate(perS));
    showRate();
}

void RateSlider::showRate()
{
    const QString text = std::isinf(m_rate) ? QCoreApplication::translate("app", "max")
        : m_ofTransactions
        ? QCoreApplication::translate("app", "%1 tx/s").arg(grouped(std::llround(m_rate)))
        : QCoreApplication::translate("app", "%1 msg/s").arg(grouped(std::llround(m_rate)));
    m_figure->setText(text);
    m_slider->setToolTip(
        m_ofTransactions && !std::isinf(m_rate)
            ? QCoreApplication::translate("app", "%1 transactions of the campus database a second")
                  .arg(grouped(std::llround(m_rate)))
            : text);
    m_slider->setAccessibleDescription(text);
}

void RateSlider::fitFigure()
{
    // As wide as the widest figure, so that nothing moves while the slider does.
    const QString widest = QCoreApplication::translate("app", "%1 msg/s").arg(grouped(88888));
    m_figure->setFixedWidth(m_figure->fontMetrics().horizontalAdvance(widest) + 2);
}

void RateSlider::retranslate()
{
    m_caption->setText(QCoreApplication::translate("app", "Rate"));
    m_slider->setAccessibleName(QCoreApplication::translate("app", "Rate of the source"));
    fitFigure();
    showRate();
}

void RateSlider::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace pk::gui
