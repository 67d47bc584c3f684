#pragma once

// The steps of a connection test, one below the other: a mark, the step's name, what was found.
//
// Thread: GUI thread.

#include "environment/profile_test.h"

#include <QWidget>

class QVBoxLayout;

namespace pk::gui {

class StepList : public QWidget
{
    Q_OBJECT

public:
    explicit StepList(QWidget *parent = nullptr);

    void clear();
    void add(const environment::ProfileStep &step);

private:
    class Row;

    QVBoxLayout *m_rows;
};

} // namespace pk::gui
