#pragma once

// A surface that keeps no picture, only the texts that were drawn on it and where.

#include <QPaintDevice>
#include <QPaintEngine>
#include <QRectF>

#include <vector>

namespace pk::test {

struct DrawnText
{
    QString text;
    QRectF place;
};

class DrawnTexts final : public QPaintDevice
{
public:
    const std::vector<DrawnText> &texts() const { return m_engine.texts; }
    const DrawnText *find(const QString &text) const
    {
        for (const DrawnText &each : texts()) {
            if (each.text == text)
                return &each;
        }
        return nullptr;
    }
    QPaintEngine *paintEngine() const override { return &m_engine; }

protected:
    int metric(PaintDeviceMetric metric) const override
    {
        switch (metric) {
        case PdmDevicePixelRatio:
        case PdmWidthMM:
        case PdmHeightMM:
            return 1;
        case PdmDevicePixelRatioScaled:
            return static_cast<int>(devicePixelRatioFScale());
        case PdmDpiX:
        case PdmDpiY:
        case PdmPhysicalDpiX:
        case PdmPhysicalDpiY:
            return 96;
        default:
            return 4096;
        }
    }

private:
    struct Engine final : QPaintEngine
    {
        Engine()
            : QPaintEngine(AllFeatures)
        {
        }
        bool begin(QPaintDevice *) override { return true; }
        bool end() override { return true; }
        void updateState(const QPaintEngineState &) override { }
        void drawPath(const QPainterPath &) override { }
        void drawPolygon(const QPointF *, int, PolygonDrawMode) override { }
        void drawPixmap(const QRectF &, const QPixmap &, const QRectF &) override { }
        void drawTextItem(const QPointF &at, const QTextItem &item) override
        {
            texts.push_back({item.text(),
                             {at.x(), at.y() - item.ascent(), item.width(), item.ascent() + item.descent()}});
        }
        Type type() const override { return User; }

        std::vector<DrawnText> texts;
    };

    mutable Engine m_engine;
};

} // namespace pk::test
