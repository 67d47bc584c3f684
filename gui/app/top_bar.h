#pragma once

// The bar above all pages: title of the page, environment with what it can be changed to, transport, rate,
// source and dataset, light or dark. Where the window is too narrow, source and rate move into a popover and
// the badge shrinks to its mark.
//
// Thread: GUI thread. Ownership: the transport outlives it.

#include <QStringList>
#include <QWidget>

class QHBoxLayout;

namespace pk::gui {

class EnvironmentPicker;
class IconButton;
class PillButton;
class Popover;
class RateSlider;
class SourcePicker;
class TextLabel;
class Transport;
class TransportBar;

class TopBar : public QWidget
{
    Q_OBJECT

public:
    explicit TopBar(Transport &transport, QWidget *parent = nullptr);

    /// What has room beside it has it beside `all` pages' titles: nothing moves from page to page.
    void setTitle(const QString &title, const QStringList &all);

Q_SIGNALS:
    void fidelityRequested(); ///< below the badge
    void schemeToggled();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void refresh();
    void retranslate();
    void fold();
    int titleRoom() const;

    Transport &m_transport;
    QHBoxLayout *m_row;
    QStringList m_titles; ///< of all pages
    TextLabel *m_title;
    PillButton *m_environment;
    TransportBar *m_buttons;
    RateSlider *m_rate;
    SourcePicker *m_source;
    IconButton *m_more;
    IconButton *m_scheme;
    Popover *m_popover;
    Popover *m_environments;
    EnvironmentPicker *m_picker;
};

} // namespace pk::gui
