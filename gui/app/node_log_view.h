#pragma once

// The last lines that the nodes of a local Kafka have written down, of one node at a time. They are read when
// it is made, and again when somebody asks for it: a log that moves cannot be read.
//
// Thread: GUI thread; it reads the end of one file.

#include <QWidget>

class QPlainTextEdit;

namespace pk::gui {

class SegmentedControl;

class NodeLogView : public QWidget
{
    Q_OBJECT

public:
    /// REQUIRES: at least one file.
    explicit NodeLogView(const QStringList &logs, QWidget *parent = nullptr);

    void read();

private:
    SegmentedControl *m_nodes;
    QPlainTextEdit *m_text;
};

} // namespace pk::gui
