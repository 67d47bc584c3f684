#pragma once

// The rate of the source, from one record a second to as fast as it goes, on a logarithmic slider.
//
// Thread: GUI thread.

#include <QWidget>

class QSlider;

namespace pk::gui {

class TextLabel;

class RateSlider : public QWidget
{
    Q_OBJECT

public:
    explicit RateSlider(QWidget *parent = nullptr);

    /// Does not emit rateChosen().
    void setRate(double perS, bool ofTransactions = false);
    double rate() const { return m_rate; }
    QSlider *slider() { return m_slider; }

Q_SIGNALS:
    void rateChosen(double recordsPerS); ///< Transport::MaxRate at the right end

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void showRate();
    void fitFigure();

    TextLabel *m_caption;
    QSlider *m_slider;
    TextLabel *m_figure;
    double m_rate = 1;
    bool m_ofTransactions = false;
};

/// 1, 2, … 9, 10, 12, 15, 20, … 80 000 and no limit: every stop of the slider is a round rate.
double rateOfStop(int stop);
int stopOfRate(double recordsPerS);
int lastStop();

} // namespace pk::gui
