#pragma once

// The top of the inspector: back and forward, what is shown, close; below it the strip that says how it is.
//
// Thread: GUI thread.

#include "pages/inspector/inspector_view.h"

class QHBoxLayout;

namespace pk::gui {

class IconButton;
class TextLabel;

class InspectorHeadBar final : public QWidget
{
    Q_OBJECT

public:
    explicit InspectorHeadBar(QWidget *parent = nullptr);

    void setHead(const InspectorHead &head);
    void setHistory(bool back, bool forward);
    void retranslate();

Q_SIGNALS:
    void backRequested();
    void forwardRequested();
    void closeRequested();
    void linkActivated(const pk::gui::Link &link);

private:
    class Tile;
    class PlaceButton;

    void showPlaces(const std::vector<InspectorHead::Place> &places);

    Tile *m_tile;
    TextLabel *m_title;
    TextLabel *m_note;
    TextLabel *m_detail;
    QHBoxLayout *m_placeLine;
    std::vector<PlaceButton *> m_places;
    IconButton *m_back;
    IconButton *m_forward;
    IconButton *m_close;
};

class InspectorStateStrip final : public QWidget
{
    Q_OBJECT

public:
    explicit InspectorStateStrip(QWidget *parent = nullptr);

    /// Hidden without a word.
    void setState(const InspectorState &state);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    InspectorState m_state;
};

} // namespace pk::gui
