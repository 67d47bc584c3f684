#pragma once

// The messages read so far over time, as bars on a logarithmic scale; those that match the filter are the
// solid part. A click, a drag or the arrow keys go to that time.
//
// Thread: GUI thread.

#include "bridge/topic_reader.h"

#include <QWidget>

namespace pk::gui {

class TimeBar final : public QWidget
{
    Q_OBJECT

public:
    explicit TimeBar(QWidget *parent = nullptr);

    /// How many bars there is room for.
    std::size_t wantedParts() const;
    void setHistogram(TopicReader::Histogram histogram, bool filtered);
    bool isEmpty() const { return m_histogram.parts.empty(); }
    const TopicReader::Histogram &histogram() const { return m_histogram; }
    /// Where the list stands; -1: nowhere.
    void setPlace(std::int64_t timeMs);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void sought(qint64 timeMs);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool event(QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QRectF barsRect() const;
    std::int64_t mostRead() const;
    void paintCaption(QPainter &painter) const;
    double xOf(std::int64_t timeMs) const;
    std::int64_t timeAt(double x) const;
    QString timeText(std::int64_t timeMs) const;
    void seekTo(std::int64_t timeMs);
    void retranslate();

    TopicReader::Histogram m_histogram;
    bool m_filtered = false;
    std::int64_t m_placeMs = -1;
};

} // namespace pk::gui
