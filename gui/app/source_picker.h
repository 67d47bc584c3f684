#pragma once

// Which source runs and which dataset it makes: two combo boxes with their names.
//
// Thread: GUI thread. Ownership: the transport outlives it.

#include <QWidget>

class QComboBox;

namespace pk::gui {

class TextLabel;
class Transport;

class SourcePicker : public QWidget
{
    Q_OBJECT

public:
    explicit SourcePicker(Transport &transport, QWidget *parent = nullptr);

    /// The names above the boxes, in a column; else no names, side by side.
    void setStacked(bool stacked);
    /// The width it needs side by side, however it stands now.
    int rowWidth() const;

Q_SIGNALS:
    /// A source may ask for more: what is open over the window closes.
    void sourceChosen();

protected:
    void changeEvent(QEvent *event) override;

private:
    void refresh();
    void retranslate();

    Transport &m_transport;
    TextLabel *m_sourceName;
    QComboBox *m_source;
    TextLabel *m_datasetName;
    QComboBox *m_dataset;
};

} // namespace pk::gui
