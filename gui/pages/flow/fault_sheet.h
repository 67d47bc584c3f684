#pragma once

// The faults that a person can bring about: what each does, what runs of it, and one button that ends them
// all.
//
// Thread: GUI thread. Ownership: the controller outlives it.

#include "bridge/controller.h"
#include "views/sheet.h"

class QPushButton;

namespace pk::gui {

class Chip;
class FaultRow;

constexpr int kSlowMs = 400; ///< for each record: fewer than three a second and member

/// The faults that go on until they are ended, by name.
QStringList activeFaults(const RunInfo &run);

class FaultSheet final : public Sheet
{
    Q_OBJECT

public:
    FaultSheet(Controller &controller, QWidget *parent);

Q_SIGNALS:
    void acted(); ///< a fault was begun or ended: now it is to be watched

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void build();
    void retranslate();
    void nameChips();
    void showSnapshot();

    Controller &m_controller;
    FaultRow *m_slow;
    FaultRow *m_crash;
    FaultRow *m_brokers;
    FaultRow *m_database;
    FaultRow *m_poison;
    FaultRow *m_burst;
    Chip *m_slowOn;
    Chip *m_broker[3];
    Chip *m_locked;
    Chip *m_closed;
    Chip *m_crashNow;
    Chip *m_addLoader;
    Chip *m_poisonNow;
    Chip *m_burstSmall;
    Chip *m_burstLarge;
    Chip *m_burstEnd; ///< while any of it is due
    QPushButton *m_endAll;
};

} // namespace pk::gui
